"""Files that are handed over, and where a server listens at all."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from studio_app.domain.errors import StudioError
from studio_app.server.app import Listen
from studio_app.server.blobs import BlobStore
from tests.fakes.browser import Browser
from tests.fakes.server import FakeHouse, house


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path) as made:
        yield made


@pytest.fixture
async def browser(one: FakeHouse) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(session, one.address)


async def test_a_file_is_kept_for_actions(browser: Browser, one: FakeHouse) -> None:
    content = bytes(range(256)) * 2000
    answer = await browser.ask("POST", "/api/blobs", data=content)
    assert (answer.status, answer.body["size"]) == (201, len(content))
    path = one.folder / "blobs" / str(answer.body["blob"])
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_file_beyond_the_limit_leaves_nothing(browser: Browser, one: FakeHouse) -> None:
    async def unsized() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield bytes(64 << 10)

    answer = await browser.ask("POST", "/api/blobs", data=bytes(2 << 20))
    assert (answer.status, answer.code) == (413, "too_large")
    answer = await browser.ask("POST", "/api/blobs", data=unsized())
    assert (answer.status, answer.code) == (413, "too_large")
    assert not list((one.folder / "blobs").iterdir())


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_files_expire_and_unknown_ones_are_said(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", kept_s=0)
    await store.start()
    kept = await store.save(chunks(b"a", b"b"))
    assert store.path(kept.id).read_bytes() == b"ab"
    await store.stop()
    await store.start()  # sweeps what is older than 0 s
    for blob in (kept.id, "../../etc/passwd", "", "x" * 32):
        with pytest.raises(StudioError) as raised:
            store.path(blob)
        assert raised.value.problem.code == "no_such_blob"
    await store.stop()


async def test_all_files_together_have_a_limit(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", total=10)
    await store.start()
    await store.save(chunks(bytes(8)))
    with pytest.raises(StudioError) as raised:
        await store.save(chunks(bytes(8)))
    assert raised.value.problem.code == "too_large"
    await store.stop()


# --- where it listens ----------------------------------------------------------------------------


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.0.2.7", "studio.lan"])
async def test_without_tls_only_this_machine_is_served(tmp_path: Path, bind: str) -> None:
    made = FakeHouse(tmp_path)
    made.listen = Listen(bind=bind, port=0)
    with pytest.raises(StudioError) as raised:
        await made.start()
    assert raised.value.problem.code == "tls_required"


async def test_a_port_in_use_is_said_plainly(one: FakeHouse, tmp_path: Path) -> None:
    second = FakeHouse(tmp_path / "second")
    second.listen = one.listen
    with pytest.raises(StudioError) as raised:
        await second.start()
    assert raised.value.problem.code == "cannot_listen"
    assert str(one.listen.port) in raised.value.problem.text
