"""Finds, runs, supervises and restarts plugins, each in a runner process of its own."""
