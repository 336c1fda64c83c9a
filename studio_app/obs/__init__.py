"""The live link to each OBS: wire, supervision, snapshot, and the translation into records."""
