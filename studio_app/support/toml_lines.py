"""Finds the line of every key in a TOML text, so that an error can point at it."""

import re
import tomllib

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'  # the longest strings first
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n"
    r"|[\[\]{}=]"
    r"|[^\s\[\]{}=\"'\#]+"
    r"|[^\S\n]+",
    re.DOTALL,
)


def key_lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every key and table header in a valid TOML text; for arrays of tables
    the path has the index: ("booth", 0, "port"). Keys inside inline tables are not listed: use
    `line_of`, which falls back to what they lie in."""
    lines: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    prefix: Path = ()
    line = 1
    depth = 0
    statement = ""
    started = 1
    in_value = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "\n" and depth == 0:
            prefix = _note(statement, started, prefix, lines, counts)
            statement, in_value = "", False
        elif token.startswith("#"):
            pass
        elif token == "=" and depth == 0 and not in_value:
            in_value = True
            statement += "="
        elif not in_value:
            if not statement:
                started = line
            statement += token.strip() if token.isspace() else token
        elif token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        line += token.count("\n")
    _note(statement, started, prefix, lines, counts)
    return lines


def _note(
    statement: str, line: int, prefix: Path, lines: dict[Path, int], counts: dict[Path, int]
) -> Path:
    """Put one statement (a header or `key=`) into the table; returns the prefix in force after."""
    if statement.startswith("[["):
        path = _within(_names(statement.strip("[]")), counts)
        index = counts.get(path, -1) + 1
        counts[path] = index
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], line)
        prefix = (*path, index)
        lines[prefix] = line
    elif statement.startswith("["):
        prefix = _within(_names(statement.strip("[]")), counts)
        for length in range(1, len(prefix) + 1):
            lines.setdefault(prefix[:length], line)
    elif statement.endswith("="):
        path = prefix
        for name in _names(statement[:-1]):
            path = (*path, name)
            lines.setdefault(path, line)
    return prefix


def _names(dotted: str) -> list[str]:
    """The parts of a dotted key, whichever way they are quoted and escaped."""
    names: list[str] = []
    inner: object = tomllib.loads(f"{dotted} = 0")
    while isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        names.append(name)
    return names


def _within(names: list[str], counts: dict[Path, int]) -> Path:
    """The path of a header: below an array of tables it means that array's last table."""
    path: Path = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if position < len(names) - 1 and path in counts:
            path = (*path, counts[path])
    return path


def line_of(path: Path, lines: dict[Path, int]) -> int:
    """The line of a path, or of the nearest thing above it that has one."""
    while path not in lines:
        path = path[:-1]
    return lines[path]
