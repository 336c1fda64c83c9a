"""Local stand-ins of the chat services: their real protocols on loopback, with their faults."""
