"""What a long-running process tells the garbage collector."""

import gc


def keep_what_is_there() -> None:
    """Leave what has been made so far (modules, tables, windows) out of every later collection:
    a full one over all of it holds everything up for 20 to 30 ms."""
    gc.collect()
    gc.freeze()
