"""Actions that build a booth's OBS from its template and hold it to that."""

from typing import ClassVar

from studio_app.domain.actions.base import Action
from studio_app.domain.commission import CommissionReport, Drift, TemplateList
from studio_app.domain.ids import BoothId
from studio_app.domain.template import TemplateId


class ListTemplates(Action, frozen=True, kw_only=True):
    """The booth templates that this server knows."""

    NAME: ClassVar[str] = "template.list"
    RESULT: ClassVar[object] = TemplateList


class CommissionBooth(Action, frozen=True, kw_only=True):
    """Build or repair a booth's OBS as a template says; on air it must be confirmed.

    What the template does not name stays as it is. `dry_run` only tells what would be done."""

    NAME: ClassVar[str] = "booth.commission"
    RESULT: ClassVar[object] = CommissionReport
    LONG: ClassVar[bool] = True
    booth: BoothId
    template: TemplateId
    dry_run: bool = False


class MendBooth(Action, frozen=True, kw_only=True):
    """Make a commissioned booth's OBS as its template says again; on air it must be confirmed."""

    NAME: ClassVar[str] = "booth.mend"
    RESULT: ClassVar[object] = CommissionReport
    LONG: ClassVar[bool] = True
    booth: BoothId


class CheckDrift(Action, frozen=True, kw_only=True):
    """Compare a commissioned booth's OBS with its template now instead of in some seconds."""

    NAME: ClassVar[str] = "drift.check"
    RESULT: ClassVar[object] = Drift
    booth: BoothId


ACTIONS: tuple[type[Action], ...] = (ListTemplates, CommissionBooth, MendBooth, CheckDrift)
