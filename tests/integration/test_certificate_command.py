"""`boothdeck server certificate`: made once, never lost by accident, and the server shows it."""

import os
import ssl
import stat
from pathlib import Path

import msgspec
import pytest
from cryptography import x509

from studio_app.domain.settings import read_settings
from studio_app.server.certificate import fingerprint, grouped
from tests.integration.test_cli_process import boothdeck
from tests.studio_process import StudioProcess


class Made(msgspec.Struct):
    """What a program reads."""

    ok: bool
    cert: Path
    key: Path
    names: list[str]
    sha256: str


def made(home: Path, *words: str) -> Made:
    """Make a certificate and read what is said of it."""
    said = boothdeck(home, "server", "certificate", *words, "--json")
    assert said.code == 0, said
    return msgspec.json.decode(said.out, type=Made, dec_hook=lambda _, text: Path(text))


def names_of(cert: Path) -> set[str]:
    """Names and addresses that a certificate is good for."""
    loaded = x509.load_pem_x509_certificate(cert.read_bytes())
    found = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = map(str, found.get_values_for_type(x509.IPAddress))
    return {*found.get_values_for_type(x509.DNSName), *addresses}


def test_it_is_made_for_the_names_given(tmp_path: Path) -> None:
    one = made(tmp_path, "studio-q7", "192.168.1.20")
    assert {"studio-q7", "192.168.1.20", "localhost", "127.0.0.1"} <= names_of(one.cert)
    assert set(one.names) == names_of(one.cert)
    assert one.sha256 == fingerprint(one.cert)
    if os.name == "posix":
        assert stat.S_IMODE(one.key.stat().st_mode) == 0o600


def test_without_names_it_takes_the_machines_own(tmp_path: Path) -> None:
    assert names_of(made(tmp_path).cert) > {"localhost", "127.0.0.1", "::1"}


def test_one_that_is_there_stays_until_it_is_to_be_replaced(tmp_path: Path) -> None:
    first = made(tmp_path)
    again = boothdeck(tmp_path, "server", "certificate")
    assert again.code == 1
    assert "--replace" in again.err
    assert str(first.cert) in again.err
    assert fingerprint(first.cert) == first.sha256
    assert made(tmp_path, "--replace").sha256 != first.sha256


def test_what_it_says_to_do_makes_the_server_show_it(tmp_path: Path) -> None:
    said = boothdeck(tmp_path, "server", "certificate", "localhost")
    one = next(tmp_path.rglob("cert.pem"))
    assert grouped(fingerprint(one)) in said.out
    lines = said.out.partition("[server]")[2]
    settings = "[server]\nport = 0\n" + "\n".join(line.strip() for line in lines.splitlines())
    assert read_settings(settings, "studio.toml").problems == ()
    (one.parent / "studio.toml").write_text(settings.replace("0.0.0.0", "127.0.0.1"))
    studio = StudioProcess(tmp_path)
    try:
        running = studio.start()
        shown = ssl.get_server_certificate((running.address, running.port))
    finally:
        studio.stop()
    assert shown.strip() == one.read_text().strip()


def test_it_goes_where_the_settings_name_it(tmp_path: Path) -> None:
    made(tmp_path)
    folder = next(tmp_path.rglob("cert.pem")).parent
    toml = '[server]\ntls_cert = "tls/q7.pem"\ntls_key = "tls/q7.key"\n'
    (folder / "studio.toml").write_text(toml)
    one = made(tmp_path)
    assert (one.cert, one.key) == (folder / "tls/q7.pem", folder / "tls/q7.key")


@pytest.mark.parametrize("name", ["my studio", "https://studio", "", "phòng-7"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemExit) as left:
        boothdeck(tmp_path, "server", "certificate", name)
    assert left.value.code == 2
    assert not list(tmp_path.rglob("*.pem"))


def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    said = boothdeck(tmp_path, "server", "certificate", "--json")
    assert said.code == 1
    assert "certificate_not_written" in said.out
