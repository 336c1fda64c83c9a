"""Folders that only their owner enters, files that are whole, and one server in a home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio_app.support.paths import HOME_VARIABLE, find_paths, write_private
from studio_app.support.running import (
    HomeLock,
    HomeTaken,
    RunningServer,
    find_running,
    is_taken,
    read_local_key,
    remove_notes,
    write_notes,
)

RUNNING = RunningServer(address="127.0.0.1", port=7450, pid=os.getpid(), server_id="abcdefghijkl")


def test_a_home_holds_everything(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "home")
    paths.make()
    assert paths.settings_file == tmp_path / "home" / "studio.toml"
    for folder in (paths.config, paths.data, paths.runtime, paths.logs):
        assert folder.is_relative_to(tmp_path / "home")
        if sys.platform != "win32":
            assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    find_paths(tmp_path).make()
    if sys.platform != "win32":
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_the_variable_names_a_home_and_the_option_goes_before_it(tmp_path: Path) -> None:
    environ = {HOME_VARIABLE: str(tmp_path / "one")}
    assert find_paths(None, environ).home == tmp_path / "one"
    assert find_paths(tmp_path / "two", environ).home == tmp_path / "two"
    assert find_paths(None, {}).home is None


def test_a_private_file_is_put_in_place_whole(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    write_private(file, b"one")
    write_private(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600


def test_one_server_in_a_home(tmp_path: Path) -> None:
    lock = HomeLock(tmp_path / "server.lock")
    with pytest.raises(HomeTaken):
        HomeLock(tmp_path / "server.lock")
    lock.release()
    HomeLock(tmp_path / "server.lock").release()


def test_a_server_is_found_while_it_holds_its_home_only(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    assert find_running(paths) is None
    lock = HomeLock(paths.lock_file)
    write_notes(paths, RUNNING, "the-key")
    assert find_running(paths) == RUNNING
    assert read_local_key(paths) == "the-key"
    lock.release()  # as when it is killed: its notes stay
    assert find_running(paths) is None
    remove_notes(paths)
    assert read_local_key(paths) is None


def test_the_lock_is_let_go_when_its_process_dies(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    hold = (
        "import sys; from pathlib import Path; from studio_app.support.running import HomeLock;"
        "lock = HomeLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(paths.lock_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        assert is_taken(paths)
        holder.kill()
        holder.wait()
        assert not is_taken(paths)


@pytest.mark.parametrize(
    ("address", "tls", "url"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:7450"),
        ("::1", False, "http://[::1]:7450"),
        ("192.0.2.7", True, "https://192.0.2.7:7450"),
    ],
)
def test_where_it_is(address: str, tls: bool, url: str) -> None:
    server = RunningServer(address=address, port=7450, tls=tls, pid=1, server_id="a")
    assert server.url == url
