"""Whether the platform shows a booth, as sources and people say, and who presents, by the scene."""

from msgspec.structs import replace

from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.booth import (
    PERSON,
    Booth,
    HostKind,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    OutputKind,
    OutputStatus,
    SceneRole,
    SentBy,
    Switcher,
)
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.live_words import LiveWords, SourceWord
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

_NOT_SENDING = (OutputStatus.OFF, OutputStatus.UNAVAILABLE)
_HOSTS = {
    SceneRole.HUMAN: HostKind.HUMAN,
    SceneRole.AI: HostKind.AI,
    SceneRole.BREAK: HostKind.BREAK,
    SceneRole.STANDBY: HostKind.STANDBY,
}


class LiveService:
    """Keeps the records `live` and `host`. On the loop's thread."""

    def __init__(self, store: BoothStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._words = LiveWords()
        self._was_live: set[BoothId] = set()
        """Booths that have become live since their output began."""
        self._disconnect = store.changed.connect(self._changed)

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry `live.say` out here."""
        desk.bind(SayLive, self.say)

    def stop(self) -> None:
        """Hear of no more changes."""
        self._disconnect()

    async def say(self, action: SayLive, context: ActionContext) -> Outcome:
        """A person has looked at the platform, or takes back what they said."""
        booth = action.booth
        if self._store.get(Booth, "booth", booth) is None:
            names = ", ".join(self._store.booths()) or "–"
            raise fail("no_such_booth", booth=booth, booths=names)
        old = self._words.said(booth)
        self._words.say(booth, action.status, context.principal.name)
        self._settle(booth)
        return Outcome(undo=SayLive(booth=booth, status=old))

    def told(self, instance: str, booth: BoothId, service: str, live: bool | None) -> None:
        """A source says that the platform shows its booth, or does not; None: it cannot tell (then
        `booth` and `service` do not matter). Saying the same again is nothing new."""
        word = None if live is None else SourceWord(booth, service, live)
        for each in self._words.tell(instance, word):
            self._settle(each)

    def hush(self, instance: str, *, quiet: bool) -> None:
        """A source has been silent for suspiciously long, so that its word does not count; or is
        heard again."""
        for each in self._words.hush(instance, quiet=quiet):
            self._settle(each)

    def _settle(self, booth: BoothId) -> None:
        """Show what holds now."""
        if self._store.get(Booth, "booth", booth) is None:
            return
        old, new = self._live(booth), self._words.holds(booth)
        if new.status is LiveStatus.LIVE and old.status is not LiveStatus.LIVE:
            self._was_live.add(booth)
        if new.status is not LiveStatus.UNKNOWN:
            same = old.status is new.status and (old.source == PERSON) is (new.source == PERSON)
            since = old.since if same else self._clock.now()
            new = replace(new, since=since, was_live=booth in self._was_live)
        if new != old:
            self._store.apply({("live", booth): new})

    def _live(self, booth: str) -> Live:
        return self._store.get(Live, "live", booth) or Live()

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        booth = key[1] if len(key) > 1 else ""
        if key[0] == "output" and isinstance(old, Output) and isinstance(new, Output):
            self._output_changed(BoothId(booth), key[2], old, new)
        elif key[0] in ("booth", "switcher"):
            self._judge_host(BoothId(booth))
        if key[0] == "booth" and new is None:
            self._words.unsay(BoothId(booth))
            self._was_live.discard(BoothId(booth))
        elif (key[0] == "booth" and old is None) or (key[0] == "live" and new is None):
            self._settle(BoothId(booth))  # its sources have spoken, and may not do so again

    def _output_changed(self, booth: BoothId, kind: str, old: Output, new: Output) -> None:
        """What somebody saw was of the run that has now ended, or of none. Sources speak for
        themselves."""
        began = old.status in _NOT_SENDING and new.status not in _NOT_SENDING
        ended = old.status not in _NOT_SENDING and new.status in _NOT_SENDING
        if not (began or ended) or kind != self._sender(booth):
            return
        self._words.unsay(booth)
        self._was_live.discard(booth)
        self._settle(booth)

    def _sender(self, booth: str) -> OutputKind:
        """The output of OBS that the platform's picture comes from."""
        entry = self._store.get(Booth, "booth", booth)
        by_program = entry is not None and entry.sent_by is SentBy.PLATFORM_PROGRAM
        return OutputKind.VIRTUALCAM if by_program else OutputKind.STREAM

    def _judge_host(self, booth: BoothId) -> None:
        entry = self._store.get(Booth, "booth", booth)
        if entry is None:
            self._store.apply({("host", booth): None})
            return
        self._store.apply({("host", booth): host_of(entry, self._store.switcher(booth))})


def host_of(booth: Booth, switcher: Switcher | None) -> OnAirHost:
    """Who presents, by the role of the scene on air; unknown where no role says so."""
    program = switcher.program if switcher is not None else ""
    for role, scene in booth.scene_roles.items():
        if program and scene == program:
            name = booth.host if role is SceneRole.HUMAN else ""
            return OnAirHost(kind=_HOSTS[role], name=name)
    return OnAirHost()
