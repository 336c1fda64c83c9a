"""`boothdeck doctor` on a running server, on simulated OBS and on a real one: what it finds, and
what it says to do."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_app.cli.findings import Finding, Level
from studio_app.services.booths import password_name
from studio_app.support.running import find_running
from tests.end2end.simulator import Access, Simulator
from tests.integration.test_cli_process import boothdeck
from tests.real_obs import ObsFactory
from tests.studio_process import StudioProcess

TEMPLATE = 'template = "partner-studio"\n'


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    made = Simulator(tmp_path_factory.mktemp("simulator"), "simulator", 1, "--still")
    yield made
    made.stop()


def furnish(home: Path, obs: Access, settings: str = "", top: str = "") -> None:
    """A studio with one booth at this OBS, its password known."""
    write(home, top + booth(obs, settings))
    know(home, {"b1": obs.password})


def booth(obs: Access, settings: str = "", number: int = 1) -> str:
    """A booth's table."""
    lines = ["[[booth]]", f'id = "b{number}"', f"number = {number}", 'name = "Một"']
    return "\n".join([*lines, f"port = {obs.port}", settings])


def write(home: Path, settings: str) -> None:
    """The studio's settings, at a port that is free."""
    (home / "studio.toml").write_text(f"[server]\nport = 0\n{settings}", encoding="utf-8")


def know(home: Path, passwords: dict[str, str]) -> None:
    """The passwords of these booths."""
    (home / "data").mkdir(exist_ok=True)
    named = {password_name(each): password for each, password in passwords.items()}
    (home / "data" / "secrets.json").write_text(json.dumps(named))


def examine(home: Path) -> list[Finding]:
    """Everything that the doctor finds."""
    said = boothdeck(home, "doctor", "--json")
    findings = msgspec.json.decode(said.out, type=list[Finding])
    assert said.code == (1 if any(each.level is Level.WRONG for each in findings) else 0)
    for each in findings:  # a problem's own words say what to do, and are sentences
        assert each.level is Level.OK or each.advice or each.found.endswith("."), each
    return findings


def about(findings: list[Finding], text: str) -> Finding:
    """The one finding that says this."""
    found = [each for each in findings if text in f"{each.what}: {each.found}"]
    assert len(found) == 1, (text, findings)
    return found[0]


def wrongs(findings: list[Finding]) -> list[Finding]:
    """What does not work."""
    return [each for each in findings if each.level is Level.WRONG]


# --- the server ----------------------------------------------------------------------------------


def test_a_running_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    studio = StudioProcess(tmp_path)
    studio.start()
    try:
        findings = examine(tmp_path)
        running = find_running(studio.paths)
    finally:
        studio.stop()
    assert running is not None
    assert about(findings, f"Server: runs at {running.url}").level is Level.OK
    assert about(findings, "Clock: the same as the server").level is Level.OK
    assert about(findings, "Database").level is Level.OK
    assert about(findings, "Keyring").advice


def test_what_is_wrong_comes_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "studio.toml").write_text(
        '[server]\nport = "x"\n[[booth]]\nid = "b1"\nnumber = 1\nname = "Một"\nport = 1\n'
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "studio.sqlite3").write_bytes(b"no database" * 1000)
    said = boothdeck(tmp_path, "doctor")
    assert said.code == 1
    assert "studio.toml:2: server.port: must be a whole number from 0 to 65535" in said.out
    assert "WRONG   Database" in said.out
    assert "WRONG   Booth 01 Một: Nothing listens at 127.0.0.1:1" in said.out
    assert "to mend" in said.out


def test_a_port_that_is_taken(tmp_path: Path, simulator: Simulator) -> None:
    (port, _) = simulator.booths[0]
    (tmp_path / "studio.toml").write_text(f"[server]\nport = {port}\n")
    found = about(examine(tmp_path), f"127.0.0.1:{port} cannot be taken")
    assert found.level is Level.WRONG
    assert "another port" in found.advice


def test_a_locked_database_is_told_from_a_broken_one(tmp_path: Path) -> None:
    write(tmp_path, "")
    (tmp_path / "data").mkdir()
    connection = sqlite3.connect(tmp_path / "data" / "studio.sqlite3", isolation_level=None)
    connection.execute("CREATE TABLE one (id INTEGER)")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        assert "locked" in about(examine(tmp_path), "Database").found
    finally:
        connection.close()
    assert about(examine(tmp_path), "Database").level is Level.OK


# --- the booths ----------------------------------------------------------------------------------


def test_a_booth_that_is_all_right(tmp_path: Path, simulator: Simulator) -> None:
    furnish(tmp_path, simulator.booths[0], 'scene_roles = { human = "Host" }\n')
    findings = examine(tmp_path)
    assert wrongs(findings) == []
    assert about(findings, f"at 127.0.0.1:{simulator.booths[0].port}").level is Level.OK
    assert about(findings, "cannot split a recording").level is Level.OK
    assert about(findings, "obs-browser is missing").level is Level.WARNING


def test_a_password_that_is_missing_or_wrong(tmp_path: Path, simulator: Simulator) -> None:
    furnish(tmp_path, simulator.booths[0])
    know(tmp_path, {})
    (missing,) = wrongs(examine(tmp_path))
    assert "none is stored" in missing.found
    assert "boothdeck do booth.edit booth=b1 password=-" in missing.advice
    know(tmp_path, {"b1": "hunter22"})
    (wrong,) = wrongs(examine(tmp_path))
    assert "OBS refused the password" in wrong.found


def test_two_booths_at_one_obs(tmp_path: Path, simulator: Simulator) -> None:
    obs = simulator.booths[0]
    write(tmp_path, booth(obs) + booth(obs, 'address = "localhost"\n', 2))
    know(tmp_path, {"b1": obs.password, "b2": obs.password})
    (same,) = wrongs(examine(tmp_path))
    assert (same.what, same.found.count("Booth 0")) == ("Ports", 2)


def test_scenes_that_settings_name_and_obs_has_not(tmp_path: Path, simulator: Simulator) -> None:
    furnish(
        tmp_path,
        simulator.booths[0],
        'scene_roles = { ai = "Robot" }\nstandby_scene = "Nowhere"\n',
    )
    findings = examine(tmp_path)
    assert "Rename it" in about(findings, "the scene “Robot”").advice
    assert "panic" in about(findings, "the standby scene “Nowhere”").advice


@pytest.mark.parametrize(
    ("limit_gb", "level"), [(0.1, Level.OK), (200, Level.WARNING), (10_000, Level.WRONG)]
)
def test_room_for_recordings_by_the_alarms_limit(
    tmp_path: Path, simulator: Simulator, limit_gb: float, level: Level
) -> None:
    furnish(tmp_path, simulator.booths[0], top=f"[alarms]\ndisk_gb = {limit_gb}\n")
    assert about(examine(tmp_path), "GB free for recordings").level is level


def test_a_booth_that_the_platform_sends_needs_no_stream_service(
    tmp_path: Path, simulator: Simulator
) -> None:
    furnish(tmp_path, simulator.booths[0], 'sent_by = "platform_program"\n')
    findings = examine(tmp_path)
    assert wrongs(findings) == []
    assert "where to send" not in str(findings)


def test_an_obs_that_is_not_as_its_template_says(tmp_path: Path, simulator: Simulator) -> None:
    furnish(tmp_path, simulator.booths[0], TEMPLATE)
    found = about(examine(tmp_path), "partner-studio")
    assert found.level is Level.WARNING
    assert "from its template" in found.found
    assert "booth.mend booth=b1" in found.advice


def test_a_template_that_is_not_there(tmp_path: Path, simulator: Simulator) -> None:
    furnish(tmp_path, simulator.booths[0], 'template = "palace"\n')
    assert "partner-studio" in about(examine(tmp_path), "palace").found


def test_a_real_obs(tmp_path: Path, obs_factory: ObsFactory) -> None:
    (obs,) = obs_factory(1)
    furnish(tmp_path, Access(obs.port, obs.password), 'scene_roles = { human = "Host" }\n')
    findings = examine(tmp_path)
    assert wrongs(findings) == []
    where = about(findings, f"at 127.0.0.1:{obs.port}")
    assert where.found.startswith("OBS ")
    assert about(findings, "GB free for recordings").level is Level.OK
    assert about(findings, "does not know where to send").level is Level.WARNING
    assert "camera source" not in str(findings)
    furnish(tmp_path, Access(obs.port, obs.password), TEMPLATE)
    differs = about(examine(tmp_path), "partner-studio")
    assert "from its template" in differs.found
