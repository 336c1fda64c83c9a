"""Adding, testing, changing and removing booths in the window, and finding OBS."""

import asyncio

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.alarms import (
    LimitsShown,
    LimitSuggestion,
    ReadLimits,
    SetAlarmLimits,
    SuggestLimits,
)
from studio_app.domain.actions.house import (
    AddBooth,
    BoothTest,
    CancelJob,
    EditBooth,
    FindObs,
    FoundObs,
    RemoveBooth,
    TestBooth,
)
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides
from studio_app.domain.booth import Booth, SceneRole, SentBy
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from ui.bridge.client import ActionResult
from ui.dialogs.booth_limits import BoothLimits
from ui.dialogs.booths_page import BoothsPage


def page_on(qtbot: QtBot, desked: Desked) -> BoothsPage:
    page = BoothsPage(desked.bridge, desked.ops)
    qtbot.addWidget(page)
    page.resize(800, 640)
    page.show()
    return page


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server that lets an administrator in, with one booth."""
    made = desked.studio.add_server()
    desked.studio.add_booth(made, 1, name="Thời trang")
    return made


def test_add_test_and_save(qtbot: QtBot, desked: Desked, server: ServerId) -> None:
    page = page_on(qtbot, desked)
    page.add()
    assert page.form.draft().number == 2, "the next free number is offered"
    page.form.name.setText("Mỹ phẩm")
    page.form.address.setText("booth-pc-02")
    page.form.password.setText("secret")
    found = BoothTest(
        address="booth-pc-02:4455",
        obs_version="30.2.3",
        platform="windows",
        scenes=("Host", "AI"),
        canvas=(1080, 1920),
        took_ms=43,
    )
    desked.studio.answer(TestBooth, found)
    page.test_button.click()
    qtbot.waitUntil(lambda: "OBS 30.2.3" in page.form.result)
    assert "1080×1920" in page.form.result
    page.form.roles[SceneRole.AI].setEditText("AI")
    page.save_button.click()
    qtbot.waitUntil(lambda: isinstance(desked.studio.acts[-1], AddBooth))
    assert desked.studio.acts[-1] == AddBooth(
        booth=BoothId("booth-2"),
        number=2,
        name="Mỹ phẩm",
        address="booth-pc-02",
        port=4455,
        password="secret",
        scene_roles={SceneRole.AI: "AI"},
    )
    qtbot.waitUntil(lambda: not page.adding)
    assert page.form.password.text() == "", "a password is never shown back"


def test_a_refused_test_says_why(qtbot: QtBot, desked: Desked, server: ServerId) -> None:
    page = page_on(qtbot, desked)
    page.add()
    page.form.name.setText("Mỹ phẩm")
    wrong = BoothTest(address="127.0.0.1:4455", problem=problem("link_wrong_password"))
    desked.studio.answer(TestBooth, wrong)
    page.test_button.click()
    qtbot.waitUntil(lambda: "refused the password" in page.form.result)
    page.form.password.setText("other")
    page.form.password.textEdited.emit("other")
    assert page.form.result == "", "what was found belongs to what was typed then"


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_sent(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    page = page_on(qtbot, desked)
    page.add()
    page.form.number.setValue(1)
    page.save_button.click()
    qtbot.waitUntil(lambda: not page.save_button.pending)
    assert desked.studio.acts == []
    shown = [label.text() for label in page.form._errors.values() if label.isVisible()]
    assert len(shown) == 2, "no name, and a number that is taken"


def test_only_what_was_changed_is_sent(qtbot: QtBot, desked: Desked, server: ServerId) -> None:
    page = page_on(qtbot, desked)
    assert not page.save_button.isEnabled()
    page.form.host.setText("Chị Lan")
    page.form.host.textEdited.emit("Chị Lan")
    assert page.save_button.isEnabled()
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(desked.studio.acts))
    assert desked.studio.acts == [EditBooth(booth=BoothId("booth-1"), host="Chị Lan")]
    qtbot.waitUntil(lambda: not page.save_button.pending)


def test_a_refusal_of_the_server_stays_in_the_form(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    page = page_on(qtbot, desked)
    desked.studio.answer(
        EditBooth,
        StudioError(problem("settings_not_written", file="studio.toml", detail="full")),
    )
    page.form.host.setText("Chị Lan")
    page.form.host.textEdited.emit("Chị Lan")
    page.save_button.click()
    qtbot.waitUntil(lambda: "studio.toml" in page.form.result)
    assert page.form.host.text() == "Chị Lan"
    assert desked.notices == []


def test_somebody_elses_change_is_shown_unless_something_is_typed(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    page = page_on(qtbot, desked)
    booth = desked.bridge.booths[0]
    config = desked.bridge.get(booth, Booth)
    assert config is not None
    renamed = msgspec.structs.replace(config, name="Thời trang nữ", sent_by=SentBy.PLATFORM_PROGRAM)
    desked.studio.put(server, ("booth", booth[1]), renamed)
    assert page.form.name.text() == "Thời trang nữ"
    page.form.host.setText("Chị Lan")
    again = msgspec.structs.replace(renamed, name="Giày")
    desked.studio.put(server, ("booth", booth[1]), again)
    assert page.form.host.text() == "Chị Lan"


def test_removing_asks_on_the_button(qtbot: QtBot, desked: Desked, server: ServerId) -> None:
    page = page_on(qtbot, desked)
    page.remove_button.click()
    assert "its OBS goes on" in page.remove_button.text()
    assert desked.studio.acts == []
    page.remove_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [RemoveBooth(booth=BoothId("booth-1"))])
    booth = desked.bridge.booths[0]
    desked.studio.put_all(server, dict.fromkeys(desked.studio.connection(server).records))
    qtbot.waitUntil(lambda: not page.remove_button.pending)
    assert booth not in desked.bridge.booths
    assert page.list.count() == 0


def test_found_obs_fills_the_form(qtbot: QtBot, desked: Desked, server: ServerId) -> None:
    page = page_on(qtbot, desked)
    page.add()
    desked.studio.answer(FindObs, ActionResult(None, None, "job-1"))
    desked.studio.jobs["job-1"] = (
        FoundObs(address="127.0.0.1", port=4456, websocket_version="5.5.2"),
        FoundObs(address="127.0.0.1", port=4455, booth=BoothId("booth-1")),
    )
    page.finder.here_button.click()
    qtbot.waitUntil(lambda: len(page.finder.found) == 2)
    assert desked.studio.acts == [FindObs(network=False)]
    page.finder.chosen.emit(page.finder.found[0])
    assert page.form.draft().port == 4456


def test_booths_that_are_found_again_do_not_push_the_form_away(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    page = page_on(qtbot, desked)
    page.add()
    desked.studio.answer(FindObs, ActionResult(None, None, "job-1"))
    for number in range(1, 17):
        desked.studio.add_booth(server, number)
    desked.studio.jobs["job-1"] = (
        *(
            FoundObs(address=f"10.0.0.{number}", port=4455, booth=BoothId(f"booth-{number}"))
            for number in range(1, 17)
        ),
        FoundObs(address="10.0.0.40", port=4455),
    )
    page.finder.network_button.click()
    qtbot.waitUntil(lambda: len(page.finder.found) == 17)
    said = [label for label in page.finder.findChildren(QLabel) if label.isVisibleTo(page)]
    assert any("16 more" in label.text() and "01, 02" in label.text() for label in said)
    assert any("10.0.0.7" in label.toolTip() for label in said)
    assert len([label for label in said if label.text().startswith("10.0.0.")]) == 1


def test_a_search_of_the_network_can_be_cancelled(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    page = page_on(qtbot, desked)
    page.add()
    ended = asyncio.Event()

    async def search() -> object:
        await ended.wait()
        return StudioError(problem("cancelled"))

    async def cancel(_: object) -> object:
        ended.set()
        return None

    desked.studio.answer(FindObs, ActionResult(None, None, "job-1"))
    desked.studio.answer(CancelJob, cancel)
    desked.studio.jobs["job-1"] = search
    page.finder.network_button.click()
    qtbot.waitUntil(page.finder.cancel_button.isVisible)
    page.finder.cancel_button.click()
    qtbot.waitUntil(lambda: not page.finder.cancel_button.isVisible())
    assert desked.studio.acts == [FindObs(network=True), CancelJob(job="job-1")]
    qtbot.waitUntil(lambda: not page.finder.network_button.pending)


def test_who_is_no_administrator_only_looks(qtbot: QtBot, desked: Desked) -> None:
    server = desked.studio.add_server(role=Role.TECHNICIAN)
    desked.studio.add_booth(server, 1)
    page = page_on(qtbot, desked)
    assert not page.add_button.isEnabled()
    assert not page.form.isEnabled()
    assert not page.save_button.isEnabled()


def limits_on(qtbot: QtBot, desked: Desked, own: AlarmOverrides) -> BoothLimits:
    """The limits of the first booth, opened and read."""
    desked.studio.answer(ReadLimits, LimitsShown(own=own, every=AlarmLimits()))
    limits = page_on(qtbot, desked).limits
    assert [act for act in desked.studio.acts if isinstance(act, ReadLimits)] == []
    limits.open_button.click()
    qtbot.waitUntil(limits.fields["cpu_pct"].isEnabled)
    return limits


def write_limit(limits: BoothLimits, name: str, text: str) -> None:
    limits.fields[name].setText(text)
    limits.fields[name].editingFinished.emit()


def limits_sent(desked: Desked) -> list[SetAlarmLimits]:
    return [act for act in desked.studio.acts if isinstance(act, SetAlarmLimits)]


def test_a_booths_own_limits_beside_those_of_all(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    own = AlarmOverrides(silent_s=60.0)
    limits = limits_on(qtbot, desked, own)
    assert limits.fields["silent_s"].text() == "60"
    assert limits.fields["cpu_pct"].text() == ""
    assert limits.fields["cpu_pct"].placeholderText().startswith("80")
    assert "server_disk_gb" not in limits.fields
    write_limit(limits, "cpu_pct", "900")
    assert "percent" in limits.told
    assert limits_sent(desked) == []
    write_limit(limits, "cpu_pct", "92,5")
    qtbot.waitUntil(lambda: len(limits_sent(desked)) == 1)
    assert limits_sent(desked)[0] == SetAlarmLimits(
        booth=BoothId("booth-1"), limits=AlarmOverrides(silent_s=60, cpu_pct=92.5), seen=own
    )
    write_limit(limits, "silent_s", "")
    qtbot.waitUntil(lambda: len(limits_sent(desked)) == 2)
    assert "silent_s" not in limits_sent(desked)[1].limits.set_fields()


def test_a_suggested_limit_is_taken_over_by_a_press(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    limits = limits_on(qtbot, desked, AlarmOverrides())
    found = LimitSuggestion(field="cpu_pct", now=80, suggested=50, samples=432, usual=40)
    desked.studio.answer(SuggestLimits, (found,))
    limits.suggest_button.click()
    qtbot.waitUntil(limits.suggestions["cpu_pct"].isVisible)
    assert limits_sent(desked) == []
    assert not limits.suggestions["disk_gb"].isVisible()
    limits.suggestions["cpu_pct"].click()
    qtbot.waitUntil(lambda: len(limits_sent(desked)) == 1)
    assert limits_sent(desked)[0].limits == AlarmOverrides(cpu_pct=50)


def test_limits_that_somebody_else_changed_are_shown_with_why(
    qtbot: QtBot, desked: Desked, server: ServerId
) -> None:
    limits = limits_on(qtbot, desked, AlarmOverrides())
    refused = problem("setting_changed", field="alarms", now="cpu_pct = 60")
    desked.studio.answer(SetAlarmLimits, StudioError(refused))
    other = LimitsShown(own=AlarmOverrides(cpu_pct=60), every=AlarmLimits())
    desked.studio.answer(ReadLimits, other)
    write_limit(limits, "cpu_pct", "70")
    qtbot.waitUntil(lambda: limits.fields["cpu_pct"].text() == "60")
    assert "changed it meanwhile" in limits.told
