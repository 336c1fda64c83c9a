"""What a commissioning run or drift is in words: what comes new, what changes, what stays."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from studio_app.domain.commission import ChangeKind, TemplateChange, TemplateSummary
from studio_app.domain.problems import Problem
from ui.words import change_text, problem_text

ADDED = frozenset(
    {
        ChangeKind.ADD_SCENE,
        ChangeKind.ADD_SOURCE,
        ChangeKind.ADD_FILTER,
        ChangeKind.ADD_ITEM,
    }
)

translate = QCoreApplication.translate


def in_vietnamese() -> bool:
    """Whether the window speaks Vietnamese: templates bring their own words in both."""
    return translate("LanguageCode", "en") == "vi"


def differences(changes: Iterable[TemplateChange]) -> list[str]:
    """A heading and a line each: what is new first, then what changes."""
    new = [change for change in changes if change.kind in ADDED]
    other = [change for change in changes if change.kind not in ADDED]
    lines: list[str] = []
    for heading, some, sign in (
        (translate("Commission", "New: {count}"), new, "+"),
        (translate("Commission", "Changed: {count}"), other, "≠"),
    ):
        if some:
            lines.append(heading.format(count=len(some)))
            lines.extend(f"   {sign} {change_text(change)}" for change in some)
    return lines


def left_to_do(left: Iterable[TemplateChange], findings: Iterable[Problem]) -> list[str]:
    """What only a person can do, or what OBS did not take."""
    lines = [f"   ! {problem_text(finding)}" for finding in findings]
    lines.extend(f"   ! {change_text(change)}" for change in left)
    if lines:
        lines.insert(0, translate("Commission", "For you to do: {count}").format(count=len(lines)))
    return lines


def left_alone(scenes: Sequence[str], template: TemplateSummary | None) -> str:
    """What the template does not touch, scenes by name."""
    named = template.scenes if template is not None else ()
    own = [scene for scene in scenes if scene not in named]
    if not own:
        return translate("Commission", "Left alone: whatever the template does not name.")
    words = translate(
        "Commission", "Left alone: {scenes}, and whatever the template does not name."
    )
    return words.format(scenes=", ".join(f"“{scene}”" for scene in own))
