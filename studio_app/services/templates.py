"""The booth templates that can be chosen: those that ship, and the studio's own beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from studio_app.domain.commission import TemplateList, TemplateSummary
from studio_app.domain.errors import fail
from studio_app.domain.problems import Problem, problem
from studio_app.domain.template import BoothTemplate
from studio_app.domain.template_text import ReadTemplate, read_template

_Stamp = tuple[int, int]


class Template(NamedTuple):
    """A template and where it is from."""

    template: BoothTemplate
    shipped: bool


class Shelf(NamedTuple):
    """What was found at one look."""

    templates: dict[str, Template]
    """By id; one of the studio's own goes before a shipped one of the same id."""
    problems: tuple[Problem, ...]

    def get(self, template_id: str) -> BoothTemplate:
        """A template. Raises `no_such_template`, or what is wrong with its file."""
        found = self.templates.get(template_id)
        if found is not None:
            return found.template
        known = ", ".join(sorted(self.templates)) or "–"
        raise fail("no_such_template", template=template_id, templates=known)


class TemplateShelf:
    """Reads the templates' folders. `look` blocks for the disk; one caller at a time."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self._shipped = shipped
        self._own = own
        self._read: dict[Path, tuple[_Stamp, ReadTemplate]] = {}

    @property
    def folder(self) -> Path:
        """Where the studio's own templates belong."""
        return self._own

    def look(self) -> Shelf:
        """Every template there is now. A file that is none is a problem, and harms no other."""
        templates: dict[str, Template] = {}
        problems: list[Problem] = []
        for folder, shipped in ((self._shipped, True), (self._own, False)):
            here: dict[str, str] = {}
            for file in _files(folder):
                read = self._read_file(file)
                problems += read.problems
                if read.template is None:
                    continue
                other = here.setdefault(read.template.id, file.name)
                if other != file.name:
                    detail = f"{read.template.id} is the id of {other} already; choose another"
                    problems.append(
                        problem("settings_error", file=file.name, line=1, field="id", detail=detail)
                    )
                    continue
                templates[read.template.id] = Template(read.template, shipped)
        return Shelf(templates, tuple(problems))

    def _read_file(self, file: Path) -> ReadTemplate:
        try:
            status = file.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._read.get(file)
            if known is not None and known[0] == stamp:
                return known[1]
            read = read_template(file.read_text(encoding="utf-8-sig"), file.name)
        except UnicodeDecodeError:
            return _unreadable(file, "it is not written in UTF-8")
        except OSError as error:
            return _unreadable(file, error.strerror or str(error))
        self._read[file] = (stamp, read)
        return read


def list_of(shelf: Shelf, folder: Path) -> TemplateList:
    """The templates as windows and the command line show them."""
    summaries = [
        TemplateSummary(
            id=template.id,
            title=template.title,
            title_vi=template.title_vi,
            about=template.about,
            about_vi=template.about_vi,
            canvas=(template.canvas.width, template.canvas.height),
            scenes=tuple(scene.name for scene in template.scene),
            shipped=shipped,
        )
        for template, shipped in shelf.templates.values()
    ]
    return TemplateList(
        templates=tuple(sorted(summaries, key=lambda each: each.id)),
        problems=shelf.problems,
        folder=str(folder),
    )


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    except OSError:  # not there: the studio has none of its own
        return ()


def _unreadable(file: Path, detail: str) -> ReadTemplate:
    found = problem("settings_error", file=file.name, line=1, field="template", detail=detail)
    return ReadTemplate(None, (found,))
