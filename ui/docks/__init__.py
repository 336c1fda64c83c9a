"""The console's docks: each shows one side of the chosen booth and sends wishes for it."""
