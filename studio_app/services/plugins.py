"""What is set up of plugins: from `studio.toml` to the plugin host, and changed by actions."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import msgspec
from msgspec import UNSET

from studio_app.domain.actions.base import Action
from studio_app.domain.actions.plugins import (
    AddInstance,
    ChangeInstance,
    LookForPlugins,
    ReconnectInstance,
    RemoveInstance,
    RestartPlugin,
    TurnInstance,
)
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Manifest, PluginKind, SettingScalar
from studio_app.domain.plugin_settings import checked
from studio_app.domain.problems import Problem, problem
from studio_app.domain.settings import InstanceSettings, StudioSettings
from studio_app.plugin_host.host import PluginHost
from studio_app.plugin_host.ports import Wanted
from studio_app.services import studio_text
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.plugin_secrets import PluginSecrets, secret_key
from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.services.studio_file import StudioFile

log = logging.getLogger(__name__)

AT_A_BOOTH = (PluginKind.CHAT, PluginKind.HOST, PluginKind.CAMERA)
"""Kinds of which each instance belongs to a booth."""
AGAIN_S = 5.0


class Plugins:
    """On the loop's thread."""

    def __init__(
        self, file: StudioFile, host: PluginHost, secrets: PluginSecrets, removed: RemovedSecrets
    ) -> None:
        self._file = file
        self._host = host
        self._secrets = secrets
        self._removed = removed
        self._editions: dict[str, int] = {}
        """How often an instance's secrets were changed."""
        self._turn = asyncio.Lock()
        """One change of the settings at a time."""
        self._telling = asyncio.Lock()
        self._dirty = asyncio.Event()
        self._disconnect: Callable[[], None] = lambda: None
        self._task: asyncio.Task[None] | None = None

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions on plugins."""
        desk.bind(AddInstance, self._add, durable=True)
        desk.bind(ChangeInstance, self._change, durable=True)
        desk.bind(TurnInstance, self._turn_it, durable=True)
        desk.bind(RemoveInstance, self._remove, durable=True)
        desk.bind(RestartPlugin, self._restart)
        desk.bind(ReconnectInstance, self._retry)
        desk.bind(LookForPlugins, self._look)

    async def start(self) -> None:
        """Find the plugins and run what is set up of them, now and whenever that changes."""
        await self._host.start()
        self._disconnect = self._file.changed.connect(self._dirty.set)
        self._dirty.set()
        self._task = asyncio.create_task(self._follow(), name="plugin settings")

    async def stop(self) -> None:
        """Follow the settings no more, and end every plugin."""
        self._disconnect()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._host.stop()

    # --- settings to the host --------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            try:
                await self._tell()
            except Exception:
                log.exception("what is set up of plugins could not be taken over")

    async def _tell(self) -> None:
        """Have the host run what the settings say."""
        async with self._telling:
            settings = self._file.settings
            wanted = {entry.id: await self._wanted(entry, settings) for entry in settings.plugin}
            self._host.want(wanted)

    async def _wanted(self, entry: InstanceSettings, settings: StudioSettings) -> Wanted:
        kept: tuple[str, ...] = ()
        why: Problem | None
        try:
            manifest = self._manifest(entry.plugin)
        except StudioError as error:  # should it appear, nothing of it starts before it is judged
            manifest, why = None, error.problem
        if manifest is not None:
            try:
                kept = tuple(await self._secrets.read(entry.id, secret_names(manifest)))
                why = _wrong(entry, manifest, kept, settings)
            except StudioError as error:
                why = error.problem
                asyncio.get_running_loop().call_later(AGAIN_S, self._dirty.set)
        return Wanted(
            plugin=entry.plugin,
            booth=BoothId(entry.booth) if entry.booth else None,
            on=entry.on,
            settings=entry.settings,
            secrets=kept,
            problem=why,
            edition=self._editions.get(entry.id, 0),
        )

    # --- actions ---------------------------------------------------------------------------------

    async def _add(self, action: AddInstance, context: ActionContext) -> Outcome:
        entry = InstanceSettings(
            id=action.instance,
            plugin=action.plugin,
            booth=action.booth or "",
            on=action.on,
            settings=action.settings,
        )
        async with self._turn:
            await self._file.pick_up()
            if self._file.settings.instance_by_id(entry.id) is not None:
                raise fail("instance_exists", instance=entry.id)
            manifest = self._manifest(entry.plugin)
            # Of one that was here before under this id, nothing is taken over, unless it is that
            # very one that comes back.
            secrets = {**await self._kept(action, manifest), **action.secrets}
            self._judge(entry, manifest, secrets, ())
            names = secret_names(manifest)
            given = {name: secrets.get(name, "") for name in names}
            await self._secrets.change(entry.id, given)
            try:
                await self._file.edit(
                    partial(studio_text.add_instance, instance=entry), _puts(entry)
                )
            except StudioError:
                await self._secrets.forget(entry.id, names)
                raise
            if action.removed is not None:
                await self._removed.forget(secret_key(entry.id, name) for name in names)
            self._editions[entry.id] = self._editions.get(entry.id, 0) + 1
            await self._tell()
        return Outcome(undo=RemoveInstance(instance=entry.id))

    async def _kept(self, action: AddInstance, manifest: Manifest) -> dict[str, str]:
        """Secrets of one that comes back, by name. Raises StudioError when they are gone and not
        all are given anew."""
        if action.removed is None:
            return {}
        names = {secret_key(action.instance, name): name for name in secret_names(manifest)}
        try:
            kept = await self._removed.kept(tuple(names), action.removed)
        except OSError as error:
            raise fail("secrets_unavailable", detail=error.strerror or error) from error
        asked = [spec for spec in manifest.setting if spec.secret]
        lacking = [spec for spec in asked if not action.secrets.get(spec.name)]
        if lacking and not kept:
            must = [spec for spec in lacking if spec.required] or lacking
            titles = ", ".join(f"“{spec.title}”" for spec in must)
            raise fail("plugin_secrets_gone", instance=action.instance, secrets=titles)
        return {names[key]: value for key, value in kept.items()}

    async def _change(self, action: ChangeInstance, context: ActionContext) -> Outcome:
        changes: dict[str, object] = {}
        if action.booth is not UNSET:
            changes["booth"] = action.booth or ""
        if action.settings is not UNSET:
            changes["settings"] = action.settings
        async with self._turn:
            await self._file.pick_up()
            before = self._known(action.instance)
            manifest = self._manifest(before.plugin)
            after = msgspec.structs.replace(before, **changes)
            kept = await self._secrets.read(before.id, secret_names(manifest))
            self._judge(after, manifest, action.secrets, kept)
            await self._write(before, changes)
            if action.secrets:
                await self._secrets.change(before.id, action.secrets)
                self._editions[before.id] = self._editions.get(before.id, 0) + 1
            await self._tell()
        undo: Action | None = None
        if changes:  # a secret that was there before is known to nobody
            undo = ChangeInstance(
                instance=before.id,
                booth=UNSET if action.booth is UNSET else BoothId(before.booth) or None,
                settings=UNSET if action.settings is UNSET else before.settings,
            )
        return Outcome(undo=undo)

    async def _turn_it(self, action: TurnInstance, context: ActionContext) -> Outcome:
        async with self._turn:
            await self._file.pick_up()
            before = self._known(action.instance)
            await self._write(before, {"on": action.on})
            await self._tell()
        return Outcome(undo=TurnInstance(instance=before.id, on=before.on))

    async def _remove(self, action: RemoveInstance, context: ActionContext) -> Outcome:
        async with self._turn:
            await self._file.pick_up()
            before = self._known(action.instance)
            record = self._host.store.instance(before.id)
            manifest = self._host.manifest(before.plugin)

            def right(old: StudioSettings, new: StudioSettings) -> bool:
                return _by_id(new) == {i: e for i, e in _by_id(old).items() if i != before.id}

            await self._file.edit(partial(studio_text.remove_instance, instance=before.id), right)
            await self._tell()
            names = {*(record.secrets if record is not None else ())}
            names |= set(secret_names(manifest)) if manifest is not None else set()
            removed = await self._removed.put_aside(secret_key(before.id, name) for name in names)
        return Outcome(
            undo=AddInstance(
                instance=before.id,
                plugin=before.plugin,
                booth=BoothId(before.booth) or None,
                on=before.on,
                settings=before.settings,
                removed=removed,
            )
        )

    async def _restart(self, action: RestartPlugin, context: ActionContext) -> Outcome:
        await self._host.restart(action.plugin)
        await self._tell()
        return Outcome()

    async def _retry(self, action: ReconnectInstance, context: ActionContext) -> Outcome:
        self._known(action.instance)
        self._host.retry(action.instance)
        return Outcome()

    async def _look(self, action: LookForPlugins, context: ActionContext) -> Outcome:
        await self._host.scan()
        await self._tell()
        return Outcome()

    async def _write(self, before: InstanceSettings, changes: Mapping[str, object]) -> None:
        if changes:
            after = msgspec.structs.replace(before, **changes)
            change = partial(studio_text.edit_instance, instance=before.id, changes=changes)
            await self._file.edit(change, _puts(after))

    def _known(self, instance: str) -> InstanceSettings:
        known = self._file.settings.instance_by_id(instance)
        if known is None:
            every = ", ".join(other.id for other in self._file.settings.plugin)
            raise fail("no_such_instance", instance=instance, instances=every or "–")
        return known

    def _manifest(self, plugin: str) -> Manifest:
        """Raises no_such_plugin, or what is wrong with it."""
        manifest = self._host.manifest(plugin)
        if manifest is not None:
            return manifest
        record = self._host.store.plugin(plugin)
        if record is not None and record.problem is not None:
            raise StudioError(record.problem)
        raise fail("no_such_plugin", plugin=plugin, plugins=", ".join(self._host.plugins) or "–")

    def _judge(
        self,
        entry: InstanceSettings,
        manifest: Manifest,
        given: Mapping[str, str],
        kept: Iterable[str],
    ) -> None:
        """Raises what is wrong with an entry that somebody wants to have."""
        known = secret_names(manifest)
        for name in given:
            if name not in known:
                detail = f"there is no such secret; known are {', '.join(known) or 'none'}"
                raise fail("plugin_setting", instance=entry.id, field=name, detail=detail)
        secrets = {*kept, *(name for name, value in given.items() if value)}
        secrets -= {name for name, value in given.items() if not value}
        wrong = _wrong(entry, manifest, tuple(secrets), self._file.settings)
        if wrong is not None:
            raise StudioError(wrong)


def secret_names(manifest: Manifest) -> tuple[str, ...]:
    """Names of the secrets that a plugin asks for."""
    return tuple(spec.name for spec in manifest.setting if spec.secret)


def _wrong(
    entry: InstanceSettings,
    manifest: Manifest,
    secrets: tuple[str, ...],
    settings: StudioSettings,
) -> Problem | None:
    """The first thing wrong with what is set up."""
    needs_booth = manifest.kind in AT_A_BOOTH
    if (entry.booth or needs_booth) and settings.booth_by_id(entry.booth) is None:
        booths = ", ".join(booth.id for booth in settings.booth) or "–"
        return problem("plugin_no_booth", instance=entry.id, booths=booths)
    values: Mapping[str, SettingScalar] = entry.settings
    _, errors = checked(manifest, values, secrets)
    if errors:
        first = errors[0]
        return problem("plugin_setting", instance=entry.id, field=first.field, detail=first.detail)
    return None


def _by_id(settings: StudioSettings) -> dict[str, InstanceSettings]:
    return {entry.id: entry for entry in settings.plugin}


def _puts(entry: InstanceSettings) -> Callable[[StudioSettings, StudioSettings], bool]:
    """Whether a change did this and nothing else."""

    def right(before: StudioSettings, after: StudioSettings) -> bool:
        return _by_id(after) == {**_by_id(before), entry.id: entry}

    return right
