"""The plugins that ship: each a folder of its own, run in its own process."""
