"""TikTok LIVE as TikTokLive sees it: the sign server, TikTok's own lookups, and the push WebSocket.

Protobuf frames (WebcastPushFrame with a ProtoMessageFetchResult, gzip on wish) over the subprotocol
echo-protocol, made with TikTokLive's own message classes.
"""

import gzip
import json
import time
from typing import Any

import TikTokLive.proto as p
from aiohttp import web
from TikTokLiveProto.v3.webcast.model.message import ext
from TikTokLiveProto.v3.webcast.model.message.common import Text

from tests.fakes.chat_services.service import Service

USER, ROOM = "shopsaomai", 7_001
KEY = "euler-right"


def who(number: int, name: str) -> p.User:
    """A viewer."""
    return p.User(id=number, nickname=name, display_id=f"u{number}")


def common(method: str, number: int, words: str = "") -> p.CommonMessageData:
    """What every message has."""
    return p.CommonMessageData(
        method=method,
        msg_id=number,
        room_id=ROOM,
        create_time=1_796_040_001_528,
        display_text=Text(key=words) if words else None,
    )


def comment(number: int, text: str) -> Any:
    """A viewer writes."""
    method = "WebcastChatMessage"
    lan = who(55, "Chị Lan")
    return p.WebcastChatMessage(common=common(method, number), user=lan, content=text)


def gift(number: int, count: int, *, ends: bool) -> Any:
    """A run of roses so far, or its end."""
    return p.WebcastGiftMessage(
        common=common("WebcastGiftMessage", number),
        user=who(56, "Minh"),
        gift=p.Gift(id=5655, name="Rose", type=1, diamond_count=1),
        gift_id=5655,
        repeat_count=count,
        repeat_end=int(ends),
    )


def social(number: int, words: str) -> Any:
    """A follow ("pm_main_follow_message_viewer_2") or a share."""
    method = "WebcastSocialMessage"
    return p.WebcastSocialMessage(common=common(method, number, words), user=who(57, "Hoa"))


def join(number: int) -> Any:
    """A viewer comes in."""
    return p.WebcastMemberMessage(common=common("WebcastMemberMessage", number), user=who(58, "Tú"))


def like(number: int, count: int) -> Any:
    """A viewer taps."""
    method = "WebcastLikeMessage"
    return p.WebcastLikeMessage(common=common(method, number), user=who(59, "An"), count=count)


def shopping(number: int, title: str) -> Any:
    """The platform's own shopping news: a product is pinned."""
    product = ext.PopProduct(title=title, price="199.000₫", product_id=17)
    method = "WebcastOecLiveShoppingMessage"
    return ext.WebcastOecLiveShoppingMessage(common=common(method, number), pop_product=product)


def watching(number: int, total: int) -> Any:
    """How many watch."""
    method = "WebcastRoomUserSeqMessage"
    return p.WebcastRoomUserSeqMessage(common=common(method, number), total=total, total_user=9000)


def end(number: int) -> Any:
    """The live is over."""
    action = p.ControlAction.STREAM_ENDED
    return p.WebcastControlMessage(common=common("WebcastControlMessage", number), action=action)


class TikTok(Service):
    """One account that is live, or not."""

    def __init__(self) -> None:
        super().__init__()
        self.live = True
        self.known = True
        self.signed = 0
        self.keys: list[str] = []
        self.sign_answer: web.Response | None = None
        self.handshake: web.Response | None = None
        self.recent: list[Any] = []
        """Given with the first answer, as TikTok gives the last few comments."""
        self.opened: list[web.WebSocketResponse] = []
        self.frames: list[str] = []
        """Kinds of frames that the client sent."""

    def routes(self) -> list[web.RouteDef]:
        """The sign server's, TikTok's site, and its pushes."""
        return [
            web.get("/webcast/fetch", self._sign),
            web.get("/@{user}/live", self._page),
            web.get("/api-live/user/room/", self._room),
            web.get("/webcast/room/check_alive/", self._alive),
            web.get("/webcast/im/push/", self._push),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        user = {"roomId": str(ROOM), "uniqueId": USER, "status": 2 if self.live else 4}
        state = {"LiveRoom": {"liveRoomUserInfo": {"user": user}}} if self.known else {}
        script = f'<script id="SIGI_STATE" type="application/json">{json.dumps(state)}</script>'
        return web.Response(text=f"<html>{script}</html>", content_type="text/html")

    async def _room(self, request: web.Request) -> web.Response:
        if not self.known:
            return web.json_response({"message": "user_not_found"})
        return web.json_response({"message": "", "data": {"user": {"roomId": str(ROOM)}}})

    async def _alive(self, request: web.Request) -> web.Response:
        return web.json_response({"data": [{"alive": self.live, "room_id": ROOM}]})

    async def _sign(self, request: web.Request) -> web.Response:
        self.signed += 1
        self.keys.append(request.headers.get("X-Api-Key", ""))
        if self.sign_answer is not None:
            return self.sign_answer
        body = p.ProtoMessageFetchResult(
            messages=[self._base(each) for each in self.recent],
            cursor="c1",
            internal_ext="ie1",
            is_first=True,
            push_server=f"{self.address.replace('http', 'ws', 1)}/webcast/im/push/",
            route_params={"imprp": "x", "wrss": "y"},
            heart_beat_duration=10_000,
        )
        headers = {"X-Set-TT-Cookie": "ttwid=abc"}
        return web.Response(body=bytes(body), headers=headers, content_type="application/protobuf")

    async def _push(self, request: web.Request) -> web.StreamResponse:
        if self.handshake is not None:
            return self.handshake
        opened = web.WebSocketResponse(protocols=("echo-protocol",))
        await opened.prepare(request)
        self.opened.append(opened)
        async for frame in opened:
            if frame.type is web.WSMsgType.BINARY:
                self.frames.append(p.WebcastPushFrame().parse(frame.data).payload_type)
        self.opened.remove(opened)
        return opened

    @staticmethod
    def _base(message: Any) -> Any:
        method = message.common.method
        return p.ProtoMessageFetchResultBaseProtoMessage(
            method=method, payload=bytes(message), msg_id=message.common.msg_id
        )

    async def tell(self, *messages: Any, packed: bool = True) -> None:
        """Push messages in one frame."""
        result = p.ProtoMessageFetchResult(
            messages=[self._base(each) for each in messages],
            cursor=f"c{time.monotonic_ns()}",
            internal_ext="ie",
            need_ack=True,
        )
        data = gzip.compress(bytes(result)) if packed else bytes(result)
        headers = [p.PushHeader(key="compress_type", value="gzip")] if packed else []
        frame = p.WebcastPushFrame(
            seq_id=1, log_id=9, payload_type="msg", payload_encoding="pb", headers=headers
        )
        frame.payload = data
        for opened in list(self.opened):
            await opened.send_bytes(bytes(frame))

    async def garbage(self) -> None:
        """Push what is no frame, and a frame whose packed messages are none."""
        frame = p.WebcastPushFrame(log_id=9, payload_type="msg", payload=b"no gzip at all")
        frame.headers = [p.PushHeader(key="compress_type", value="gzip")]
        for opened in list(self.opened):
            await opened.send_bytes(b"\xff\xfe garbage \x00" * 9)
            await opened.send_bytes(bytes(frame))

    def drop(self) -> None:
        """Cut every line, without a goodbye."""
        for opened in list(self.opened):
            request = opened._req
            if request is not None and request.transport is not None:
                request.transport.abort()
