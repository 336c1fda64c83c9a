"""Requests by which a booth is built: canvas, output settings, and marks that sources keep."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

PARAMETERS: dict[tuple[str, str], tuple[str | None, str | None]] = {
    ("Output", "Mode"): ("Simple", "Simple"),
    ("SimpleOutput", "VBitrate"): ("600", "2500"),
    ("SimpleOutput", "ABitrate"): ("96", "160"),
}
"""A profile's parameters: value and default; every other is empty."""


def set_video_settings(booth: "Booth", ask: Ask) -> None:
    outputs = booth.outputs
    if any(one.active for one in (outputs.stream, outputs.record, outputs.replay)):
        raise RequestFailed(
            Status.OUTPUT_RUNNING,
            "Video settings cannot be changed while an output is active.",
        )
    rate = _pair(ask, "fpsNumerator", "fpsDenominator", 1, 2**32)
    base = _pair(ask, "baseWidth", "baseHeight", 8, 4096)
    output = _pair(ask, "outputWidth", "outputHeight", 8, 4096)
    if not (rate or base or output):
        raise RequestFailed(
            Status.MISSING_FIELD, "You must specify at least one video-changing pair."
        )
    if rate:
        booth.fps = max(1, rate[0] // rate[1])
    if base:  # the simulated picture is not scaled on its way out
        booth.show.size = base


def _pair(ask: Ask, one: str, other: str, low: int, high: int) -> tuple[int, int] | None:
    if not (ask.has(one) and ask.has(other)):
        return None
    return ask.whole(one, low, high), ask.whole(other, low, high)


def get_profile_parameter(booth: "Booth", ask: Ask) -> Json:
    key = (ask.text("parameterCategory"), ask.text("parameterName"))
    value, default = PARAMETERS.get(key, (None, None))
    return {
        "parameterValue": booth.parameters.get(key, value),
        "defaultParameterValue": default,
    }


def set_profile_parameter(booth: "Booth", ask: Ask) -> None:
    key = (ask.text("parameterCategory"), ask.text("parameterName"))
    if ask.has("parameterValue"):
        booth.parameters[key] = ask.text("parameterValue", empty=True)
    else:
        booth.parameters.pop(key, None)


def get_source_private_settings(booth: "Booth", ask: Ask) -> Json:
    return {"sourceSettings": dict(ask.source().private)}


def set_source_private_settings(booth: "Booth", ask: Ask) -> None:
    source = ask.source()
    source.private |= ask.mapping("sourceSettings", empty=True)


HANDLERS: dict[str, Handler] = {
    "SetVideoSettings": set_video_settings,
    "GetProfileParameter": get_profile_parameter,
    "SetProfileParameter": set_profile_parameter,
    "GetSourcePrivateSettings": get_source_private_settings,
    "SetSourcePrivateSettings": set_source_private_settings,
}
