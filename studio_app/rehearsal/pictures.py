"""Moving pictures of a simulated booth: a presenter who talks, never twice the same.

The still parts are drawn once per scene and size; a frame is a copy with the moving parts on top,
about half a millisecond at 320x180. Colours are OpenCV's blue, green, red.
"""

import base64
import colorsys
import math
import time
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from studio_app.rehearsal.show import Drawing

Picture = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]


class Camera(Enum):
    """What a booth's cameras do; pictures without people need none."""

    LIVE = "live"
    HANGS = "hangs"
    """The picture of the first moment stays."""
    BLACK = "black"
    """A cap is on it; a sensor's noise remains."""


PEOPLE = frozenset({Drawing.HOST, Drawing.AI})
_TURN = {Drawing.AI: 0.5, Drawing.CARD: 0.3}

FONT = cv2.FONT_HERSHEY_SIMPLEX
WHITE: Colour = (245, 245, 245)
DARK: Colour = (40, 36, 32)


@dataclass(frozen=True)
class Look:
    """How one source of one booth looks: what is drawn, its hue in turns, its caption."""

    drawing: Drawing
    hue: float
    caption: str


def colour(hue: float, strength: float, light: float) -> Colour:
    """A colour by hue, saturation and value, each 0 to 1."""
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, strength, light)
    return int(blue * 255), int(green * 255), int(red * 255)


@dataclass(frozen=True)
class Moment:
    """When a picture is of."""

    seconds: float
    wall: str
    frame: int


class Pictures:
    """Pictures of every source of one booth; `seed` gives its colours."""

    def __init__(self, *, name: str, seed: int) -> None:
        self._name = name
        self._hue = (seed * 0.381966) % 1.0
        self._phase_s = seed * 17.3
        self._stills: dict[tuple[Look, int, int], Picture] = {}
        self._frame = 0
        self._hung: Moment | None = None

    def image(
        self,
        caption: str,
        size: tuple[int, int],
        *,
        drawing: Drawing = Drawing.CARD,
        camera: Camera = Camera.LIVE,
        file_format: str = "jpg",
        quality: int = -1,
    ) -> str:
        """A source's picture now, as the data URI that GetSourceScreenshot answers.

        `size` in pixels, width by height; `quality` 0 to 100, or -1 for the encoder's own.
        """
        picture = self.picture(caption, size, drawing, camera)
        suffix = ".png" if file_format == "png" else ".jpg"
        options: list[int] = []
        if suffix == ".jpg":
            options = [cv2.IMWRITE_JPEG_QUALITY, quality if quality >= 0 else 75]
        _, data = cv2.imencode(suffix, picture, options)
        return f"data:image/{file_format};base64,{base64.b64encode(data.tobytes()).decode()}"

    def picture(
        self,
        caption: str,
        size: tuple[int, int],
        drawing: Drawing = Drawing.CARD,
        camera: Camera = Camera.LIVE,
    ) -> Picture:
        """A source's picture now, shape (height, width, 3), uint8."""
        width, height = size
        if camera is Camera.BLACK and drawing in PEOPLE:
            noise = np.random.default_rng().integers(0, 9, (height, width, 1), dtype=np.uint8)
            return np.repeat(noise, 3, axis=2)
        look = Look(drawing, self._hue + _TURN.get(drawing, 0.0), caption)
        still = self._stills.get((look, width, height))
        if still is None:
            still = self._stills[look, width, height] = self._still(look, width, height)
        picture = still.copy()
        self._frame += 1
        moment = Moment(time.monotonic() + self._phase_s, time.strftime("%H:%M:%S"), self._frame)
        if camera is not Camera.HANGS:
            self._hung = None
        elif drawing in PEOPLE:
            moment = self._hung = self._hung or moment
        now = moment.seconds
        if look.drawing in PEOPLE:
            _presenter(picture, look, now)
            _product(picture, look, now)
        else:
            _bar(picture, look, now)
        self._label(picture, moment)
        return picture

    def _still(self, look: Look, width: int, height: int) -> Picture:
        top = np.array(colour(look.hue, 0.45, 0.42), dtype=np.float32)
        bottom = np.array(colour(look.hue + 0.06, 0.6, 0.16), dtype=np.float32)
        if look.drawing is Drawing.STANDBY:
            top, bottom = top * 0.35, bottom * 0.35
        slope = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None, None]
        rows = top * (1.0 - slope) + bottom * slope
        picture: Picture = np.ascontiguousarray(
            np.broadcast_to(rows, (height, width, 3)).astype(np.uint8)
        )
        if look.drawing in PEOPLE:
            _studio(picture, look)
        else:
            _words(
                picture,
                look.caption,
                (width // 12, height // 2),
                size=0.12,
            )
        return picture

    def _label(self, picture: Picture, moment: "Moment") -> None:
        height, width = picture.shape[:2]
        strip = max(8, height // 12)
        picture[height - strip :] //= 3
        hundredths = int(moment.seconds * 100) % 100
        text = f"{self._name}  {moment.wall}.{hundredths:02} {moment.frame % 1000:03}"
        _words(picture, text, (width // 40, height - strip // 4), size=0.055)


def _words(picture: Picture, text: str, at: tuple[int, int], *, size: float) -> None:
    """Text; `size` is the letters' height as a part of the picture's shorter side."""
    scale = min(picture.shape[:2]) * size / 22
    cv2.putText(picture, text, at, FONT, scale, WHITE, max(1, round(scale * 1.6)))


def _studio(picture: Picture, look: Look) -> None:
    """Shelves, lamp and table behind and before the presenter."""
    height, width = picture.shape[:2]
    for number in range(3):
        shelf = int(height * (0.18 + 0.17 * number))
        cv2.rectangle(
            picture, (0, shelf), (width // 4, shelf + height // 60), colour(look.hue, 0.3, 0.6), -1
        )
        for box in range(4):
            left = int(width * (0.01 + 0.06 * box))
            tall = int(min(width, height) * (0.06 + 0.02 * ((box * 7 + number * 3) % 4)))
            tint = colour(look.hue + 0.13 * (box + number), 0.55, 0.7)
            cv2.rectangle(picture, (left, shelf - tall), (left + width // 22, shelf), tint, -1)
    cv2.circle(
        picture,
        (int(width * 0.85), int(height * 0.2)),
        min(width, height) // 6,
        colour(look.hue + 0.1, 0.25, 0.75),
        max(2, width // 90),
        cv2.LINE_AA,
    )
    cv2.rectangle(
        picture, (0, int(height * 0.86)), (width, height), colour(look.hue + 0.08, 0.5, 0.3), -1
    )


def _presenter(picture: Picture, look: Look, now: float) -> None:
    """Body, head that sways, eyes that blink, mouth that talks, a hand that waves."""
    height, width = picture.shape[:2]
    unit = int(min(width * 1.3, height))
    sway = math.sin(now * 1.1) * 0.02 + math.sin(now * 2.7) * 0.008
    head = int(unit * 0.14)
    floor = int(height * 0.88)
    x = int(width * 0.48 + unit * sway * 2)
    y = floor - int(head * 3.6) + int(unit * math.sin(now * 2.2) * 0.008)
    skin = (200, 205, 210) if look.drawing is Drawing.AI else (150, 185, 228)
    shirt = colour(look.hue + 0.5, 0.65, 0.75)
    shoulder = y + int(head * 1.5)
    body = (int(unit * 0.27), floor - shoulder)
    cv2.ellipse(picture, (x, floor), body, 0, 180, 360, shirt, -1)
    cv2.rectangle(picture, (x - head // 3, y), (x + head // 3, shoulder + head // 5), skin, -1)
    cv2.ellipse(
        picture, (x, y - head // 5), (int(head * 1.02), int(head * 1.25)), 0, 0, 360, DARK, -1
    )
    cv2.ellipse(picture, (x, y), (int(head * 0.84), head), 0, 0, 360, skin, -1, cv2.LINE_AA)
    eye = max(1, head // 9)
    closed = (now * 0.31) % 1.0 < 0.04
    for side in (-1, 1):
        at = (x + side * head // 3, y - head // 6)
        cv2.ellipse(picture, at, (eye, 1 if closed else eye), 0, 0, 360, DARK, -1)
    talk = abs(math.sin(now * 9.0)) * max(0.0, math.sin(now * 0.7) + 0.6)
    cv2.ellipse(
        picture,
        (x, y + head // 2),
        (head // 3, max(1, int(head * 0.16 * talk))),
        0,
        0,
        360,
        (60, 50, 150),
        -1,
    )
    swing = math.sin(now * 3.1)
    hand = (x - int(unit * (0.30 + 0.03 * swing)), floor - int(unit * (0.30 - 0.06 * swing)))
    elbow = (x - int(unit * 0.22), floor - int(unit * 0.06))
    cv2.line(picture, elbow, hand, shirt, max(2, unit // 18))
    cv2.circle(picture, hand, max(2, unit // 22), skin, -1, cv2.LINE_AA)


def _product(picture: Picture, look: Look, now: float) -> None:
    """The card of the product on show; its colour changes every ten seconds."""
    height, width = picture.shape[:2]
    left = int(width * 0.72 + width * 0.01 * math.sin(now * 1.7))
    bottom = int(height * 0.82)
    top = bottom - int(min(width * 1.3, height) * 0.3)
    right = min(width - 2, left + int(width * 0.24))
    number = int(now / 10) % 90 + 10
    cv2.rectangle(picture, (left, top), (right, bottom), WHITE, -1)
    cv2.rectangle(
        picture,
        (left + 2, top + 2),
        (right - 2, top + (bottom - top) * 2 // 3),
        colour(number * 0.17 + look.hue, 0.6, 0.85),
        -1,
    )
    scale = min(width, height) / 420
    cv2.putText(picture, f"{number}.000", (left + 3, bottom - 3), FONT, scale, DARK, 1)


def _bar(picture: Picture, look: Look, now: float) -> None:
    """A light that runs to and fro: a card without people still shows that it is alive."""
    height, width = picture.shape[:2]
    at = int(width * (0.5 + 0.42 * math.sin(now * 0.9)))
    tint = colour(look.hue + 0.5, 0.7, 0.9)
    cv2.circle(picture, (at, int(height * 0.68)), max(2, min(width, height) // 24), tint, -1)
