"""Restream's chat source against a server that speaks as Restream's does."""

from collections.abc import AsyncIterator

import pytest

from studio_app.api import ChatKind, Refused
from tests.fakes.chat_services.restream import Restream
from tests.fakes.chat_services.service import payload
from tests.fakes.plugin_context import living, until

SECRETS = {"refresh_token": "refresh-0", "client_secret": "secret"}


@pytest.fixture
async def restream() -> AsyncIterator[Restream]:
    service = Restream()
    async with service.serving():
        yield service


def settings(restream: Restream) -> dict[str, str]:
    token_server = f"{restream.address}/oauth/token"
    return {"server": restream.socket_address, "token_server": token_server, "client_id": "id"}


async def test_every_channel_of_the_account_is_told(restream: Restream) -> None:
    async with living("chat_restream", settings(restream), SECRETS) as life:
        await until(lambda: life.context.connects)
        for one in payload("restream.jsonl"):
            await restream.push(one)
        await until(lambda: len(life.context.events) == 3)
    text, gift, nameless = life.context.events
    assert text.text == "chốt 2 áo A12 size M 0901234567"
    assert (text.service, text.author) == ("youtube", "Chị Lan")
    assert (text.id, text.account) == ("f2a8c1d2e3b4", "UC1lanQ7aaaaaaaaaaaaaaaa")
    assert text.at is not None
    assert text.at.isoformat() == "2026-11-30T12:00:01+00:00"
    assert gift.kind is ChatKind.GIFT
    assert (nameless.service, nameless.author, nameless.account) == ("facebook", "", "")


async def test_the_refresh_token_is_replaced_and_kept(restream: Restream) -> None:
    async with living("chat_restream", settings(restream), SECRETS) as life:
        await until(lambda: life.context.connects)
        assert life.context.kept == {"refresh_token": "refresh-1"}
        restream.token = "revoked"  # its hour is over
        restream.drop()
        await until(lambda: life.context.connects == 2)
    assert life.context.kept == {"refresh_token": "refresh-2"}
    kept = {**SECRETS, **life.context.kept}
    async with living("chat_restream", settings(restream), kept) as again:
        await until(lambda: again.context.connects)


async def test_an_access_token_alone_is_good_while_it_lasts(restream: Restream) -> None:
    async with living("chat_restream", settings(restream), {"access_token": "token-0"}) as life:
        await until(lambda: life.context.connects)
        restream.token = "another"
        restream.drop()
        await until(lambda: life.ends and isinstance(life.ends[-1], Refused))
    assert all("token-0" not in str(end) for end in life.ends)


async def test_a_used_refresh_token_needs_a_person(restream: Restream) -> None:
    wrong = {"refresh_token": "used", "client_secret": "secret"}
    async with living("chat_restream", settings(restream), wrong) as life:
        await until(lambda: life.ends)
    assert isinstance(life.ends[0], Refused)


async def test_without_any_token_it_says_so(restream: Restream) -> None:
    with pytest.raises(Refused):
        async with living("chat_restream", settings(restream)):
            pass


async def test_a_drop_and_duplicates(restream: Restream) -> None:
    one = payload("restream.jsonl")[2]
    async with living("chat_restream", settings(restream), SECRETS) as life:
        await until(lambda: life.context.connects)
        await restream.push(one)
        await restream.push("{garbage")
        await restream.push({"action": "event", "payload": {"eventPayload": "?"}})
        await until(lambda: life.context.events)
        restream.drop()
        await until(lambda: life.context.connects == 2)
        await restream.push(one)
        await until(lambda: life.context.ids == ["f2a8c1d2e3b4"] * 2)
