"""The program as people run it: processes, a screen, a keyboard, OBS."""
