"""Twitch's chat source against a server that speaks Twitch's IRC."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from studio_app.api import ChatKind, Refused, TryLater, irc_line
from tests.fakes.chat_services.service import payload
from tests.fakes.chat_services.twitch import CHANNEL, Twitch
from tests.fakes.plugin_context import living, until

TOKEN = {"access_token": "right"}


@pytest.fixture
async def twitch() -> AsyncIterator[Twitch]:
    service = Twitch()
    async with service.serving():
        yield service


def settings(twitch: Twitch, **more: str) -> dict[str, str]:
    here = {"server": twitch.socket_address, "token_server": f"{twitch.address}/token"}
    return {"channel": CHANNEL, **here, **more}


async def test_every_kind_is_told_as_twitch_documents_it(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
        for line in payload("twitch_lines.jsonl"):
            await twitch.push(f"{line}\r\n")
        await until(lambda: len(life.context.events) == 5)
    text, bits, sub, raid, action = life.context.events
    assert text.text == "chốt 2 áo A12 size M 0901234567"
    assert (text.author, text.account) == ("ChịLan", "713936734")
    assert text.id == "885196de-cb67-427a-baa8-82f9b0fcd05f"
    assert text.at is not None
    assert text.at.isoformat() == "2026-11-30T12:00:01.528000+00:00"
    assert (bits.kind, bits.count, bits.author) == (ChatKind.GIFT, 100, "minh_hn")
    assert sub.kind is ChatKind.GIFT
    assert sub.text == "Thảo has subscribed for 6 months! Ủng hộ shop"
    assert (raid.kind, raid.count) == (ChatKind.SHARE, 15)
    assert raid.text == "15 raiders from TestChannel have joined !"
    assert action.text == "vỗ tay: hay quá"


async def test_it_listens_without_an_account(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
    assert not [line for line in twitch.said if line.startswith("PASS")]
    assert [line for line in twitch.said if line.startswith("NICK justinfan")]
    assert f"JOIN #{CHANNEL}" in twitch.said


@pytest.mark.parametrize(
    "said", ["ShopSaoMai", "#shopsaomai", "@shopsaomai", "https://www.twitch.tv/ShopSaoMai/"]
)
async def test_a_channel_may_be_said_in_any_way(twitch: Twitch, said: str) -> None:
    async with living("chat_twitch", settings(twitch, channel=said)) as life:
        await until(lambda: life.context.connects)
    assert f"JOIN #{CHANNEL}" in twitch.said


async def test_a_ping_is_answered(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
        await twitch.push("PING :tmi.twitch.tv\r\n")
        await until(lambda: "PONG :tmi.twitch.tv" in twitch.said)


async def test_several_lines_and_garbage_in_one_frame(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
        await twitch.push("\r\n\x00\x01\r\n@@@ :::\r\n@=;;= PRIVMSG\r\n: \r\n")
        one = f"@id=a;user-id=1 :lan!l@l PRIVMSG #{CHANNEL} :một\r\n"
        await twitch.push(one + one.replace("id=a", "id=b").replace("một", "hai"))
        await until(lambda: life.context.texts == ["một", "hai"])
    assert life.ends == []


@pytest.mark.parametrize("how", ["drop", "reconnect", "close"])
async def test_it_comes_back_after_a_loss(twitch: Twitch, how: str) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
        await twitch.say(1)
        await until(lambda: life.context.events)
        if how == "drop":
            twitch.drop()
        elif how == "reconnect":
            await twitch.push(":tmi.twitch.tv RECONNECT\r\n")
        else:
            await twitch.opened[0].close()
        await until(lambda: life.context.connects == 2)
        await twitch.say(1)  # Twitch may tell one twice: with the same id
        await twitch.say(2)
        await until(lambda: len(life.context.events) == 3)
    assert life.context.ids == ["m-1", "m-1", "m-2"]


async def test_a_handshake_that_is_turned_down(twitch: Twitch) -> None:
    twitch.answers = [web.Response(status=429, headers={"Retry-After": "30"})]
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], TryLater)
    assert life.ends[0].after_s == 30


async def test_a_wrong_token_needs_a_person(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch), {"access_token": "wrong"}) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)
    assert "wrong" not in str(life.ends[0])


async def test_a_reply_is_tied_to_its_message(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch), TOKEN) as life:
        await until(lambda: life.context.connects)
        await life.source.reply("Còn nhé\r\nQUIT", "885196de", "7", private=False)
    sent = [line for line in twitch.said if "PRIVMSG" in line]
    assert sent == [f"@reply-parent-msg-id=885196de PRIVMSG #{CHANNEL} :Còn nhé QUIT"]


async def test_a_reply_that_twitch_does_not_take_is_said(twitch: Twitch) -> None:
    twitch.refuse = "Your message was not sent because you are sending messages too quickly."
    async with living("chat_twitch", settings(twitch), TOKEN) as life:
        await until(lambda: life.context.connects)
        with pytest.raises(TryLater, match="too quickly"):
            await life.source.reply("Còn nhé", "", "7", private=False)


async def test_without_a_token_it_cannot_reply(twitch: Twitch) -> None:
    async with living("chat_twitch", settings(twitch)) as life:
        await until(lambda: life.context.connects)
        with pytest.raises(TryLater, match="token"):
            await life.source.reply("Còn nhé", "", "7", private=False)


async def test_a_refresh_token_makes_the_access_token(twitch: Twitch) -> None:
    secrets = {"refresh_token": "refresh", "client_secret": "s"}
    async with living(
        "chat_twitch", settings(twitch, client_id="id", login="Shop"), secrets
    ) as life:
        await until(lambda: life.context.connects)
    assert "PASS oauth:token1" in twitch.said
    assert "NICK shop" in twitch.said


def test_a_line_is_read_as_the_standard_says() -> None:
    line = irc_line(r"@a=1\:2\s3\\4\r\n;b;c= :nick!user@host PRIVMSG #ch word :the text: here")
    assert line is not None
    assert line.tags == {"a": "1;2 3\\4  ", "b": "", "c": ""}
    assert (line.who, line.verb, line.words) == ("nick", "PRIVMSG", ("#ch", "word"))
    assert line.text == "the text: here"
    assert irc_line(":tmi.twitch.tv RECONNECT") is not None
    assert irc_line("") is None
