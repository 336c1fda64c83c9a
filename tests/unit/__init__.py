"""Tests without Qt and without sockets."""
