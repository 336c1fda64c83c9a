"""One small grey picture of a program: made from a JPEG, judged black, compared with another."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Grid: TypeAlias = npt.NDArray[np.uint8]
"""Grey, shape (height, width), 0 black to 255 white, its longer side `LONG` cells."""

LONG = 64
"""Cells of the longer side: 64x36 for a wide picture. A face of a tenth of the height still has
four cells, and a picture is judged in a twentieth of a millisecond."""

ASK_WIDTH = 160
"""Pixels to ask OBS for. It scales without averaging: in 64 pixels a codec's noise would be as
large as a person's small movement; made small from 160 they differ tenfold."""

DARK = 12
"""Mean grey below which a picture may be black. OBS's own black is 0, a capped camera's about 4
with its noise, a candle-lit scene's 20."""
SPECK = 40
"""Grey that all but the brightest `SPECKS` of a black picture stay below."""
SPECKS = 0.02
"""The share of a black picture that may be brighter: hot pixels, a clock in the corner."""

STEP = 6
"""Grey levels that a cell must change to count: a still picture sent as video comes out of its
codec up to 4 levels otherwise each time, and so does a camera's noise."""
FEW_CELLS = 0.004
"""The share of the picture that may change while it counts as still: nine cells of 64x36. A clock
drawn over a camera that hangs is smaller, a person who breathes is not."""
DRIFT = 1.5
"""Mean change in grey levels that is a change even where no cell changes by `STEP`: slow light."""

_EIGHTH = 8 * LONG
_QUARTER = 4 * LONG
_HALF = 2 * LONG


def shrink(jpeg: bytes, width: int, height: int) -> Grid | None:
    """A JPEG of `width` by `height` pixels as a grid; None when it cannot be decoded.

    Safe in any thread. Large pictures are decoded at an eighth, which costs a third.
    """
    longer = max(width, height)
    if longer >= _EIGHTH:
        how = cv2.IMREAD_REDUCED_GRAYSCALE_8
    elif longer >= _QUARTER:
        how = cv2.IMREAD_REDUCED_GRAYSCALE_4
    elif longer >= _HALF:
        how = cv2.IMREAD_REDUCED_GRAYSCALE_2
    else:
        how = cv2.IMREAD_GRAYSCALE
    try:
        picture = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), how)
    except cv2.error:
        return None
    if picture is None:
        return None
    return fit(picture.astype(np.uint8, copy=False))


def fit(picture: Grid) -> Grid:
    """A grey picture of any size as a grid of the same shape."""
    high, wide = picture.shape
    scale = LONG / max(high, wide)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    if size == (wide, high):
        return picture
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def is_black(grid: Grid) -> bool:
    """Whether viewers see nothing: dark as a whole, and almost nowhere bright. Noise, film grain
    and single bright specks do not save a picture from being black."""
    if float(grid.mean()) >= DARK:
        return False
    return float((grid >= SPECK).mean()) <= SPECKS


def differs(before: Grid, now: Grid) -> bool:
    """Whether two pictures show something else, beyond what a codec does to a still picture.
    Pictures of another shape differ."""
    if before.shape != now.shape:
        return True
    change = cv2.absdiff(before, now)
    if float(change.mean()) > DRIFT:
        return True
    return float((change > STEP).mean()) > FEW_CELLS
