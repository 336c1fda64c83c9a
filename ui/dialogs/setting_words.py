"""Every setting of a server in words, and how its value is written and read in a field."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.settings import SettingValue
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.settings import (
    ChatSettings,
    HealthSettings,
    ServerSettings,
    StudioSettings,
)
from ui.console.palette_ask import Ask, Wrong, ask_of, read, shown

TABLES: Mapping[str, type[msgspec.Struct]] = {
    "": StudioSettings,
    "server": ServerSettings,
    "health": HealthSettings,
    "chat": ChatSettings,
    "alarms": AlarmLimits,
}
RESTART = "server"
"""The table that is read at a server's start only."""

__all__ = [
    "RESTART",
    "TABLES",
    "Wrong",
    "asks",
    "default_of",
    "explained",
    "read",
    "shown",
    "table_title",
]


def asks() -> dict[str, Ask]:
    """Every setting but the booths', by `table.field`, in the order of the file."""
    return {
        f"{table}.{field.name}" if table else field.name: ask_of(field)
        for table, kind in TABLES.items()
        for field in msgspec.structs.fields(kind)
        if table or field.name not in ("booth", "plugin", *TABLES)
    }


def default_of(name: str) -> SettingValue:
    """What a setting is as shipped."""
    table, _, field = name.rpartition(".")
    whole = StudioSettings()
    value: SettingValue = getattr(getattr(whole, table) if table else whole, field)
    return value


def explained(name: str) -> str:
    """What a setting is for."""
    translate = QCoreApplication.translate
    known = {
        "name": translate("ServerSettings", "The studio's name, as windows show it."),
        "language": translate("ServerSettings", "The language the server writes in."),
        "server.listen": translate("ServerSettings", "The address it listens on."),
        "server.port": translate("ServerSettings", "The port it listens on; 0 takes a free one."),
        "server.tls_cert": translate("ServerSettings", "Certificate file (PEM) for other PCs."),
        "server.tls_key": translate("ServerSettings", "Key file (PEM) of that certificate."),
        "server.allowed_names": translate(
            "ServerSettings", "Names by which browsers may call this server."
        ),
        "server.database": translate(
            "ServerSettings", "Empty: a file of its own; or postgresql://user@machine/name."
        ),
        "health.keep_days": translate("ServerSettings", "How many days of figures are kept."),
        "health.budget_mb": translate(
            "ServerSettings", "Room for figures in MB; the oldest go first."
        ),
        "chat.banned_words": translate(
            "ServerSettings", "Words that hide a message, however they are disguised."
        ),
        "chat.hide_links": translate("ServerSettings", "Hide messages with web addresses."),
        "chat.hide_phones": translate("ServerSettings", "Hide messages with phone numbers."),
        "chat.flood_per_10s": translate(
            "ServerSettings", "Messages of one account in 10 s that are shown; 0 all."
        ),
        "chat.repeats": translate(
            "ServerSettings", "How often the same of one account is shown; 0 always."
        ),
        "chat.hide_on_platform": translate(
            "ServerSettings", "Hide on the platform too what is hidden here."
        ),
        "chat.auto_replies": translate(
            "ServerSettings", "Replies given by themselves; a semicolon between them."
        ),
        "chat.keep_days": translate("ServerSettings", "How many days of chat are kept."),
        "chat.buyers_keep_days": translate(
            "ServerSettings", "Days without a word after which a buyer is forgotten."
        ),
        "chat.budget_mb": translate(
            "ServerSettings", "Room for chat in MB; the oldest goes first."
        ),
        "alarms.link_s": translate("ServerSettings", "OBS lost, silent or refusing: seconds."),
        "alarms.starting_s": translate("ServerSettings", "OBS says that it loads: seconds."),
        "alarms.stream_s": translate(
            "ServerSettings", "Stream or recording stopped or stalled: seconds."
        ),
        "alarms.congestion": translate("ServerSettings", "Congestion, OBS's own figure 0 to 1."),
        "alarms.skipped_pct": translate("ServerSettings", "Frames the line did not take: percent."),
        "alarms.lagged_pct": translate("ServerSettings", "Frames the PC did not draw: percent."),
        "alarms.figures_s": translate("ServerSettings", "Congestion or lost frames: seconds."),
        "alarms.unproven_min": translate(
            "ServerSettings", "Sending, and nobody confirmed it arrives: minutes; 0 never."
        ),
        "alarms.mismatch_s": translate(
            "ServerSettings", "Platform and OBS say otherwise: seconds."
        ),
        "alarms.going_live_s": translate(
            "ServerSettings", "From the stream's start until the platform shows it: seconds."
        ),
        "alarms.cpu_pct": translate("ServerSettings", "OBS's processor time: percent."),
        "alarms.cpu_s": translate("ServerSettings", "Processor too busy for so many seconds."),
        "alarms.disk_gb": translate("ServerSettings", "Free room where OBS records: GB."),
        "alarms.black_s": translate("ServerSettings", "Program black: seconds."),
        "alarms.frozen_s": translate("ServerSettings", "Picture frozen: seconds."),
        "alarms.silent_s": translate("ServerSettings", "Program silent: seconds."),
        "alarms.drift_s": translate("ServerSettings", "Not as commissioned: seconds."),
        "alarms.server_disk_gb": translate("ServerSettings", "Free room on the server: GB."),
    }
    return known.get(name, "")


def table_title(table: str) -> str:
    """What a table of settings is about."""
    translate = QCoreApplication.translate
    return {
        "": translate("ServerSettings", "Studio"),
        "server": translate("ServerSettings", "Server: taken over at its next start"),
        "health": translate("ServerSettings", "Figures that are kept"),
        "chat": translate("ServerSettings", "Chat: hiding, replies, keeping"),
        "alarms": translate("ServerSettings", "Alarms: from where on, for all booths"),
    }.get(table, table)
