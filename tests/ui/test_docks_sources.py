"""Sources: the scene as OBS has it, changes pending until OBS's word, viewers' eyes in mind."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.sources import (
    ControlMedia,
    EnableFilter,
    LockItem,
    MediaVerb,
    MoveItem,
    SeekMedia,
    ShowItem,
)
from studio_app.domain.booth import (
    Filter,
    Filters,
    LinkStatus,
    Media,
    MediaState,
    Scene,
    SceneItem,
)
from studio_app.domain.errors import fail
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked, open_sources, refuse
from ui.bridge.client import BoothKey
from ui.docks.sources import SourcesDock
from ui.docks.sources_items import EYE, LOCK, PATH_FORMAT, ItemModel
from ui.docks.sources_model import Follow
from ui.translations import Language

LEFT = Qt.MouseButton.LeftButton
PRICE = "Giá sản phẩm"


def names(dock: SourcesDock) -> list[str]:
    """All rows of the tree, parents before their children."""
    return [node.item.source for row in dock.items.rows() if (node := dock.items.node(row))]


def choose(dock: SourcesDock, name: str) -> None:
    """Make a source the chosen one."""
    dock.tree.expandAll()
    for row in dock.items.rows():
        node = dock.items.node(row)
        if node is not None and node.item.source == name:
            dock.tree.setCurrentIndex(row)
            return
    raise AssertionError(f"{name} is not in the tree")


def press(dock: SourcesDock, column: int) -> None:
    """Click into a column of the chosen row."""
    tree = dock.tree
    at = tree.visualRect(tree.currentIndex().siblingAtColumn(column)).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=at)


def obs_says(desked: Desked, booth: BoothKey, *items: SceneItem) -> None:
    """OBS's event: the items of the scene on air."""
    scene.put(desked.studio, booth, "scene", Scene(items=items), "Host")


def test_items_come_front_first_with_what_is_in_them(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    assert names(dock) == [
        PRICE,
        "Khung",
        "Hai máy",
        "Cam A",
        "Cam B",
        "Quà tặng",
        "Quà",
        scene.CLIP,
        "Mic Lan",
    ]
    row = dock.items.index(0, 0)
    assert dock.items.data(row, Qt.ItemDataRole.AccessibleTextRole) == (
        "Giá sản phẩm, shown, not locked, ON AIR"
    )


def test_the_eye_is_pending_until_obs_says_so(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, PRICE)
    path = dock.tree.current_path
    press(dock, EYE)
    qtbot.waitUntil(lambda: bool(asked(desked, ShowItem)))
    assert asked(desked, ShowItem) == [
        ShowItem(booth=booth[1], scene="Host", item_id=1, visible=False)
    ]
    assert dock.tree.pending_since(path, EYE) is not None
    press(dock, EYE)  # pressed again while pending: nothing
    obs_says(desked, booth, SceneItem(item_id=1, source=PRICE, visible=False))
    qtbot.waitUntil(lambda: dock.tree.pending_since(path, EYE) is None)
    assert len(asked(desked, ShowItem)) == 1


def test_an_item_of_a_group_is_changed_in_the_group(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, "Cam B")
    press(dock, LOCK)
    dock.show_item.click()
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 2)
    assert desked.studio.acts == [
        LockItem(booth=booth[1], scene="Hai máy", item_id=2, locked=True),
        ShowItem(booth=booth[1], scene="Hai máy", item_id=2, visible=True),
    ]


def test_what_obs_refuses_is_said_and_no_longer_pending(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    refuse(desked, ShowItem, fail("no_such_source", booth="07", source=PRICE))
    choose(dock, PRICE)
    path = dock.tree.current_path
    dock.show_item.click()
    qtbot.waitUntil(lambda: PRICE in dock.problem.text)
    assert dock.tree.pending_since(path, EYE) is None
    assert desked.notices == []


def test_what_never_comes_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    dock._patience.setInterval(20)
    choose(dock, PRICE)
    dock.lock_item.click()
    qtbot.waitUntil(lambda: "did not confirm" in dock.problem.text)


def test_keys_move_show_and_lock(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, PRICE)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(dock.tree, Qt.Key.Key_Up, alt)  # it is the first: nothing
    QTest.keyClick(dock.tree, Qt.Key.Key_Down, alt)
    QTest.keyClick(dock.tree, Qt.Key.Key_Return)
    QTest.keyClick(dock.tree, Qt.Key.Key_L, alt)
    QTest.keyClick(dock.tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 3)
    assert asked(desked, MoveItem) == [
        MoveItem(booth=booth[1], scene="Host", item_id=1, position=1)
    ]


def test_buttons_move_only_where_there_is_room(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, PRICE)
    assert not dock.up.isEnabled()
    dock.down.click()
    qtbot.waitUntil(lambda: asked(desked, MoveItem)[-1:] != [])
    assert asked(desked, MoveItem)[-1].position == 1
    choose(dock, "Quà")
    assert not dock.up.isEnabled()
    assert not dock.down.isEnabled()
    assert booth is not None


def drop(model: ItemModel, moved: int, before_row: int, parent: str = "") -> None:
    """Drop the row `moved` of the top level before another one, or into another level."""
    data = model.mimeData([model.index(moved, 0)])
    assert isinstance(data, QMimeData)
    assert data.hasFormat(PATH_FORMAT)
    above = model.index(-1, 0)
    for row in model.rows():
        node = model.node(row)
        if parent and node is not None and node.item.source == parent:
            above = row
    model.dropMimeData(data, Qt.DropAction.MoveAction, before_row, 0, above)


def test_dropping_moves_within_its_level_only(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    drop(dock.items, 0, 3)
    qtbot.waitUntil(lambda: len(asked(desked, MoveItem)) == 1)
    assert asked(desked, MoveItem) == [
        MoveItem(booth=booth[1], scene="Host", item_id=1, position=2)
    ]
    drop(dock.items, 1, 1)  # where it is
    drop(dock.items, 1, 0, parent="Quà tặng")  # another scene
    assert len(asked(desked, MoveItem)) == 1


def test_choice_and_open_groups_survive_a_new_order(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, "Cam A")
    cameras = SceneItem(item_id=3, source="Hai máy", kind="scene")
    price = SceneItem(item_id=1, source=PRICE)
    obs_says(desked, booth, cameras, price)
    qtbot.waitUntil(lambda: names(dock) == ["Hai máy", "Cam A", "Cam B", PRICE])
    node = dock.tree.current
    assert node is not None
    assert node.item.source == "Cam A"
    assert dock.tree.isExpanded(dock.items.index(0, 0))


def test_what_viewers_would_see_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, "Khung")
    assert dock.seen.whole_text == "Viewers see this"
    scene.outputs(desked.studio, booth, on_air=False)
    dock.refresh()
    assert dock.seen.whole_text == "In program"
    dock.follow(Follow.PREVIEW)
    choose(dock, "Camera")
    assert dock.seen.whole_text == ""


def test_another_scene_is_chosen_and_followed(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    assert dock.scenes.currentText() == "In program: Host"
    dock.scenes.activated.emit(1)
    assert names(dock) == ["Camera"]
    scene.change_switcher(desked.studio, booth, preview="Host")
    qtbot.waitUntil(lambda: len(names(dock)) == 9)
    dock.follow("Cận sản phẩm")
    assert dock.scenes.currentText() == "Cận sản phẩm"
    scene.change_switcher(desked.studio, booth, scenes=("Host", "AI"))
    qtbot.waitUntil(lambda: dock.scenes.currentText() == "In program: Host")


def test_filters_are_switched(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, scene.CLIP)
    button = dock.filters.buttons["Phông xanh"]
    assert button.accessibleName() == "Phông xanh: off"
    button.click()
    qtbot.waitUntil(lambda: bool(asked(desked, EnableFilter)))
    assert asked(desked, EnableFilter) == [
        EnableFilter(booth=booth[1], source=scene.CLIP, filter="Phông xanh", enabled=True)
    ]
    assert button.pending
    filters = (
        Filter(name="Chỉnh màu", kind="color_filter_v2"),
        Filter(name="Phông xanh", kind="chroma_key_filter_v2"),
    )
    scene.put(desked.studio, booth, "filters", Filters(filters=filters), scene.CLIP)
    qtbot.waitUntil(lambda: not button.pending)
    scene.put(desked.studio, booth, "filters", None, scene.CLIP)
    qtbot.waitUntil(lambda: dock.filters.buttons == {})


def test_media_is_played_and_sought(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, scene.CLIP)
    assert dock.media.time.text() == "1:12 / 3:40"
    assert not dock.media.buttons[MediaVerb.PLAY].isEnabled()
    dock.media.buttons[MediaVerb.PAUSE].click()
    dock.media.position.setValue(120_000)
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 2)
    assert asked(desked, ControlMedia) == [
        ControlMedia(booth=booth[1], input=scene.CLIP, verb=MediaVerb.PAUSE)
    ]
    assert asked(desked, SeekMedia) == [
        SeekMedia(booth=booth[1], input=scene.CLIP, cursor_ms=120_000)
    ]
    assert dock.media.time.text() == "2:00 / 3:40"
    ended = Media(state=MediaState.ENDED, duration_ms=220_000)
    scene.put(desked.studio, booth, "media", ended, scene.CLIP)
    qtbot.waitUntil(lambda: dock.media.state.text() == "ended")
    assert dock.media.buttons[MediaVerb.PLAY].isEnabled()
    assert not dock.media.position.isEnabled()


def test_a_source_without_media_has_no_transport(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    choose(dock, PRICE)
    assert not dock.media.isVisible()


def test_a_lost_link_disables_with_the_reason(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    choose(dock, PRICE)
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: not dock.show_item.isEnabled())
    assert "not connected" in dock.show_item.toolTip()
    press(dock, EYE)
    QTest.keyClick(dock.tree, Qt.Key.Key_Return)
    assert desked.studio.acts == []
    assert names(dock)[0] == PRICE


def test_a_press_that_slides_off_the_eye_does_nothing(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    view = dock.tree.viewport()
    first = dock.tree.visualRect(dock.items.index(0, EYE)).center()
    second = dock.tree.visualRect(dock.items.index(1, EYE)).center()
    QTest.mousePress(view, LEFT, pos=first)
    QTest.mouseRelease(view, LEFT, pos=second)
    QTest.mouseClick(view, LEFT, pos=QPoint(5, view.height() - 2))
    assert desked.studio.acts == []


def test_without_a_booth_it_is_quiet(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_sources(qtbot, desked)
    dock.set_booth(None)
    assert dock._empty.text() == "No booth chosen"
    assert dock._empty.isVisible()


def test_hundreds_of_items_are_shown(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_sources(qtbot, desked)
    items = tuple(SceneItem(item_id=at, source=f"Nguồn {at} " + "x" * 80) for at in range(300))
    obs_says(desked, booth, *items)
    qtbot.waitUntil(lambda: len(names(dock)) == 300)


def test_words_change_with_the_language(qtbot: QtBot, desked: Desked, language: Language) -> None:
    dock, _ = open_sources(qtbot, desked)
    said: Callable[[], str] = dock.scenes.currentText
    assert said() == "In program: Host"
    language.use("vi")
    qtbot.waitUntil(lambda: said() == "Đang phát: Host")
