"""Actions on the studio itself: booths, links, staff, jobs, the server."""

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType, field

from studio_app.domain.actions.base import SECRET, Action
from studio_app.domain.alarm_limits import AlarmOverrides
from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact

BoothIdText = Annotated[
    BoothId,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,23}$",
        description="letters, digits and dashes, at most 24, not beginning with a dash",
    ),
]
BoothNumber = Annotated[int, Meta(ge=1, le=99)]
Port = Annotated[int, Meta(ge=1, le=65535)]
ShortText = Annotated[str, Meta(min_length=1, max_length=60)]
HostName = Annotated[
    str,
    Meta(
        max_length=253,
        pattern=r"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\[?[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\]?)$",
        description="a machine's name or address, without a port",
    ),
]
TemplateName = Annotated[str, Meta(max_length=40)]
"""A booth template's id; empty when the booth is built by hand and its drift nobody's business."""
Password = Annotated[str, SECRET]
Pin = Annotated[str, SECRET]


class AddBooth(Action, frozen=True, kw_only=True):
    """Add a booth to the wall and to `studio.toml`."""

    NAME: ClassVar[str] = "booth.add"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "booth.remove"
    booth: BoothIdText
    number: BoothNumber
    name: ShortText
    address: HostName = "127.0.0.1"
    port: Port = 4455
    password: Password = ""
    host: str = ""
    sent_by: SentBy = SentBy.OBS
    destinations: tuple[str, ...] = ()
    scene_roles: dict[SceneRole, str] = field(default_factory=dict)
    standby_scene: str = ""
    standby_media: str = ""
    """A picture or film on the booth's PC, for a standby scene that has to be made."""
    template: TemplateName = ""
    alarms: AlarmOverrides = AlarmOverrides()


class EditBooth(Action, frozen=True, kw_only=True):
    """Change a booth's settings; what is not given stays."""

    NAME: ClassVar[str] = "booth.edit"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "booth.edit"
    booth: BoothId
    number: BoothNumber | UnsetType = UNSET
    name: ShortText | UnsetType = UNSET
    address: HostName | UnsetType = UNSET
    port: Port | UnsetType = UNSET
    password: Password | UnsetType = UNSET
    host: str | UnsetType = UNSET
    sent_by: SentBy | UnsetType = UNSET
    destinations: tuple[str, ...] | UnsetType = UNSET
    scene_roles: dict[SceneRole, str] | UnsetType = UNSET
    template: TemplateName | UnsetType = UNSET
    alarms: AlarmOverrides | UnsetType = UNSET
    standby_scene: str | UnsetType = UNSET
    standby_media: str | UnsetType = UNSET


class RemoveBooth(Action, frozen=True, kw_only=True):
    """Take a booth off the wall; its OBS goes on as it is. Its password is kept a day for undo."""

    NAME: ClassVar[str] = "booth.remove"
    CAREFUL: ClassVar[bool] = True
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "booth.add"
    booth: BoothId


class BoothTest(Fact, frozen=True, kw_only=True):
    """What a trial connection found; `problem` None means it works."""

    address: str
    problem: Problem | None = None
    obs_version: str = ""
    websocket_version: str = ""
    platform: str = ""
    scenes: tuple[str, ...] = ()
    canvas: tuple[int, int] | None = None
    took_ms: int = 0


class TestBooth(Action, frozen=True, kw_only=True):
    """Try to connect to an OBS and say what was found; changes nothing."""

    __test__: ClassVar[bool] = False
    NAME: ClassVar[str] = "booth.test"
    ROLE: ClassVar[Role] = Role.ADMIN
    RESULT: ClassVar[object] = BoothTest
    address: HostName = "127.0.0.1"
    port: Port = 4455
    password: Password = ""
    booth: BoothId | None = None
    """With an empty password: use the one stored for this booth."""


class FoundObs(Fact, frozen=True, kw_only=True):
    """An OBS that answered a search; its password is not known."""

    address: str
    port: int
    websocket_version: str = ""
    needs_password: bool = True
    booth: BoothId | None = None
    """The booth that has it already."""


class FindObs(Action, frozen=True, kw_only=True):
    """Search for OBS on this machine and, when asked, at port 4455 of the local network."""

    NAME: ClassVar[str] = "booth.find"
    ROLE: ClassVar[Role] = Role.ADMIN
    RESULT: ClassVar[object] = tuple[FoundObs, ...]
    LONG: ClassVar[bool] = True
    network: bool = False


class RetryLink(Action, frozen=True, kw_only=True):
    """Try to reach a booth's OBS now instead of waiting."""

    NAME: ClassVar[str] = "link.retry"
    booth: BoothId


class AddStaff(Action, frozen=True, kw_only=True):
    """Give somebody a name, a PIN and a role."""

    NAME: ClassVar[str] = "staff.add"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "staff.revoke"
    name: ShortText
    pin: Pin
    role: Role


class StaffMember(Fact, frozen=True, kw_only=True):
    """Somebody who may sign in."""

    name: str
    role: Role
    added: datetime
    last_signed_in: datetime | None = None
    revoked: datetime | None = None


class ListStaff(Action, frozen=True, kw_only=True):
    """Everybody who may sign in, and who no longer may."""

    NAME: ClassVar[str] = "staff.list"
    ROLE: ClassVar[Role] = Role.ADMIN
    RESULT: ClassVar[object] = tuple[StaffMember, ...]


class RevokeStaff(Action, frozen=True, kw_only=True):
    """Take somebody's access away; they are signed out everywhere at once."""

    NAME: ClassVar[str] = "staff.revoke"
    CAREFUL: ClassVar[bool] = True
    ROLE: ClassVar[Role] = Role.ADMIN
    name: ShortText


class CancelJob(Action, frozen=True, kw_only=True):
    """Stop a long action."""

    NAME: ClassVar[str] = "job.cancel"
    job: str


class StopServer(Action, frozen=True, kw_only=True):
    """Stop this studio server. Every OBS goes on as it is; nobody watches it any more."""

    NAME: ClassVar[str] = "server.stop"
    CAREFUL: ClassVar[bool] = True
    ROLE: ClassVar[Role] = Role.ADMIN


ACTIONS: tuple[type[Action], ...] = (
    AddBooth,
    EditBooth,
    RemoveBooth,
    TestBooth,
    FindObs,
    RetryLink,
    AddStaff,
    ListStaff,
    RevokeStaff,
    CancelJob,
    StopServer,
)
