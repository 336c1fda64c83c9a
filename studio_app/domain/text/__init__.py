"""What is read out of and written into people's words: pure functions, no state."""
