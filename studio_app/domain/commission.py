"""What commissioning finds and does: differences between an OBS and its template, in words."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem, fill
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT


class ChangeKind(StrEnum):
    """What has to change in OBS (or in the booth's entry) to be as the template says."""

    SET_CANVAS = "set_canvas"
    SET_OUTPUT = "set_output"
    RENAME_SCENE = "rename_scene"
    ADD_SCENE = "add_scene"
    RENAME_SOURCE = "rename_source"
    ADD_SOURCE = "add_source"
    SET_SOURCE = "set_source"
    SET_SOUND = "set_sound"
    RENAME_FILTER = "rename_filter"
    ADD_FILTER = "add_filter"
    SET_FILTER = "set_filter"
    TURN_FILTER = "turn_filter"
    ORDER_FILTERS = "order_filters"
    ADD_ITEM = "add_item"
    SHOW_ITEM = "show_item"
    LOCK_ITEM = "lock_item"
    PLACE_ITEM = "place_item"
    ORDER_ITEMS = "order_items"
    CHOOSE_TRANSITION = "choose_transition"
    SET_DURATION = "set_duration"
    SET_ROLE = "set_role"
    """In the booth's entry in `studio.toml`, not in OBS."""


CHANGE_WORDS: dict[ChangeKind, str] = {
    ChangeKind.SET_CANVAS: "Canvas: {before} → {after}",
    ChangeKind.SET_OUTPUT: "Output, {setting}: {before} → {after}",
    ChangeKind.RENAME_SCENE: "Scene “{before}” is called “{after}” again",
    ChangeKind.ADD_SCENE: "New scene “{scene}”",
    ChangeKind.RENAME_SOURCE: "Source “{before}” is called “{after}” again",
    ChangeKind.ADD_SOURCE: "New source “{source}” ({after})",
    ChangeKind.SET_SOURCE: "“{source}”, {setting}: {before} → {after}",
    ChangeKind.SET_SOUND: "Sound of “{source}”, {setting}: {before} → {after}",
    ChangeKind.RENAME_FILTER: "“{source}”: filter “{before}” is called “{after}” again",
    ChangeKind.ADD_FILTER: "“{source}”: new filter “{filter}” ({after})",
    ChangeKind.SET_FILTER: "“{source}”, filter “{filter}”, {setting}: {before} → {after}",
    ChangeKind.TURN_FILTER: "“{source}”, filter “{filter}”: {before} → {after}",
    ChangeKind.ORDER_FILTERS: "“{source}”, order of filters: {before} → {after}",
    ChangeKind.ADD_ITEM: "“{scene}”: put “{source}” in",
    ChangeKind.SHOW_ITEM: "“{scene}”, “{source}”: {before} → {after}",
    ChangeKind.LOCK_ITEM: "“{scene}”, “{source}”: {before} → {after}",
    ChangeKind.PLACE_ITEM: "“{scene}”, place of “{source}”: {before} → {after}",
    ChangeKind.ORDER_ITEMS: "“{scene}”, front to back: {before} → {after}",
    ChangeKind.CHOOSE_TRANSITION: "Transition: {before} → {after}",
    ChangeKind.SET_DURATION: "Length of the transition: {before} → {after}",
    ChangeKind.SET_ROLE: "BoothDeck: the scene for “{setting}”: {before} → {after}",
}
"""English source of each change in words; windows translate it and fill the same names in."""

VALUE_WORDS: tuple[str, ...] = (
    "shown",
    "hidden",
    "locked",
    "movable",
    "on",
    "off",
    "muted",
    "open",
    "none",
    "volume",
    "mute",
    "monitoring",
    "balance",
    "sync offset",
    "tracks",
    "video bit rate",
    "audio bit rate",
    "camera",
    "microphone",
    "loopback",
    "image",
    "color",
    "text",
    "media",
    "browser",
)
"""Whole values of `setting`, `before` and `after` that are words of ours and can be translated;
every other value is a name or figure out of OBS or the template."""


class TemplateChange(Fact, frozen=True, kw_only=True):
    """One difference; `before` is what OBS has, `after` what the template says."""

    kind: ChangeKind
    scene: Annotated[str, FREE_TEXT] = ""
    source: Annotated[str, FREE_TEXT] = ""
    filter: Annotated[str, FREE_TEXT] = ""
    setting: str = ""
    before: Annotated[str, FREE_TEXT] = ""
    after: Annotated[str, FREE_TEXT] = ""

    @property
    def text(self) -> str:
        """The English words."""
        return fill(CHANGE_WORDS[self.kind], self.words)

    @property
    def words(self) -> dict[str, str]:
        """What fills the words of its kind."""
        return {
            name: getattr(self, name)
            for name in ("scene", "source", "filter", "setting", "before", "after")
        }


class CommissionReport(Fact, frozen=True, kw_only=True):
    """What a run did to one booth, or would do (`dry_run`)."""

    booth: BoothId
    template: str
    dry_run: bool = False
    changes: tuple[TemplateChange, ...] = ()
    """What was changed; with `dry_run` what would be. Empty: all is as the template says."""
    left: tuple[TemplateChange, ...] = ()
    """Still to do afterwards: OBS did not take it, or it has to wait (`findings` say why)."""
    findings: tuple[Problem, ...] = ()
    """What only a person can mend: a missing kind of source, a device to choose …"""
    took_ms: int = 0


class DriftStatus(StrEnum):
    """Whether a booth's OBS is still as its template says."""

    OK = "ok"
    DRIFTED = "drifted"
    UNKNOWN = "unknown"
    """It cannot be looked at now; `problem` says why."""


class Drift(Fact, frozen=True, kw_only=True):
    """Record `drift`, key (booth,): only for booths that name a template in `studio.toml`."""

    template: str
    status: DriftStatus
    since: datetime
    """When this status began."""
    changes: tuple[TemplateChange, ...] = ()
    """What mending would do."""
    findings: tuple[Problem, ...] = ()
    problem: Problem | None = None


class TemplateSummary(Fact, frozen=True, kw_only=True):
    """A template that can be chosen."""

    id: str
    title: str
    title_vi: str = ""
    about: str = ""
    about_vi: str = ""
    canvas: tuple[int, int]
    scenes: tuple[str, ...] = ()
    shipped: bool = True
    """False: one of this studio's own, from its templates folder."""


class TemplateList(Fact, frozen=True, kw_only=True):
    """Every template there is, and what is wrong with files that are none."""

    templates: tuple[TemplateSummary, ...] = ()
    problems: tuple[Problem, ...] = ()
    folder: str = ""
    """Where the studio's own templates belong, on the server's machine."""
