"""Requests about films and music: status, cursor, play, pause, stop."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.protocol import Json
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def get_media_input_status(booth: "Booth", ask: Ask) -> Json:
    return booth.media.status(ask.input())


def set_media_input_cursor(booth: "Booth", ask: Ask) -> None:
    source = ask.input()
    booth.media.seek(source, ask.number("mediaCursor", 0))


def offset_media_input_cursor(booth: "Booth", ask: Ask) -> None:
    source = ask.input()
    booth.media.seek(source, ask.number("mediaCursorOffset"), relative=True)


def trigger_media_input_action(booth: "Booth", ask: Ask) -> None:
    source = ask.input()
    booth.media.act(source, ask.text("mediaAction"))


HANDLERS: dict[str, Handler] = {
    "GetMediaInputStatus": get_media_input_status,
    "SetMediaInputCursor": set_media_input_cursor,
    "OffsetMediaInputCursor": offset_media_input_cursor,
    "TriggerMediaInputAction": trigger_media_input_action,
}
