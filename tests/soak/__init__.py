"""The long runs: the same tests at their full counts."""
