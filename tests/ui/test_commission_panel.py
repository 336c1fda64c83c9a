"""A booth's template over the wall: nothing is changed before it was compared, nor on air."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.actions.commissioning import CommissionBooth, ListTemplates, MendBooth
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.booth import Link, LinkStatus, Output, OutputStatus
from studio_app.domain.commission import (
    ChangeKind,
    CommissionReport,
    Drift,
    DriftStatus,
    TemplateChange,
    TemplateList,
    TemplateSummary,
)
from studio_app.domain.errors import fail
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal, Role
from tests.ui.conftest import Desked
from tests.ui.console import Console
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_open import open_wall, text
from ui.bridge.client import ActionResult, BoothKey
from ui.console.commission_panel import CommissionPanel
from ui.console.wall import WallView
from ui.translations import Language

FASHION = TemplateSummary(
    id="fashion",
    title="Fashion booth, upright",
    title_vi="Booth thời trang, đứng",
    about="Two cameras.",
    about_vi="Hai máy quay.",
    canvas=(1080, 1920),
    scenes=("Host", "Standby"),
)
SINGLE = TemplateSummary(id="single", title="Single camera", canvas=(1920, 1080))
CHANGES = (
    TemplateChange(
        kind=ChangeKind.SET_SOUND, source="Mic", setting="volume", before="-6", after="0"
    ),
    TemplateChange(kind=ChangeKind.ADD_SCENE, scene="Break"),
    TemplateChange(
        kind=ChangeKind.SHOW_ITEM, scene="Host", source="Logo", before="hidden", after="shown"
    ),
)


@pytest.fixture
def server(studio: FakeStudio) -> ServerId:
    made = studio.add_server()
    studio.answers[ListTemplates] = TemplateList(templates=(FASHION, SINGLE))
    return made


@pytest.fixture
def booth(studio: FakeStudio, server: ServerId) -> BoothKey:
    return studio.add_booth(server, 7, name="Serum")


@pytest.fixture
def wall(qtbot: QtBot, desked: Desked, booth: BoothKey) -> WallView:
    made = open_wall(qtbot, desked)
    made.refresh()
    return made


@pytest.fixture
def panel(qtbot: QtBot, wall: WallView, booth: BoothKey) -> Iterator[CommissionPanel]:
    shown = wall.commission
    shown.show_booth(booth)
    qtbot.waitUntil(lambda: shown.choice.count() == 2)
    yield shown
    shown.put_away()


def report(booth: BoothKey, *changes: TemplateChange, dry_run: bool = True) -> CommissionReport:
    return CommissionReport(booth=booth[1], template="fashion", dry_run=dry_run, changes=changes)


def answer(studio: FakeStudio, *jobs: object) -> None:
    """Each run becomes the next of these jobs."""
    names = iter(range(len(jobs)))

    async def begin(_: Action) -> object:
        return ActionResult(None, None, f"job-{next(names)}")

    studio.answers[CommissionBooth] = studio.answers[MendBooth] = begin
    studio.jobs.update({f"job-{number}": job for number, job in enumerate(jobs)})


def drifted(studio: FakeStudio, booth: BoothKey) -> None:
    drift = Drift(template="fashion", status=DriftStatus.DRIFTED, since=START, changes=CHANGES)
    studio.put(booth[0], ("drift", booth[1]), drift)


def test_the_difference_comes_first_then_it_is_applied(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    answer(studio, report(booth, *CHANGES), report(booth, *CHANGES, dry_run=False))
    assert not panel.apply_button.isEnabled()
    panel.compare_button.click()
    qtbot.waitUntil(panel.apply_button.isEnabled)
    assert panel.apply_button.text() == "Apply 3 changes"
    lines = panel.text.splitlines()
    assert lines[:5] == [
        "It differs from the template:",
        "New: 1",
        "   + New scene “Break”",
        "Changed: 2",
        "   ≠ Sound of “Mic”, volume: -6 → 0",
    ]
    assert lines[-1].startswith("Left alone: “AI”, “Cận sản phẩm”, and")
    panel.apply_button.click()
    qtbot.waitUntil(lambda: panel.text.startswith("Done: 3 changes."))
    runs = [each for each in studio.acts if isinstance(each, CommissionBooth)]
    assert [(run.template, run.dry_run) for run in runs] == [("fashion", True), ("fashion", False)]
    assert not studio.acted[-1].confirmed


def test_another_template_must_be_compared_anew(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    answer(studio, report(booth, *CHANGES), report(booth))
    panel.compare_button.click()
    qtbot.waitUntil(panel.apply_button.isEnabled)
    panel.choice.setCurrentIndex(1)
    panel.choice.activated.emit(1)
    assert not panel.apply_button.isEnabled()
    panel.compare_button.click()
    qtbot.waitUntil(lambda: "nothing would change" in panel.text)
    assert not panel.apply_button.isEnabled()


def test_on_air_nothing_is_changed_and_the_panel_says_so(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    drifted(studio, booth)
    answer(studio, report(booth, *CHANGES))
    studio.put(booth[0], ("output", booth[1], "stream"), Output(status=OutputStatus.ACTIVE))
    assert panel.text.startswith("On air: nothing is changed until its stream has ended.")
    assert not panel.mend_button.isEnabled()
    panel.compare_button.click()
    qtbot.waitUntil(lambda: "It differs" in panel.text)
    assert not panel.apply_button.isEnabled()
    studio.put(booth[0], ("output", booth[1], "stream"), Output(status=OutputStatus.OFF))
    assert panel.apply_button.isEnabled()


def test_a_refusal_of_the_server_is_told_in_words(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    answer(studio, report(booth, *CHANGES), fail("commission_on_air", booth="Serum"))
    panel.compare_button.click()
    qtbot.waitUntil(panel.apply_button.isEnabled)
    panel.apply_button.click()
    qtbot.waitUntil(lambda: panel.text.startswith("Serum is on air"))


def test_drift_stands_in_strip_and_panel_and_is_mended(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, wall: WallView, panel: CommissionPanel
) -> None:
    drifted(studio, booth)
    answer(studio, report(booth, *CHANGES, dry_run=False))
    text(wall, booth)
    assert [need.kind for need in wall.needs.needs] == ["drifted"]
    assert "since 20:47:09" in panel.text
    assert panel.mend_button.text() == "Mend 3"
    panel.mend_button.click()
    qtbot.waitUntil(lambda: panel.text.startswith("Done: 3 changes."))
    assert isinstance(studio.acts[-1], MendBooth)
    studio.put(
        booth[0], ("drift", booth[1]), Drift(template="fashion", status=DriftStatus.OK, since=START)
    )
    text(wall, booth)
    assert wall.needs.needs == ()


def test_what_only_a_person_can_do_is_listed(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    found = CommissionReport(
        booth=booth[1],
        template="fashion",
        changes=CHANGES[:1],
        left=CHANGES[1:2],
        findings=(problem("template_device", source="Camera 1"),),
    )
    answer(studio, found)
    panel.compare_button.click()
    qtbot.waitUntil(lambda: "For you to do: 2" in panel.text)
    assert "   ! “Camera 1”: no device is chosen." in panel.text


def test_progress_and_cancel(
    qtbot: QtBot, studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    ended = asyncio.Event()

    async def job() -> object:
        await ended.wait()
        return fail("cancelled")

    answer(studio, job)
    record = Job(
        action="booth.commission",
        by="Minh",
        status=JobStatus.RUNNING,
        started=START,
        progress=0.25,
        step="New scene “Break”",
    )
    studio.put(booth[0], ("job", "job-0"), record)
    panel.compare_button.click()
    qtbot.waitUntil(panel.cancel_button.isVisible)
    panel.cancel_button.click()
    qtbot.waitUntil(lambda: isinstance(studio.acts[-1], CancelJob))
    ended.set()
    qtbot.waitUntil(lambda: panel.text.startswith("Cancelled."))
    assert not panel.cancel_button.isVisible()


def test_without_its_obs_or_the_right_nothing_can_be_pressed(
    studio: FakeStudio, booth: BoothKey, panel: CommissionPanel
) -> None:
    studio.put(booth[0], ("link", booth[1]), Link(status=LinkStatus.LOST, since=START))
    assert "Its OBS does not answer." in panel.text
    assert not panel.compare_button.isEnabled()
    studio.put(booth[0], ("link", booth[1]), Link(status=LinkStatus.CONNECTED, since=START))
    studio.connection(booth[0]).principal = Principal(name="Lan", role=Role.HOST)
    panel.retranslate()
    assert panel.text.startswith("Technicians and above may change it.")


def test_templates_speak_the_windows_language(
    qtbot: QtBot, panel: CommissionPanel, language: Language
) -> None:
    assert panel.choice.itemText(0) == "Fashion booth, upright"
    language.use("vi")
    qtbot.waitUntil(lambda: panel.choice.itemText(0) == "Booth thời trang, đứng")
    assert "Hai máy quay." in panel.text
    assert panel.choice.itemText(1) == "Single camera"


def test_a_tiles_menu_and_the_settings_lead_to_it(
    qtbot: QtBot,
    desked: Desked,
    studio: FakeStudio,
    booth: BoothKey,
    language: Language,
    tmp_path: Path,
) -> None:
    console = Console(desked, language, tmp_path)
    window = console.open()
    qtbot.waitExposed(window)
    wall = window._parts.wall
    wall.refresh()
    menu = wall.menu_for(booth)
    next(each for each in menu.actions() if each.text() == "Booth template…").trigger()
    assert wall.commission.booth == booth
    assert wall.let_go_of_group()
    assert wall.commission.isHidden()
    dialog = window.open_settings("booths")
    dialog.booths.show_booth(booth)
    dialog.booths.commission_button.click()
    assert not wall.commission.isHidden()
    assert window.hands.booth == booth
    qtbot.waitUntil(lambda: wall.commission.choice.count() == 2)
    wall.commission.put_away()
    console.close()
