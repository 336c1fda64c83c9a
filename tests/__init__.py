"""The tests: what users rely on, said as programs."""
