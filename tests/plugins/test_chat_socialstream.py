"""Social Stream Ninja's chat source against a relay that speaks as it does."""

import json
from collections.abc import AsyncIterator

import pytest

from studio_app.api import ChatKind, TryLater
from tests.fakes.chat_services.service import payload
from tests.fakes.chat_services.socialstream import SocialStream
from tests.fakes.plugin_context import living, until

SESSION = {"session": "aBcDeFgH"}


@pytest.fixture
async def relay() -> AsyncIterator[SocialStream]:
    service = SocialStream()
    async with service.serving():
        yield service


def settings(relay: SocialStream) -> dict[str, str]:
    return {"server": relay.socket_address}


async def test_every_site_and_kind_is_told(relay: SocialStream) -> None:
    async with living("chat_socialstream", settings(relay), SESSION) as life:
        await until(lambda: life.context.connects)
        for one in payload("socialstream.jsonl"):
            await relay.push(one)
        await until(lambda: len(life.context.events) == 6)
    text, gift, follow, join, share, like = life.context.events
    assert text.text == "chốt 2 áo A12 size M 0901234567 ❤️", "its HTML is taken off"
    assert (text.service, text.author, text.account) == (
        "tiktok",
        "Chị Lan",
        "6812345678901234567",
    )
    assert (gift.kind, gift.text, gift.author) == (ChatKind.GIFT, "5 coins", "Minh & Hà")
    assert (follow.kind, follow.service) == (ChatKind.FOLLOW, "youtube")
    kinds = (join.kind, share.kind, like.kind)
    assert kinds == (ChatKind.JOIN, ChatKind.SHARE, ChatKind.LIKE)
    assert life.context.counts == [240, 300], "the sites' viewers together"
    assert relay.asked == ["/join/aBcDeFgH/4/1"]


async def test_twice_told_is_the_same_and_its_numbers_may_begin_again(relay: SocialStream) -> None:
    one, other = payload("socialstream.jsonl")[0], payload("socialstream.jsonl")[2]
    async with living("chat_socialstream", settings(relay), SESSION) as life:
        await until(lambda: life.context.connects)
        await relay.push(one)
        relay.drop()
        await until(lambda: life.context.connects == 2)
        await relay.push(one)
        await relay.push({**other, "id": one["id"]})  # the browser was started anew
        await relay.push({"chatname": "Cũ", "chatmessage": "không số", "type": "x"})
        await until(lambda: len(life.context.events) == 4)
    first, again, another, unnumbered = life.context.ids
    assert first == again
    assert another not in ("", first)
    assert unnumbered == ""


async def test_garbage_is_passed_over(relay: SocialStream) -> None:
    async with living("chat_socialstream", settings(relay), SESSION) as life:
        await until(lambda: life.context.connects)
        for garbage in ("", "failed", "[]", "{", '{"callback": {"result": true}}', "null", "[[1]]"):
            await relay.push(garbage)
        await relay.push({"chatname": 7, "chatmessage": None, "type": [], "hasDonation": {}})
        await relay.push(payload("socialstream.jsonl")[2])
        await until(lambda: life.context.texts[-1:] == ["Thảo followed"])
    assert life.ends == []


async def test_a_reply_goes_to_all_its_sites(relay: SocialStream) -> None:
    async with living("chat_socialstream", settings(relay), SESSION) as life:
        with pytest.raises(TryLater):
            await life.source.reply("sớm quá", "", "", private=False)
        await until(lambda: life.context.connects)
        await life.source.reply("Còn nhé!", "1021-x", "", private=False)
        await until(lambda: relay.said)
    assert [json.loads(each) for each in relay.said] == [
        {"action": "sendChat", "value": "Còn nhé!"}
    ]
