"""The command line as people and programs use it, against a running server."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from studio_app.cli.main import run
from studio_app.domain.actions import ALL_ACTIONS
from studio_app.support.logs import start_logging
from studio_app.support.running import find_running
from tests.studio_process import ROOT, StudioProcess

PIN = "192837"


class Said(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        """What a program reads."""
        return json.loads(self.out)


def boothdeck(home: Path, *words: str, stdin: str = "") -> Said:
    """Run a command in this home, inside this process; no keyring of a person is touched."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("BOOTHDECK_HOME", str(home))
        patch.setenv("BOOTHDECK_KEYRING", "file")
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = run(words)
    start_logging(None, on_stderr=None)  # nothing of it is kept for the next test
    assert "Something failed inside" not in err.getvalue()
    return Said(code, out.getvalue(), err.getvalue())


def in_a_process(home: Path, *words: str) -> Said:
    """The same in a process, as a script does."""
    done = subprocess.run(
        [sys.executable, "-m", "studio_app", "--home", str(home), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioProcess]:
    """One server for the commands that need one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOTHDECK_KEYRING", "file")
        process = StudioProcess(tmp_path_factory.mktemp("home"))
        process.start()
    yield process
    process.kill()


def test_actions_are_listed_without_a_server(tmp_path: Path) -> None:
    listed = boothdeck(tmp_path, "actions", "--json")
    assert listed.code == 0
    assert isinstance(listed.json, list)
    assert {action["name"] for action in listed.json} == set(ALL_ACTIONS)
    add = next(action for action in listed.json if action["name"] == "booth.add")
    assert add["role"] == "admin"
    assert {
        "name": "number",
        "takes": "a whole number from 1 to 99",
        "required": True,
        "secret": False,
    } in add["parameters"]
    in_words = in_a_process(tmp_path, "actions")
    assert "program.take  (technician and above)" in in_words.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["booths"], ["user", "list"], ["do", "program.take", "booth=b1"]], ids=" ".join
)
def test_without_a_server_that_is_said(tmp_path: Path, words: list[str]) -> None:
    run_it = in_a_process if words == ["booths"] else boothdeck
    said = run_it(tmp_path, *words)
    assert said.code == 3
    assert "boothdeck server" in said.err
    as_json = boothdeck(tmp_path, *words, "--json")
    assert as_json.code == 3
    assert isinstance(as_json.json, dict)
    assert as_json.json["problem"]["code"] == "no_server_here"


def test_stopping_where_none_runs_is_no_error(tmp_path: Path) -> None:
    assert boothdeck(tmp_path, "server", "stop").code == 0


def test_people_come_and_go(server: StudioProcess) -> None:
    home = server.home
    added = boothdeck(
        home, "user", "add", "Nguyễn Thảo", "--role", "director", "--pin-stdin", stdin=f"{PIN}\n"
    )
    assert (added.code, added.err) == (0, "")
    listed = boothdeck(home, "user", "list", "--json").json
    assert isinstance(listed, list)
    assert listed[0]["name"] == "Nguyễn Thảo"
    assert listed[0]["role"] == "director"
    assert "Nguyễn Thảo" in boothdeck(home, "user", "list").out
    weak = boothdeck(home, "user", "add", "x", "--role", "host", "--pin-stdin", stdin="1111\n")
    assert weak.code == 1
    assert "PIN" in weak.err
    gone = boothdeck(home, "user", "revoke", "nguyễn thảo")
    assert gone.code == 0
    again = boothdeck(home, "user", "revoke", "Nguyễn Thảo", "--json")
    assert again.code == 1
    assert isinstance(again.json, dict)
    assert again.json["problem"]["code"] == "no_such_user"


def test_booths_by_action_and_list(server: StudioProcess) -> None:
    home = server.home
    added = boothdeck(
        home,
        "do",
        "booth.add",
        "booth=b1",
        "number=7",
        "name=Mỹ phẩm",
        "port=1",
        'scene_roles={"human": "Người dẫn"}',
        "password=-",
        "--json",
        stdin="hunter22\n",
    )
    assert added.code == 0, added
    assert isinstance(added.json, dict)
    assert added.json["undo"] == {"name": "booth.remove", "params": {"booth": "b1"}}
    assert "hunter22" not in (home / "studio.toml").read_text("utf-8")
    listed = boothdeck(home, "booths", "--json")
    assert listed.code == 0
    assert isinstance(listed.json, list)
    (line,) = listed.json
    assert (line["booth"], line["number"], line["name"]) == ("b1", 7, "Mỹ phẩm")
    in_words = boothdeck(home, "booths")
    assert in_words.out.splitlines()[1].startswith("07  b1")
    assert boothdeck(home, "do", "booth.remove", "booth=b1").out == "Done.\n"
    assert "no booths yet" in boothdeck(home, "booths").out


def test_a_job_is_waited_for(server: StudioProcess) -> None:
    tried = boothdeck(server.home, "do", "booth.test", "port=1", "--json")
    assert isinstance(tried.json, dict)
    assert tried.json["result"]["problem"]["code"] == "link_no_answer"
    in_words = boothdeck(server.home, "do", "booth.test", "port=1")
    assert "Nothing listens" in in_words.out


def test_a_group_has_a_line_for_each_booth(server: StudioProcess) -> None:
    home = server.home
    for number in (41, 42):
        words = (f"booth=g{number}", f"number={number}", f"name=Group {number}", "port=1")
        assert boothdeck(home, "do", "booth.add", *words).code == 0
    ready = boothdeck(home, "group", "start-stream", "--booths", "41-42", "--ready")
    assert ready.code == 0
    rows = [line.split()[:4] for line in ready.out.splitlines()[1:3]]
    assert rows == [["41", "Group", "41", "skipped"], ["42", "Group", "42", "skipped"]]
    assert ready.out.splitlines()[-1] == "2 skipped"
    failed = boothdeck(home, "group", "cut", "AI", "--booths", "g41,42", "--json")
    assert failed.code == 1
    assert isinstance(failed.json, dict)
    results = failed.json["result"]["results"]
    assert {each["problem"]["code"] for each in results} == {"not_connected"}
    nowhere = boothdeck(home, "group", "take", "--booths", "43")
    assert nowhere.code == 1
    assert "There is no booth 43" in nowhere.err
    for number in (41, 42):
        assert boothdeck(home, "do", "booth.remove", f"booth=g{number}", "--yes").code == 0


def test_what_is_refused_says_why(server: StudioProcess) -> None:
    said = boothdeck(server.home, "do", "program.take", "booth=b9")
    assert said.code == 1
    assert "There is no booth b9" in said.err
    said = boothdeck(server.home, "do", "program.take", "--json")
    assert isinstance(said.json, dict)
    assert said.json["ok"] is False
    assert said.json["problem"]["code"] == "bad_parameters"


def test_a_secret_is_kept_without_a_server(tmp_path: Path) -> None:
    said = boothdeck(tmp_path, "secret", "set", "database", stdin="hunter22\n")
    assert said.code == 0
    assert json.loads((tmp_path / "data" / "secrets.json").read_text()) == {"database": "hunter22"}
    assert "hunter22" not in said.out + said.err


def test_a_home_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    said = boothdeck(blocked, "server")
    assert said.code == 1
    assert "file" in said.err


def test_server_stop_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    process = StudioProcess(tmp_path)
    process.start()
    try:
        assert boothdeck(tmp_path, "server", "stop").code == 0
        assert find_running(process.paths) is None
        assert process.stop() == 0
    finally:
        process.kill()
