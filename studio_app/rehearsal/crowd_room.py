"""One booth's chat as Social Stream Ninja relays it: who listens, what is sent, what goes wrong.

Frames as of its api.md and event reference: JSON objects with `chatname`, `chatmessage` (HTML
unless `textonly`), `type` (the site), `id`, `userid`, and `event` for what is no chat: `joined`,
`liked`, `followed`, `shared`, `gift` (worth told in `hasDonation`), `viewer_update` (`meta`).
"""

import html
import time
from collections import Counter, deque
from collections.abc import Iterable

import msgspec
from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

from studio_app.domain.chat import ChatKind
from studio_app.rehearsal.crowd import Crowd, Said

HELD_BYTES = 4 << 20
"""A room whose listener has not taken so much says nothing more until it has."""
REMEMBERED = 500
WATCHED_EVERY_S = 5.0
LEAST_PER_S = 0.5
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

_EVENTS = {
    ChatKind.JOIN: "joined",
    ChatKind.LIKE: "liked",
    ChatKind.FOLLOW: "followed",
    ChatKind.SHARE: "shared",
    ChatKind.GIFT: "gift",
}
_EVENT_WORDS = {
    ChatKind.JOIN: "joined",
    ChatKind.LIKE: "liked the LIVE",
    ChatKind.FOLLOW: "followed the host",
    ChatKind.SHARE: "shared the LIVE",
}
_GARBAGE: tuple[tuple[int, bytes], ...] = (
    (0x81, b'{"chatname": "half'),
    (0x81, b"[1, 2, 3]"),
    (0x81, b"null"),
    (0x81, b'{"chatname": 5, "chatmessage": ["x"], "type": {}, "id": {"a": 1}}'),
    (0x81, b'{"overlayNinja": true}'),
    (0x82, b"\x00\xff\x00"),
)


class Line(msgspec.Struct, omit_defaults=True):
    """A frame's JSON."""

    chatname: str
    chatmessage: str
    type: str
    id: int
    userid: str
    timestamp: int
    """Milliseconds since 1970."""
    chatimg: str | None = None
    event: str = ""
    hasDonation: str = ""
    textonly: bool = False


class Count(msgspec.Struct, omit_defaults=True):
    """A frame that tells how many watch on one site, or that the site's live began or ended."""

    type: str
    event: str
    meta: int = -1


class Room:
    """One session. All on the loop that serves it.

    `per_s`: messages a second; `stamp_every`: each so manieth carries when it was sent, for
    measuring (0: none).
    """

    def __init__(
        self, session: str, crowd: Crowd, *, per_s: float, first_id: int, stamp_every: int = 0
    ) -> None:
        self.session = session
        self.crowd = crowd
        self.per_s = per_s
        self.refuse = self.stall = self.ended = self.retell = False
        self.first_id = first_id
        self.sent = 0
        """Messages and events with an id; the last one is `first_id + sent - 1`."""
        self.by_kind: Counter[ChatKind] = Counter()
        """The same by kind."""
        self.repeated = 0
        self.held = 0
        """Times it had to wait for a listener."""
        self.replies: deque[str] = deque(maxlen=REMEMBERED)
        """What the studio wrote into this chat."""
        self._stamp_every = stamp_every
        self._listeners: set[ServerConnection] = set()
        self._encoder = msgspec.json.Encoder()
        self._owed = 0.0
        self._burst = 0
        self._show_s = 0.0
        self._listened_s = self._count_due_s = 0.0
        self._told: deque[bytes] = deque(maxlen=REMEMBERED)
        self._watching: dict[str, int] = {}

    @property
    def listeners(self) -> int:
        """How many are connected."""
        return len(self._open())

    @property
    def show_s(self) -> float:
        """Where the show is, in seconds: it moves with what is said, so that the same seed says the
        same however evenly this process runs."""
        return self._show_s

    def join(self, listener: ServerConnection) -> None:
        """Somebody listens from now on."""
        self._listeners.add(listener)
        if self.retell and self._told:
            self.repeat(50)
        self._count_due_s = self._listened_s

    def leave(self, listener: ServerConnection) -> None:
        """Somebody no longer does."""
        self._listeners.discard(listener)

    def heard(self, value: str) -> None:
        """The studio wrote into the chat: everybody sees it, the studio too, as the sites do it."""
        self.replies.append(value)
        shop = self.crowd.shop.name
        self.by_kind[ChatKind.MESSAGE] += 1
        self._send([self._frame(self._line(shop, value, "tiktok", "shop"))])

    def say(self, name: str, text: str, site: str) -> None:
        """One viewer writes this."""
        self.by_kind[ChatKind.MESSAGE] += 1
        self._send([self._frame(self._line(name, text, site, f"by-hand-{name}"))])

    def burst(self, messages: int) -> None:
        """So many more, as fast as they are taken."""
        self._burst += messages

    def repeat(self, messages: int) -> None:
        """The last so many once more, ids and all, as a site re-reads them after a loss."""
        again = list(self._told)[-messages:]
        self.repeated += len(again)
        self._write(again)

    def drop(self) -> None:
        """Break every connection without a word."""
        for listener in tuple(self._listeners):
            listener.transport.abort()

    def garbage(self) -> None:
        """Send what no relay should."""
        self._write([_wrap(kind, data) for kind, data in _GARBAGE])

    def end_live(self, ended: bool) -> None:
        """The live ends, or begins again: told once, then silence."""
        if ended != self.ended:
            self.ended = ended
            event = "stream_offline" if ended else "stream_online"
            self._write([self._told_of(Count(site, event)) for site in self._sites()])
            self._tell_watching()

    def go_on(self, elapsed_s: float) -> None:
        """Send what is due after `elapsed_s` more. Without a listener nothing happens, so that all
        that was sent was sent to somebody."""
        listeners = self._open()
        if self.stall or not listeners:
            return
        if any(one.transport.get_write_buffer_size() > HELD_BYTES for one in listeners):
            self.held += 1
            return
        self._listened_s += elapsed_s
        if self._listened_s >= self._count_due_s:
            self._count_due_s = self._listened_s + WATCHED_EVERY_S
            self._tell_watching()
        if self.ended:
            return
        self._owed += self.per_s * elapsed_s
        due, burst = int(self._owed), min(self._burst, 2000)
        self._owed -= due
        self._burst -= burst
        if due + burst:
            self._send([self._frame(self._said(self._next())) for _ in range(due + burst)])

    def _next(self) -> Said:
        self._show_s += 1 / max(self.per_s, LEAST_PER_S)
        return self.crowd.next(self._show_s)

    # --- frames ---------------------------------------------------------------------------------

    def _said(self, said: Said) -> Line:
        viewer, text = said.viewer, said.text
        self.by_kind[said.kind] += 1
        if said.kind is ChatKind.MESSAGE:
            return self._line(viewer.name, text, viewer.service, viewer.account)
        words = _EVENT_WORDS.get(said.kind) or f"sent {text} x{said.times}"
        line = self._line(viewer.name, words, viewer.service, viewer.account)
        line.event = _EVENTS[said.kind]
        if said.kind is ChatKind.GIFT:
            line.hasDonation = f"{said.times} coins" if said.times > 1 else "1 coin"
        return line

    def _line(self, name: str, text: str, site: str, account: str) -> Line:
        now_ms = time.time_ns() // 1_000_000
        if self._stamp_every and self.sent % self._stamp_every == 0:
            text = f"{text} {stamp(now_ms)}"
        line = Line(
            html.escape(name, quote=False),
            html.escape(text, quote=False),
            site,
            self.first_id + self.sent,
            account,
            now_ms,
        )
        self.sent += 1
        return line

    def _frame(self, line: Line) -> bytes:
        return _wrap(0x81, self._encoder.encode(line))

    def _told_of(self, count: Count) -> bytes:
        return _wrap(0x81, self._encoder.encode(count))

    def _sites(self) -> Iterable[str]:
        return self._watching or ("tiktok",)

    def _tell_watching(self) -> None:
        whole, shares = self.crowd.watching(), self.crowd.services
        self._watching = {
            site: 0 if self.ended else max(1, round(whole * share))
            for site, share in shares.items()
        }
        self._write(
            [self._told_of(Count(site, "viewer_update", n)) for site, n in self._watching.items()]
        )

    def _send(self, frames: list[bytes]) -> None:
        self._told.extend(frames[-REMEMBERED:])
        self._write(frames)

    def _write(self, frames: list[bytes]) -> None:
        """One write for all of them: unmasked whole frames (RFC 6455, 5.2), which the library
        would write one by one."""
        whole = b"".join(frames)
        for listener in self._open():
            listener.transport.write(whole)

    def _open(self) -> list[ServerConnection]:
        """Those who listen. One that has said goodbye takes no more, though it may not have hung
        up for long: writing to it raises."""
        return [one for one in self._listeners if one.state is State.OPEN]


def stamp(now_ms: int) -> str:
    """When it was sent, as a word of letters: no filter takes it for a number."""
    return "@" + f"{now_ms:x}".translate(_LETTERS)


def read_stamp(text: str) -> int | None:
    """The milliseconds since 1970 in a text that `stamp` ended; None when there are none."""
    _, at, word = text.rpartition("@")
    if not at or len(word) != 11 or not all("a" <= letter <= "p" for letter in word):
        return None
    return int(word.translate(str.maketrans("abcdefghijklmnop", "0123456789abcdef")), 16)


def _wrap(kind: int, data: bytes) -> bytes:
    size = len(data)
    if size < 126:
        return bytes((kind, size)) + data
    return bytes((kind, 126)) + size.to_bytes(2, "big") + data
