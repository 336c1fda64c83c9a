"""The form of a plugin: drawn from its manifest, wrong fields said, secrets never shown again."""

import asyncio

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.actions.plugins import AddInstance, ChangeInstance
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import PluginKind, PluginStatus, SettingSpec
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from tests.ui import plugins_scene as scene
from tests.ui.conftest import Desked
from ui.docks.plugins import PluginsDock
from ui.docks.plugins_draft import BOOTH, INSTANCE, Draft, Why, suggested
from ui.docks.plugins_form import PluginForm
from ui.docks.plugins_set_up import SetUpPage
from ui.translations import Language


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server with eight booths and TikTok, where we are its administrator."""
    made = desked.studio.add_server(role=Role.ADMIN)
    for number in range(1, 9):
        desked.studio.add_booth(made, number)
    scene.put_plugin(desked.studio, made, "chat_tiktok", scene.plugin(PluginStatus.IDLE))
    return made


@pytest.fixture
def dock(qtbot: QtBot, desked: Desked, server: ServerId, language: Language) -> PluginsDock:
    """Seen."""
    made = PluginsDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.resize(520, 760)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(dock: PluginsDock) -> SetUpPage:
    """The form of a new channel."""
    dock.add_button.click()
    assert dock.pages.currentWidget() is dock.form
    return dock.form


def line(form: PluginForm, name: str) -> QLineEdit:
    inner = form.fields[name].inner
    assert isinstance(inner, QLineEdit)
    return inner


def write(form: PluginForm, name: str, text: str) -> None:
    field = line(form, name)
    field.setText(text)
    field.textEdited.emit(text)


def choose_booth(form: PluginForm, number: int) -> None:
    form.booths.setCurrentIndex(form.booths.findData(f"booth-{number}"))
    form.booths.activated.emit(form.booths.currentIndex())


def errors(form: PluginForm) -> dict[str, str]:
    return {name: row.error.text() for name, row in form._rows().items() if row.error.text()}


# --- drawing -------------------------------------------------------------------------------------


def test_fields_are_drawn_from_the_manifest(page: SetUpPage) -> None:
    form = page.form
    assert list(form.fields) == ["account", "every_s", "token", "key", "gifts", "region"]
    assert line(form, "every_s").text() == "5"
    assert line(form, "token").echoMode() is QLineEdit.EchoMode.Password
    gifts, region = form.fields["gifts"].inner, form.fields["region"].inner
    assert isinstance(gifts, QCheckBox)
    assert gifts.isChecked()
    assert isinstance(region, QComboBox)
    assert [region.itemData(at) for at in range(region.count())] == ["vn", "sg", "th"]
    assert form.fields["account"].title.text() == "Account"
    assert form.fields["account"].isVisible()
    assert not form.fields["every_s"].isVisible(), "the plugin has a value for it"
    assert form.more_button.text() == "3 more settings"
    form.more_button.click()
    assert form.fields["every_s"].isVisible()
    assert form.fields["key"].title.text() == "Signing key (if wanted)"
    assert "from 1 to 60 · as shipped: 5" in form.fields["every_s"].note.text()
    assert "never shown again" in form.fields["token"].note.text()


def test_the_form_speaks_vietnamese_while_it_is_open(
    qtbot: QtBot, page: SetUpPage, language: Language
) -> None:
    write(page.form, "account", "nova")
    language.use("vi")
    form = page.form
    qtbot.waitUntil(lambda: form.fields["account"].title.text() == "Tài khoản")
    assert form.fields["key"].title.text() == "Khóa ký (không bắt buộc)"
    assert "số nguyên từ 1 đến 60" in form.fields["every_s"].note.text()
    region = form.fields["region"].inner
    assert isinstance(region, QComboBox)
    assert [region.itemText(at) for at in range(3)] == ["Việt Nam", "sg", "th"]
    assert line(form, "account").text() == "nova", "what was typed stays"
    qtbot.waitUntil(lambda: page.save_button.text() == "Thêm")


def test_a_name_is_suggested_until_a_person_gives_one(
    desked: Desked, server: ServerId, page: SetUpPage
) -> None:
    form = page.form
    assert form.name.text() == "tiktok"
    choose_booth(form, 7)
    assert form.name.text() == "tiktok-07"
    scene.put_instance(desked.studio, server, "tiktok-03", scene.instance(3))
    choose_booth(form, 3)
    assert form.name.text() == "tiktok-03-2"
    form.name.setText("nova")
    form.name.textEdited.emit("nova")
    choose_booth(form, 4)
    assert form.name.text() == "nova"


def test_the_only_booth_is_chosen(qtbot: QtBot, desked: Desked, language: Language) -> None:
    server = desked.studio.add_server(role=Role.ADMIN)
    desked.studio.add_booth(server, 7)
    scene.put_plugin(desked.studio, server, "chat_tiktok", scene.plugin(PluginStatus.IDLE))
    page = SetUpPage(desked.bridge, desked.ops)
    qtbot.addWidget(page)
    assert page.add()
    assert page.form.name.text() == "tiktok-07"


def test_the_booth_that_is_looked_at_is_offered(
    desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    dock.add((server, BoothId("booth-5")))
    assert dock.form.form.draft().booth == "booth-5"
    assert dock.form.form.name.text() == "tiktok-05"
    other = desked.studio.add_server("srv000000002", "Thủ Đức", role=Role.ADMIN)
    desked.studio.add_booth(other, 9)
    desked.studio.add_booth(other, 10)
    scene.put_plugin(desked.studio, other, "chat_tiktok", scene.plugin(PluginStatus.IDLE))
    dock.add((other, BoothId("booth-10")))
    assert dock.form.form.booth == (other, "booth-10"), "a plugin of that booth's server"


def test_a_new_form_does_not_begin_with_the_last_ones_booth(
    dock: PluginsDock, page: SetUpPage
) -> None:
    choose_booth(page.form, 7)
    page.cancel_button.click()
    dock.add_button.click()
    assert page.form.booth is None


def test_a_voice_belongs_to_no_booth_unless_said(
    desked: Desked, server: ServerId, page: SetUpPage
) -> None:
    voice = scene.manifest("speech_piper", "Piper", PluginKind.SPEECH, setting=())
    scene.put_plugin(
        desked.studio, server, "speech_piper", scene.plugin(PluginStatus.IDLE, manifest=voice)
    )
    assert page.add()
    page.plugins.setCurrentIndex(1)
    page.plugins.activated.emit(1)
    assert page.form.booths.currentText() == "of no booth"
    assert page.form.draft().wrong(voice, (), ()) == ()
    assert page.form.name.text() == "piper"


def test_what_cannot_be_read_is_not_offered_and_what_lacks_something_says_so(
    desked: Desked, server: ServerId, page: SetUpPage
) -> None:
    scene.evening(desked.studio, server)
    assert page.add()
    offered = {page.plugins.itemText(at).split("  ·  ")[0] for at in range(page.plugins.count())}
    assert "orders_kiot" not in offered
    assert {"TikTok LIVE", "Piper", "Shopee Live"} <= offered
    assert page._lacks.text() == ""
    at = page.plugins.findText("Shopee Live  ·  chat")
    page.plugins.setCurrentIndex(at)
    page.plugins.activated.emit(at)
    assert "shopee-live==2.1" in page._lacks.text()


def test_the_wheel_scrolls_the_form_and_changes_no_choice(page: SetUpPage) -> None:
    choose_booth(page.form, 3)
    page.form.more_button.click()
    for box in (page.form.booths, page.form.fields["region"].inner, page.plugins):
        assert isinstance(box, QComboBox)
        before = box.currentIndex()
        middle = QPointF(box.rect().center())
        event = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, event)
        assert box.currentIndex() == before


# --- checking ------------------------------------------------------------------------------------


def test_wrong_fields_are_said_where_they_are_and_nothing_is_sent(
    qtbot: QtBot, desked: Desked, page: SetUpPage
) -> None:
    write(page.form, "every_s", "99")
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(errors(page.form)))
    assert errors(page.form) == {
        BOOTH: "Choose the booth it belongs to.",
        "account": "This is needed.",
        "every_s": "This must be a whole number from 1 to 60.",
        "token": "This is needed.",
    }
    assert page.form.booths.hasFocus(), "the first one has the keyboard"
    assert page.form.more_button.isChecked(), "a wrong field is not out of sight"
    assert not page.save_button.pending
    assert desked.studio.acts == []
    write(page.form, "account", "nova")
    assert errors(page.form) == {}


@pytest.mark.parametrize(
    ("name", "why"),
    [("", Why.ID), ("-a", Why.ID), ("kênh", Why.ID), ("a" * 41, Why.ID), ("taken", Why.TAKEN)],
)
def test_names_that_cannot_be(name: str, why: Why) -> None:
    draft = Draft(instance=name, booth=BoothId("b"))
    wrong = draft.wrong(scene.manifest(setting=()), {"taken"}, ())
    assert [(each.field, each.why) for each in wrong] == [(INSTANCE, why)]


def test_a_setting_called_as_a_field_of_the_form_is_another() -> None:
    manifest = scene.manifest(setting=(SettingSpec(name="booth", title="Stand", required=True),))
    wrong = Draft(instance="a", booth=BoothId("b")).wrong(manifest, (), ())
    assert [each.field for each in wrong] == ["booth"]
    assert BOOTH != "booth"


def test_an_id_is_never_too_long() -> None:
    name = suggested("chat_" + "x" * 35, PluginKind.CHAT, "07", ())
    assert len(name) <= 40
    assert suggested("chat_my_shop", PluginKind.CHAT, "", ("my-shop",)) == "my-shop-2"


# --- sending -------------------------------------------------------------------------------------


def fill(form: PluginForm) -> None:
    choose_booth(form, 7)
    write(form, "account", " nova.official ")
    write(form, "token", "s3cret")


def test_it_is_pending_until_the_record_is_there(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock, page: SetUpPage
) -> None:
    fill(page.form)
    page.save_button.click()
    wanted = AddInstance(
        instance="tiktok-07",
        plugin="chat_tiktok",
        booth=BoothId("booth-7"),
        settings={"account": "nova.official"},
        secrets={"token": "s3cret"},
    )
    qtbot.waitUntil(lambda: desked.studio.acts == [wanted])
    assert "s3cret" not in repr(desked.studio.acts[0])
    assert page.save_button.pending
    assert dock.pages.currentWidget() is page
    record = scene.instance(7, settings={"account": "nova.official"})
    scene.put_instance(desked.studio, server, "tiktok-07", record)
    qtbot.waitUntil(lambda: dock.pages.currentWidget() is not page)
    qtbot.waitUntil(lambda: dock.list.chosen is not None and dock.list.chosen.id == "tiktok-07")


def test_the_record_may_be_quicker_than_the_answer(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock, page: SetUpPage
) -> None:
    async def answer(_action: Action) -> object:
        record = scene.instance(7, settings={"account": "nova.official"})
        scene.put_instance(desked.studio, server, "tiktok-07", record)
        await asyncio.sleep(0)
        return None

    desked.studio.answer(AddInstance, answer)
    fill(page.form)
    page.save_button.click()
    qtbot.waitUntil(lambda: dock.pages.currentWidget() is not page)


def test_the_servers_word_stands_at_the_field_it_names(
    qtbot: QtBot, desked: Desked, page: SetUpPage
) -> None:
    refused = Problem(
        code="plugin_setting",
        args={"instance": "tiktok-07", "field": "account", "detail": "no such account"},
    )
    desked.studio.answer(AddInstance, StudioError(refused))
    fill(page.form)
    page.save_button.click()
    qtbot.waitUntil(lambda: list(errors(page.form)) == ["account"])
    assert line(page.form, "token").text() == "s3cret", "nothing has to be typed again"
    taken = Problem(code="instance_exists", args={"instance": "tiktok-07"})
    desked.studio.answer(AddInstance, StudioError(taken))
    page.save_button.click()
    qtbot.waitUntil(lambda: list(errors(page.form)) == [INSTANCE])
    other = Problem(code="settings_not_written", args={"file": "x", "detail": "full"})
    desked.studio.answer(AddInstance, StudioError(other))
    page.save_button.click()
    qtbot.waitUntil(lambda: "full" in page.told)


def test_enter_sends_and_escape_cancels(
    qtbot: QtBot, desked: Desked, dock: PluginsDock, page: SetUpPage
) -> None:
    fill(page.form)
    line(page.form, "account").setFocus()
    QTest.keyClick(line(page.form, "account"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 1)
    QTest.keyClick(line(page.form, "account"), Qt.Key.Key_Escape)
    assert dock.pages.currentWidget() is not page
    assert not page.save_button.pending


def test_tab_goes_down_the_form(page: SetUpPage) -> None:
    page.form.booths.setFocus()
    seen = []
    page.form.more_button.click()
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    form, fields = page.form, page.form.fields
    first = [fields[name].inner for name in ("account", "token", "key")]
    last = [fields[name].inner for name in ("every_s", "gifts", "region")]
    assert seen == [*first, form.name, form.on, form.more_button, *last]


# --- changing ------------------------------------------------------------------------------------


@pytest.fixture
def changing(qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock) -> SetUpPage:
    """The form of a channel with both secrets."""
    kept = scene.instance(7, secrets=("token", "key"), settings={"account": "nova", "every_s": 9})
    scene.put_instance(desked.studio, server, "tiktok-07", kept)
    qtbot.waitUntil(lambda: dock.list.choose((server, "tiktok-07", True)))
    dock.chosen.change_button.click()
    return dock.form


def test_only_what_differs_is_changed_and_kept_secrets_stay(
    qtbot: QtBot, desked: Desked, changing: SetUpPage
) -> None:
    form = changing.form
    assert line(form, "token").text() == ""
    assert "type a new one to replace it" in line(form, "token").placeholderText()
    assert form.fields["token"].forget_button.isHidden(), "it is needed"
    assert line(form, "every_s").isVisible(), "it was set apart from what the plugin has"
    write(form, "every_s", "5")
    changing.save_button.click()
    wanted = ChangeInstance(instance="tiktok-07", settings={"account": "nova"})
    qtbot.waitUntil(lambda: desked.studio.acts == [wanted])
    assert wanted.booth is UNSET


def test_a_secret_is_replaced_or_forgotten(
    qtbot: QtBot, desked: Desked, changing: SetUpPage
) -> None:
    form = changing.form
    write(form, "token", "new")
    form.fields["key"].forget_button.click()
    assert line(form, "key").placeholderText() == "is forgotten when saved"
    changing.save_button.click()
    wanted = ChangeInstance(instance="tiktok-07", secrets={"key": "", "token": "new"})
    qtbot.waitUntil(lambda: desked.studio.acts == [wanted])
    write(form, "key", "another")
    assert not form.fields["key"].forgets, "typing one takes it back"


def test_a_booth_that_has_gone_stays_until_somebody_chooses(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    gone = replace(scene.instance(7), booth=BoothId("booth-99"))
    scene.put_instance(desked.studio, server, "tiktok-99", gone)
    qtbot.waitUntil(lambda: dock.list.choose((server, "tiktok-99", True)))
    dock.chosen.change_button.click()
    assert dock.form.form.draft().booth == "booth-99"


def test_what_somebody_removed_meanwhile_is_said(
    desked: Desked, server: ServerId, changing: SetUpPage
) -> None:
    scene.put_instance(desked.studio, server, "tiktok-07", None)
    assert "removed" in changing.told
