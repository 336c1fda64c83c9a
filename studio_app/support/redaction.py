"""Strikes secrets and phone numbers out of text before anybody writes it down."""

import re

STRUCK = "•••"

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Authorization: Bearer x, Basic x
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"), rf"\1 {STRUCK}"),
    # user:password@ in an address
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@/]+@"), rf"\1:{STRUCK}@"),
    # password=x, "pin": "x", stream key: x, --token x, key='x'
    (
        re.compile(
            r"""(?ix)
            (["']?\b[\w-]*?(?:password|passwd|passphrase|secret|token|api[_-]?key|
                stream[_\s-]?key|private[_-]?key|authentication|authorization|\bpin\b)[\w-]*["']?
            \s*(?:=>|[=:])\s*)
            # What is said about a field is no value of it. Only our own phrases count: a guess
            # at what is prose would let a password of plain words through.
            (?!(?:must\s(?:be|not|have)|missing;\sit|unknown;\s(?:did|known)|passwords\sdo)\b)
            (?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;)}\]"']+)
            """
        ),
        rf"\1{STRUCK}",
    ),
    # Vietnamese and international phone numbers: 0912 345 678, +84 912.345.678
    (re.compile(r"(?<![\w.:/-])(?:\+\d{1,3}|0)(?:[ .-]?\d){8,10}(?![\w-])(?!\.\d)"), STRUCK),
)


def redact(text: str, known: frozenset[str] | set[str] = frozenset()) -> str:
    """`text` without what looks like a secret or a phone number, and without any of `known`."""
    for secret in known:
        if secret in text:
            text = text.replace(secret, STRUCK)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
