"""What is true now: a store for each noun; only `apply` writes."""
