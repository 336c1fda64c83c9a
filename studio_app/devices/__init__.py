"""Sound and picture devices of this machine: what is heard here and, later, what is captured."""
