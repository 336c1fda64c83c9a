"""The control room window: the wall of booths, what needs a person, and what frames them."""
