"""Makes every picture of docs/images anew, from the running program: `python -m docs.screenshots`.

Needs Xvfb. A scene is a process of its own: it starts a rehearsal studio, opens the real console on
it, brings about what is to be seen, and saves window, dock or dialog. Nothing is drawn by hand.
Names of scenes as arguments make only those; `--to FOLDER` puts the pictures elsewhere.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from docs.shoot import Shoot, finish
from docs.studio_to_show import ANSWERED, CHAT, ORDERED, PINNED, ROOT, Booths, add_staff, write_chat
from studio_app.domain.actions.plugins import AddInstance
from studio_app.domain.booth import LinkStatus, LiveStatus, OutputKind
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import OrderStatus
from studio_app.domain.plugin import SettingScalar
from studio_app.rehearsal.local_obs import Xvfb
from studio_app.support.paths import find_paths
from studio_app.support.secrets import KEYRING_VARIABLE
from tests.studio_process import StudioProcess
from ui.bridge.chat import ChatLine
from ui.bridge.client import ConnectionStatus
from ui.console.window import ConsoleWindow
from ui.docks.alarms_model import alarms_of
from ui.docks.mixer import MixerDock
from ui.docks.order_draft import Draft, DraftLine, of_message
from ui.docks.outputs import OutputsDock
from ui.docks.plugins_model import Row, calls, plugins_of, rows_of
from ui.main import main as run_console

IMAGES = ROOT / "docs" / "images"
SCREEN = (1920, 1080)

# --- scenes --------------------------------------------------------------------------------------


async def shoot_studio(shoot: Shoot) -> None:
    """Sixteen booths in the middle of an evening, dock by dock."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 16)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 17))
    )
    await _go_on_air(shoot)
    window.hands.choose_number(2)
    await parts.ops.switching.studio_mode(shoot.key(2), on=True)
    await parts.ops.switching.preview(shoot.key(2), "AI dẫn")
    await parts.ops.outputs.start(shoot.key(2), OutputKind.RECORD)
    await asyncio.sleep(14)  # rates and shares are judged over ten seconds
    await shoot.save(window, "console")

    window.use_language("en")
    await shoot.settle()
    await shoot.save(window, "console-en")
    await shoot.save(window.strip, "needs-me")
    for name, dock in window.docks.items():
        if name in ("alarms", "audit", "chat", "orders", "plugins"):
            continue  # "commands", "chat" and "plugins" bring something about for them
        if name == "health":
            continue  # an hour of figures takes an hour: `python -m tests.ui.docks_gallery`
        dock.show()
        dock.raise_()
        await shoot.settle()
        await shoot.save(dock, f"dock-{name}")
    window.layouts.reset()
    mixer = parts.mixer
    assert isinstance(mixer, MixerDock)
    mixer.open_details(next(iter(mixer.strips)))
    await shoot.settle()
    await shoot.save(mixer.details, "mixer-details")
    mixer.details.hide()
    await _ask_twice(shoot)
    await _pending(shoot)
    await _lost(shoot)

    window.hands.choose(None)
    window.layouts.use("monitor")
    await shoot.settle()
    await shoot.save(window, "monitor")
    window.resize(1366, 768)
    window.layouts.use("direct")
    window.hands.choose_number(2)
    await shoot.settle()
    await shoot.save(window, "small")
    window.resize(*SCREEN)
    window.layouts.use("direct")
    await _settings(shoot)


async def _go_on_air(shoot: Shoot) -> None:
    """Demo booths send already: a few stop, two speak through the platform, three get trouble."""
    ops = shoot.parts.ops
    for number in (7, 15):
        await shoot.order("stop_stream", number)
    for number in (3, 11):
        await ops.outputs.start(shoot.key(number), OutputKind.VIRTUALCAM)
        await ops.outputs.say_live(shoot.key(number), LiveStatus.LIVE)
    for number in (1, 2, 4, 6, 8, 9, 12, 14):
        await ops.outputs.say_live(shoot.key(number), LiveStatus.LIVE)
    await shoot.order("stream_lie", 5, lie="congested")
    await shoot.order("stream_lie", 13, lie="reconnecting")
    await shoot.order("kill", 10)


async def _ask_twice(shoot: Shoot) -> None:
    """Ending a stream asks on its own button."""
    outputs = shoot.parts.outputs
    assert isinstance(outputs, OutputsDock)
    row = outputs.rows[OutputKind.STREAM]
    row.end.click()
    await asyncio.sleep(0.3)
    await shoot.save(shoot.window.docks["outputs"], "end-stream")
    row.end.calm()


async def _pending(shoot: Shoot) -> None:
    """OBS keeps silent for a moment after TAKE."""
    dock = shoot.parts.switcher
    await shoot.order("reply_delay", 2, seconds=2)
    await shoot.order("mute_events", 2)
    dock.take()
    await asyncio.sleep(0.4)
    await shoot.save(shoot.window.docks["switcher"], "pending")
    await shoot.order("clear", 2)
    await asyncio.sleep(6)


async def _lost(shoot: Shoot) -> None:
    """The chosen booth's OBS is gone."""
    await shoot.order("kill", 2)
    await shoot.until("a lost link", lambda: shoot.link(2) is LinkStatus.LOST)
    await shoot.settle()
    await shoot.save(shoot.window, "lost")
    await shoot.order("revive", 2)
    await shoot.until("the link again", lambda: shoot.link(2) is LinkStatus.CONNECTED)


async def _settings(shoot: Shoot) -> None:
    """Every page of the settings, and a new booth that is being looked for."""
    dialog = shoot.window.open_settings("booths")
    dialog.booths.list.setCurrentRow(1)
    await shoot.settle()
    await shoot.save(dialog, "settings-booths")
    for page in ("servers", "staff", "keys", "about"):
        dialog.show_page(page)
        await shoot.settle()
        await shoot.save(dialog, f"settings-{page}")
    dialog.show_page("booths")
    dialog.booths.add()
    dialog.booths.finder.here_button.click()
    await asyncio.sleep(0.5)
    await shoot.until("the end of the search", dialog.booths.finder.here_button.isEnabled)
    await shoot.settle()
    await shoot.save(dialog, "add-booth")
    dialog.accept()


async def shoot_commands(shoot: Shoot) -> None:
    """The palette, the alarms of a killed OBS and a bad line, and who did what."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 8)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 9))
    )
    window.hands.choose_number(7)
    await shoot.settle()
    palette = window.commands
    palette.toggle()
    palette.view.field.setText("sound")
    await shoot.settle()
    await shoot.save(window, "palette")
    palette.close()
    for number in (2, 7):
        await parts.ops.switching.take(shoot.key(number))
        await parts.ops.house.retry_link(shoot.key(number))
    await shoot.order("stream_lie", 5, lie="reconnecting")
    await shoot.order("kill", 3)
    await shoot.until("two alarms", lambda: len(list(alarms_of(parts.bridge))) >= 2)
    for name, size in (("alarms", (760, 380)), ("audit", (1040, 360))):
        dock = window.docks[name]
        dock.setFloating(True)
        dock.show()
        dock.resize(*size)
        await shoot.settle()
        await shoot.settle()
        await shoot.save(dock, f"dock-{name}")
        dock.hide()
    dialog = window.open_settings("server")
    await shoot.until("settings", dialog.server.fields["server.port"].isEnabled)
    await shoot.settle()
    await shoot.save(dialog, "settings-server")
    dialog.accept()


async def shoot_group(shoot: Shoot) -> None:
    """Twelve booths are started together; two are not ready."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 16)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 17))
    )
    for number in range(1, 13):
        await shoot.order("stop_stream", number)
    await shoot.order("kill", 10)
    await shoot.order("stream_lie", 7, lie="refused")
    await shoot.until("a lost link", lambda: shoot.link(10) is LinkStatus.LOST)
    await asyncio.sleep(2)
    window.layouts.use("monitor")
    parts.wall.canvas.group.take(shoot.key(number) for number in range(1, 13))
    await shoot.settle()
    parts.wall.group_bar.start_button.click()
    results = parts.wall.group_results
    await shoot.until("every result", results.again_button.isVisible)
    await asyncio.sleep(2)
    await shoot.save(window, "group")


async def shoot_template(shoot: Shoot) -> None:
    """What a template would change on a booth that was built by hand."""
    panel = shoot.parts.wall.commission
    await shoot.until("all booths", lambda: len(shoot.parts.bridge.booths) == 4)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 5))
    )
    await shoot.order("stop_stream", 2)
    await asyncio.sleep(3)
    panel.show_booth(shoot.key(2))
    await shoot.until("templates", lambda: panel.choice.count() > 0)
    panel.compare_button.click()
    await shoot.until("the difference", panel.apply_button.isEnabled)
    await shoot.settle()
    await shoot.save(shoot.window, "template")


async def shoot_panic(shoot: Shoot) -> None:
    """Two booths on standby, and one whose OBS came back without its stream."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 8)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 9))
    )
    await asyncio.sleep(3)
    await shoot.order("kill", 5)
    await shoot.until("a lost link", lambda: shoot.link(5) is LinkStatus.LOST)
    await shoot.order("stop_stream", 5)
    await shoot.order("revive", 5)
    for number in (2, 4):
        await parts.ops.recovery.panic(shoot.key(number))
    window.hands.choose_number(2)
    await shoot.until("who is missing", lambda: bool(window.rescue.recoveries))
    window.recovery.toggle()
    await asyncio.sleep(3)
    await shoot.save(window, "panic")


async def shoot_plugins(shoot: Shoot) -> None:
    """Channels that do well, one that a person must mend, one that waits; a plugin with a mistake;
    the form of a new channel."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 8)
    server = shoot.key(1)[0]
    await _set_up_channels(shoot, server)
    broken = find_paths(shoot.home.parent / "studio").plugins / "chat_own"
    broken.mkdir(parents=True)
    manifest = 'id = "chat_own"\nkind = "chat"\napi = 1\nname = "Own"\nconnects_per_minute = 0\n'
    (broken / "manifest.toml").write_text(manifest, encoding="utf-8")
    await parts.ops.plugins.look(server)
    dock, panel = window.docks["plugins"], parts.plugins
    dock.setFloating(True)
    dock.show()
    dock.resize(820, 850)

    def rows() -> dict[str, Row]:
        return {row.id: row for row in rows_of(plugins_of(parts.bridge))}

    await shoot.until("the mistake", lambda: "chat_own" in rows())
    await shoot.until("what needs a person", lambda: calls(rows()["replay-04"]))
    await shoot.until("what waits", lambda: calls(rows()["twitch-03"]))
    await asyncio.sleep(6)  # memory and processor are measured every few seconds
    panel.list.choose((server, "replay-04", True))
    await shoot.settle()
    await shoot.save(dock, "dock-plugins")
    dock.resize(620, 640)
    panel.list.choose((server, "chat_youtube", False))
    panel.add()
    await shoot.settle()
    await shoot.save(dock, "add-channel")


Settings = dict[str, SettingScalar]


async def _set_up_channels(shoot: Shoot, server: ServerId) -> None:
    """Two that are there at once, one whose file is missing, one that nobody answers."""
    lost: Settings = {"channel": "nova_official", "server": "ws://127.0.0.1:9"}
    channels: tuple[tuple[str, str, int, Settings], ...] = (
        ("webhook-01", "chat_webhook", 1, {}),
        ("webhook-02", "chat_webhook", 2, {}),
        ("replay-04", "chat_replay", 4, {"file": "live-20.jsonl"}),
        ("twitch-03", "chat_twitch", 3, lost),
    )
    for name, plugin, number, settings in channels:
        secrets = {"secret": "a-shared-secret-of-24-ch"} if plugin == "chat_webhook" else {}
        action = AddInstance(
            instance=name,
            plugin=plugin,
            booth=shoot.key(number)[1],
            settings=settings,
            secrets=secrets,
        )
        await shoot.parts.ops.plugins.add(server, action)


async def shoot_first_start(shoot: Shoot) -> None:
    """No booth yet."""
    await shoot.until("the server", lambda: _connected(shoot))
    await shoot.settle()
    await shoot.save(shoot.window, "first-start")


async def shoot_sign_in(shoot: Shoot) -> None:
    """A console that nobody has signed in to yet."""
    page = shoot.window.sign_in_page
    await shoot.until("the sign-in page", lambda: shoot.window.pages.currentWidget() is page)
    for field, text in ((page.name_field, "Quốc Anh"), (page.pin_field, "173952")):
        field.setText(text)
        field.textEdited.emit(text)
    await asyncio.sleep(0.5)
    await shoot.save(shoot.window, "sign-in")


async def shoot_two_servers(shoot: Shoot) -> None:
    """One console on two servers, of which one goes away."""
    window, parts, booths = shoot.window, shoot.parts, shoot.booths
    await shoot.until("the server", lambda: _connected(shoot))
    booths.furnish(shoot.home, "Nova Thủ Đức", range(5, 9))
    other = StudioProcess(shoot.home)
    running = await asyncio.to_thread(other.start)
    try:
        key = find_paths(shoot.home).local_key_file.read_text(encoding="ascii").strip()
        connection = await parts.book.add(f"{running.address}:{running.port}")
        connection.use_token(key)
        await shoot.until("both servers' booths", lambda: len(parts.bridge.booths) == 8)
        await asyncio.sleep(8)
        await shoot.save(window, "two-servers")
        await asyncio.to_thread(other.stop)
        await shoot.until("its loss", lambda: connection.status is ConnectionStatus.LOST)
        await shoot.settle()
        await shoot.save(window, "server-lost")
    finally:
        await asyncio.to_thread(other.stop)


async def shoot_chat(shoot: Shoot) -> None:
    """Two channels of one booth, worked on at the order desk, and who one of the viewers is."""
    window, parts = shoot.window, shoot.parts
    await shoot.until("all booths", lambda: len(parts.bridge.booths) == 8)
    await shoot.until(
        "every link", lambda: all(shoot.link(n) is LinkStatus.CONNECTED for n in range(1, 9))
    )
    booth = shoot.key(2)
    for service, lines in CHAT.items():
        file = write_chat(shoot.home, service, lines)
        action = AddInstance(
            instance=f"{service}-2",
            plugin="chat_replay",
            booth=booth[1],
            settings={"file": str(file)},
        )
        await parts.ops.plugins.add(booth[0], action)
    window.hands.choose_number(2)
    window.layouts.use("order_desk")
    chat = parts.chat
    await shoot.until("every row", lambda: len(chat.book.lines) >= sum(map(len, CHAT.values())))
    by_text = {line.row.text: line for line in chat.book.lines}
    await _make_orders(shoot, by_text)
    await parts.ops.chat.pin(booth, by_text[PINNED].cursor)
    await parts.ops.chat.answered(booth, by_text[ANSWERED].cursor)
    chat.words.words_changed.emit("A12, size M, size L")
    await shoot.settle()
    chat.view.setFocus()
    chat.view.choose(len(chat.view.rows) - 1)
    await shoot.settle()
    await shoot.save(window, "order-desk")
    await shoot.save(window.docks["chat"], "dock-chat")
    await shoot.save(window.docks["orders"], "dock-orders")
    chat.view.choose(len(chat.view.rows) - 2)
    chat.view.act_wanted.emit("order")
    await shoot.settle()
    await shoot.save(window.docks["chat"], "chat-order")
    chat.order.leave()
    chat.view.choose(len(chat.view.rows) - 1)
    chat.foot.buttons["buyer"].click()
    await shoot.until("the buyer", lambda: bool(chat.buyer.name.whole_text))
    await shoot.settle()
    await shoot.save(window.docks["chat"], "chat-buyer")


async def _make_orders(shoot: Shoot, by_text: Mapping[str, ChatLine]) -> None:
    """Two of the chat, one by phone; one is confirmed, one cancelled."""
    orders, booth = shoot.parts.ops.orders, shoot.key(2)
    made = []
    for text in ORDERED:
        line = by_text[text]
        made.append(await orders.make(booth, of_message(line.row).make(line.cursor)))
    by_phone = Draft(lines=(DraftLine("áo dài lụa", "1", "L", "đỏ"),), name="Chị Hạnh", booth=booth)
    made.append(await orders.make(booth, by_phone.make(None)))
    became = (OrderStatus.CANCELLED, OrderStatus.CONFIRMED)
    for found, status in zip(made[1:], became, strict=True):
        await orders.set_status(booth, found.order.number, status, found.cursor)
    dock = shoot.parts.orders
    await shoot.until("the orders", lambda: len(dock.table.orders.seen) == len(made))
    dock.table.choose((booth[0], made[0].order.number))


def _connected(shoot: Shoot) -> bool:
    return any(each.status is ConnectionStatus.CONNECTED for each in shoot.parts.bridge.connections)


class Scene(NamedTuple):
    """What is shown, and what it needs."""

    shoot: Callable[[Shoot], Awaitable[None]]
    booths: int = 1
    """Simulated ones."""
    mine: int | None = None
    """How many of them the server has; all when None."""
    language: str = "en"
    signed_in: bool = True


SCENES: Mapping[str, Scene] = {
    "studio": Scene(shoot_studio, booths=16, language="vi"),
    "commands": Scene(shoot_commands, booths=8),
    "group": Scene(shoot_group, booths=16),
    "template": Scene(shoot_template, booths=4),
    "panic": Scene(shoot_panic, booths=8),
    "plugins": Scene(shoot_plugins, booths=8),
    "chat": Scene(shoot_chat, booths=8),
    "first-start": Scene(shoot_first_start, mine=0),
    "sign-in": Scene(shoot_sign_in, signed_in=False),
    "two-servers": Scene(shoot_two_servers, booths=8, mine=4),
}


# --- making them ---------------------------------------------------------------------------------


def play(scene: Scene, folder: Path) -> int:
    """Start everything that a scene needs, shoot it, and take all of it down."""
    with tempfile.TemporaryDirectory(prefix="boothdeck-pictures-") as temporary, ExitStack() as end:
        home = Path(temporary) / "studio"
        booths = Booths(scene.booths)
        end.callback(booths.stop)
        mine = scene.booths if scene.mine is None else scene.mine
        booths.furnish(home, "Nova Quận 7", range(1, mine + 1))
        server = StudioProcess(home)
        end.callback(server.stop)
        running = server.start()
        asyncio.run(add_staff(home))
        window_home = home if scene.signed_in else Path(temporary) / "window"
        words = ["--home", str(window_home), "--language", scene.language]
        words += ["--size", "x".join(map(str, SCREEN)), "--layout", "direct"]
        if scene.signed_in:
            words += ["--token-file", str(find_paths(home).local_key_file)]
        else:
            words += ["--server", f"{running.address}:{running.port}"]
        failures: list[BaseException] = []

        async def beside(window: ConsoleWindow) -> None:
            shoot = Shoot(window, booths, Path(temporary) / "more", folder)
            try:
                await scene.shoot(shoot)
            except Exception as error:
                failures.append(error)
            finally:
                window.close_now()

        run_console(words, beside=beside)
        for failure in failures:
            raise failure
    return 0


def main() -> int:
    """Make the pictures; 1 when a scene failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    parser.add_argument("--to", type=Path, default=IMAGES, metavar="FOLDER")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    for name in chosen.scenes:
        if name not in SCENES:
            parser.error(f"there is no scene {name}; there are {', '.join(SCENES)}")
    if chosen.here:
        return play(SCENES[chosen.scenes[0]], chosen.to)
    worst = 0
    chosen.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        screen = Xvfb(Path(folder), screen="{}x{}x24".format(*SCREEN))
        environment = {
            **os.environ,
            KEYRING_VARIABLE: "file",
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
        }
        try:
            for name in chosen.scenes or SCENES:
                command = [sys.executable, "-m", "docs.screenshots", name, "--here"]
                raw = Path(folder, name)
                raw.mkdir()
                command += ["--to", str(raw)]
                done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
                worst = max(worst, abs(done.returncode))
                for picture in sorted(raw.glob("*.png")):
                    finish(picture, chosen.to)
        finally:
            screen.stop()
    return worst


if __name__ == "__main__":
    sys.exit(main())
