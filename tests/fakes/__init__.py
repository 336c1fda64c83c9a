"""Stand-ins for the world around the program, for tests only."""
