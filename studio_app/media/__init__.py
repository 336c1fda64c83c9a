"""Judgements of pictures and sound: pure, with OpenCV and NumPy, no I/O."""
