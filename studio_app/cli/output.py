"""What the command line prints, for people and for machines, and the codes it ends with."""

import sys
from collections.abc import Sequence
from enum import IntEnum

import msgspec

from studio_app.domain.problems import Problem


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    FAILED = 1
    """What was asked could not be done; the words say why."""
    USAGE = 2
    """The command line itself is wrong."""
    NO_SERVER = 3
    """No server runs here, or it does not answer."""
    INTERRUPTED = 130
    """Ctrl+C."""


EPILOG = (
    "Exit codes: 0 done, 1 could not be done (the words say why), 2 wrong command line, "
    "3 no server runs here, 130 interrupted."
)


def say(text: str) -> None:
    """Print a line for whoever asked."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def remark(text: str) -> None:
    """Print a line beside the result: progress, problems."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def dump(value: object) -> None:
    """Print one JSON value on one line."""
    say(msgspec.json.encode(value).decode())


def explain(problem: Problem, *, as_json: bool) -> None:
    """Print a problem: as JSON on stdout, or in words on stderr."""
    if as_json:
        dump({"ok": False, "problem": problem_object(problem)})
    else:
        remark(problem.text)


def problem_object(problem: Problem) -> dict[str, object]:
    """A problem as a machine reads it."""
    return {"code": problem.code, "args": problem.args, "text": problem.text}


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as they must be."""
    every = [head, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in every
    )
