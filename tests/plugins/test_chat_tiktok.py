"""TikTok LIVE's chat source, with TikTokLive unmodified, against local servers of its protocol."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from aiohttp import web
from TikTokLive.client.web.web_settings import WebDefaults

from studio_app.api import ChatKind, NotLive, Refused, TryLater
from tests.fakes.chat_services import tiktok as said
from tests.fakes.chat_services.tiktok import KEY, ROOM, USER, TikTok
from tests.fakes.plugin_context import living, until


@pytest.fixture
async def tiktok(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TikTok]:
    service = TikTok()
    async with service.serving():
        # TikTok's own pages are no setting: nobody but a test has others.
        monkeypatch.setattr(WebDefaults, "tiktok_app_url", service.address)
        monkeypatch.setattr(WebDefaults, "tiktok_webcast_url", f"{service.address}/webcast")
        yield service


def settings(tiktok: TikTok, **more: str) -> dict[str, str]:
    return {"user": f"@{USER}", "server": tiktok.address, **more}


@pytest.mark.parametrize("packed", [True, False])
async def test_every_kind_is_told(tiktok: TikTok, packed: bool) -> None:
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: tiktok.opened and life.context.connects)
        await tiktok.tell(
            said.comment(1, "chốt 2 áo A12 size M 0901234567"),
            said.gift(2, 1, ends=False),
            said.gift(3, 5, ends=True),
            said.social(4, "pm_main_follow_message_viewer_2"),
            said.social(5, "pm_mt_guidance_share"),
            said.join(6),
            said.like(7, 12),
            said.shopping(8, "Áo thun A12"),
            said.watching(9, 321),
            packed=packed,
        )
        await until(lambda: life.context.counts == [321])
        await until(lambda: len(life.context.events) == 7)
    by_kind = {event.kind: event for event in life.context.events}
    text = by_kind[ChatKind.MESSAGE]
    assert text.text == "chốt 2 áo A12 size M 0901234567"
    assert (text.id, text.account, text.author) == ("1", "55", "Chị Lan")
    assert text.at is not None
    assert text.at.isoformat() == "2026-11-30T12:00:01.528000+00:00"
    gift = by_kind[ChatKind.GIFT]
    assert (gift.id, gift.text, gift.count) == ("3", "Rose", 5), "of a run only its end"
    assert by_kind[ChatKind.FOLLOW].author == "Hoa"
    assert by_kind[ChatKind.SHARE].id == "5"
    assert by_kind[ChatKind.JOIN].author == "Tú"
    assert by_kind[ChatKind.LIKE].count == 12
    assert by_kind[ChatKind.SHOP].text == "Áo thun A12"
    assert life.context.lives == [True]


async def test_what_it_gives_at_first_and_again_has_the_same_ids(tiktok: TikTok) -> None:
    tiktok.recent = [said.comment(1, "một"), said.comment(2, "hai")]
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: len(life.context.events) == 2)
        await until(lambda: tiktok.opened)
        await tiktok.tell(said.comment(3, "ba"))
        await until(lambda: len(life.context.events) == 3)
        tiktok.recent = [said.comment(2, "hai"), said.comment(3, "ba"), said.comment(4, "bốn")]
        tiktok.drop()
        await until(lambda: life.context.texts[-1] == "bốn")
    assert life.context.ids == ["1", "2", "3", "2", "3", "4"]
    assert tiktok.signed == 2


async def test_garbage_ends_the_connection_and_it_comes_back(tiktok: TikTok) -> None:
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: tiktok.opened and life.context.connects)
        await tiktok.garbage()
        await until(lambda: life.ends and tiktok.opened)
        await tiktok.tell(said.comment(1, "một"))
        await until(lambda: life.context.texts == ["một"])
    assert all(isinstance(end, OSError | None) for end in life.ends)


async def test_a_stream_that_stalls_without_a_word_is_left(
    tiktok: TikTok, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for = asyncio.wait_for

    async def impatient(wanted: Coroutine[Any, Any, object], timeout: float) -> object:
        return await wait_for(wanted, min(timeout, 0.3))

    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: tiktok.opened and life.context.connects)
        monkeypatch.setattr(asyncio, "wait_for", impatient)
        await tiktok.tell(said.comment(1, "một"))
        await until(lambda: life.ends)
        monkeypatch.setattr(asyncio, "wait_for", wait_for)
    assert isinstance(life.ends[0], TimeoutError)
    assert life.context.texts == ["một"]


async def test_the_end_of_the_live_is_told(tiktok: TikTok) -> None:
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: tiktok.opened and life.context.connects)
        tiktok.live = False
        await tiktok.tell(said.comment(1, "một"), said.end(2))
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], NotLive)
    assert life.context.lives == [True, False]
    assert life.context.texts == ["một"]


async def test_an_account_that_is_not_live_is_no_fault(tiktok: TikTok) -> None:
    tiktok.live = False
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: life.ends)
        assert isinstance(life.ends[0], NotLive)
        assert tiktok.signed == 0, "the sign server is not asked for nothing"
        tiktok.live = True
        await until(lambda: life.context.connects)


async def test_an_account_that_does_not_exist_needs_a_person(tiktok: TikTok) -> None:
    tiktok.known = False
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)


async def test_a_known_room_needs_no_look_at_tiktoks_pages(tiktok: TikTok) -> None:
    given = settings(tiktok, room=str(ROOM))
    async with living("chat_tiktok", given, {"sign_key": KEY}) as life:
        await until(lambda: life.context.connects)
    assert tiktok.asked[0] == "/webcast/fetch"
    assert tiktok.keys == [KEY]


def limited(**headers: str) -> web.Response:
    return web.json_response(
        {"code": 429, "message": "Too many connections", "limit_label": "day"},
        status=429,
        headers={"RateLimit-Remaining": "0", **headers},
    )


@pytest.mark.parametrize(
    ("answer", "kind", "after_s"),
    [
        (limited(**{"RateLimit-Reset": "90"}), TryLater, 90),
        (limited(**{"Retry-After": "45"}), TryLater, 45),
        (web.json_response({"message": "Invalid API key"}, status=401), Refused, None),
        (web.json_response({"message": "down"}, status=503), TryLater, None),
        (web.Response(status=200), TryLater, None),
    ],
)
async def test_what_the_sign_server_says_is_understood(
    tiktok: TikTok, answer: web.Response, kind: type[Exception], after_s: float | None
) -> None:
    tiktok.sign_answer = answer
    async with living("chat_tiktok", settings(tiktok), {"sign_key": KEY}) as life:
        await until(lambda: life.ends)
    end = life.ends[0]
    if answer.status == 200:  # an empty answer: TikTok has noticed the sign server
        assert isinstance(end, ConnectionError)
        return
    assert isinstance(end, kind)
    assert getattr(end, "after_s", None) == after_s
    assert KEY not in str(end)


async def test_a_connection_that_tiktok_turns_down_is_tried_again(tiktok: TikTok) -> None:
    tiktok.handshake = web.Response(status=200, headers={"Handshake-Msg": "DEVICE_BLOCKED"})
    async with living("chat_tiktok", settings(tiktok)) as life:
        await until(lambda: life.ends)
        assert isinstance(life.ends[0], ConnectionError)
        tiktok.handshake = None
        await until(lambda: tiktok.opened)
