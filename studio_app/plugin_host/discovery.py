"""Finds the plugins there are: those that ship, installed ones, and the studio's own folder."""

import importlib.util
import shlex
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

from studio_app.domain.manifest_text import Words, read_manifest, read_words
from studio_app.domain.plugin import API_VERSION, Manifest, PluginStatus
from studio_app.domain.problems import Problem, problem

MANIFEST = "manifest.toml"
STRINGS = "strings"
LIBRARY = "_lib"
"""Folder beside a studio's own plugins for what plugins require and BoothDeck does not bring."""
ENTRY_POINTS = "boothdeck.plugins"
SHIPPED = "plugins"


class Found(NamedTuple):
    """One plugin, or a folder that should be one."""

    id: str
    folder: Path
    module: str = ""
    """Name to import it by; empty: by its folder."""
    shipped: bool = False
    manifest: Manifest | None = None
    words: dict[str, Words] = {}  # noqa: RUF012 (nobody writes into it)
    status: PluginStatus = PluginStatus.IDLE
    """IDLE, BROKEN or MISSING."""
    problem: Problem | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be run."""
        return self.manifest is not None and self.status is PluginStatus.IDLE


class _Place(NamedTuple):
    folder: Path
    module: str
    shipped: bool


def discover(own: Path, shipped: Path | None = None) -> dict[str, Found]:
    """Every plugin by its id. Blocks for the disk. A folder that is none harms no other.

    Where an id is there twice, the studio's own goes before an installed one and that before the
    shipped one, so that a studio can mend a plugin without waiting; one that cannot be read gives
    way to the next. Either way `problem` says so.
    """
    found: dict[str, Found] = {}
    for place in _places(own, shipped):
        made = _read(place, own / LIBRARY)
        other = found.get(made.id)
        if other is None:
            found[made.id] = made
        elif other.manifest is None and made.manifest is not None:
            found[made.id] = made._replace(problem=made.problem or other.problem)
        elif other.problem is None and other.folder != made.folder:
            twice = problem("plugin_twice", plugin=other.id, used=other.folder, other=made.folder)
            found[made.id] = other._replace(problem=twice)
    return found


def shipped_folder() -> Path | None:
    """Where the plugins lie that come with BoothDeck, from source and when packaged."""
    spec = importlib.util.find_spec(SHIPPED)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0]) if places else None


def _places(own: Path, shipped: Path | None) -> Iterator[_Place]:
    """Those that go first, first."""
    for folder in _folders(own):
        yield _Place(folder, "", shipped=False)
    for entry in sorted(metadata.entry_points(group=ENTRY_POINTS)):
        top, *inner = entry.module.split(".")
        # Not found by importing it: no code of a plugin runs in this process.
        spec = importlib.util.find_spec(top)
        for place in list(spec.submodule_search_locations or ())[:1] if spec else ():
            yield _Place(Path(place, *inner), entry.module, shipped=False)
    ours = shipped or shipped_folder()
    if ours is not None:
        for folder in _folders(ours):
            module = "" if shipped else f"{SHIPPED}.{folder.name}"
            yield _Place(folder, module, shipped=True)


def _folders(parent: Path) -> list[Path]:
    """Folders that are or should be plugins."""
    try:
        entries = sorted(parent.iterdir())
    except OSError:  # not there: the studio has none of its own
        return []
    return [
        entry
        for entry in entries
        if not entry.name.startswith((".", "_"))
        and ((entry / MANIFEST).is_file() or (entry / "__init__.py").is_file())
    ]


def _read(place: _Place, library: Path) -> Found:
    folder = place.folder
    found = Found(folder.name, folder, place.module, place.shipped)
    file = f"{folder.name}/{MANIFEST}"
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _broken(found, _unreadable(file, error))
    read = read_manifest(text, file, folder.name)
    if read.manifest is None:
        return _broken(found, read.problems[0])
    manifest = read.manifest
    words, wrong = _read_words(folder, manifest)
    found = found._replace(manifest=manifest, words=words, problem=wrong)
    if manifest.api != API_VERSION:
        why = problem("plugin_api", plugin=manifest.name, api=manifest.api, ours=API_VERSION)
        return _broken(found, why)
    missing = [text for text in manifest.requires if not _is_there(text, library)]
    if missing:
        why = _missing(manifest, missing, library)
        return found._replace(status=PluginStatus.MISSING, problem=why)
    return found


def _broken(found: Found, why: Problem) -> Found:
    return found._replace(status=PluginStatus.BROKEN, problem=why)


def _read_words(folder: Path, manifest: Manifest) -> tuple[dict[str, Words], Problem | None]:
    """Its words by language, and the first thing wrong with them: it works all the same."""
    words: dict[str, Words] = {}
    wrong: Problem | None = None
    for file in sorted((folder / STRINGS).glob("*.toml")):
        name = f"{folder.name}/{STRINGS}/{file.name}"
        try:
            read = read_words(file.read_text(encoding="utf-8-sig"), name, manifest)
        except (OSError, UnicodeDecodeError) as error:
            wrong = wrong or _unreadable(name, error)
            continue
        words[file.stem] = read.words
        wrong = wrong or (read.problems[0] if read.problems else None)
    return words, wrong


def _unreadable(file: str, error: Exception) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        detail = "it is not written in UTF-8"
    elif isinstance(error, FileNotFoundError):
        detail = "it is not there"
    else:
        detail = getattr(error, "strerror", None) or str(error)
    return problem("settings_error", file=file, line=1, field="plugin", detail=detail)


def _is_there(text: str, library: Path) -> bool:
    """Whether a requirement is installed, in our own surroundings or in the library folder."""
    wanted = Requirement(text)
    if wanted.marker is not None and not wanted.marker.evaluate():
        return True
    places = [*sys.path, str(library)]
    for installed in metadata.distributions(name=wanted.name, path=places):
        if wanted.specifier.contains(installed.version, prereleases=True):
            return True
    return False


def _missing(manifest: Manifest, missing: list[str], library: Path) -> Problem:
    """What to install, and how."""
    # A package has no installer of its own; any Python of the same version has one.
    frozen = getattr(sys, "frozen", False)
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}" if frozen else sys.executable
    command = shlex.join([python, "-m", "pip", "install", "--target", str(library), *missing])
    args = {"plugin": manifest.name, "requires": ", ".join(missing), "command": command}
    if manifest.licence:
        return problem("plugin_missing_licence", licence=manifest.licence, **args)
    return problem("plugin_missing", **args)
