"""Frozen types that server, clients and windows share: what is said, never how it is done."""
