"""Where the files that ship with the program are: icons, fonts, style, translations, rehearsal."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent
"""The folder itself; a frozen build keeps it beside the program in the same shape."""
