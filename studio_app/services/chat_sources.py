"""The channels of every booth as everybody sees them: heard or not, how busy, how many watch."""

import asyncio
from collections import Counter, deque
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatKind, ChatRow, ChatSourceFacts
from studio_app.domain.plugin import Ability, Instance, InstanceStatus, Manifest, PluginKind
from studio_app.domain.records import Changes, RecordKey
from studio_app.domain.struct import Fact
from studio_app.services.chat import ChatService
from studio_app.stores.chat import ChatStore
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import Clock

TELL_EVERY_S = 2.0
MINUTE = round(60 / TELL_EVERY_S)
"""Countings that make a minute."""
_HEARD = (InstanceStatus.CONNECTED, InstanceStatus.STALE)


class ChatSources:
    """Keeps the records `chat_source`. On the loop's thread."""

    def __init__(
        self, store: ChatStore, plugins: PluginStore, chat: ChatService, clock: Clock
    ) -> None:
        self._store = store
        self._plugins = plugins
        self._clock = clock
        self._now: Counter[str] = Counter()
        self._minutes: dict[str, deque[int]] = {}
        self._last: dict[str, datetime] = {}
        self._watching: dict[str, int | None] = {}
        self._disconnects = [
            plugins.changed.connect(self._changed),
            chat.taken.connect(self._taken),
            chat.told_viewers.connect(self._viewers),
            chat.told_live.connect(self._live),
        ]
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to count."""
        for instance in self._plugins.instances():
            self._settle(instance)
        self._task = asyncio.create_task(self._tell_on(), name="chat sources")

    async def stop(self) -> None:
        """Hear of no more."""
        for disconnect in self._disconnects:
            disconnect()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # --- what plugins are --------------------------------------------------------------------

    def _changed(self, key: RecordKey, _: Fact | None, __: Fact | None) -> None:
        if key[0] == "plugin_instance":
            self._settle(key[1])
        elif key[0] == "plugin":
            for id_, instance in self._plugins.instances().items():
                if instance.plugin == key[1]:
                    self._settle(id_)

    def _settle(self, instance: str) -> None:
        facts = self._facts(instance)
        if facts is None:
            self._minutes.pop(instance, None)
            self._last.pop(instance, None)
            self._watching.pop(instance, None)
        self._store.apply({("chat_source", instance): facts})

    def _facts(self, id_: str) -> ChatSourceFacts | None:
        instance = self._plugins.instance(id_)
        manifest = self._manifest(instance)
        if instance is None or instance.booth is None or manifest is None:
            return None
        before = self._store.source(id_)
        known = instance.status in _HEARD
        if not known:
            self._watching.pop(id_, None)
        return ChatSourceFacts(
            booth=instance.booth,
            plugin=instance.plugin,
            name=manifest.name,
            service=manifest.service,
            status=instance.status,
            problem=instance.problem,
            since=instance.since,
            next_try=instance.next_try,
            last=self._last.get(id_),
            per_minute=sum(self._minutes.get(id_, ())),
            viewers=self._watching.get(id_) if known else None,
            live=before.live if before is not None else None,
            can_reply=Ability.REPLY in manifest.can,
            can_reply_private=Ability.REPLY_PRIVATE in manifest.can,
            can_hide=Ability.HIDE in manifest.can,
        )

    def _manifest(self, instance: Instance | None) -> Manifest | None:
        plugin = self._plugins.plugin(instance.plugin) if instance is not None else None
        manifest = plugin.manifest if plugin is not None else None
        return manifest if manifest is not None and manifest.kind is PluginKind.CHAT else None

    # --- what they bring -------------------------------------------------------------------------

    def _taken(self, rows: Sequence[StoredRow]) -> None:
        now = self._clock.now()
        for row in rows:
            data = row.data
            if isinstance(data, ChatRow):
                self._last[data.source] = now
                if data.kind is ChatKind.MESSAGE:
                    self._now[data.source] += 1

    def _viewers(self, instance: str, count: int | None) -> None:
        self._watching[instance] = count
        facts = self._store.source(instance)
        if facts is not None and (
            facts.viewers is None or count is None
        ):  # else: every two seconds
            self._store.apply({("chat_source", instance): replace(facts, viewers=count)})

    def _live(self, instance: str, live: bool | None) -> None:
        facts = self._store.source(instance)
        if facts is not None:
            self._store.apply({("chat_source", instance): replace(facts, live=live)})

    async def _tell_on(self) -> None:
        while True:
            await asyncio.sleep(TELL_EVERY_S)
            self._tell()

    def _tell(self) -> None:
        """How busy they are."""
        counted, self._now = self._now, Counter()
        changes: Changes = {}
        for key in self._store.keys("chat_source"):
            facts = self._store.source(key[1])
            minute = self._minutes.setdefault(key[1], deque(maxlen=MINUTE))
            minute.append(counted[key[1]])
            if facts is not None:
                last, viewers = self._last.get(key[1]), self._watching.get(key[1])
                changes[key] = replace(facts, per_minute=sum(minute), last=last, viewers=viewers)
        self._store.apply(changes)
