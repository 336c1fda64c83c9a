"""Requests about any source: whether it is on air, and its picture."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.model import Input
from studio_app.rehearsal.pictures import Camera
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

_FORMATS = frozenset({"jpg", "jpeg", "png", "bmp"})


def get_source_active(booth: "Booth", ask: Ask) -> Json:
    source = ask.source()
    return {"videoActive": source in booth.active(), "videoShowing": source in booth.showing()}


def get_source_screenshot(booth: "Booth", ask: Ask) -> Json:
    source = ask.source()
    file_format = ask.text("imageFormat")
    if file_format not in _FORMATS:
        raise RequestFailed(
            Status.INVALID_FIELD,
            "Your specified image format is invalid or not supported by this system.",
        )
    width, height = booth.show.size
    if isinstance(source, Input):
        width, height = source.size(booth.show.size)
        if source.kind.media:
            width, height = booth.show.size
    asked_width = ask.whole("imageWidth", 8, 4096) if ask.has("imageWidth") else 0
    asked_height = ask.whole("imageHeight", 8, 4096) if ask.has("imageHeight") else 0
    quality = (
        ask.whole("imageCompressionQuality", -1, 100) if ask.has("imageCompressionQuality") else -1
    )
    if not width or not height:
        raise RequestFailed(Status.PROCESSING_FAILED, "Failed to render screenshot.")
    if asked_width and asked_height:
        width, height = asked_width, asked_height
    elif asked_width:
        width, height = asked_width, max(1, asked_width * height // width)
    elif asked_height:
        width, height = max(1, asked_height * width // height), asked_height
    faults = booth.faults
    data = booth.pictures.image(
        source.name,
        (width, height),
        drawing=source.drawing,
        camera=Camera.BLACK if faults.black else Camera.HANGS if faults.still else Camera.LIVE,
        file_format=file_format,
        quality=quality,
    )
    return {"imageData": data}


HANDLERS: dict[str, Handler] = {
    "GetSourceActive": get_source_active,
    "GetSourceScreenshot": get_source_screenshot,
}
