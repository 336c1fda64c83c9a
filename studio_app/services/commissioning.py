"""Commissioning booths: compares or builds a booth's OBS, records its template, answers once."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

from studio_app.domain.actions.commissioning import CommissionBooth, ListTemplates, MendBooth
from studio_app.domain.booth import Booth
from studio_app.domain.commission import ChangeKind, CommissionReport, TemplateChange
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.template import BoothTemplate
from studio_app.obs.commission import (
    ANSWER_WITHIN_S,
    ObsPlace,
    Say,
    build_booth,
    inspect_booth,
    may_build,
)
from studio_app.obs.commission_diff import role_changes
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import BoothAccess
from studio_app.services.templates import TemplateShelf, list_of
from studio_app.support.aside import call_aside

log = logging.getLogger(__name__)

T = TypeVar("T")

RUN_WITHIN_S = 180.0
SHOW_EVERY_S = 0.2


class BoothEntries(Protocol):
    """The booths' entries in `studio.toml`."""

    async def reach(self, booth: BoothId) -> tuple[str, int, str]:
        """Host, port and password of a booth's OBS. Raises StudioError."""
        ...

    async def change(self, booth: BoothId, changes: Mapping[str, object]) -> None:
        """Write fields of a booth's entry. Raises StudioError."""
        ...


class DriftHold(Protocol):
    """Whoever watches for drift."""

    def holding(self, booth: BoothId) -> contextlib.AbstractContextManager[None]:
        """Inside, a booth is being changed by us and not looked at; afterwards at once."""
        ...


class Commissioning:
    """Carries out template.list, booth.commission and booth.mend. On the loop's thread; OBS is
    spoken to in a thread for each run, because obsws-python blocks."""

    def __init__(
        self, access: BoothAccess, shelf: TemplateShelf, entries: BoothEntries, drift: DriftHold
    ) -> None:
        self._access = access
        self._shelf = shelf
        self._entries = entries
        self._drift = drift
        self._running: set[BoothId] = set()

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions."""
        desk.bind(ListTemplates, self._list)
        desk.bind(CommissionBooth, self.commission)
        desk.bind(MendBooth, self.mend)

    async def _list(self, action: ListTemplates, context: ActionContext) -> Outcome:
        shelf = await asyncio.to_thread(self._shelf.look)
        return Outcome(list_of(shelf, self._shelf.folder))

    async def commission(self, action: CommissionBooth, context: ActionContext) -> Outcome:
        """booth.commission. Raises StudioError."""
        return Outcome(
            await self._once(action.booth, action.template, context, dry_run=action.dry_run)
        )

    async def mend(self, action: MendBooth, context: ActionContext) -> Outcome:
        """booth.mend. Raises StudioError."""
        entry = self._access.store.get(Booth, "booth", action.booth)
        if entry is not None and not entry.template:
            raise fail("no_template", booth=self._access.called(action.booth))
        template = entry.template if entry is not None else ""
        return Outcome(await self._once(action.booth, template, context, dry_run=False))

    async def _once(
        self, booth: BoothId, template_id: str, context: ActionContext, *, dry_run: bool
    ) -> CommissionReport:
        """One run at a time for each booth. Raises StudioError."""
        self._access.link(booth)  # it exists, and its OBS answers
        shelf = await asyncio.to_thread(self._shelf.look)
        template = shelf.get(template_id)
        if booth in self._running:
            raise fail("commission_running", booth=self._access.called(booth))
        self._running.add(booth)
        try:
            host, port, password = await self._entries.reach(booth)
            host = f"[{host.strip('[]')}]" if ":" in host else host
            place = ObsPlace(self._access.called(booth), host, port, password)
            if dry_run:
                return await self._compare(booth, place, template, context)
            with self._drift.holding(booth):
                return await self._build(booth, place, template, context)
        finally:
            self._running.discard(booth)

    async def _compare(
        self, booth: BoothId, place: ObsPlace, template: BoothTemplate, context: ActionContext
    ) -> CommissionReport:
        began_s = time.monotonic()
        await context.progress(None, f"Reading {place.booth}")
        found = await self._aside(lambda stop, say: inspect_booth(place, template), context)
        return CommissionReport(
            booth=booth,
            template=template.id,
            dry_run=True,
            changes=(*found.difference.changes, *self._roles(booth, template)),
            findings=found.difference.findings,
            took_ms=_since_ms(began_s),
        )

    async def _build(
        self, booth: BoothId, place: ObsPlace, template: BoothTemplate, context: ActionContext
    ) -> CommissionReport:
        began_s = time.monotonic()
        await context.progress(0.0, f"Reading {place.booth}")
        found = await self._aside(lambda stop, say: inspect_booth(place, template), context)
        may_build(place, found, on_air_too=context.confirmed)
        # Before the first change: whatever breaks the run off, drift shows what is missing.
        roles = await self._record(booth, template)
        built = await self._aside(
            lambda stop, say: build_booth(
                place, template, on_air_too=context.confirmed, stop=stop, say=say
            ),
            context,
        )
        log.info("%s was commissioned from %s: %d changes", booth, template.id, len(built.changes))
        return CommissionReport(
            booth=booth,
            template=template.id,
            changes=(*built.changes, *roles),
            left=built.left.changes,
            findings=(*built.refused, *built.left.findings),
            took_ms=_since_ms(began_s),
        )

    def _roles(self, booth: BoothId, template: BoothTemplate) -> tuple[TemplateChange, ...]:
        entry = self._access.store.get(Booth, "booth", booth)
        return role_changes(template, entry.scene_roles if entry is not None else {})

    async def _record(self, booth: BoothId, template: BoothTemplate) -> tuple[TemplateChange, ...]:
        """Write template and roles into the booth's entry; the roles that changed."""
        entry = self._access.store.get(Booth, "booth", booth)
        roles = self._roles(booth, template)
        changes: dict[str, object] = {}
        if entry is None or entry.template != template.id:
            changes["template"] = template.id
        if roles:
            changes["scene_roles"] = {
                **(entry.scene_roles if entry is not None else {}),
                **template.roles,
            }
        if changes:
            await self._entries.change(booth, changes)
        return tuple(each for each in roles if each.kind is ChangeKind.SET_ROLE)

    async def _aside(self, work: Callable[[threading.Event, Say], T], context: ActionContext) -> T:
        """Work in a thread, with its progress shown; when cancelled, the thread is told, and
        waited for: it leaves OBS between two changes."""
        loop = asyncio.get_running_loop()
        stop = threading.Event()
        latest: list[tuple[float, str]] = []

        def say(fraction: float, step: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody looks any more
                loop.call_soon_threadsafe(latest.append, (fraction, step))

        working = asyncio.create_task(
            _within(call_aside(lambda: work(stop, say), timeout_s=RUN_WITHIN_S, name="commission")),
            name="commission",
        )
        try:
            while not working.done():
                await asyncio.wait({working}, timeout=SHOW_EVERY_S)
                if latest:
                    await context.progress(*latest[-1])
                    latest.clear()
            return working.result()
        finally:
            stop.set()
            if not working.done():
                await asyncio.wait({working}, timeout=ANSWER_WITHIN_S + 1.0)
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)


async def _within(run: Awaitable[T]) -> T:
    try:
        return await run
    except TimeoutError as error:
        seconds = f"{RUN_WITHIN_S:g}"
        raise fail("obs_timeout", booth="OBS", request="commission", seconds=seconds) from error


def _since_ms(began_s: float) -> int:
    return round((time.monotonic() - began_s) * 1000)
