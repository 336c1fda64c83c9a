"""The HTTP side: every refusal in one shape, nothing for strangers, actions, state and files."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import msgspec
import pytest

from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.actions.house import EditBooth, FoundObs
from studio_app.domain.actions.switching import Cut
from studio_app.domain.errors import fail
from studio_app.domain.feed import Act, ActionCall, Done
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal, Role
from studio_app.server.openapi import openapi
from tests.fakes.browser import Browser
from tests.fakes.server import FakeHouse, booth, house


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path) as made:
        yield made


@pytest.fixture
async def browser(one: FakeHouse) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(session, one.address)


def auth(said: str | None) -> dict[str, str]:
    """The header that says so."""
    return {} if said is None else {"Authorization": said}


# --- who comes in --------------------------------------------------------------------------------


async def test_anybody_may_ask_who_is_there(browser: Browser) -> None:
    answer = await browser.ask("GET", "/api/server", token=None)
    assert answer.status == 200
    assert answer.body == {
        "name": "Studio 1",
        "id": "house0000001",
        "version": "0.1.0",
        "protocol": 1,
        "needs_first_user": False,
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/feed"),
        ("GET", "/api/state"),
        ("GET", "/api/actions"),
        ("GET", "/api/openapi.json"),
        ("POST", "/api/actions/program.take"),
        ("POST", "/api/blobs"),
    ],
)
@pytest.mark.parametrize("said", [None, "Basic YTpi", "Bearer "])
async def test_everything_else_needs_a_token(
    browser: Browser, one: FakeHouse, method: str, path: str, said: str | None
) -> None:
    answer = await browser.ask(method, path, token=None, headers=auth(said))
    assert (answer.status, answer.code) == (401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not one.desk.begun


async def test_a_token_in_the_address_counts_for_nothing(browser: Browser) -> None:
    answer = await browser.ask("GET", "/api/state?token=admin&access_token=admin", token=None)
    assert answer.code == "not_signed_in"


async def test_a_session_that_is_over_says_so(browser: Browser, one: FakeHouse) -> None:
    one.door.throw_out(Role.ADMIN)
    answer = await browser.ask("GET", "/api/state")
    assert (answer.status, answer.code) == (401, "session_expired")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7450", "127.0.0.1.evil.example", ""]
)
async def test_a_name_that_is_not_ours_is_refused(browser: Browser, host: str) -> None:
    for path in ("/api/server", "/api/feed", "/nowhere"):
        answer = await browser.ask("GET", path, Host=host)
        assert (answer.status, answer.code) == (421, "wrong_host")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:1", "[::1]:7450", "LOCALHOST", "studio.lan"]
)
async def test_our_own_names_are_taken(tmp_path: Path, host: str) -> None:
    made = FakeHouse(tmp_path)
    made.listen = made.listen._replace(names=("studio.lan",))
    await made.start()
    async with aiohttp.ClientSession() as session:
        answer = await Browser(session, made.address).ask("GET", "/api/server", Host=host)
        assert answer.status == 200
    await made.stop()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ""])
async def test_pages_of_other_sites_are_refused(
    browser: Browser, one: FakeHouse, origin: str
) -> None:
    answer = await browser.ask("POST", "/api/actions/program.take", body={}, Origin=origin)
    assert (answer.status, answer.code) == (403, "wrong_origin")
    answer = await browser.ask("GET", "/api/feed", Origin=origin)
    assert answer.code == "wrong_origin"
    assert not one.desk.begun


async def test_our_own_pages_are_not(browser: Browser) -> None:
    answer = await browser.ask("GET", "/api/state", Origin=f"http://{browser.address}")
    assert answer.status == 200


async def test_signs_in(browser: Browser) -> None:
    answer = await browser.ask(
        "POST",
        "/api/sign-in",
        token=None,
        body={"name": "host", "pin": "4711"},
        X_BoothDeck_Program="stage",
    )
    assert answer.status == 200
    assert answer.body["token"] == "host"
    assert answer.body["principal"] == {"name": "host", "role": "host", "origin": "stage 127.0.0.1"}
    assert datetime.fromisoformat(str(answer.body["expires"])) > datetime.now(UTC)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "host", "pin": "1"}, 401, "wrong_pin"),
        ({"name": "host"}, 400, "bad_request"),
        ({"name": "host", "pin": 4711}, 400, "bad_request"),
        ({"name": "host", "pin": "4711", "role": "admin"}, 400, "bad_request"),
        ([], 400, "bad_request"),
    ],
)
async def test_a_wrong_sign_in_is_refused(
    browser: Browser, body: object, status: int, code: str
) -> None:
    answer = await browser.ask("POST", "/api/sign-in", token=None, body=body)
    assert (answer.status, answer.code) == (status, code)


async def test_too_many_tries_say_how_long_to_wait(browser: Browser, one: FakeHouse) -> None:
    async def sign_in(*_: str) -> None:
        raise fail("too_many_tries", seconds=30)

    one.door.sign_in = sign_in  # type: ignore[assignment, method-assign]
    answer = await browser.ask("POST", "/api/sign-in", body={"name": "host", "pin": "4711"})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "30")


# --- every answer --------------------------------------------------------------------------------


async def test_every_answer_is_hardened(browser: Browser) -> None:
    for path in ("/api/server", "/nowhere", "/api/state"):
        headers = (await browser.ask("GET", path, token=None)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "aiohttp" not in headers["Server"]
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("DELETE", "/api/state", 405, "wrong_method"),
        ("GET", "/api/actions/program.take", 405, "wrong_method"),
        ("GET", "/api/feed", 400, "bad_request"),
    ],
)
async def test_wrong_paths_and_methods_are_problems(
    browser: Browser, method: str, path: str, status: int, code: str
) -> None:
    answer = await browser.ask(method, path)
    assert (answer.status, answer.code) == (status, code)


async def test_a_failure_inside_tells_a_reference_and_no_more(
    browser: Browser, one: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    async def session(*_: str) -> None:
        raise RuntimeError("the secret is 4711")

    one.door.session = session  # type: ignore[assignment, method-assign]
    answer = await browser.ask("GET", "/api/state")
    assert (answer.status, answer.code) == (500, "internal")
    assert "4711" not in str(answer.body)
    assert "4711" in caplog.text


# --- state ---------------------------------------------------------------------------------------


async def test_state_is_shown_by_role(browser: Browser, one: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1, host="Lan 0912345678")})
    for role, host in ((Role.HOST, "Lan 09•• ••• 678"), (Role.DIRECTOR, "Lan 0912345678")):
        answer = await browser.ask("GET", "/api/state", token=role)
        assert answer.body["revision"] == 1
        [record] = msgspec.convert(answer.body["records"], list[dict[str, object]])
        assert record["key"] == ["booth", "b1"]
        assert msgspec.convert(record["value"], dict[str, object])["host"] == host


class StateRow(msgspec.Struct):
    """A record as a caller reads it."""

    key: tuple[str, ...]
    value: dict[str, object]


async def test_state_tells_what_a_finished_job_found(browser: Browser, one: FakeHouse) -> None:
    found = (FoundObs(address="127.0.0.1", port=4455),)
    running = Job(
        action="booth.find", by="Lan", status=JobStatus.RUNNING, started=datetime.now(UTC)
    )
    done = msgspec.structs.replace(
        running, status=JobStatus.DONE, result=msgspec.Raw(msgspec.msgpack.encode(found))
    )
    one.apply({("job", "j1"): running, ("job", "j2"): done})
    answer = await browser.ask("GET", "/api/state")
    records = msgspec.convert(answer.body["records"], list[StateRow])
    results = {record.key[1]: record.value["result"] for record in records}
    assert results["j1"] is None
    assert msgspec.convert(results["j2"], tuple[FoundObs, ...]) == found


# --- actions -------------------------------------------------------------------------------------


async def test_actions_are_listed_with_all_that_a_caller_needs(browser: Browser) -> None:
    answer = await browser.ask("GET", "/api/actions", token=Role.TECHNICIAN)
    listed = {a["name"]: a for a in msgspec.convert(answer.body["list"], list[dict[str, object]])}
    assert set(listed) == set(ALL_ACTIONS)
    take = listed["program.take"]
    assert (take["role"], take["allowed"], take["long"]) == ("technician", True, False)
    assert take["summary"] == "Put the preview on air with the chosen transition."
    assert take["inverse"] == "program.cut"
    assert "booth" in str(take["parameters"])
    assert listed["booth.add"]["secret"] == ["password"]
    assert listed["booth.add"]["allowed"] is False
    assert listed["tbar.move"]["inverse"] is None
    assert listed["booth.find"]["long"] is True


async def test_an_action_by_http_is_an_action(browser: Browser, one: FakeHouse) -> None:
    undo = ActionCall(
        name="program.cut",
        params=msgspec.Raw(msgspec.msgpack.encode(Cut(booth="b1", scene="A"))),  # type: ignore[arg-type]
    )
    seen: list[Principal] = []

    async def does(act: Act, principal: Principal) -> Done:
        seen.append(principal)
        found = (FoundObs(address="127.0.0.1", port=4455),)
        result = msgspec.Raw(msgspec.msgpack.encode(found))
        return Done(request_id=act.request_id, result=result, undo=undo)

    one.desk.does = does
    not_after = datetime.now(UTC) + timedelta(seconds=10)
    answer = await browser.ask(
        "POST",
        "/api/actions/booth.find",
        body={"network": True},
        X_Request_Id="r1",
        X_Not_After=not_after.isoformat(),
        X_Confirmed="true",
    )
    assert answer.status == 200
    assert answer.body["request_id"] == "r1"
    assert msgspec.convert(answer.body["result"], tuple[FoundObs, ...])[0].port == 4455
    assert answer.body["undo"] == {
        "name": "program.cut",
        "params": {"booth": "b1", "scene": "A"} | {"seen_program": None},
    }
    [act] = one.desk.begun
    assert (act.request_id, act.not_after, act.confirmed) == ("r1", not_after, True)
    assert msgspec.msgpack.decode(act.call.params) == {"network": True}
    assert seen == [Principal(name="admin", role=Role.ADMIN, origin="http 127.0.0.1")]


async def test_what_is_not_given_stays_not_given(browser: Browser, one: FakeHouse) -> None:
    await browser.ask("POST", "/api/actions/booth.edit", body={"booth": "b1", "host": "Lan"})
    edit = msgspec.msgpack.decode(one.desk.begun[0].call.params, type=EditBooth)
    assert edit == EditBooth(booth=edit.booth, host="Lan")


async def test_a_repeated_request_gets_the_same_answer(browser: Browser, one: FakeHouse) -> None:
    answers = [
        await browser.ask("POST", "/api/actions/program.take", body={}, X_Request_Id="same")
        for _ in range(3)
    ]
    assert answers[0].body == answers[1].body == answers[2].body
    assert len(one.desk.begun) == 1


async def test_a_late_request_is_refused(browser: Browser) -> None:
    answer = await browser.ask(
        "POST", "/api/actions/program.take", body={}, X_Not_After="2020-01-01T00:00:00Z"
    )
    assert (answer.status, answer.code) == (409, "too_late")


async def test_a_job_is_accepted(browser: Browser, one: FakeHouse) -> None:
    async def does(act: Act, _: Principal) -> Done:
        return Done(request_id=act.request_id, job="j1")

    one.desk.does = does
    answer = await browser.ask("POST", "/api/actions/booth.find")
    assert (answer.status, answer.body["job"]) == (202, "j1")


async def test_a_failure_of_the_desk_itself_is_answered(
    browser: Browser, one: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    async def does(_: Act, __: Principal) -> Done:
        raise RuntimeError("broken")

    one.desk.does = does
    answer = await browser.ask("POST", "/api/actions/program.take", body={})
    assert answer.code == "internal"
    assert "broken" in caplog.text


async def test_who_hangs_up_does_not_stop_the_action(browser: Browser, one: FakeHouse) -> None:
    begun, release, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def does(act: Act, _: Principal) -> Done:
        begun.set()
        await release.wait()
        ended.set()
        return Done(request_id=act.request_id)

    one.desk.does = does
    asking = asyncio.create_task(browser.ask("POST", "/api/actions/program.take", body={}))
    await begun.wait()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    release.set()
    await asyncio.wait_for(ended.wait(), 5)


@pytest.mark.parametrize(
    ("data", "headers", "detail"),
    [
        (b"{", {}, "no JSON"),
        (b'{"n": 99999999999999999999999}', {}, "64 bits"),
        (b"{}", {"X_Not_After": "soon"}, "X-Not-After"),
        (b"{}", {"X_Not_After": "2026-01-31T20:00:00"}, "zone"),
        (b"{}", {"X_Confirmed": "maybe"}, "X-Confirmed"),
    ],
)
async def test_a_bad_request_says_what_is_wrong(
    browser: Browser, one: FakeHouse, data: bytes, headers: dict[str, str], detail: str
) -> None:
    answer = await browser.ask("POST", "/api/actions/program.take", data=data, headers=headers)
    assert (answer.status, answer.code) == (400, "bad_request")
    assert detail in str(answer.body)
    assert not one.desk.begun


async def test_a_body_beyond_the_limit_is_refused(browser: Browser) -> None:
    answer = await browser.ask("POST", "/api/actions/program.take", data=bytes(2 << 20))
    assert (answer.status, answer.code) == (413, "too_large")


async def test_openapi_describes_every_action_with_types(browser: Browser) -> None:
    answer = await browser.ask("GET", "/api/openapi.json")
    assert answer.body["openapi"] == "3.1.0"
    paths = msgspec.convert(answer.body["paths"], dict[str, dict[str, dict[str, object]]])
    assert {f"/api/actions/{name}" for name in ALL_ACTIONS} <= set(paths)
    assert paths["/api/server"]["get"]["security"] == []


def test_openapi_refers_only_to_what_it_has() -> None:
    document = openapi("Studio", "0.1.0")
    text = msgspec.json.encode(document).decode()
    schemas = msgspec.convert(document["components"], dict[str, dict[str, object]])["schemas"]
    referred = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert referred <= set(schemas)
    for name in ("Take", "BoothTest", "ProblemBody"):
        assert name in schemas
