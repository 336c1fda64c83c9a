"""Limits that a booth's own history suggests, taken over into `studio.toml` and back."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from studio_app.domain.actions.alarms import LimitsShown, LimitSuggestion
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides
from studio_app.domain.health import LONGEST_PAGE, HealthPage, HealthReading, HealthRow
from studio_app.domain.ids import BoothId
from studio_app.services.alarm_limits import AlarmLimitsDesk
from studio_app.services.studio_file import StudioFile
from studio_app.support.paths import find_paths
from tests.fakes.house import TECHNICIAN, open_house, problem_of, result_of

BOOTH = '[[booth]]\nid = "b1"\nnumber = 1\nname = "Một"\n'


class Readings:
    """A booth that takes a quarter of its PC, a row every ten minutes of the last three days."""

    def __init__(self, until: datetime) -> None:
        first = until - timedelta(days=3)
        self.rows = [
            HealthRow(
                at=first + timedelta(minutes=10 * step),
                figures=HealthReading(cpu_pct=40.0 if step % 50 == 0 else 25.0),
            )
            for step in range(3 * 144)
        ]
        self.asked: list[timedelta] = []

    async def page(self, booth: BoothId, since: datetime, until: datetime) -> HealthPage:
        self.asked.append(until - since)
        rows = tuple(row for row in self.rows if since <= row.at < until)
        return HealthPage(booth=booth, every_s=600, since=since, until=until, rows=rows)


async def test_a_suggestion_is_taken_over_and_back(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    paths.settings_file.write_text(BOOTH, encoding="utf-8")
    async with open_house(tmp_path) as house:
        file = StudioFile(paths, house.store)
        file.load()
        readings = Readings(house.clock.now())
        AlarmLimitsDesk(file, readings, house.clock).bind(house.desk)
        done = await house.act("alarm.suggest", {"booth": "b1"}, by=TECHNICIAN)
        said = result_of(done, tuple[LimitSuggestion, ...])
        assert said == (
            LimitSuggestion(field="cpu_pct", now=80, suggested=50, samples=432, usual=40),
        )
        assert sum(readings.asked, timedelta()) == timedelta(days=7)
        assert max(readings.asked) <= LONGEST_PAGE
        limits = {"booth": "b1", "limits": {"cpu_pct": 50}}
        refused = await house.act("alarm.limits", limits, by=TECHNICIAN)
        assert problem_of(refused).code == "not_allowed"
        set_ = await house.act("alarm.limits", limits)
        assert file.settings.booth[0].alarms.set_fields() == {"cpu_pct": 50}
        shown = result_of(
            await house.act("alarm.limits_read", {"booth": "b1"}, by=TECHNICIAN), LimitsShown
        )
        assert shown == LimitsShown(own=AlarmOverrides(cpu_pct=50), every=AlarmLimits())
        stale = {**limits, "seen": {"cpu_pct": 60}}
        assert problem_of(await house.act("alarm.limits", stale)).code == "setting_changed"
        assert set_.undo is not None
        back = await house.act(set_.undo.name, msgspec.msgpack.decode(set_.undo.params))
        assert back.problem is None
        assert paths.settings_file.read_text("utf-8") == BOOTH
        wrong = {"limits": {"cpu_pct": 500}}
        detail = problem_of(await house.act("alarm.limits", wrong)).text
        assert "cpu_pct" in detail
