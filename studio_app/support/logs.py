"""The program's own log: a rotating file and stderr, with secrets struck out of every line."""

import logging
import logging.handlers
import sys
from pathlib import Path

from studio_app.support.redaction import redact

MAX_BYTES = 5_000_000
KEEP_FILES = 5
LEAST_SECRET_LENGTH = 4
"""Shorter ones are not struck out by value: that would riddle every line with dots."""


class Redactor(logging.Formatter):
    """Formats a whole line, traceback included, and only then strikes secrets out of it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._known: set[str] = set()

    def know(self, secret: str) -> None:
        """From now on strike this very text out wherever it stands."""
        if len(secret) >= LEAST_SECRET_LENGTH:
            self._known.add(secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return redact(super().format(record), self._known)


def silence_libraries() -> None:
    """Quieten libraries that log what they must not. obsws-python writes the OBS password at
    INFO (aatikturk/obsws-python 1.8.0, baseclient.py)."""
    obsws = logging.getLogger("obsws_python")  # its other loggers are this one's children
    obsws.setLevel(logging.CRITICAL + 1)
    obsws.propagate = False
    for name in ("websockets", "aiohttp.access", "alembic", "sqlalchemy", "aiosqlite", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)


def start_logging(
    file: Path | None, *, level: int = logging.INFO, on_stderr: int | None = logging.WARNING
) -> Redactor:
    """Send this process's log to `file` (made for its owner only) and to stderr from level
    `on_stderr` on (None: not at all). Replaces what an earlier call set up. A file that cannot be
    written is said on stderr; the program goes on."""
    silence_libraries()
    redactor = Redactor()
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if getattr(handler, "boothdeck", False):
            root.removeHandler(handler)
            handler.close()
    handlers: list[logging.Handler] = []
    if on_stderr is not None:
        stream = logging.StreamHandler(sys.stderr)
        stream.setLevel(on_stderr)
        handlers.append(stream)
    if file is not None:
        try:
            file.touch(mode=0o600, exist_ok=True)
            handlers.append(
                logging.handlers.RotatingFileHandler(
                    file, maxBytes=MAX_BYTES, backupCount=KEEP_FILES, encoding="utf-8"
                )
            )
        except OSError as error:
            sys.stderr.write(f"The log {file} cannot be written: {error.strerror}\n")
    for handler in handlers:
        handler.boothdeck = True  # type: ignore[attr-defined]
        handler.setFormatter(redactor)
        root.addHandler(handler)
    root.setLevel(level)
    # A log that cannot be written (full disk) must not fill stderr with its own tracebacks.
    logging.raiseExceptions = False
    return redactor
