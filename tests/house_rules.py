"""The house rules that no bought tool holds: module length, extractable text, no traces."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUESTION_LINES = 400
LIMIT_LINES = 600

# What would tie a file to the machine it was written on, or to one package registry.
TRACES = (
    (re.compile(r"(?<![\w.~-])/(?:root|work)/\w"), "a path of one machine"),
    (re.compile(r"(?<![\w.~-])/(?:home|Users)/\w"), "a path of one person's machine"),
    (re.compile(r"[A-Z]:\\{1,2}Users\\{1,2}\w"), "a path of one person's machine"),
    (
        re.compile(r"\b(?:(?:test\.)?pypi\.org|pythonhosted\.org|(?:npmjs|yarnpkg)\.(?:org|com))"),
        "a package registry",
    ),
)
TRANSLATORS = {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}


@dataclass(frozen=True)
class Finding:
    """One breach (or, when not `fails`, one question), ready to print."""

    path: Path
    line: int
    text: str
    fails: bool = True

    def __str__(self) -> str:
        kind = "" if self.fails else "warning: "
        return f"{self.path.as_posix()}:{self.line}: {kind}{self.text}"


def too_long(path: Path, source: str) -> Iterator[Finding]:
    """Find a module longer than a reader can hold."""
    lines = source.count("\n")
    if lines > LIMIT_LINES:
        yield Finding(path, lines, f"{lines} lines; {LIMIT_LINES} is the limit: split by noun")
    elif lines > QUESTION_LINES:
        yield Finding(path, lines, f"{lines} lines; does it own one thing?", fails=False)


def built_texts(path: Path, source: str) -> Iterator[Finding]:
    """Find text that is put together before it is translated: the extractor cannot see it.

    Such a call shows the English source in every language, silently.
    """
    for node in ast.walk(ast.parse(source, str(path))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in TRANSLATORS and any(is_built(argument) for argument in node.args):
            yield Finding(
                path, node.lineno, f"{name}() of a built text: translate first, then fill in"
            )


def is_built(node: ast.expr) -> bool:
    """Whether an expression puts a text together: f-string, %, + or .format()."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    if isinstance(node, ast.BinOp):
        return any(
            isinstance(side, ast.JoinedStr)
            or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in (node.left, node.right)
        )
    return isinstance(node, ast.JoinedStr)


def traces(path: Path, text: str) -> Iterator[Finding]:
    """Find what ties a file to one machine or one registry."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in TRACES:
            if match := pattern.search(line):
                yield Finding(path, number, f"{what}: {match.group()}…")


def project_files(root: Path) -> list[Path]:
    """List what is or would be committed, relative to root."""
    listing = subprocess.run(
        # A build machine may run us as another user than the one who cloned.
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [Path(name) for name in sorted(set(listing.split("\0"))) if (root / name).is_file()]


def findings(root: Path, paths: Sequence[Path]) -> Iterator[Finding]:
    """Hold every file against every rule; files that are not UTF-8 text are passed over."""
    for path in paths:
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from traces(path, text)
        if path.suffix == ".py":
            yield from too_long(path, text)
            yield from built_texts(path, text)


def main() -> int:
    """Print every finding; 1 when one of them fails."""
    found = list(findings(ROOT, project_files(ROOT)))
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    return int(any(finding.fails for finding in found))


if __name__ == "__main__":
    sys.exit(main())
