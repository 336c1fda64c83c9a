"""Wishes about the studio itself: booths, links, staff, servers. Forms show failure inline, so
these raise StudioError instead of telling it, except where the docstring says otherwise."""

from typing import cast

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.house import (
    AddBooth,
    AddStaff,
    BoothTest,
    CancelJob,
    EditBooth,
    FindObs,
    FoundObs,
    ListStaff,
    RemoveBooth,
    RetryLink,
    RevokeStaff,
    StaffMember,
    StopServer,
    TestBooth,
)
from studio_app.domain.ids import ServerId
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import said


class House:
    """Settings of the studio's servers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def retry_link(self, booth: BoothKey) -> bool:
        """Try to reach the booth's OBS now; failure is told."""
        deed = said(lambda: QCoreApplication.translate("House", "Connect again"))
        return await self._desk.on_booth(booth, RetryLink(booth=booth[1]), deed) is not None

    async def add_booth(self, server: ServerId, booth: AddBooth) -> None:
        """Add a booth. Raises StudioError."""
        await self._desk.send(server, booth)

    async def edit_booth(self, server: ServerId, booth: EditBooth) -> None:
        """Change a booth. Raises StudioError."""
        await self._desk.send(server, booth)

    async def remove_booth(self, booth: BoothKey) -> bool:
        """Take a booth off the wall; failure is told, Ctrl+Z brings it back."""
        deed = said(lambda: QCoreApplication.translate("House", "Remove booth"))
        action = RemoveBooth(booth=booth[1])
        return await self._desk.on_booth(booth, action, deed, confirmed=True) is not None

    async def test_booth(self, server: ServerId, test: TestBooth) -> BoothTest:
        """Try a connection from the server. Raises StudioError."""
        result = await self._desk.send(server, test)
        return cast("BoothTest", result.value)

    async def find_obs(self, server: ServerId, *, network: bool) -> str:
        """Start the search; answers its job id, for `found`. Raises StudioError."""
        result = await self._desk.send(server, FindObs(network=network))
        return result.job or ""

    async def found(self, server: ServerId, job: str) -> tuple[FoundObs, ...]:
        """Wait for a search's end. Raises StudioError, also when it was cancelled."""
        return cast("tuple[FoundObs, ...]", await self._desk.job_done(server, job))

    async def cancel_job(self, server: ServerId, job: str) -> bool:
        """Stop a long action; failure is told."""
        title = said(lambda: QCoreApplication.translate("House", "Cancel"))
        return await self._desk.act(server, CancelJob(job=job), title) is not None

    async def staff(self, server: ServerId) -> tuple[StaffMember, ...]:
        """Everybody who may sign in. Raises StudioError."""
        result = await self._desk.send(server, ListStaff())
        return cast("tuple[StaffMember, ...]", result.value)

    async def add_staff(self, server: ServerId, name: str, pin: str, role: Role) -> None:
        """Give somebody a name, a PIN and a role. Raises StudioError."""
        await self._desk.send(server, AddStaff(name=name, pin=pin, role=role))

    async def revoke_staff(self, server: ServerId, name: str) -> None:
        """Take somebody's access away. Raises StudioError."""
        await self._desk.send(server, RevokeStaff(name=name), confirmed=True)

    async def stop_server(self, server: ServerId) -> bool:
        """Stop the studio server; failure is told."""
        title = said(lambda: QCoreApplication.translate("House", "Stop server"))
        return await self._desk.act(server, StopServer(), title, confirmed=True) is not None
