"""Every plugin of this server: found, run as the settings say, reached by its instances."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import cast

from studio_app.api.plugin import HookAnswer, HookCall
from studio_app.domain.errors import fail
from studio_app.domain.plugin import Ability, Instance, InstanceStatus, Manifest
from studio_app.domain.problems import problem
from studio_app.domain.records import Changes
from studio_app.plugin_host.discovery import LIBRARY, Found, discover
from studio_app.plugin_host.frames import (
    AnyCall,
    CallHide,
    CallHook,
    CallReply,
    CallSynthesize,
)
from studio_app.plugin_host.intake import Aisle
from studio_app.plugin_host.lives import Parts
from studio_app.plugin_host.log import PluginLog
from studio_app.plugin_host.ports import InstanceSecrets, Sinks, Wanted
from studio_app.plugin_host.supervisor import Supervisor
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

ASK_WITHIN_S = 10.0
HOOK_WITHIN_S = 20.0


class PluginHost:
    """On the loop's thread."""

    def __init__(
        self,
        folder: Path,
        store: PluginStore,
        sinks: Sinks,
        secrets: InstanceSecrets,
        clock: Clock,
        shipped: Path | None = None,
    ) -> None:
        """`folder`: the studio's own plugins. `shipped`: those of another folder than ours, for
        tests."""
        self._folder = folder
        self._shipped = shipped
        self.store = store
        self.log = PluginLog(clock)
        self.speaking: Signal[str, bool, str] = Signal()
        """An engine's mouth, by instance: whether it moves, and what it says where that is
        told."""
        self._parts = Parts(store, sinks, secrets, self.log, clock, Aisle(), self.speaking)
        self._supervisors: dict[str, Supervisor] = {}
        self._found: dict[str, Found] = {}
        self._wanted: dict[str, Wanted] = {}
        self._strays: set[str] = set()
        """What is set up of plugins that are not there."""
        self._scanning = asyncio.Lock()
        self._ending: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Find the plugins; nothing runs before `want`."""
        await self.scan()

    async def stop(self) -> None:
        """End every process. Takes as long as the slowest, at most some seconds."""
        supervisors = [*self._supervisors.values()]
        await asyncio.gather(
            *(supervisor.stop() for supervisor in supervisors),
            *self._ending,
            return_exceptions=True,
        )

    async def scan(self) -> None:
        """Read the folders anew: what was put there is there, what has gone is not."""
        async with self._scanning:
            found = await asyncio.to_thread(discover, self._folder, self._shipped)
            for plugin in [each for each in self._supervisors if each not in found]:
                self._remove(plugin)
            self._found = found
            for plugin, each in found.items():
                supervisor = self._supervisors.get(plugin)
                if supervisor is not None:
                    supervisor.renew(each)
                else:
                    self._supervisors[plugin] = self._made(each)
            self._deal()

    def want(self, wanted: Mapping[str, Wanted]) -> None:
        """Run these instances, by id, and no others."""
        self._wanted = dict(wanted)
        self._deal()

    # --- what there is ---------------------------------------------------------------------------

    @property
    def plugins(self) -> tuple[str, ...]:
        """Ids of all that were found."""
        return tuple(sorted(self._found))

    def manifest(self, plugin: str) -> Manifest | None:
        """Of a plugin; None when it is not there or broken."""
        found = self._found.get(plugin)
        return found.manifest if found is not None else None

    def can(self, instance: str, ability: Ability) -> bool:
        """Whether something that is set up has this ability."""
        wish = self._wanted.get(instance)
        manifest = self.manifest(wish.plugin) if wish is not None else None
        return manifest is not None and ability in manifest.can

    # --- wishes ----------------------------------------------------------------------------------

    async def restart(self, plugin: str) -> None:
        """End a plugin's process and begin anew, with its folder as it is now. Raises
        no_such_plugin."""
        self._of_plugin(plugin)
        await self.scan()
        self._of_plugin(plugin).restart()

    def retry(self, instance: str) -> None:
        """Its next try is now. Raises StudioError."""
        self._of(instance).retry(instance)

    async def ask(self, instance: str, what: AnyCall, within_s: float = ASK_WITHIN_S) -> object:
        """Call a method of a plugin; what it gives back, of the type that `what.GIVES` says.
        Raises StudioError."""
        return await self._of(instance).ask(instance, what, within_s)

    def sound(
        self, instance: str, text: str, voice: str = "", within_s: float = ASK_WITHIN_S
    ) -> AsyncIterator[bytes]:
        """`Speech.synthesize`, piece by piece; `within_s` counts for each. Raises StudioError."""
        what = CallSynthesize(text=text, voice=voice)
        return self._of(instance).listen(instance, what, within_s)

    async def chat_reply(
        self, instance: str, text: str, to: str, account: str, *, private: bool
    ) -> None:
        """Write into the chat of an instance, or to one viewer alone. Raises StudioError."""
        self._needs(instance, Ability.REPLY_PRIVATE if private else Ability.REPLY)
        await self.ask(instance, CallReply(text=text, to=to, account=account, private=private))

    async def chat_hide(self, instance: str, message: str, *, hidden: bool) -> None:
        """Hide a message on its platform, or show it again. Raises StudioError."""
        self._needs(instance, Ability.HIDE)
        await self.ask(instance, CallHide(message=message, hidden=hidden))

    async def hook(self, instance: str, call: HookCall) -> HookAnswer:
        """Its service calls; answered when all that came of it is on the disk. Raises StudioError:
        no_such_instance when nothing of that name is to be called."""
        self._needs(instance, Ability.WEBHOOK, "no_such_instance")
        answer = await self.ask(instance, CallHook(call=call), HOOK_WITHIN_S)
        return cast("HookAnswer", answer)

    # --- inside ----------------------------------------------------------------------------------

    def _made(self, found: Found) -> Supervisor:
        supervisor = Supervisor(found, str(self._folder / LIBRARY), self._parts)
        supervisor.start()
        return supervisor

    def _remove(self, plugin: str) -> None:
        """A plugin has gone from its folder."""
        supervisor = self._supervisors.pop(plugin)
        supervisor.want({})

        async def end() -> None:
            await supervisor.stop()
            if plugin not in self._supervisors:
                supervisor.forget()

        task = asyncio.create_task(end(), name=f"end of plugin {plugin}")
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _deal(self) -> None:
        """Give every plugin what is set up of it."""
        for plugin, supervisor in self._supervisors.items():
            mine = {id_: wish for id_, wish in self._wanted.items() if wish.plugin == plugin}
            supervisor.want(mine)
        self._tell_strays()

    def _tell_strays(self) -> None:
        strays = {
            id_: wish for id_, wish in self._wanted.items() if wish.plugin not in self._supervisors
        }
        changes: Changes = {
            ("plugin_instance", id_): None for id_ in self._strays if id_ not in self._wanted
        }
        for id_, wish in strays.items():
            plugins = ", ".join(self.plugins) or "–"
            changes["plugin_instance", id_] = Instance(
                plugin=wish.plugin,
                booth=wish.booth,
                on=wish.on,
                settings=dict(wish.settings),
                status=InstanceStatus.FAILED if wish.on else InstanceStatus.OFF,
                problem=problem("no_such_plugin", plugin=wish.plugin, plugins=plugins),
            )
        self._strays = set(strays)
        self.store.apply(changes)

    def _needs(self, instance: str, ability: Ability, code: str = "plugin_cannot") -> None:
        if not self.can(instance, ability):
            known = ", ".join(sorted(self._wanted)) or "–"
            raise fail(code, instance=instance, instances=known)

    def _of_plugin(self, plugin: str) -> Supervisor:
        supervisor = self._supervisors.get(plugin)
        if supervisor is None:
            raise fail("no_such_plugin", plugin=plugin, plugins=", ".join(self.plugins) or "–")
        return supervisor

    def _of(self, instance: str) -> Supervisor:
        wish = self._wanted.get(instance)
        if wish is None:
            known = ", ".join(sorted(self._wanted)) or "–"
            raise fail("no_such_instance", instance=instance, instances=known)
        return self._of_plugin(wish.plugin)
