"""What is true of a booth: one frozen record for each thing that changes by itself."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import field

from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT


class SceneRole(StrEnum):
    """What a booth's scene is for; the template or `studio.toml` says which scene has it."""

    HUMAN = "human"
    AI = "ai"
    STANDBY = "standby"
    BREAK = "break"


class SentBy(StrEnum):
    """Which program sends the booth's picture to the platform."""

    OBS = "obs"
    PLATFORM_PROGRAM = "platform_program"
    """The platform's own program films OBS's virtual camera; OBS knows nothing of the stream."""


class Booth(Fact, frozen=True, kw_only=True):
    """Record `booth`, key (booth,): what `studio.toml` says of it."""

    number: int
    """1 to 99: its place on the wall and its two-digit key; never reused by itself."""
    name: str
    host: Annotated[str, FREE_TEXT] = ""
    """Who stands on this stage, as staff wrote it."""
    address: str
    """`host:port` of its OBS."""
    local: bool
    """Whether that OBS runs on the server's machine (capture and overlays need that)."""
    sent_by: SentBy = SentBy.OBS
    destinations: tuple[str, ...] = ()
    scene_roles: dict[SceneRole, str] = field(default_factory=dict)
    standby_scene: str = ""
    standby_media: str = ""
    template: str = ""
    """The booth template it is built from; empty: built by hand."""
    warnings: tuple[Problem, ...] = ()


class LinkStatus(StrEnum):
    """The connection from the server to a booth's OBS."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    STALE = "stale"
    """Open, but OBS is silent: what is shown may be old."""
    LOST = "lost"
    REFUSED = "refused"
    """OBS said no; nothing is tried again until somebody changes something or retries."""


class Link(Fact, frozen=True, kw_only=True):
    """Record `link`, key (booth,)."""

    status: LinkStatus
    since: datetime
    """When this status began."""
    problem: Problem | None = None
    last_heard: datetime | None = None
    """When OBS last said anything; set when the status leaves `connected`."""
    retry_at: datetime | None = None
    obs_version: str = ""
    websocket_version: str = ""
    platform: str = ""
    lacks: tuple[str, ...] = ()
    """Requests that BoothDeck uses and this OBS does not know; their controls are disabled."""


CUT_KIND = "cut_transition"
"""OBS's own name of the transition that takes no time."""


class Transition(Fact, frozen=True, kw_only=True):
    """A transition as OBS lists it; `fixed` ones have no duration to set."""

    name: str
    kind: str
    fixed: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether it takes no time."""
        return self.kind == CUT_KIND


class Switcher(Fact, frozen=True, kw_only=True):
    """Record `switcher`, key (booth,): program, preview and how one becomes the other."""

    program: str
    preview: str | None = None
    """None when studio mode is off."""
    leaving: str | None = None
    """The scene still partly visible while a transition runs."""
    studio_mode: bool = False
    scenes: tuple[str, ...] = ()
    """Top first, as OBS's own list shows them."""
    transitions: tuple[Transition, ...] = ()
    transition: str = ""
    transition_ms: int | None = None
    canvas: tuple[int, int] = (1920, 1080)
    """Width and height of the program picture in pixels."""


class SceneItem(Fact, frozen=True, kw_only=True):
    """One line of a scene: a source placed in it."""

    item_id: int
    source: str
    kind: str = ""
    """OBS's input kind, "scene" for a nested scene, "group" for a group."""
    visible: bool = True
    locked: bool = False


class Scene(Fact, frozen=True, kw_only=True):
    """Record `scene`, key (booth, scene or group name): its items, top (front) first."""

    items: tuple[SceneItem, ...] = ()
    is_group: bool = False


class Tally(Fact, frozen=True, kw_only=True):
    """Record `tally`, key (booth,): every scene, group and source seen or heard, sorted."""

    program: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()


class Monitor(StrEnum):
    """Where an input's sound can be heard besides the program."""

    OFF = "off"
    ONLY = "only"
    AND_OUTPUT = "and_output"


class Input(Fact, frozen=True, kw_only=True):
    """Record `input`, key (booth, input)."""

    kind: str
    audio: bool = False
    """Whether it has sound at all; the fields below mean something only then."""
    volume_db: float = 0.0
    """-100 (silence, as OBS says it) to +26."""
    muted: bool = False
    balance: float = 0.5
    """0 left, 0.5 middle, 1 right."""
    monitor: Monitor = Monitor.OFF
    sync_offset_ms: int = 0
    tracks: tuple[bool, ...] = (True,) * 6
    order: int = 0
    """Place in the mixer: special inputs (desktop, mic) first, then as OBS lists them."""
    everywhere: bool = False
    """One of OBS's global audio devices: heard in every scene, unless muted."""


class Filter(Fact, frozen=True, kw_only=True):
    """One filter of a source, in the order it works."""

    name: str
    kind: str
    enabled: bool = True


class Filters(Fact, frozen=True, kw_only=True):
    """Record `filters`, key (booth, source): only for sources that have any."""

    filters: tuple[Filter, ...] = ()


class MediaState(StrEnum):
    """What a media source does; OBS's OBS_MEDIA_STATE_ values."""

    NONE = "none"
    PLAYING = "playing"
    OPENING = "opening"
    BUFFERING = "buffering"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"
    ERROR = "error"


class Media(Fact, frozen=True, kw_only=True):
    """Record `media`, key (booth, input): a source that plays a file or stream."""

    state: MediaState
    cursor_ms: int | None = None
    duration_ms: int | None = None


class OutputKind(StrEnum):
    """The outputs of an OBS that BoothDeck runs."""

    STREAM = "stream"
    RECORD = "record"
    REPLAY = "replay"
    VIRTUALCAM = "virtualcam"


class OutputStatus(StrEnum):
    """What OBS's own events and status say of an output; never the reply to a command."""

    OFF = "off"
    STARTING = "starting"
    ACTIVE = "active"
    PAUSED = "paused"
    RECONNECTING = "reconnecting"
    STOPPING = "stopping"
    UNAVAILABLE = "unavailable"
    """Not set up in OBS (a replay buffer that is switched off in its settings)."""


class OutputHealth(StrEnum):
    """How well an active output does, worst first wins."""

    NONE = "none"
    """Not active, nothing to judge."""
    GOOD = "good"
    UNPROVEN = "unproven"
    """Bytes rise and no fault shows, but nothing proves that anybody receives them."""
    SKIPPING = "skipping"
    CONGESTED = "congested"
    STALLED = "stalled"
    """Active says OBS, yet no byte has left for some seconds."""
    RECONNECTING = "reconnecting"


class Output(Fact, frozen=True, kw_only=True):
    """Record `output`, key (booth, output kind). Counters go on over reconnects."""

    status: OutputStatus
    since: datetime | None = None
    """When this run began (its first STARTED), aware UTC."""
    health: OutputHealth = OutputHealth.NONE
    problem: Problem | None = None
    """Why the last start or run ended, until the next one begins."""
    bytes: int = 0
    frames: int = 0
    skipped_frames: int = 0
    reconnects: int = 0
    kbps: int | None = None
    """Over the last five seconds; None until two readings exist."""
    skipped_pct: float | None = None
    """Skipped of all frames over the last ten seconds, 0 to 100."""
    congestion: float = 0.0
    """0 to 1, OBS's own figure."""
    path: str = ""
    """The file last written, where OBS told it."""
    files: int = 0
    """How many files OBS told of while this run went on: replays saved, recordings split."""


class LiveStatus(StrEnum):
    """Whether the platform shows the booth. "unknown" until a source can tell."""

    UNKNOWN = "unknown"
    LIVE = "live"
    NOT_LIVE = "not_live"


PERSON = "person"
"""`Live.source` where somebody has looked."""


class Live(Fact, frozen=True, kw_only=True):
    """Record `live`, key (booth,): a second fact beside "OBS is sending"."""

    status: LiveStatus = LiveStatus.UNKNOWN
    source: str = ""
    """Who says so: "person", or the service of a chat source ("tiktok"); where it carries several
    services, its plugin's name."""
    by: str = ""
    """The person's name; empty for sources."""
    since: datetime | None = None
    was_live: bool = False
    """Whether it has become live since OBS's output began; false while unknown."""


class HostKind(StrEnum):
    """Who presents, judged by the role of the scene on air."""

    HUMAN = "human"
    AI = "ai"
    BREAK = "break"
    STANDBY = "standby"
    UNKNOWN = "unknown"


class OnAirHost(Fact, frozen=True, kw_only=True):
    """Record `host`, key (booth,)."""

    kind: HostKind = HostKind.UNKNOWN
    name: str = ""


class Health(Fact, frozen=True, kw_only=True):
    """Record `health`, key (booth,): OBS's statistics, read once a second."""

    fps: float = 0.0
    cpu_pct: float = 0.0
    memory_mb: float = 0.0
    disk_free_mb: float = 0.0
    frame_ms: float = 0.0
    render_skipped_pct: float = 0.0
    """Of the last ten seconds."""
    round_trip_ms: float = 0.0


class Setup(Fact, frozen=True, kw_only=True):
    """Record `setup`, key (booth,): profiles and scene collections."""

    profiles: tuple[str, ...] = ()
    profile: str = ""
    collections: tuple[str, ...] = ()
    collection: str = ""
    changing: bool = False
    """A collection is being loaded; OBS answers nothing meanwhile."""


class Hotkeys(Fact, frozen=True, kw_only=True):
    """Record `hotkeys`, key (booth,): the names OBS knows, sorted."""

    names: tuple[str, ...] = ()


class Unwatched(StrEnum):
    """Why nobody judges a booth's program just now."""

    OFF_AIR = "off_air"
    SAFE_SCENE = "safe_scene"
    """A break or standby scene is on air: still and silent is what it is for."""
    NO_LINK = "no_link"
    """OBS cannot be asked, so nothing is known of its picture and sound."""
    NO_PICTURE = "no_picture"
    """OBS is there and gives no picture of the program; its sound is judged nevertheless."""


class ProgramWatch(Fact, frozen=True, kw_only=True):
    """Record `program_watch`, key (booth,): what is wrong with the program itself.

    Each time is when it began, aware UTC, and None while all is well. It is set only when the
    judgement has held for some seconds, so it lies in the past when it appears.
    """

    watched: bool = False
    reason: Unwatched | None = None
    """Why the picture is not watched; None when it is."""
    black_since: datetime | None = None
    frozen_since: datetime | None = None
    """The last picture that differed from the one before it."""
    silent_since: datetime | None = None
    """The last sound over -60 dBFS that viewers could hear."""


class StreamService(Fact, frozen=True, kw_only=True):
    """Record `service`, key (booth,): where OBS would send. The stream key itself stays in OBS."""

    kind: str = ""
    """OBS's own name: rtmp_common, rtmp_custom, whip_custom …"""
    name: str = ""
    """The platform in OBS's list, or the receiver's host for a custom one."""
    server: bool = False
    """Whether a server is set."""
    key: bool = False
    """Whether a stream key is set."""

    @property
    def complete(self) -> bool:
        """Whether OBS has what it needs to send: a custom service needs a server (SRT and some
        RTMP servers take no key), one of OBS's list its key."""
        return self.server if self.kind.endswith("_custom") else self.key
