"""Facebook Live's chat source against a server that answers as the Graph API does."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from studio_app.api import NotLive, Refused, SettingScalar, TryLater
from tests.fakes.chat_services.facebook import POST, TOKEN, VIDEO, Facebook, error
from tests.fakes.chat_services.service import payload
from tests.fakes.plugin_context import living, until

PAGE = {"access_token": TOKEN}


@pytest.fixture
async def facebook() -> AsyncIterator[Facebook]:
    service = Facebook()
    async with service.serving():
        yield service


def settings(facebook: Facebook, **more: SettingScalar) -> dict[str, SettingScalar]:
    here = f"{facebook.address}/v26.0"
    return {"server": here, "stream_server": f"{facebook.address}/stream", "every_s": 60, **more}


def number(id: str) -> int:
    return int(id.rpartition("_")[2])


async def test_comments_are_told_as_facebook_documents_them(facebook: Facebook) -> None:
    facebook.comments = payload("facebook_comments.json")["data"][::-1]
    async with living("chat_facebook", settings(facebook), PAGE) as life:
        await until(lambda: len(life.context.events) == 3)
    nobody, text, question = life.context.events
    assert (nobody.author, nobody.account) == ("", ""), "Facebook may keep the name to itself"
    assert text.text == "chốt 2 áo A12 size M 0901234567"
    assert (text.author, text.account) == ("Chị Lan", "552524095105158")
    assert text.id == "911936075671494_911936769004758"
    assert text.at is not None
    assert text.at.isoformat() == "2026-11-30T12:00:02+00:00"
    assert question.text == "mã 3 bao nhiêu vậy shop?"
    assert life.context.lives == [True]
    assert life.context.counts == [88]


async def test_the_stream_tells_at_once(facebook: Facebook) -> None:
    async with living("chat_facebook", settings(facebook), PAGE) as life:
        await until(lambda: facebook.streams)
        for each in range(20):
            facebook.say(each)
        await until(lambda: len(life.context.events) == 20)
    assert [number(each) for each in life.context.ids] == list(range(20))


async def test_what_the_stream_drops_is_fetched_and_nothing_is_told_twice(
    facebook: Facebook,
) -> None:
    facebook.dropped = {3, 4, 11}
    async with living("chat_facebook", settings(facebook, every_s=0), PAGE) as life:
        await until(lambda: facebook.streams)
        for each in range(20):
            facebook.say(each)
        await until(lambda: len(life.context.events) == 20)
    assert {number(each) for each in life.context.ids} == set(range(20))


@pytest.mark.parametrize("how", ["ended", "refused", "garbage", "silent"])
async def test_without_its_stream_it_still_hears_all(facebook: Facebook, how: str) -> None:
    if how == "refused":
        facebook.stream_answer = web.Response(status=500)
    facebook.silent = how == "silent"
    async with living("chat_facebook", settings(facebook, every_s=0), PAGE) as life:
        if how != "refused":
            await until(lambda: facebook.streams)
        facebook.say(1)
        if how == "garbage":
            facebook.push("{no json")
            facebook.push('["a list"]')
            facebook.push('{"message": ""}')
        elif how == "ended":
            facebook.push(None)
        facebook.say(2)
        await until(lambda: len(life.context.events) == 2)
    assert {number(each) for each in life.context.ids} == {1, 2}
    assert life.ends == []


async def test_a_stream_that_ended_is_opened_again(facebook: Facebook) -> None:
    async with living("chat_facebook", settings(facebook), PAGE) as life:
        await until(lambda: facebook.streams)
        facebook.push(None)
        await until(lambda: facebook.streams == 2)
        facebook.say(5)
        await until(lambda: life.context.events)


async def test_nothing_is_lost_over_a_restart(facebook: Facebook) -> None:
    facebook.page_size = 7
    for each in range(50):
        facebook.say(each)
    async with living("chat_facebook", settings(facebook), PAGE) as life:
        await until(lambda: len(life.context.events) == 50)
        await until(lambda: life.context.resume)
    assert [number(each) for each in life.context.ids] == list(range(50))
    for each in range(50, 120):  # while we are away
        facebook.say(each)
    resume = life.context.resume
    async with living("chat_facebook", settings(facebook), PAGE, resume=resume) as again:
        await until(lambda: again.context.ids[-1:] == [f"{POST}_119"])
    told = [number(each) for each in again.context.ids]
    assert told == sorted(told)
    assert set(told) >= set(range(50, 120))
    assert min(told) > 10, "only the last half minute is asked for again"


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (error(400, 190, "Session has expired"), Refused, "make a new one"),
        (error(403, 200, "Requires pages_read_engagement permission"), Refused, "permission"),
        (error(400, 4, "Application request limit reached"), TryLater, "fewer"),
        (error(400, 100, "Unsupported get request"), Refused, "Unsupported get request"),
        (web.Response(status=502), TryLater, "trouble"),
    ],
)
async def test_what_facebook_says_is_understood(
    facebook: Facebook, answer: web.Response, kind: type[Exception], words: str
) -> None:
    facebook.answers = [answer]
    async with living("chat_facebook", settings(facebook, video=VIDEO), PAGE) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], kind)
    assert words in str(life.ends[0])
    assert TOKEN not in str(life.ends[0])


async def test_not_live_and_the_end_of_a_live(facebook: Facebook) -> None:
    facebook.status = "UNPUBLISHED"
    async with living("chat_facebook", settings(facebook, video=VIDEO), PAGE) as life:
        await until(lambda: len(life.ends) > 1)
        assert all(isinstance(end, NotLive) for end in life.ends)
        facebook.status = "LIVE"
        await until(lambda: life.context.lives[-1])
    assert not life.context.lives[0]


async def test_it_replies_openly_and_privately_and_hides(facebook: Facebook) -> None:
    comment = facebook.say(1)["id"]
    async with living("chat_facebook", settings(facebook, every_s=0), PAGE) as life:
        await until(lambda: life.context.events)
        await life.source.reply("Còn nhé chị!", comment, "5525", private=False)
        await life.source.reply("Chị cho em xin địa chỉ", comment, "5525", private=True)
        with pytest.raises(Refused, match="already replied"):
            await life.source.reply("lần nữa", comment, "5525", private=True)
        await life.source.hide(comment, hidden=True)
        assert facebook.hidden == {comment: True}
        await life.source.hide(comment, hidden=False)
        assert facebook.hidden == {comment: False}
        facebook.say(3)
        await until(lambda: len(life.context.events) == 2)
    assert facebook.replies == [(comment, "Còn nhé chị!")]
    assert facebook.private[0]["recipient"] == {"comment_id": comment}
    assert life.context.texts == ["chốt 1", "chốt 3"], "our own words came back as a viewer's"
