"""Small tools that know nothing of studios: signals, clock, paths, settings, secrets, logs."""
