"""The booths of `studio.toml`: their records, their links, and changes to them."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

import msgspec
from msgspec import UNSET

from studio_app.domain.actions.house import (
    AddBooth,
    BoothTest,
    EditBooth,
    RemoveBooth,
    RetryLink,
    TestBooth,
)
from studio_app.domain.booth import Booth
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.domain.records import Changes
from studio_app.domain.settings import BoothSettings, StudioSettings
from studio_app.obs.link import ObsTarget
from studio_app.obs.links import LinkRoom
from studio_app.services import studio_text
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.find_obs import Try
from studio_app.services.removed_secrets import RemovedSecrets
from studio_app.services.studio_file import StudioFile
from studio_app.stores.booths import BoothStore
from studio_app.support.network import is_this_machine
from studio_app.support.secrets import Secrets

log = logging.getLogger(__name__)

T = TypeVar("T")

TRY_WITHIN_S = 4.0
MOST_PASSWORDS_FOR_UNDO = 50
PASSWORDS = "obs"
"""Kind of secret that a booth's password is, by the booth's id."""
_FORMER = "former:"
"""Begins a password that stands for the one before an edit; only this server can resolve it."""


class Booths:
    """Keeps records and links as the settings say, and the settings as people say. On the loop's
    thread."""

    def __init__(
        self,
        file: StudioFile,
        store: BoothStore,
        links: LinkRoom,
        kept: Secrets,
        removed: RemovedSecrets,
        try_obs: Try,
    ) -> None:
        self._file = file
        self._store = store
        self._links = links
        self._secrets = kept
        self._removed = removed
        self._try = try_obs
        self._targets: dict[BoothId, tuple[str, int]] = {}
        self._former: dict[str, str] = {}
        self._dropping: dict[BoothId, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._disconnect: Callable[[], None] = lambda: None

    def bind(self, desk: ActionDesk) -> None:
        """Offer booth.add, booth.edit, booth.remove, booth.test and link.retry."""
        desk.bind(AddBooth, self._add, durable=True)
        desk.bind(EditBooth, self._edit, durable=True)
        desk.bind(RemoveBooth, self._remove, durable=True)
        desk.bind(TestBooth, self._test)
        desk.bind(RetryLink, self._retry)

    def start(self) -> None:
        """Take the settings on, now and whenever they change."""
        self._disconnect = self._file.changed.connect(self._apply)
        self._apply()

    async def stop(self) -> None:
        """Follow the settings no more; links are ended by whoever owns them."""
        self._disconnect()
        await asyncio.gather(*self._dropping.values(), return_exceptions=True)

    # --- settings to records and links -----------------------------------------------------------

    def _apply(self) -> None:
        wanted = {booth.id: booth for booth in self._file.settings.booth}
        changes: Changes = {
            ("booth", id_): self._record(booth, id_) for id_, booth in wanted.items()
        }
        for id_ in self._store.booths():
            if id_ not in wanted:
                changes["booth", id_] = None
        self._store.apply(changes)
        for id_ in tuple(self._targets):
            if id_ not in wanted:
                del self._targets[id_]
                self._drop(id_)
        for id_, booth in wanted.items():
            if self._targets.get(id_) != (booth.address, booth.port):
                self._targets[id_] = (booth.address, booth.port)
                self._link(id_)

    def _record(self, booth: BoothSettings, id_: str) -> Booth:
        local = is_this_machine(booth.address)
        address = address_of(booth.address, booth.port)
        warnings = self._file.by_booth.get(id_, ())
        if not local:
            warnings += (problem("plain_ws", booth=booth.name, address=address),)
        return Booth(
            number=booth.number,
            name=booth.name,
            host=booth.host,
            address=address,
            local=local,
            sent_by=booth.sent_by,
            destinations=booth.destinations,
            scene_roles=booth.scene_roles,
            standby_scene=booth.standby_scene,
            standby_media=booth.standby_media,
            template=booth.template,
            warnings=warnings,
        )

    def _link(self, booth: BoothId) -> None:
        """Link a booth to its target of now; after its former link has ended, should one end."""
        if booth in self._dropping:
            return  # `_drop` sees that the booth is there again
        host, port = self._targets[booth]
        self._links.set_booth(booth, ObsTarget(host, port, partial(self._password, booth)))

    def _drop(self, booth: BoothId) -> None:
        async def drop() -> None:
            try:
                await self._links.drop_booth(booth)
            finally:
                del self._dropping[booth]
                if booth in self._targets:
                    self._link(booth)

        if booth not in self._dropping:
            self._dropping[booth] = asyncio.create_task(drop(), name=f"drop {booth}")

    async def _password(self, booth: BoothId) -> str:
        """For the link, when OBS asks. Raises StudioError."""
        return await _from_store(self._secrets.get(password_name(booth))) or ""

    # --- for commissioning -----------------------------------------------------------------------

    async def reach(self, booth: BoothId) -> tuple[str, int, str]:
        """Host, port and password of a booth's OBS. Raises StudioError."""
        known = self._known(booth)
        return known.address, known.port, await self._password(booth)

    async def change(self, booth: BoothId, changes: Mapping[str, object]) -> None:
        """Write fields of a booth's entry in `studio.toml`. Raises StudioError."""
        async with self._turn:
            await self._file.pick_up()
            await self._write(self._known(booth), changes)

    async def _write(self, before: BoothSettings, changes: Mapping[str, object]) -> None:
        after = msgspec.structs.replace(before, **changes)

        def right(old: StudioSettings, new: StudioSettings) -> bool:
            return _by_id(new) == {**_by_id(old), after.id: after}

        if changes:
            change = partial(studio_text.edit_booth, booth=before.id, changes=changes)
            await self._file.edit(change, right)

    # --- actions ---------------------------------------------------------------------------------

    async def _add(self, action: AddBooth, context: ActionContext) -> Outcome:
        booth = BoothSettings(
            id=action.booth,
            number=action.number,
            name=action.name,
            address=action.address,
            port=action.port,
            host=action.host,
            sent_by=action.sent_by,
            destinations=action.destinations,
            scene_roles=action.scene_roles,
            standby_scene=action.standby_scene,
            standby_media=action.standby_media,
            template=action.template,
            alarms=action.alarms,
        )

        def right(before: StudioSettings, after: StudioSettings) -> bool:
            return _by_id(after) == {**_by_id(before), booth.id: booth}

        async with self._turn:
            await self._file.pick_up()
            if self._file.settings.booth_by_id(booth.id) is not None:
                raise fail("booth_exists", booth=booth.id)
            self._number_free(booth.number, booth.id)
            # The link asks for the password as soon as the booth is there.
            password = action.password
            if not password:
                password = (await _from_store(self._removed.kept([booth.id]))).get(booth.id, "")
            if password:
                await _from_store(self._secrets.set(password_name(booth.id), password))
            try:
                await self._file.edit(partial(studio_text.add_booth, booth=booth), right)
            except StudioError:
                await _from_store(self._secrets.delete(password_name(booth.id)))
                raise
            await self._removed.forget([booth.id])
        return Outcome(undo=RemoveBooth(booth=booth.id))

    async def _edit(self, action: EditBooth, context: ActionContext) -> Outcome:
        changes = {
            name: getattr(action, name)
            for name in BoothSettings.__struct_fields__
            if name != "id" and getattr(action, name) is not UNSET
        }
        password: str | None = None
        if isinstance(action.password, str):
            password = self._former.get(action.password, action.password)

        async with self._turn:
            await self._file.pick_up()
            before = self._known(action.booth)
            if "number" in changes:
                self._number_free(changes["number"], action.booth)
            await self._write(before, changes)
            former = {name: getattr(before, name) for name in changes}
            if password is not None:
                former["password"] = await self._change_password(action.booth, password)
        return Outcome(undo=EditBooth(booth=action.booth, **former))

    async def _change_password(self, booth: BoothId, password: str) -> str:
        """Keep it and connect with it; what stands for the one before."""
        name = password_name(booth)
        reference = _FORMER + secrets.token_urlsafe(9)
        while len(self._former) >= MOST_PASSWORDS_FOR_UNDO:
            del self._former[next(iter(self._former))]
        former: str | None = await _from_store(self._secrets.get(name))
        self._former[reference] = former or ""
        await _from_store(self._secrets.set(name, password))
        if booth in self._targets:
            self._link(booth)
        return reference

    async def _remove(self, action: RemoveBooth, context: ActionContext) -> Outcome:
        def right(old: StudioSettings, new: StudioSettings) -> bool:
            left = {id_: booth for id_, booth in _by_id(old).items() if id_ != action.booth}
            return _by_id(new) == left

        async with self._turn:
            await self._file.pick_up()
            booth = self._known(action.booth)
            await self._file.edit(partial(studio_text.remove_booth, booth=action.booth), right)
            await self._removed.put_aside([action.booth])
        fields = {name: getattr(booth, name) for name in booth.__struct_fields__ if name != "id"}
        return Outcome(undo=AddBooth(booth=booth.id, **fields))

    async def _test(self, action: TestBooth, context: ActionContext) -> Outcome:
        password = action.password
        if not password and action.booth is not None:
            password = await self._password(action.booth)
        test: BoothTest = await self._try(action.address, action.port, password, TRY_WITHIN_S)
        return Outcome(test)

    async def _retry(self, action: RetryLink, context: ActionContext) -> Outcome:
        self._links.get(action.booth).retry_now()
        return Outcome()

    def _known(self, booth: str) -> BoothSettings:
        known = self._file.settings.booth_by_id(booth)
        if known is None:
            every = ", ".join(other.id for other in self._file.settings.booth)
            raise fail("no_such_booth", booth=booth, booths=every or "–")
        return known

    def _number_free(self, number: int, booth: str) -> None:
        for other in self._file.settings.booth:
            if other.number == number and other.id != booth:
                raise fail("number_taken", number=number, booth=other.name)


def password_name(booth: str) -> str:
    """What the password of a booth's OBS is kept as."""
    return f"{PASSWORDS}/{booth}"


def address_of(host: str, port: int) -> str:
    """`host:port` as people write it."""
    return f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}"


def _by_id(settings: StudioSettings) -> dict[str, BoothSettings]:
    return {booth.id: booth for booth in settings.booth}


async def _from_store(asking: Awaitable[T]) -> T:
    """What the password store answers. Raises StudioError when it does not."""
    try:
        return await asking
    except OSError as error:
        raise fail("secrets_unavailable", detail=error.strerror or error) from error
