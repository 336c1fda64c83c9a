"""What `studio.toml` may say, and how its text becomes settings and problems."""

import re
import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, field

from studio_app.domain.actions.house import (
    BoothIdText,
    BoothNumber,
    HostName,
    Port,
    ShortText,
    TemplateName,
)
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides
from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.plugin import InstanceId, PluginId, SettingScalar
from studio_app.domain.problems import Problem, problem
from studio_app.domain.struct import Value
from studio_app.support.network import is_loopback
from studio_app.support.schema import FieldError, check
from studio_app.support.toml_lines import Path, key_lines, line_of

S = TypeVar("S", bound=msgspec.Struct)

AutoReply: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[^=]*[^=\s,][^=]*=>\s*\S",
        max_length=500,
        description="words, an arrow and a reply, as “giá, bn => Giá ở giỏ hàng ạ”",
    ),
]

DEFAULT_PORT = 7450
"""Where a server listens unless told otherwise."""


class BoothSettings(Value, frozen=True, kw_only=True):
    """One `[[booth]]` table."""

    id: BoothIdText
    number: BoothNumber
    name: ShortText
    address: HostName = "127.0.0.1"
    """Name or address of the machine that its OBS runs on."""
    port: Port = 4455
    host: str = ""
    sent_by: SentBy = SentBy.OBS
    destinations: tuple[str, ...] = ()
    scene_roles: dict[SceneRole, str] = field(default_factory=dict)
    standby_scene: str = ""
    """The scene that a panic goes to, where it is not the one with the role `standby`."""
    standby_media: str = ""
    """A picture or film on the booth's PC for a standby scene that has to be made."""
    template: TemplateName = ""
    """The booth template that commissioning built it from; its drift is watched."""
    alarms: AlarmOverrides = AlarmOverrides()
    """Limits that are other than those for all booths."""


class InstanceSettings(Value, frozen=True, kw_only=True):
    """One `[[plugin]]` table: something that is set up of a plugin."""

    id: InstanceId
    plugin: PluginId
    booth: str = ""
    """The booth it belongs to, where its kind belongs to one."""
    on: bool = True
    settings: dict[str, SettingScalar] = field(default_factory=dict)
    """What the plugin's manifest asks for; secrets are in the keyring."""


class ServerSettings(Value, frozen=True, kw_only=True):
    """The `[server]` table; read at start only."""

    listen: HostName = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = DEFAULT_PORT
    """0 takes any free port."""
    tls_cert: str = ""
    tls_key: str = ""
    """Files, PEM; needed to listen on anything but this machine itself."""
    allowed_names: tuple[str, ...] = ()
    """Names by which browsers and programs may call this server, besides its address."""
    database: str = ""
    """Empty: a file of its own. Else postgresql://user@machine/name, without a password."""


class HealthSettings(Value, frozen=True, kw_only=True):
    """The `[health]` table: how much of the booths' figures is kept."""

    keep_days: Annotated[int, Meta(ge=1, le=366)] = 14
    budget_mb: Annotated[int, Meta(ge=1, le=10_000)] = 100
    """Room in the database for it; beyond that the oldest goes first."""


class ChatSettings(Value, frozen=True, kw_only=True):
    """The `[chat]` table: what is hidden, what is answered by itself, how long it is kept."""

    banned_words: tuple[Annotated[str, Meta(min_length=1, max_length=60)], ...] = (
        "địt",
        "đụ",
        "lồn",
        "cặc",
        "buồi",
        "đéo",
        "đĩ",
        "đm",
        "clm",
        "vcl",
        "vkl",
    )
    """Also without diacritics, with separators, repeated letters, digits for letters."""
    hide_links: bool = True
    hide_phones: bool = False
    """For shops whose buyers are lured away; orders are read from hidden messages, too."""
    flood_per_10s: Annotated[int, Meta(ge=0, le=1000)] = 10
    """More from one account in ten seconds is hidden; 0: never."""
    repeats: Annotated[int, Meta(ge=0, le=100)] = 3
    """The same of one account more often within two minutes is hidden; 0: never."""
    hide_on_platform: bool = False
    """What is hidden here is hidden there too, where that can be."""
    auto_replies: tuple[AutoReply, ...] = ()
    keep_days: Annotated[int, Meta(ge=1, le=3660)] = 180
    buyers_keep_days: Annotated[int, Meta(ge=1, le=3660)] = 730
    """A buyer of whom nothing has come for so long is forgotten."""
    budget_mb: Annotated[int, Meta(ge=10, le=100_000)] = 2000
    """Room in the database for it; beyond that the oldest goes first."""


class StudioSettings(Value, frozen=True, kw_only=True):
    """All of `studio.toml`."""

    name: ShortText = "BoothDeck"
    language: Literal["vi", "en"] = "vi"
    server: ServerSettings = ServerSettings()
    health: HealthSettings = HealthSettings()
    chat: ChatSettings = ChatSettings()
    alarms: AlarmLimits = AlarmLimits()
    booth: tuple[BoothSettings, ...] = ()
    plugin: tuple[InstanceSettings, ...] = ()

    def booth_by_id(self, booth: str) -> BoothSettings | None:
        """The booth with this id."""
        return next((known for known in self.booth if known.id == booth), None)

    def instance_by_id(self, instance: str) -> InstanceSettings | None:
        """What is set up under this id."""
        return next((known for known in self.plugin if known.id == instance), None)


class ReadSettings(NamedTuple):
    """What became of a text: settings that can be worked with, and what is wrong with the text."""

    settings: StudioSettings
    problems: tuple[Problem, ...] = ()
    by_booth: Mapping[str, tuple[Problem, ...]] = {}
    """Those of them that are about a booth which is kept in force as it was before."""


class SettingsSyntaxError(ValueError):
    """The text is no TOML; `problem` says where."""

    def __init__(self, what: Problem) -> None:
        super().__init__(what.text)
        self.problem = what


_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_PASSWORD_WORDS = ("password", "passwd", "secret", "stream_key", "token")


def read_settings(text: str, file: str, before: StudioSettings | None = None) -> ReadSettings:
    """Settings from a whole `studio.toml`. What is wrong keeps the value it had `before`, or its
    default, and gives a `settings_error`; a wrong booth leaves the others alone.

    Raises SettingsSyntaxError when the text is no TOML at all.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsSyntaxError(toml_problem(error, text, file)) from error
    return _Reading(file, key_lines(text), before or StudioSettings()).read(data)


def toml_problem(error: tomllib.TOMLDecodeError, text: str, file: str) -> Problem:
    """Where and why a text is no TOML."""
    match = _AT_LINE.search(str(error))
    line = match.group(1) if match and match.group(1) else str(text.count("\n") + 1)
    detail = _AT_LINE.sub("", str(error))
    return problem("settings_error", file=file, line=line, field="TOML", detail=detail)


class _Reading:
    """One pass over one text; collects problems with their lines."""

    def __init__(self, file: str, lines: dict[Path, int], before: StudioSettings) -> None:
        self._file = file
        self._lines = lines
        self._before = before
        self._problems: list[Problem] = []
        self._by_booth: dict[str, tuple[Problem, ...]] = {}

    def read(self, data: dict[str, object]) -> ReadSettings:
        apart = ("server", "chat", "alarms", "booth", "plugin")
        top = {name: value for name, value in data.items() if name not in apart}
        values, errors = check(top, StudioSettings)
        for error in errors:
            self._complain((), error)
        settings = StudioSettings(
            name=values.get("name", self._before.name),  # type: ignore[arg-type]
            language=values.get("language", self._before.language),  # type: ignore[arg-type]
            server=self._server(data.get("server", {})),
            health=values.get("health", self._before.health),  # type: ignore[arg-type]
            chat=self._table("chat", data.get("chat", {}), self._before.chat),
            alarms=self._table("alarms", data.get("alarms", {}), self._before.alarms),
            booth=self._booths(data.get("booth", [])),
            plugin=self._instances(data.get("plugin", [])),
        )
        return ReadSettings(settings, tuple(self._problems), self._by_booth)

    def _complain(self, prefix: Path, error: FieldError) -> Problem:
        path = (*prefix, *error.path)
        detail = error.detail
        if detail.startswith("unknown") and str(path[-1]).lower() in _PASSWORD_WORDS:
            detail = (
                "passwords do not belong in this file; remove it and enter the password under "
                "Booth settings"
            )
        found = problem(
            "settings_error",
            file=self._file,
            line=line_of(path, self._lines),
            field=FieldError(path, "").field,
            detail=detail,
        )
        self._problems.append(found)
        return found

    def _server(self, data: object) -> ServerSettings:
        values, errors = check(data, ServerSettings)
        before = self._before.server
        errors += server_errors(values)
        for error in errors:
            values.pop(str(error.path[0]) if error.path else "", None)
            self._complain(("server",), error)
        wrong = {str(error.path[0]) for error in errors if error.path}
        kept = {name: getattr(before, name) for name in before.__struct_fields__ if name in wrong}
        return msgspec.convert({**values, **kept}, ServerSettings)

    def _table(self, name: str, data: object, before: S) -> S:
        """A table of single fields: those that are wrong stay as they were."""
        values, errors = check(data, type(before))
        for error in errors:
            self._complain((name,), error)
        wrong = {str(error.path[0]) for error in errors if error.path}
        kept = {name: getattr(before, name) for name in before.__struct_fields__ if name in wrong}
        return msgspec.convert({**values, **kept}, type(before))

    def _booths(self, data: object) -> tuple[BoothSettings, ...]:
        if not isinstance(data, list):
            self._complain(("booth",), FieldError((), "must be tables headed [[booth]]"))
            return self._before.booth
        good: dict[str, BoothSettings] = {}
        numbers: dict[int, str] = {}
        kept: list[BoothSettings] = []
        for index, entry in enumerate(data):
            values, errors = check(entry, BoothSettings)
            errors = [inner for error in errors for inner in _inside(entry, error)]
            number, id_ = values.get("number"), values.get("id")
            if isinstance(id_, str) and (id_ in good or any(k.id == id_ for k in kept)):
                errors.append(
                    FieldError(("id",), f"{id_} is used by another booth; choose another")
                )
                id_ = None
            if isinstance(number, int) and number in numbers:
                errors.append(
                    FieldError(
                        ("number",), f"{number} belongs to {numbers[number]}; choose another"
                    )
                )
            if not errors:
                booth = msgspec.convert(values, BoothSettings)
                good[booth.id] = booth
                numbers[booth.number] = booth.id
                continue
            found = tuple(self._complain(("booth", index), error) for error in errors)
            before = self._before.booth_by_id(id_) if isinstance(id_, str) else None
            if before is not None:
                self._by_booth[before.id] = found
                kept.append(before)
        # What is kept from before gives way to what the text says now.
        for booth in kept:
            if booth.id not in good and booth.number not in numbers:
                good[booth.id] = booth
                numbers[booth.number] = booth.id
        return tuple(good.values())

    def _instances(self, data: object) -> tuple[InstanceSettings, ...]:
        """A wrong one stays as it was, or out; the others are as they say."""
        if not isinstance(data, list):
            self._complain(("plugin",), FieldError((), "must be tables headed [[plugin]]"))
            return self._before.plugin
        found: dict[str, InstanceSettings] = {}
        said: set[str] = set()
        for index, entry in enumerate(data):
            values, errors = check(entry, InstanceSettings)
            id_ = values.get("id")
            if isinstance(id_, str):
                if id_ in said:
                    detail = f"{id_} is used by another [[plugin]]; choose another"
                    errors.append(FieldError(("id",), detail))
                    id_ = None
                else:
                    said.add(id_)
            if not errors:
                made = msgspec.convert(values, InstanceSettings)
                found[made.id] = made
                continue
            for error in errors:
                self._complain(("plugin", index), error)
            before = self._before.instance_by_id(id_) if isinstance(id_, str) else None
            if before is not None:
                found[before.id] = before
        return tuple(found.values())


def _inside(booth: object, error: FieldError) -> list[FieldError]:
    """What is wrong within a booth's own limits, each with its line."""
    if error.path != ("alarms",) or not isinstance(booth, dict):
        return [error]
    _, errors = check(booth.get("alarms"), AlarmOverrides)
    return [FieldError(("alarms", *inner.path), inner.detail) for inner in errors] or [error]


def server_errors(values: Mapping[str, object]) -> list[FieldError]:
    """What single fields cannot show: how they fit together."""
    errors = []
    listen = values.get("listen", "127.0.0.1")
    if (
        isinstance(listen, str)
        and not is_loopback(listen)
        and not (values.get("tls_cert") and values.get("tls_key"))
    ):
        errors.append(
            FieldError(
                ("listen",),
                f"without tls_cert and tls_key only this machine itself (127.0.0.1) is allowed, "
                f"got {listen}",
            )
        )
    database = values.get("database", "")
    if isinstance(database, str) and database and (detail := database_error(database)):
        errors.append(FieldError(("database",), detail))
    return errors


def database_error(address: str) -> str | None:
    """Why this is no database address that may stand in a file; None when it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "must be empty or postgresql://user@machine/name"
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        return "must be empty (a file of its own) or postgresql://user@machine/name"
    if parts.password is not None:
        return (
            "must not have the password in it; remove it here and run "
            "`boothdeck secret set database`"
        )
    return None
