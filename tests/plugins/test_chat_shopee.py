"""Shopee Live's chat source against a server that signs, forgets and pages as Shopee's does."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from studio_app.api import NotLive, Refused, SettingScalar, TryLater
from tests.fakes.chat_services.service import payload
from tests.fakes.chat_services.shopee import APP, KEY, SESSION, USER, Shopee, said
from tests.fakes.plugin_context import living, until

SECRETS = {"partner_key": KEY, "refresh_token": "refresh-0", "access_token": "token-0"}


@pytest.fixture
async def shopee() -> AsyncIterator[Shopee]:
    service = Shopee()
    async with service.serving():
        yield service


def settings(shopee: Shopee, **more: SettingScalar) -> dict[str, SettingScalar]:
    who = {"partner_id": APP, "user_id": USER, "session": str(SESSION)}
    return {"server": shopee.address, "every_s": 0, **who, **more}


async def test_comments_are_told_once_however_often_they_are_given(shopee: Shopee) -> None:
    shopee.comments = payload("shopee_comments.json")["response"]["list"]
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: len(shopee.offsets) > 5)  # the same two each time
        shopee.comments.pop(0)  # its ten seconds are over
        shopee.say(1003)
        await until(lambda: len(life.context.events) == 3)
        asked = len(shopee.offsets)
        await until(lambda: len(shopee.offsets) > asked + 5)
    text, question, _ = life.context.events
    assert text.text == "chốt 2 áo A12 size M 0901234567"
    assert (text.id, text.account, text.author) == ("1001", "5001", "chilan.q7")
    assert text.at is not None
    assert text.at.isoformat() == "2026-11-30T12:00:01+00:00"
    assert question.text == "mã 3 bao nhiêu vậy shop?"
    assert life.context.ids == ["1001", "1002", "1003"]
    assert (life.context.lives, life.context.counts) == ([True], [42])


async def test_a_rush_of_comments_is_read_page_by_page(shopee: Shopee) -> None:
    shopee.page_size = 10
    for number in range(1, 36):
        shopee.say(number)
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: len(life.context.events) == 35)
    assert life.context.ids == [str(number) for number in range(1, 36)]


async def test_a_token_that_ran_out_is_renewed_and_kept(shopee: Shopee) -> None:
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: life.context.connects)
        shopee.token = "another"  # its four hours are over
        shopee.say(1)
        await until(lambda: life.context.events)
        assert life.ends == [], "no connection was lost"
    assert shopee.renewals == 1
    assert life.context.kept == {"refresh_token": "refresh-1"}


async def test_an_access_token_alone_lasts_for_one_live(shopee: Shopee) -> None:
    secrets = {"partner_key": KEY, "access_token": "token-0"}
    async with living("chat_shopee", settings(shopee), secrets) as life:
        await until(lambda: life.context.connects)
        shopee.token = "another"
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)
    assert "refresh token" in str(life.ends[0])


@pytest.mark.parametrize(
    ("secrets", "more", "words"),
    [
        ({**SECRETS, "partner_key": "wrong"}, {}, "error_sign"),
        ({**SECRETS, "access_token": "old", "refresh_token": "used"}, {}, "sign in"),
        (SECRETS, {"session": "1"}, "does not exist"),
    ],
)
async def test_what_is_wrong_needs_a_person(
    shopee: Shopee, secrets: dict[str, str], more: dict[str, str], words: str
) -> None:
    async with living("chat_shopee", settings(shopee, **more), secrets) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)
    assert words in str(life.ends[0])
    assert not any(each in str(life.ends[0]) for each in (KEY, "token-0", "refresh-0"))


async def test_a_limit_and_trouble_are_waited_out(shopee: Shopee) -> None:
    limited = web.Response(status=429, headers={"Retry-After": "5"})
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: life.context.connects)
        shopee.answers = [limited]
        await until(lambda: life.ends)
        shopee.answers = [web.Response(text="<html>busy</html>")]
        await until(lambda: len(life.ends) == 2)
        shopee.say(1)
        await until(lambda: life.context.events)
    assert isinstance(life.ends[0], TryLater)
    assert life.ends[0].after_s == 5


async def test_before_and_after_the_live(shopee: Shopee) -> None:
    shopee.status = 0
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: life.ends)
        shopee.status = 1
        await until(lambda: life.context.lives[-1])
        shopee.answers = [said(error="livestream.error_ended", message="The session has ended.")]
        await until(lambda: not shopee.answers)
    assert isinstance(life.ends[0], NotLive)
    assert life.context.lives[0] is False


async def test_a_reply_is_posted_and_does_not_come_back(shopee: Shopee) -> None:
    async with living("chat_shopee", settings(shopee), SECRETS) as life:
        await until(lambda: life.context.connects)
        await life.source.reply("Còn nhé! " + "x" * 200, "1", "5001", private=False)
        shopee.say(8)
        await until(lambda: life.context.events)
    (posted,) = shopee.posted
    assert posted["session_id"] == SESSION
    assert len(posted["content"]) == 150, "Shopee takes no more"
    assert life.context.ids == ["8"]
