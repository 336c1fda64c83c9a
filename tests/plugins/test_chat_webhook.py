"""The generic webhook: who may call, when, once only, and what of it is told."""

import json
import time
from collections.abc import Callable

import pytest

from studio_app.api import ChatKind, ChatSource, HookAnswer, HookCall, Refused
from studio_app.api.signed import signature
from tests.fakes.plugin_context import Life, living, until

SECRET = "a secret of some length"


def signed(
    body: object,
    *,
    secret: str = SECRET,
    ago_s: float = 0,
    once: str = "",
    method: str = "POST",
    also: str = "",
) -> HookCall:
    """A call as a well-behaved sender makes it; `also` is added to the body after signing."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    sent = f"{time.time() - ago_s:.0f}"
    headers = {
        "x-boothdeck-timestamp": sent,
        "x-boothdeck-signature": signature(secret, sent, raw),
        "x-boothdeck-id": once,
    }
    return HookCall(method=method, query={}, headers=headers, body=raw + also.encode())


async def answer(life: Life, call: HookCall) -> HookAnswer:
    source = life.source
    assert isinstance(source, ChatSource)
    return await source.hook(call)


async def test_a_comment_is_told_whole() -> None:
    comment = {
        "id": "c-1",
        "at": "2026-11-30T12:00:01+07:00",
        "account": "u-7",
        "author": "Chị Lan",
        "text": "chốt 2 áo A12 size M 0901234567",
        "service": "Zalo",
    }
    async with living("chat_webhook", {}, {"secret": SECRET}) as life:
        await until(lambda: life.context.connects)
        said = await answer(life, signed(comment))
    assert (said.status, json.loads(said.body)) == (200, {"message": "1 taken"})
    (event,) = life.context.events
    assert (event.id, event.account, event.author) == ("chat_webhook-1:c-1", "u-7", "Chị Lan")
    assert (event.text, event.service) == (comment["text"], "zalo")
    assert event.at is not None
    assert event.at.isoformat() == "2026-11-30T05:00:01+00:00"


async def test_several_at_once_with_live_and_viewers() -> None:
    many = [
        {"live": True},
        {"viewers": 320},
        {"kind": "gift", "author": "Minh", "text": "Hoa hồng", "count": 5},
        {"kind": "follow", "author": "Hoa"},
    ]
    async with living("chat_webhook", {}, {"secret": SECRET}) as life:
        said = await answer(life, signed(many))
    assert said.status == 200
    assert [each.kind for each in life.context.events] == [ChatKind.GIFT, ChatKind.FOLLOW]
    assert life.context.events[0].count == 5
    assert (life.context.lives, life.context.counts) == ([True], [320])


async def test_a_repeated_call_has_the_same_ids() -> None:
    many = [{"text": "một"}, {"text": "hai"}]
    async with living("chat_webhook", {}, {"secret": SECRET}) as life:
        await answer(life, signed(many, once="call-9"))
        await answer(life, signed(many, once="call-9"))
    assert life.context.ids == ["chat_webhook-1:call-9/1", "chat_webhook-1:call-9/2"] * 2


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda: signed({"text": "a"}, secret="another secret"), 401),
        (lambda: signed({"text": "a"}, also=" "), 401),
        (lambda: signed({"text": "a"}, ago_s=400), 401),
        (lambda: signed({"text": "a"}, ago_s=-400), 401),
        (lambda: signed({"text": "a"}, method="GET"), 405),
        (lambda: signed(b"no json"), 400),
        (lambda: signed(b'"text"'), 400),
        (lambda: signed([{"text": "a"}, {"kind": "order"}]), 400),
        (lambda: HookCall(method="POST", query={}, headers={}, body=b"{}"), 401),
        (
            lambda: HookCall(
                method="POST", query={}, headers={"x-boothdeck-signature": "é"}, body=b"{}"
            ),
            401,
        ),
    ],
)
async def test_what_is_not_right_is_told_to_nobody(
    call: Callable[[], HookCall], status: int
) -> None:
    """Signed when the test begins, not when it is collected: a signature holds for five minutes."""
    async with living("chat_webhook", {}, {"secret": SECRET}) as life:
        said = await answer(life, call())
    assert said.status == status
    assert json.loads(said.body)["message"]
    assert SECRET not in said.body.decode()
    assert life.context.events == []


async def test_a_clock_that_is_a_little_off_is_let_in() -> None:
    async with living("chat_webhook", {}, {"secret": SECRET}) as life:
        assert (await answer(life, signed({"text": "a"}, ago_s=250))).status == 200
        assert (await answer(life, signed({"text": "b"}, ago_s=-250))).status == 200


async def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(Refused, match="16"):
        async with living("chat_webhook", {}, {"secret": "short"}):
            pass


def test_the_signature_is_the_documented_one() -> None:
    # printf '1796040000.{"text":"a"}' | openssl dgst -sha256 -hmac test
    assert signature("test", "1796040000", b'{"text":"a"}') == (
        "569e984e96cd9ff940e4bdf79527a08eda71d17516bfa6812599519fd8b0d5b2"
    )
