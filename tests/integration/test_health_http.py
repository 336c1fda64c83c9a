"""The booths' figures as clients get them: over HTTP, in the client, on the command line."""

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import msgspec
import pytest

from studio_app.cli import health as cli_health
from studio_app.cli.main import run
from studio_app.client import ServerConnection
from studio_app.domain.errors import StudioError
from studio_app.domain.health import QUANTITIES, HealthPage, HealthReading, HealthRow
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.support.logs import start_logging
from studio_app.support.paths import Paths
from tests.fakes.browser import Browser
from tests.fakes.server import FakeHouse, booth, client_of, house


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path) as made:
        yield made


@pytest.fixture
async def browser(one: FakeHouse) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(session, one.address)


async def test_a_booth_s_figures_come_as_json_and_as_csv(browser: Browser, one: FakeHouse) -> None:
    now = datetime.now(UTC)
    figures = HealthReading(fps=30, kbps=2500)
    one.health.rows = tuple(
        HealthRow(at=now - timedelta(minutes=minutes), figures=figures) for minutes in (90, 30)
    )
    answer = await browser.ask("GET", "/api/health/b1")
    page = msgspec.convert(answer.body, HealthPage, strict=False)
    assert page.rows == one.health.rows[1:]
    answer = await browser.ask("GET", "/api/health/b1?hours=2")
    assert msgspec.convert(answer.body, HealthPage, strict=False).rows == one.health.rows
    since = (now - timedelta(hours=3)).isoformat().replace("+", "%2B")
    until = (now - timedelta(hours=1)).isoformat()
    answer = await browser.ask("GET", f"/api/health/b1?since={since}&until={until}")
    assert msgspec.convert(answer.body, HealthPage, strict=False).rows == one.health.rows[:1]
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {Role.ADMIN}"}) as session,
        session.get(f"http://{one.address}/api/health/b1?hours=2&format=csv") as said,
    ):
        assert said.content_type == "text/csv"
        assert len((await said.text()).splitlines()) == 3


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("hours=0", "hours"),
        ("hours=nan", "hours"),
        ("hours=100", "72"),
        ("until=2026-01-01T00:00:00Z", "since"),
        ("since=yesterday", "zone"),
        ("since=2026-01-01T00:00:00", "zone"),
        ("hours=1&since=2026-01-01T00:00:00Z", "not both"),
        ("format=xml", "csv"),
        ("day=1", "allowed"),
    ],
)
async def test_a_question_for_figures_without_sense_says_what_is_allowed(
    browser: Browser, query: str, detail: str
) -> None:
    answer = await browser.ask("GET", f"/api/health/b1?{query}")
    assert (answer.status, answer.code) == (400, "bad_request")
    assert detail in str(answer.body)


async def test_figures_need_a_token_and_a_booth(browser: Browser) -> None:
    assert (await browser.ask("GET", "/api/health/nobody")).code == "no_such_booth"
    assert (await browser.ask("GET", "/api/health/b1", token=None)).status == 401


async def test_the_client_asks_by_the_server_s_clock(one: FakeHouse) -> None:
    async with client_of(one) as (_, (connection,)):
        now = connection.server_now()
        row = HealthRow(at=now - timedelta(minutes=5), figures=HealthReading(cpu_pct=4))
        one.health.rows = (row,)
        page = await connection.health(BoothId("b1"), now - timedelta(hours=1))
        assert page.rows == (row,)
        since, until = now - timedelta(hours=3), now - timedelta(hours=2)
        assert (await connection.health(BoothId("b1"), since, until)).rows == ()
        assert one.health.asked[-1] == ("b1", since, until)
        with pytest.raises(StudioError) as refused:
            await connection.health(BoothId("nobody"), since)
        assert refused.value.problem.code == "no_such_booth"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose server has one booth, number 7, with two rows."""

    @asynccontextmanager
    async def local(_paths: Paths) -> AsyncIterator[ServerConnection]:
        async with house(tmp_path / "server") as made:
            made.apply({("booth", "b7"): booth(7)})
            now = datetime.now(UTC)
            figures = HealthReading(fps=30, kbps=2500, rms_db=-23.4)
            made.health.rows = tuple(
                HealthRow(at=now - timedelta(minutes=minutes), figures=figures)
                for minutes in (90, 30)
            )
            async with client_of(made) as (_, (connection,)):
                yield connection

    monkeypatch.setattr(cli_health, "local_server", local)
    return tmp_path


def said(home: Path, *words: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["--home", str(home), "health", *words]) == 0
    start_logging(None, on_stderr=None)
    return out.getvalue()


def test_the_command_prints_a_table_csv_or_json(here: Path) -> None:
    table = said(here, "7").splitlines()
    assert len(table) == 2
    assert "-23.4" in table[1]
    rows = list(csv.reader(io.StringIO(said(here, "b7", "--hours", "2", "--csv"))))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {1 + len(QUANTITIES)}
    page = msgspec.json.decode(said(here, "07", "--hours", "2", "--json"), type=HealthPage)
    assert len(page.rows) == 2


def test_the_command_says_what_it_does_not_know(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(here), "health", "9"]) == 1
    assert "b7" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(["--home", str(here), "health", "7", "--hours", "0"])
    start_logging(None, on_stderr=None)
