"""Which sink the events of each kind go to, decoded."""

import hashlib
import logging
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from studio_app.api.orders import OrderEvent
from studio_app.domain.chat import ChatEvent
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Manifest, PluginKind, SettingType
from studio_app.domain.plugin_settings import checked
from studio_app.plugin_host.intake import Take
from studio_app.plugin_host.ports import Sinks, Wanted

log = logging.getLogger(__name__)

E = TypeVar("E")

_CHAT = msgspec.msgpack.Decoder(ChatEvent)
_ORDERS = msgspec.msgpack.Decoder(OrderEvent)


def is_taken(sinks: Sinks, kind: PluginKind) -> bool:
    """Whether what plugins of this kind tell is wanted; true for those that tell no events."""
    match kind:
        case PluginKind.CHAT:
            return sinks.chat is not None
        case PluginKind.ORDERS:
            return sinks.orders is not None
        case _:
            return True


async def resume_of(sinks: Sinks, manifest: Manifest, instance: str, wish: Wanted) -> str:
    """What was last remembered of an instance; nothing when that was of another account. Raises
    StudioError."""
    kept = ""
    if manifest.kind is PluginKind.CHAT and sinks.chat is not None:
        kept = await sinks.chat.resume_of(instance)
    elif manifest.kind is PluginKind.ORDERS and sinks.orders is not None:
        kept = await sinks.orders.resume_of(instance)
    mark, _, resume = kept.partition(" ")
    return resume if mark == mark_of(manifest, wish) else ""


def mark_of(manifest: Manifest, wish: Wanted) -> str:
    """What an instance reads, as eight letters: its words and choices, not its numbers and
    switches, which only say how."""
    values, _ = checked(manifest, wish.settings, wish.secrets)
    telling = [
        f"{spec.name}={values.get(spec.name)}"
        for spec in manifest.setting
        if spec.type in (SettingType.TEXT, SettingType.CHOICE) and not spec.secret
    ]
    return hashlib.sha256("\0".join([manifest.id, *telling]).encode()).hexdigest()[:8]


def taker(sinks: Sinks, manifest: Manifest, instance: str, wish: Wanted) -> Take:
    """Takes an instance's encoded events to their sink."""
    mark = mark_of(manifest, wish)

    async def take(events: Sequence[bytes], said: str) -> None:
        resume = f"{mark} {said}" if said else ""
        if manifest.kind is PluginKind.CHAT and sinks.chat is not None:
            told = _decoded(_CHAT, events, instance)
            place = wish.booth or BoothId("")
            await sinks.chat.take(instance, manifest.service, place, told, resume)
        elif manifest.kind is PluginKind.ORDERS and sinks.orders is not None:
            orders = _decoded(_ORDERS, events, instance)
            await sinks.orders.take(instance, manifest.service, orders, resume)

    return take


def _decoded(
    decoder: msgspec.msgpack.Decoder[E], events: Sequence[bytes], instance: str
) -> list[E]:
    """The runner has checked each event: one that is none is a fault of ours."""
    good = []
    for event in events:
        try:
            good.append(decoder.decode(event))
        except (msgspec.DecodeError, UnicodeDecodeError):
            log.exception("an event of %s cannot be read and is lost", instance)
    return good
