"""Changes to the text of `studio.toml` that keep its comments, its order and its style."""

from collections.abc import Mapping

import msgspec
import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from studio_app.domain.settings import BoothSettings, InstanceSettings
from studio_app.support.toml_lines import key_lines

NEW_FILE = """\
# BoothDeck's settings. Changes are picked up while the server runs, those under [server] at its
# next start. Passwords do not belong here: enter them in the window (they go to the keyring).

name = "BoothDeck"
language = "vi"            # or "en"

[server]
# listen = "127.0.0.1"     # anything but this machine itself needs tls_cert and tls_key
# port = 7450
# tls_cert = ""
# tls_key = ""
# allowed_names = []       # names by which browsers may call this server
# database = ""            # empty: a file; or "postgresql://user@machine/name"

[alarms]                   # from where on something is an alarm; a booth may have its own
# black_s = 5              # seconds of black program
# frozen_s = 10
# silent_s = 15
# cpu_pct = 80             # of OBS
# disk_gb = 5              # free room for recordings

[chat]                     # what is hidden, what is answered by itself, how long it is kept
# banned_words = []        # found through the usual disguises; a good many are set as shipped
# hide_links = true
# hide_phones = false
# hide_on_platform = false # hide there too what is hidden here
# auto_replies = ["giá, bn => Giá ở giỏ hàng ạ"]
# keep_days = 180

# A booth for each stage; the window adds them here too.
# [[booth]]
# id = "booth-1"
# number = 1               # its place on the wall and its two-digit key
# name = "Sân khấu 1"
# address = "127.0.0.1"    # where its OBS runs
# port = 4455
# host = ""                # who stands on this stage
# sent_by = "obs"          # or "platform_program"
# destinations = []
# scene_roles = { human = "Live", standby = "Chờ" }
# standby_scene = ""       # where a panic goes; empty: the scene with the role standby, or one made
# standby_media = ""       # a picture or film on the booth's PC for a standby scene that is made
# template = ""            # which template it was commissioned from; its drift is watched

# What is set up of plugins: each chat account, voice, camera; the window adds them here too.
# [[plugin]]
# id = "tiktok-1"
# plugin = "chat_tiktok"
# booth = "booth-1"
# on = true
# settings = { account = "@shop" }
"""
_DEFAULTS = {
    kind: {
        field.name: msgspec.to_builtins(field.default)
        for field in msgspec.structs.fields(struct)
        if field.default is not msgspec.NODEFAULT
    }
    for kind, struct in (("booth", BoothSettings), ("plugin", InstanceSettings))
}


def add_booth(text: str, booth: BoothSettings) -> str:
    """The text with one more booth at its end."""
    return _add(text, "booth", booth)


def add_instance(text: str, instance: InstanceSettings) -> str:
    """The text with one more `[[plugin]]` at its end."""
    return _add(text, "plugin", instance)


def edit_booth(text: str, booth: str, changes: Mapping[str, object]) -> str:
    """The text with some fields of a booth changed. Raises KeyError when it is not there."""
    return _edit(text, "booth", booth, changes)


def edit_instance(text: str, instance: str, changes: Mapping[str, object]) -> str:
    """The same for a `[[plugin]]`."""
    return _edit(text, "plugin", instance, changes)


def remove_booth(text: str, booth: str) -> str:
    """The text without a booth. Comments stay: they may be about the next one. Raises KeyError
    when it is not there."""
    return _remove(text, "booth", booth)


def remove_instance(text: str, instance: str) -> str:
    """The same for a `[[plugin]]`."""
    return _remove(text, "plugin", instance)


def _add(text: str, kind: str, entry: BoothSettings | InstanceSettings) -> str:
    table = {
        name: value
        for name, value in msgspec.to_builtins(entry).items()
        if (value or value is False) and value != _DEFAULTS[kind].get(name)
    }
    document = tomlkit.parse(text)
    known = document.get(kind)
    if isinstance(known, Array):  # written as one list of inline tables
        known.append(_inline(table))
        return tomlkit.dumps(document)
    # As text: a table appended by tomlkit would take the comments at the end of the file with it.
    lines = [
        f"[[{kind}]]",
        *(f"{name} = {_item(value).as_string()}" for name, value in table.items()),
    ]
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + "\n".join(lines) + "\n"


def _edit(text: str, kind: str, id_: str, changes: Mapping[str, object]) -> str:
    document = tomlkit.parse(text)
    table = _entries(document, kind)[_index(document, kind, id_)]
    for name, value in changes.items():
        plain = msgspec.to_builtins(value)
        old = table.get(name)
        if old is None and plain == _DEFAULTS[kind].get(name):
            continue
        if isinstance(old, Table) and isinstance(plain, dict):
            for key in [key for key in old if key not in plain]:
                del old[key]
            for key, inner in plain.items():
                old[key] = inner
        else:
            table[name] = _item(plain)
    return tomlkit.dumps(document)


def set_alarms(text: str, limits: Mapping[str, float], booth: str | None = None) -> str:
    """The text with exactly these limits in a booth's `alarms`, or in `[alarms]` where no booth
    is named. Raises KeyError when the booth is not there."""
    document = tomlkit.parse(text)
    parent: tomlkit.TOMLDocument | Table = document
    if booth is not None:
        parent = _entries(document, "booth")[_index(document, "booth", booth)]
    known = parent.get("alarms")
    if known is None and booth is None:
        if not limits:
            return text
        lines = ["[alarms]", *(f"{name} = {value:g}" for name, value in limits.items())]
        gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        return text + gap + "\n".join(lines) + "\n"
    if booth is not None and not limits:
        parent.pop("alarms", None)
    elif isinstance(known, Table):
        for name in [name for name in known if name not in limits]:
            del known[name]
        for name, value in limits.items():
            known[name] = _plain(value)
    else:
        parent["alarms"] = _inline({name: _plain(value) for name, value in limits.items()})
    return tomlkit.dumps(document)


def set_field(text: str, table: str, name: str, value: object) -> str:
    """The text with one field of a table (of the top where `table` is empty) set."""
    document = tomlkit.parse(text)
    place = document.get(table) if table else document
    if isinstance(place, Table | tomlkit.TOMLDocument) and name not in place:
        # As text: tomlkit would put it behind the comments that lead to the next table.
        line = f"{name} = {_item(value).as_string()}\n"
        lines = text.splitlines(keepends=True)
        at = key_lines(text).get((table,)) if table else _first_key_line(lines)
        if at is not None:
            return "".join((*lines[:at], line, *lines[at:]))
    if place is None:
        gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}[{table}]\n{name} = {_item(value).as_string()}\n"
    place[name] = _item(value)
    return tomlkit.dumps(document)


def _first_key_line(lines: list[str]) -> int:
    """How many lines of comment stand at the head of the file."""
    for at, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            return at
    return len(lines)


def _plain(value: float) -> float:
    """A number as a person would write it."""
    return int(value) if value == int(value) else value


def _remove(text: str, kind: str, id_: str) -> str:
    document = tomlkit.parse(text)
    index = _index(document, kind, id_)
    entries = _entries(document, kind)
    if isinstance(entries, Array):
        del entries[index]
        return tomlkit.dumps(document)
    lines = text.splitlines(keepends=True)
    headers = key_lines(text)
    first = headers[kind, index]
    inside = {line for path, line in headers.items() if path[:2] == (kind, index)}
    after = min(
        (line for path, line in headers.items() if line > max(inside)), default=len(lines) + 1
    )
    last = after - 1
    # What stands directly above the next table belongs to that one.
    while last > max(inside) and lines[last - 1].lstrip().startswith(("#", "\n", "\r")):
        last -= 1
    if last < max(inside) or not _is_whole(lines[first - 1 : last]):
        last = after - 1
    kept, rest = lines[: first - 1], lines[last:]
    if kept and not kept[-1].strip() and not (rest and rest[0].strip()):
        kept.pop()  # or every booth that comes and goes leaves an empty line
    return "".join(kept + rest)


def _is_whole(lines: list[str]) -> bool:
    """Whether the cut did not go through a value of several lines."""
    try:
        tomlkit.parse("".join(lines))
    except tomlkit.exceptions.TOMLKitError:
        return False
    return True


def _entries(document: tomlkit.TOMLDocument, kind: str) -> AoT | Array:
    entries = document.get(kind)
    if not isinstance(entries, AoT | Array):
        raise KeyError(kind)
    return entries


def _index(document: tomlkit.TOMLDocument, kind: str, id_: str) -> int:
    for index, table in enumerate(_entries(document, kind)):
        if table.get("id") == id_:
            return index
    raise KeyError(id_)


def _item(value: object) -> Item:
    return _inline(value) if isinstance(value, dict) else tomlkit.item(value)


def _inline(table: Mapping[str, object]) -> InlineTable:
    inline = tomlkit.inline_table()
    for name, value in table.items():
        inline[name] = _item(value)
    return inline
