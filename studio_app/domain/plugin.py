"""What a plugin is: its manifest, the records of it and of its instances, the forms it asks for."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact, Value
from studio_app.domain.text.masking import FREE_TEXT

API_VERSION = 1
"""What plugins are written against; a manifest names the one it was written for."""


class PluginKind(StrEnum):
    """What a plugin is for; each has one contract in `studio_app.api`."""

    CHAT = "chat"
    ORDERS = "orders"
    HOST = "host"
    SPEECH = "speech"
    ANSWERS = "answers"
    CAMERA = "camera"


class SettingType(StrEnum):
    """How a setting is asked for and checked."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number."""
    SWITCH = "switch"
    CHOICE = "choice"


SettingScalar = bool | int | str

PluginId = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]{1,39}$", description="small letters, digits and _")
]
SettingKey = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="small letters, digits and _")
]
InstanceId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$",
        description="letters, digits and dashes, at most 40, not beginning with a dash",
    ),
]


class SettingSpec(Value, frozen=True, kw_only=True):
    """One `[[setting]]` of a manifest: what the console's form asks for."""

    name: SettingKey
    type: SettingType = SettingType.TEXT
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    """In English; other languages in the plugin's `strings/`."""
    description: Annotated[str, Meta(max_length=300)] = ""
    default: SettingScalar | None = None
    required: bool = False
    secret: bool = False
    """Kept in the keyring, given to this plugin only, shown nowhere. Always text."""
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class Ability(StrEnum):
    """What a plugin can do besides the least that its kind asks."""

    REPLY = "reply"
    """Write into the chat in the shop's name."""
    REPLY_PRIVATE = "reply_private"
    """Write to one viewer alone."""
    HIDE = "hide"
    """Take a message off the platform."""
    BACK_FILL = "back_fill"
    """Read again what came while it was away."""
    TELLS_LIVE = "tells_live"
    """Tells whether the platform shows the booth."""
    WEBHOOK = "webhook"
    """Is called by its service at `/api/hooks/INSTANCE`."""


class Manifest(Value, frozen=True, kw_only=True):
    """A plugin's `manifest.toml`."""

    id: PluginId
    """Also the name of its folder."""
    kind: PluginKind
    api: int
    """The `API_VERSION` that it was written for."""
    version: Annotated[str, Meta(min_length=1, max_length=20)] = "1"
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    description: Annotated[str, Meta(max_length=300)] = ""
    service: Annotated[str, Meta(max_length=20)] = ""
    """The platform in one word, as badges show it: "tiktok"; empty when events name it."""
    can: tuple[Ability, ...] = ()
    requires: tuple[str, ...] = ()
    """Requirements (PEP 508) that BoothDeck does not bring: "TikTokLive==7.0.1"."""
    licence: Annotated[str, Meta(max_length=200)] = ""
    """Of these requirements, where it asks for more than ours."""
    connects_per_minute: Annotated[int, Meta(ge=1, le=600)] = 30
    """All instances together: many booths stand behind one address."""
    stale_after_s: Annotated[int, Meta(ge=5, le=86_400)] = 120
    """Chat sources: a connection that brought nothing for so long is shown as stale."""
    events_per_s: Annotated[int, Meta(ge=1, le=10_000)] = 500
    """All instances together, over time: beyond it a plugin is held back, so that one that goes
    wild does not take the server's time. After a rest they may come twice as fast for a while."""
    memory_mb: Annotated[int, Meta(ge=32, le=8192)] = 512
    """Its runner process is ended and started anew above this."""
    setting: tuple[SettingSpec, ...] = ()

    def spec(self, name: str) -> SettingSpec | None:
        """The setting of that name."""
        return next((each for each in self.setting if each.name == name), None)


class PluginStatus(StrEnum):
    """A plugin and its runner process."""

    IDLE = "idle"
    """Nothing of it is turned on; no process runs."""
    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"
    """Its process ended; it is started anew after a while (`next_try`)."""
    BROKEN = "broken"
    """Its folder cannot be read as a plugin; `problem` says where."""
    MISSING = "missing"
    """What it requires is not installed; `problem` says what."""


class Plugin(Fact, frozen=True, kw_only=True):
    """Record `plugin`, key (plugin id,)."""

    manifest: Manifest | None = None
    """None when it is broken."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """Language → `name`, `description`, `setting.NAME.title`, `setting.NAME.description`, and
    `setting.NAME.choice.CHOICE`, where it is not as in the manifest."""
    shipped: bool = False
    folder: str = ""
    status: PluginStatus = PluginStatus.IDLE
    problem: Problem | None = None
    since: datetime | None = None
    next_try: datetime | None = None
    restarts: int = 0
    """Since the server's start, without those that a person asked for."""
    memory_mb: int = 0
    cpu_pct: float = 0.0
    """Of one core."""


class InstanceStatus(StrEnum):
    """One instance: an account that a source listens to, a voice, a camera."""

    OFF = "off"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    STALE = "stale"
    """Connected, and silent for suspiciously long."""
    WAITING = "waiting"
    """The connection ended; `next_try` says when the next try comes."""
    OFFLINE = "offline"
    """The account is not live now; it is asked again."""
    FAILED = "failed"
    """Wrong settings, refused: a person must do something."""


class Instance(Fact, frozen=True, kw_only=True):
    """Record `plugin_instance`, key (instance id,)."""

    plugin: str
    booth: BoothId | None = None
    on: bool = True
    settings: dict[str, SettingScalar] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    """Names of the secrets that are kept; their values are told to nobody."""
    status: InstanceStatus = InstanceStatus.OFF
    problem: Problem | None = None
    since: datetime | None = None
    next_try: datetime | None = None
    hook: str = ""
    """Path that its service must call, where it is called: "/api/hooks/web-1"."""


class PluginLine(Fact, frozen=True, kw_only=True):
    """Row of log channel `plugins` (technician and above): what plugins said, without secrets."""

    at: datetime
    plugin: str
    instance: str = ""
    level: str = "info"
    text: Annotated[str, FREE_TEXT] = ""
