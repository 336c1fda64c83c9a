"""TLS with a certificate of our own: believed on first use, and the same ever after."""

import ssl
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography import x509

from studio_app.client import ConnectionStatus, StudioClient
from studio_app.domain.actions.switching import Take
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.server.certificate import fingerprint, load_tls, make_certificate
from tests.fakes.server import FakeHouse, becomes


def with_tls(folder: Path) -> FakeHouse:
    """A house with a certificate of its own, not started."""
    made = FakeHouse(folder)
    cert, key = folder / "cert.pem", folder / "key.pem"
    make_certificate(cert, key, ["127.0.0.1", "localhost", "::1"])
    made.listen = made.listen._replace(tls_cert=cert, tls_key=key)
    return made


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    made = with_tls(tmp_path / "one")
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def client() -> AsyncIterator[StudioClient]:
    made = StudioClient("console")
    yield made
    await made.close()


async def test_the_first_certificate_is_believed_and_pinned(
    one: FakeHouse, client: StudioClient
) -> None:
    server = client.add_server(f"https://{one.address}", None)
    await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)
    assert one.listen.tls_cert is not None
    assert server.certificate == fingerprint(one.listen.tls_cert)
    await server.sign_in("admin", "4711")
    await becomes(client, server, ConnectionStatus.CONNECTED)
    await server.act(Take(booth=BoothId("b1")))


async def test_another_certificate_is_refused_before_anything_is_said(
    one: FakeHouse, client: StudioClient
) -> None:
    server = client.add_server(f"https://{one.address}", Role.ADMIN, certificate="ab" * 32)
    await becomes(client, server, ConnectionStatus.REFUSED)
    assert server.problem is not None
    assert server.problem.code == "certificate_changed"
    with pytest.raises(StudioError) as raised:
        await server.sign_in("admin", "4711")
    assert raised.value.problem.code == "certificate_changed"
    assert one.door.asked == 0


async def test_a_certificate_that_changes_meanwhile_is_noticed(
    one: FakeHouse, client: StudioClient
) -> None:
    server = client.add_server(f"https://{one.address}", Role.ADMIN)
    await becomes(client, server, ConnectionStatus.CONNECTED)
    await one.stop()
    assert one.listen.tls_cert is not None
    assert one.listen.tls_key is not None
    make_certificate(one.listen.tls_cert, one.listen.tls_key, ["127.0.0.1"])
    await one.start()
    await becomes(client, server, ConnectionStatus.REFUSED)
    assert server.problem is not None
    assert server.problem.code == "certificate_changed"


async def test_plain_http_at_a_tls_port_is_no_server(one: FakeHouse, client: StudioClient) -> None:
    server = client.add_server(f"http://{one.address}", Role.ADMIN)
    await becomes(client, server, ConnectionStatus.LOST)
    assert server.problem is not None
    assert server.problem.code == "server_unreachable"


def test_certificates_name_their_addresses_and_keep_their_key(tmp_path: Path) -> None:
    cert, key = tmp_path / "tls" / "cert.pem", tmp_path / "tls" / "key.pem"
    shown = make_certificate(cert, key, ["10.0.0.7", "studio.lan"])
    assert shown == fingerprint(cert)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    names = x509.load_pem_x509_certificate(cert.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["studio.lan"]
    assert [str(ip) for ip in names.value.get_values_for_type(x509.IPAddress)] == ["10.0.0.7"]
    assert load_tls(cert, key).minimum_version >= ssl.TLSVersion.TLSv1_2


def test_files_that_are_no_certificate_are_said(tmp_path: Path) -> None:
    nonsense = tmp_path / "cert.pem"
    nonsense.write_text("nonsense")
    for cert in (nonsense, tmp_path / "missing.pem"):
        with pytest.raises(StudioError) as raised:
            load_tls(cert, nonsense)
        assert raised.value.problem.code == "tls_unusable"
        assert str(cert) in raised.value.problem.text
