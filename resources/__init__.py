"""Files that ship with the program but are not code: fonts, icons, translations, templates."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, the same when run from source and when packaged."""
    return ROOT.joinpath(*parts)
