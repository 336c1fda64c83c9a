"""The studio that the handbook's pictures show: its simulated booths, settings and people."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import tomlkit

from studio_app.client.local import local_server
from studio_app.domain.actions.house import AddStaff
from studio_app.domain.booth import SentBy
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.domain.settings import BoothSettings
from studio_app.rehearsal.demo_booths import demo_booths
from studio_app.services.booths import password_name
from studio_app.support.paths import find_paths, write_private
from studio_app.support.programs import own_program
from studio_app.support.secrets import FileBackend

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 30.0


class Hello(msgspec.Struct):
    """What simulated booths say first."""

    ports: list[int]
    passwords: list[str]


class Answer(msgspec.Struct):
    """What they say to an order."""

    ok: bool
    error: str = ""


class Booths:
    """Simulated booths in a process of their own, which take orders."""

    def __init__(self, count: int) -> None:
        self._process = subprocess.Popen(
            own_program("worker", "demo-booths", "--booths", str(count)),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        hello = msgspec.json.decode(self._line(), type=Hello)
        self.settings = [
            BoothSettings(
                id=BoothId(f"booth-{number}"),
                number=number,
                name=booth.name,
                host=booth.host,
                port=port,
                sent_by=SentBy.PLATFORM_PROGRAM if booth.platform_program else SentBy.OBS,
                destinations=booth.destinations,
                scene_roles=booth.scene_roles,
            )
            for number, (booth, port) in enumerate(
                zip(demo_booths(count), hello.ports, strict=True), 1
            )
        ]
        self.passwords = hello.passwords

    def order(self, do: str, booth: int, **more: object) -> None:
        """Have booth `booth` (from 1) do something. Raises RuntimeError when it refuses."""
        assert self._process.stdin is not None  # it was opened with a pipe
        self._process.stdin.write(msgspec.json.encode({"do": do, "booth": booth, **more}) + b"\n")
        self._process.stdin.flush()
        answer = msgspec.json.decode(self._line(), type=Answer)
        if not answer.ok:
            raise RuntimeError(f"{do}: {answer.error}")

    def furnish(self, home: Path, name: str, numbers: Sequence[int]) -> None:
        """Write the settings and passwords of a server that has these booths."""
        paths = find_paths(home)
        paths.make()
        chosen = [self.settings[number - 1] for number in numbers]
        document = tomlkit.document()
        document["name"] = name
        tables = tomlkit.aot()
        for booth in chosen:
            tables.append(tomlkit.item(msgspec.to_builtins(booth)))
        if chosen:
            document["booth"] = tables
        write_private(paths.settings_file, tomlkit.dumps(document).encode())
        kept = FileBackend(paths.secrets_file)
        for number in numbers:
            kept.set(
                password_name(self.settings[number - 1].id),
                self.passwords[number - 1],
            )

    def stop(self) -> None:
        """They end with their stdin."""
        self._process.communicate(timeout=PATIENCE_S)

    def _line(self) -> bytes:
        assert self._process.stdout is not None  # it was opened with a pipe
        return self._process.stdout.readline()


async def add_staff(home: Path) -> None:
    """Give the people of the studio their names and roles."""
    async with local_server(find_paths(home)) as server:
        for name, role, pin in STAFF:
            await server.act(AddStaff(name=name, role=role, pin=pin))


STAFF = (
    ("Ngọc Mai", Role.HOST, "410827"),
    ("Thu Hà", Role.ORDER_DESK, "628104"),
    ("Quốc Anh", Role.TECHNICIAN, "173952"),
    ("Minh Châu", Role.DIRECTOR, "950362"),
    ("Hoàng Long", Role.ADMIN, "286471"),
)

PINNED = "áo A12 còn size L màu xanh không shop"
ANSWERED = "còn màu nâu không ạ"
ORDERED = ("chốt 2 A12 size M 0912 345 678", "lấy mã 12 size S màu đỏ nha")
CHAT: Mapping[str, Sequence[tuple[str, str]]] = {
    "tiktok": (
        ("Vân Khánh", "ship về Cần Thơ bao nhiêu ạ"),
        ("Quỳnh Anh", "lấy mã 12 size S màu đỏ nha"),
        ("Bé Mập", "đẹp quá chị ơi ❤"),
        ("deal.sốc", "vào bit.ly/qua-tang nhận quà 0đ"),
        ("Thu Nga", "chị ơi mẫu này giặt máy được không"),
        ("Ngân", "A12 size M giá sao shop"),
        ("Thu Nga", "chốt 2 A12 size M 0912 345 678"),
    ),
    "facebook": (
        ("Hồng Trang", PINNED),
        ("Mỹ Duyên", ANSWERED),
        ("Khánh An", "chất vải có nhăn không chị"),
    ),
}
"""Service → who writes what."""


def write_chat(home: Path, service: str, lines: Sequence[tuple[str, str]]) -> Path:
    """A recorded chat as the replay plugin reads it, a line a second."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / f"{service}.jsonl"
    said: list[dict[str, object]] = [{"ms": 0, "live": True, "viewers": 1842}]
    said += [
        {"ms": at * 1000, "service": service, "author": who, "account": who, "text": text}
        for at, (who, text) in enumerate(lines, 1)
    ]
    file.write_bytes(b"\n".join(msgspec.json.encode(each) for each in said))
    return file
