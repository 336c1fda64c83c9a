"""Servers are remembered, this machine's is found by its notes, its owner gets in at first."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from studio_app.domain.errors import StudioError
from studio_app.support.paths import Paths, find_paths
from tests.ui.conftest import Run
from tests.ui.console import FakeJoining, FakeTokens
from tests.ui.fake_client import FakeStudio
from ui.bridge.client import ConnectionStatus
from ui.bridge.server_book import ServerBook


class Home:
    """A home with its book."""

    def __init__(self, folder: Path, tokens: FakeTokens | None = None) -> None:
        self.paths: Paths = find_paths(folder, {})
        self.paths.make()
        self.studio = FakeStudio()
        self.tokens = tokens or FakeTokens()
        self.joining = FakeJoining(self.studio)
        self.book = ServerBook(self.joining, self.paths, folder / "servers.json", self.tokens)

    def server_runs(self, port: int, key: str = "k" * 32, server_id: str = "x") -> None:
        """What a running server leaves in its runtime folder."""
        notes = f'{{"address": "127.0.0.1", "port": {port}, "pid": 1, "server_id": "{server_id}"}}'
        self.paths.server_file.write_text(notes)
        self.paths.local_key_file.write_text(key)


Again = Callable[..., Home]


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """The same home, started anew."""
    return partial(Home, tmp_path)


def test_what_was_added_is_there_at_the_next_start(again: Again, run: Run[Any]) -> None:
    home = again()
    connection = run(home.book.add(" studio-q8:7450 "))
    connection.certificate = "ab" * 32
    home.studio.servers_changed.emit(connection)
    connection.pins["Minh"] = "2468"
    run(home.book.sign_in(connection, "Minh", "2468"))
    later = again(home.tokens)
    run(later.book.open())
    assert later.joining.joined == [("studio-q8:7450", "token of Minh", "ab" * 32)]


def test_removing_forgets_server_and_token(again: Again, run: Run[Any]) -> None:
    home = again()
    connection = run(home.book.add("studio-q8:7450"))
    connection.pins["Minh"] = "2468"
    run(home.book.sign_in(connection, "Minh", "2468"))
    run(home.book.remove(connection))
    assert home.tokens.kept == {}
    later = again(home.tokens)
    run(later.book.open())
    assert later.joining.joined == []


def test_the_same_address_twice_is_refused(again: Again, run: Run[Any]) -> None:
    home = again()
    run(home.book.add("studio-q8:7450"))
    with pytest.raises(StudioError) as caught:
        run(home.book.add("studio-q8:7450"))
    assert caught.value.problem.code == "server_twice"


def test_the_owner_gets_in_while_nobody_has_a_pin(again: Again, run: Run[Any]) -> None:
    home = again()
    home.server_runs(7450)
    run(home.book.open())
    (connection,) = home.joining.servers
    assert home.joining.joined == [("127.0.0.1:7450", None, None)]
    connection.needs_first_user = True
    connection.principal = None
    home.studio.set_status(connection, ConnectionStatus.SIGN_IN_NEEDED)
    assert connection.tokens == ["k" * 32]
    # The server has said who we are, its state is still on the way.
    home.studio.set_status(connection, ConnectionStatus.SIGN_IN_NEEDED)
    assert connection.tokens == ["k" * 32], "given again, it ends the connection"


def test_with_staff_the_owner_is_not_assumed(again: Again, run: Run[Any]) -> None:
    home = again()
    home.server_runs(7450)
    run(home.book.open())
    (connection,) = home.joining.servers
    home.studio.set_status(connection, ConnectionStatus.SIGN_IN_NEEDED)
    assert connection.tokens == []
    assert home.book.use_local_key(connection)


def test_a_restart_at_another_port_is_followed(again: Again, run: Run[Any]) -> None:
    home = again()
    run(home.book.follow_local())
    assert home.joining.joined == []
    home.server_runs(7450)
    run(home.book.follow_local())
    (connection,) = home.joining.servers
    home.server_runs(7451)
    run(home.book.follow_local())
    assert home.joining.servers == [connection], "left while it was connected"
    home.studio.set_status(connection, ConnectionStatus.LOST)
    run(home.book.follow_local())
    assert home.joining.servers == [connection], "what is known of it stays"
    assert connection.address == "127.0.0.1:7451"
    assert connection.tokens == [], "and who is signed in"
    assert home.book.is_local(connection)


def test_another_server_in_its_place_is_a_stranger(again: Again, run: Run[Any]) -> None:
    home = again()
    home.server_runs(7450)
    run(home.book.open())
    (connection,) = home.joining.servers
    connection.pins["Minh"] = "2468"
    run(home.book.sign_in(connection, "Minh", "2468"))
    home.studio.set_status(connection, ConnectionStatus.LOST)
    home.server_runs(7451, server_id="y")
    run(home.book.follow_local())
    (stranger,) = home.joining.servers
    assert stranger is not connection
    assert home.joining.joined[-1] == ("127.0.0.1:7451", None, None), "not shown the other's token"


def test_this_machines_server_is_known_again_at_another_port(again: Again, run: Run[Any]) -> None:
    home = again()
    home.server_runs(7450)
    run(home.book.open())
    (connection,) = home.joining.servers
    connection.pins["Minh"] = "2468"
    run(home.book.sign_in(connection, "Minh", "2468"))
    home.server_runs(7451)
    later = again(home.tokens)
    run(later.book.open())
    assert later.joining.joined == [("127.0.0.1:7451", "token of Minh", None)]
    run(later.book.sign_out(later.joining.servers[0]))
    assert home.tokens.kept == {}


def test_named_servers_are_the_only_ones(again: Again, run: Run[Any]) -> None:
    home = again()
    home.server_runs(7450)
    run(home.book.add("studio-q8:7450"))
    later = again()
    run(later.book.open(["studio-q9:7450"], "t"))
    assert later.joining.joined == [("studio-q9:7450", "t", None)]


def test_a_broken_file_costs_the_list_not_the_start(again: Again, run: Run[Any]) -> None:
    home = again()
    (home.paths.config / "servers.json").write_text("{")
    run(home.book.open())
    assert home.joining.joined == []
