"""What an instance of a plugin is given: the one object by which it tells things."""

import logging
import time
from collections.abc import Callable, Mapping

import aiohttp
import msgspec

from studio_app.api.orders import OrderEvent
from studio_app.domain.chat import TEXT_MOST, ChatEvent
from studio_app.domain.plugin import PluginKind, SettingScalar
from studio_app.plugin_host.frames import FromRunner, Keep, Put, Tell
from studio_app.plugin_host.runner.outbox import Outbox

NAME_MOST = 200
COUNT_MOST = 2**31 - 1
VIEWERS_EVERY_S = 1.0
SOURCES: Mapping[str, type[ChatEvent] | type[OrderEvent]] = {
    PluginKind.CHAT: ChatEvent,
    PluginKind.ORDERS: OrderEvent,
}
"""Kinds that tell events, and which."""

_ENCODER = msgspec.msgpack.Encoder()


class InstanceContext:
    """`Context` of every kind at once; what is not of its kind raises. On the runner's loop."""

    def __init__(
        self, kind: str, put: Put, outbox: Outbox, http: aiohttp.ClientSession, heard: "Heard"
    ) -> None:
        self.instance = put.instance
        self.booth = put.booth
        self.settings: Mapping[str, SettingScalar] = put.settings
        self.secrets: Mapping[str, str] = dict(put.secrets)
        self.log = logging.getLogger(f"{INSTANCE_LOGGER}{put.life}")
        self.http = http
        self.resume = put.resume
        self._life = put.life
        self._kind = kind
        self._outbox = outbox
        self._heard = heard

    async def emit(self, *events: ChatEvent | OrderEvent) -> None:
        """Tell what came, in order. Raises ValueError."""
        kind = SOURCES.get(self._kind)
        if kind is None:
            raise TypeError(f"a plugin of kind {self._kind} emits nothing")
        decoder = _DECODERS[kind]
        raws = []
        for event in events:
            if type(event) is not kind:
                raise TypeError(f"emit takes a {kind.__name__}, got a {type(event).__name__}")
            raw = _ENCODER.encode(cleaned(event))
            try:
                decoder.decode(raw)
            except msgspec.ValidationError as error:
                raise ValueError(f"this is no {kind.__name__}: {error}") from error
            raws.append(msgspec.Raw(raw))
        self._heard.connected()
        self._heard.sign()
        await self._outbox.put(raws)

    def remember(self, resume: str) -> None:
        """Goes with what was emitted before it."""
        self._outbox.remember(_clean(resume))

    def keep_secret(self, name: str, value: str) -> None:
        """The service replaced a secret."""
        if self.secrets.get(name) != value:
            self.secrets = {**self.secrets, name: value}
            self._heard.keep(name, value)

    def connected(self) -> None:
        """The other side has let us in."""
        self._heard.connected()

    def live(self, live: bool) -> None:
        """The platform shows the booth, or has ended its live."""
        self._heard.sign()
        self._heard.tell(live=bool(live))

    def viewers(self, count: int) -> None:
        """How many watch now."""
        self._heard.sign()
        self._heard.tell(viewers=min(max(int(count), 0), COUNT_MOST))

    def speaking(self, on: bool, text: str = "") -> None:
        """The mouth has begun, or come to rest."""
        self._heard.sign()
        self._heard.speaks(on=bool(on), text=_clean(text)[:TEXT_MOST])


INSTANCE_LOGGER = "plugin.instance."
"""Begins the name of an instance's logger; its life follows."""

_DECODERS = {kind: msgspec.msgpack.Decoder(kind) for kind in SOURCES.values()}


class Heard:
    """What an instance has let be known of itself besides events: the newest of each."""

    def __init__(
        self, life: int, changed: Callable[[], None], send: Callable[[FromRunner], None]
    ) -> None:
        """`changed` is called when there is something new to tell."""
        self._life = life
        self._changed = changed
        self._send = send
        self._news: dict[str, bool | int | str] = {}
        self._told: dict[str, bool | int | str] = {}
        self._took = 0.0
        self._mouth = (False, "")
        self.on_connected: Callable[[], None] = lambda: None
        self.is_connected = False
        self.last_sign = 0.0
        """When it was last heard of; monotonic seconds."""

    def connected(self) -> None:
        """From now on silence is noticed."""
        if not self.is_connected:
            self.is_connected = True
            self.sign()
            self.on_connected()

    def disconnected(self) -> None:
        """What was told of it is not known any more."""
        self.is_connected = False
        self._told.clear()
        self._news.clear()

    def sign(self) -> None:
        """It lives."""
        self.last_sign = time.monotonic()
        self._changed()

    def tell(self, **news: bool | int | str) -> None:
        """Keep what is new until `take`."""
        self._news.update(news)
        self._changed()

    def speaks(self, *, on: bool, text: str) -> None:
        """The mouth moves, or rests: each change is told, at once."""
        if self._mouth != (on, text):
            self._mouth = (on, text)
            self._send(Tell(life=self._life, speaking=on, text=text))

    def keep(self, name: str, value: str) -> None:
        """Have a secret kept."""
        self._send(Keep(life=self._life, name=name, value=value))

    def take(self) -> Tell | None:
        """What is new since the last time; how many watch only once a second."""
        news = {key: value for key, value in self._news.items() if self._told.get(key) != value}
        now = time.monotonic()
        if news.keys() == {"viewers"} and now - self._took < VIEWERS_EVERY_S:
            return None
        self._news.clear()
        if not news:
            return None
        self._took = now
        self._told.update(news)
        return msgspec.convert({"type": "tell", "life": self._life, **news}, Tell)


def cleaned(event: ChatEvent | OrderEvent) -> ChatEvent | OrderEvent:
    """The event without what no database takes, too long words cut. Raises ValueError."""
    if event.at is not None and event.at.tzinfo is None:
        raise ValueError("at: a time needs its zone, as datetime.now(UTC) has")
    if isinstance(event, OrderEvent):
        return event
    return msgspec.structs.replace(
        event,
        id=_clean(event.id),
        account=_clean(event.account),
        author=_clean(event.author)[:NAME_MOST],
        text=_clean(event.text)[:TEXT_MOST],
        count=min(max(event.count, 0), COUNT_MOST),
    )


def _clean(text: str) -> str:
    """Without NUL (PostgreSQL takes none) and without halves of characters (UTF-8 has none)."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
