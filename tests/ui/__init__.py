"""Tests of the windows, with Qt but without a server."""
