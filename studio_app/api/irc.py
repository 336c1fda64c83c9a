"""One line of IRC (RFC 1459) with the message tags of IRCv3."""

import re
from typing import NamedTuple

_LINE = re.compile(r"(?:@(\S+) +)?(?::([^!\s]+)\S* +)?([A-Za-z0-9]+)((?: +[^:\s]\S*)*)(?: +:(.*))?")
_ESCAPED = {r"\s": " ", r"\:": ";", r"\r": " ", r"\n": " ", "\\\\": "\\"}


class IrcLine(NamedTuple):
    """What a line says."""

    tags: dict[str, str]
    who: str
    """Nick, or the server's name."""
    verb: str
    words: tuple[str, ...]
    """Parameters, without the last."""
    text: str
    """The last parameter, after the colon."""


def irc_line(line: str) -> IrcLine | None:
    """None where it is none."""
    parts = _LINE.fullmatch(line.strip("\r\n "))
    if parts is None:
        return None
    tags = {}
    for pair in filter(None, (parts[1] or "").split(";")):
        name, _, value = pair.partition("=")
        tags[name] = re.sub(r"\\.", lambda said: _ESCAPED.get(said[0], said[0][1]), value)
    return IrcLine(
        tags, parts[2] or "", parts[3].upper(), tuple((parts[4] or "").split()), parts[5] or ""
    )
