"""Chat events in JSON of our own making, as the webhook takes them and a replay holds them.

An object with the names of `ChatEvent` (all optional; `kind` is "message" unless said); or one that
says `live` (true or false) or `viewers` (how many) and no text.
"""

from collections.abc import Iterable

from studio_app.api.chat import ChatContext
from studio_app.api.heard import Fields
from studio_app.api.json import Json
from studio_app.domain.chat import ChatEvent, ChatKind

KINDS = {kind.value: kind for kind in ChatKind if kind not in (ChatKind.MARK, ChatKind.REPLY)}
_FIELDS = Fields(at="at", account="account", author="author", text="text")


def is_own(said: Json) -> bool:
    """Whether it is one of these."""
    says = any(said.has(name) for name in ("text", "kind", "live", "viewers"))
    return says and (said.text("kind") or "message") in KINDS


def own_events(context: ChatContext, said: Iterable[tuple[str, Json]]) -> list[ChatEvent]:
    """The events in them, each with the id that it has where it says none, and the instance before
    it: two senders may both begin with 1. What they say of `live` and `viewers` is told at once.
    Raises ValueError, before anything is told, for one that is none."""
    pieces = list(said)
    for number, (_, one) in enumerate(pieces, 1):
        if not is_own(one):
            raise ValueError(
                f"event {number}: it must say text, live, viewers, or a kind: {', '.join(KINDS)}"
            )
    events = []
    for id_, one in pieces:
        if one.has("live"):
            context.live(one.yes("live"))
        if one.has("viewers"):
            context.viewers(one.number("viewers"))
        if one.has("kind") or one.has("text"):
            own_id = one.text("id") or id_
            events.append(
                _FIELDS.read(
                    one,
                    KINDS[one.text("kind") or "message"],
                    id=f"{context.instance}:{own_id}" if own_id else "",
                    count=one.number("count") or 1,
                    service=one.text("service"),
                )
            )
    return events
