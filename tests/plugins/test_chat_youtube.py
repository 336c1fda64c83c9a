"""YouTube Live's chat source against a server that answers as YouTube's Data API does."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from plugins.chat_youtube import Source
from studio_app.api import ChatKind, NotLive, PolledChat, Refused, TryLater
from tests.fakes.chat_services.service import payload
from tests.fakes.chat_services.youtube import CHAT, KEY, VIDEO, YouTube, error
from tests.fakes.plugin_context import Life, living, until

KEYED = {"api_key": KEY}
SIGNED_IN = {"refresh_token": "1//right", "client_secret": "secret"}


@pytest.fixture
async def youtube() -> AsyncIterator[YouTube]:
    service = YouTube()
    async with service.serving():
        yield service


def settings(youtube: YouTube, **more: str | int) -> dict[str, str | int]:
    here = {"server": f"{youtube.address}/youtube/v3", "token_server": f"{youtube.address}/token"}
    return {"video": VIDEO, "every_s": 0, "pushed": True, **here, **more}


both_ways = pytest.mark.parametrize("pushed", [True, False], ids=["pushed", "asked"])


async def test_every_kind_is_told_as_youtube_documents_it(youtube: YouTube) -> None:
    youtube.items = payload("youtube_messages.json")["items"]
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: len(life.context.events) == 3)
    first, gift, member = life.context.events
    assert first.text == "chốt 2 áo A12 size M 0901234567"
    assert (first.author, first.account) == ("Chị Lan", "UC1lanQ7aaaaaaaaaaaaaaaa")
    assert first.at is not None
    assert first.at.isoformat() == "2026-11-30T12:00:01.528611+00:00"
    assert gift.kind is ChatKind.GIFT
    assert "50.000" in gift.text
    assert member.kind is ChatKind.GIFT
    assert life.context.lives[-1] is True
    assert life.context.counts[-1] == 120


@both_ways
async def test_nothing_is_lost_or_twice_over_a_restart(youtube: YouTube, pushed: bool) -> None:
    youtube.page_size = 7
    youtube.pieces = 2
    given = settings(youtube, pushed=pushed)
    for number in range(20):
        youtube.say(number)
    async with living("chat_youtube", given, KEYED) as life:
        await until(lambda: len(life.context.events) == 20)
        youtube.answers = [web.Response(status=503), web.Response(text="<html>")]
        youtube.say(20)  # ends what is pushed
        await until(lambda: not youtube.answers)
        for number in range(21, 30):  # come while we are away
            youtube.say(number)
        await until(lambda: len(life.context.events) == 30)
        # The page is remembered once what it brought is told.
        await until(lambda: life.context.resume == f"{youtube.chat} page-30")
    assert life.context.ids == [f"LCC.{number}" for number in range(30)]
    youtube.say(30)
    resume = life.context.resume
    async with living("chat_youtube", given, KEYED, resume=resume) as again:
        await until(lambda: again.context.events)
    assert again.context.ids == ["LCC.30"]


async def test_what_is_pushed_costs_one_request(youtube: YouTube) -> None:
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: youtube.pushing)
        for number in range(30):
            youtube.say(number)
            await until(lambda: len(life.context.events) == len(youtube.items))
    assert youtube.pages == [""]
    assert not youtube.asked.count("/youtube/v3/liveChat/messages")
    assert life.ends == []


@pytest.mark.parametrize("end", [b",{", b",<html>", b"\x00", b"]"])
async def test_a_push_that_breaks_goes_on_where_it_was(youtube: YouTube, end: bytes) -> None:
    youtube.say(0)
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: len(life.context.events) == 1)
        youtube.cut = end
        await until(lambda: not youtube.pushing)
        youtube.cut = b""
        youtube.say(1)
        await until(lambda: len(life.context.events) == 2)
    assert life.context.ids == ["LCC.0", "LCC.1"]
    assert "page-1" in youtube.pages


async def test_what_could_not_be_told_is_pushed_again(youtube: YouTube) -> None:
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: youtube.pushing)
        life.context.fails = OSError("the disk is full")
        youtube.say(0)
        await until(lambda: life.ends)
        life.context.fails = None
        youtube.say(1)
        await until(lambda: len(life.context.events) == 2)
    assert life.context.ids == ["LCC.0", "LCC.1"]


async def test_a_quiet_push_lets_the_live_be_looked_at(
    youtube: YouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Source, "LOOK_S", 0.05)
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: youtube.pushing)
        youtube.viewers = 777
        await until(lambda: 777 in life.context.counts)
        youtube.say(0)
        await until(lambda: life.context.events)
    assert youtube.pages == [""], "it was never opened anew"


@both_ways
async def test_a_forgotten_page_is_read_from_the_beginning(youtube: YouTube, pushed: bool) -> None:
    youtube.say(1)
    resume, given = f"{youtube.chat} forgotten", settings(youtube, pushed=pushed)
    async with living("chat_youtube", given, KEYED, resume=resume) as life:
        await until(lambda: life.context.ids == ["LCC.1"])
    assert youtube.pages[:2] == ["forgotten", ""]


async def test_another_broadcast_begins_at_its_beginning(youtube: YouTube) -> None:
    youtube.say(1)
    resume = "another-chat page-77"
    async with living("chat_youtube", settings(youtube), KEYED, resume=resume) as life:
        await until(lambda: life.context.ids == ["LCC.1"])
    assert youtube.pages[0] == ""


async def test_it_never_asks_faster_than_youtube_or_the_quota_allow(youtube: YouTube) -> None:
    slow = payload("youtube_messages.json") | {"items": [], "pollingIntervalMillis": 9_000}
    async with living("chat_youtube", settings(youtube, every_s=5, pushed=False), KEYED) as life:
        source = life.source
        assert isinstance(source, PolledChat)
        await until(lambda: life.context.connects)
        quick = await source.read(CHAT, "")
        youtube.answers = [web.json_response(slow)]
        patient = await source.read(CHAT, "")
    assert (quick.wait_s, patient.wait_s) == (5, 9)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(403, "quotaExceeded", "The request cannot be completed"), TryLater),
        (error(403, "rateLimitExceeded", "The request was sent too soon"), TryLater),
        (web.Response(status=429, headers={"Retry-After": "17"}), TryLater),
        (error(403, "liveChatEnded", "The live chat is no longer live."), NotLive),
        (error(403, "forbidden", "You do not have permission"), Refused),
        (error(403, "liveChatDisabled", "Live chat is not enabled"), Refused),
    ],
)
async def test_what_youtube_says_is_understood(
    youtube: YouTube, answer: web.Response, kind: type[Exception]
) -> None:
    youtube.answers = [answer]
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], kind)
    if answer.headers.get("Retry-After"):
        assert isinstance(life.ends[0], TryLater)
        assert life.ends[0].after_s == 17
    assert KEY not in str(life.ends[0])


async def test_a_wrong_key_needs_a_person(youtube: YouTube) -> None:
    async with living("chat_youtube", settings(youtube), {"api_key": "AIza-wrong"}) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)
    assert "API key not valid" in str(life.ends[0])
    assert "AIza-wrong" not in str(life.ends[0])


async def test_without_key_or_sign_in_it_says_what_is_missing(youtube: YouTube) -> None:
    with pytest.raises(Refused, match="API key"):
        async with living("chat_youtube", settings(youtube)):
            pass


async def _ended(life: Life) -> None:
    await until(lambda: any(isinstance(end, NotLive) for end in life.ends))


async def test_the_end_of_the_broadcast_is_told(youtube: YouTube) -> None:
    youtube.say(1)
    async with living("chat_youtube", settings(youtube), KEYED) as life:
        await until(lambda: life.context.lives[-1:] == [True])
        youtube.live, youtube.offline = False, True
        youtube.say(2)
        await _ended(life)
    assert life.context.ids == ["LCC.1", "LCC.2"]
    assert life.context.lives[-1] is False


async def test_signed_in_it_finds_the_broadcast_and_replies(youtube: YouTube) -> None:
    secrets, given = SIGNED_IN, settings(youtube, video="", client_id="id")
    async with living("chat_youtube", given, secrets) as life:
        await until(lambda: life.context.connects)
        await life.source.reply("Còn nhé chị!", "LCC.1", "UC1", private=False)
        youtube.say(5)
        await until(lambda: life.context.events)
    assert youtube.written[0]["snippet"]["textMessageDetails"]["messageText"] == "Còn nhé chị!"
    assert youtube.written[0]["snippet"]["liveChatId"] == youtube.chat
    assert life.context.ids == ["LCC.5"], "our own words came back as a viewer's"


async def test_a_token_that_ran_out_is_renewed_on_the_way(youtube: YouTube) -> None:
    youtube.pieces = 1
    async with living("chat_youtube", settings(youtube, video=""), SIGNED_IN) as life:
        await until(lambda: life.context.connects)
        youtube.tokens = set()  # Google forgets it before its time
        youtube.say(1)
        await until(lambda: life.context.events)
    assert youtube.renewals == 2
    assert life.ends == []


async def test_a_revoked_sign_in_needs_a_person(youtube: YouTube) -> None:
    wrong = {"refresh_token": "1//revoked", "client_secret": "secret"}
    async with living("chat_youtube", settings(youtube, video=""), wrong) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)


async def test_a_reply_that_is_too_long_is_refused_in_words(youtube: YouTube) -> None:
    async with living("chat_youtube", settings(youtube, video=""), SIGNED_IN) as life:
        await until(lambda: life.context.connects)
        with pytest.raises(Refused, match="text is not valid"):
            await life.source.reply("x" * 201, "", "", private=False)


@pytest.mark.parametrize(
    "said",
    [
        VIDEO,
        f"https://www.youtube.com/watch?v={VIDEO}&t=3s",
        f"https://youtu.be/{VIDEO}?si=abcdefghijkl",
        f"https://www.youtube.com/live/{VIDEO}",
        f"https://studio.youtube.com/video/{VIDEO}/livestreaming",
    ],
)
async def test_an_address_is_as_good_as_the_id(youtube: YouTube, said: str) -> None:
    youtube.say(1)
    async with living("chat_youtube", settings(youtube, video=said), KEYED) as life:
        await until(lambda: life.context.events)
