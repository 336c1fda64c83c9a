"""YouTube's Data API v3 as far as live chat goes: videos, liveBroadcasts, liveChat/messages, OAuth.

https://developers.google.com/youtube/v3/live/docs/liveChatMessages; answers and errors in the whole
shape that is documented there.
"""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from tests.fakes.chat_services.service import Service, payload

VIDEO = "dQw4w9WgXcQ"
CHAT = "KicKGFVDeFFjX1NhbmRib3hTaG9wLXFPMTIzNDU2Nzg5MA"
KEY = "AIza-right"


def error(status: int, reason: str, message: str) -> web.Response:
    """An error as Google says it."""
    one = {"message": message, "domain": "youtube.liveChat", "reason": reason}
    return web.json_response(
        {"error": {"code": status, "message": message, "errors": [one]}}, status=status
    )


class YouTube(Service):
    """One broadcast with a chat; its page tokens are positions in it."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[dict[str, Any]] = []
        self.video, self.chat = VIDEO, CHAT
        self.live, self.offline = True, False
        self.viewers = 120
        self.page_size = 50
        self.tokens = {"ya29.first"}
        self.renewals = 0
        self.written: list[dict[str, Any]] = []
        self.pages: list[str] = []
        """Where every reading began, pushed or asked for."""
        self.pieces = 0
        """After so many a pushed answer ends by itself; 0: never."""
        self.pushing = 0
        """Pushed answers that are open."""
        self.cut = b""
        """What the pushed answers end with at once, in the middle."""
        self._never = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """As documented."""
        return [
            web.get("/youtube/v3/videos", self._videos),
            web.get("/youtube/v3/liveBroadcasts", self._broadcasts),
            web.get("/youtube/v3/liveChat/messages", self._list),
            web.get("/youtube/v3/liveChat/messages/stream", self._push),
            web.post("/youtube/v3/liveChat/messages", self._insert),
            web.post("/token", self._token),
        ]

    def say(self, number: int, text: str = "") -> None:
        """One more message in the chat."""
        item = payload("youtube_messages.json")["items"][0]
        item["id"] = f"LCC.{number}"
        item["snippet"]["displayMessage"] = text or f"chốt {number}"
        self.items.append(item)

    def _denied(self, request: web.Request, *, write: bool = False) -> web.Response | None:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer:
            return None if bearer in self.tokens else error(401, "authError", "Invalid Credentials")
        if write:
            return error(401, "required", "Login Required.")
        if request.query.get("key") == KEY:
            return None
        return error(400, "badRequest", "API key not valid. Please pass a valid API key.")

    async def _videos(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        details = {"actualStartTime": "2026-11-30T11:58:00Z"}
        if self.live:
            details |= {"activeLiveChatId": self.chat, "concurrentViewers": str(self.viewers)}
        else:
            details |= {"actualEndTime": "2026-11-30T13:00:00Z"}
        video = {"kind": "youtube#video", "id": self.video, "liveStreamingDetails": details}
        items = [video] if request.query["id"] == self.video else []
        return web.json_response({"kind": "youtube#videoListResponse", "items": items})

    async def _broadcasts(self, request: web.Request) -> web.Response:
        if denied := self._denied(request, write=True):
            return denied
        items = [{"kind": "youtube#liveBroadcast", "id": self.video}] if self.live else []
        return web.json_response({"kind": "youtube#liveBroadcastListResponse", "items": items})

    async def _list(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        if request.query["liveChatId"] != self.chat:
            return error(404, "liveChatNotFound", "The live chat was not found.")
        token = request.query.get("pageToken", "")
        self.pages.append(token)
        if token and not token.startswith("page-"):
            return error(400, "pageTokenInvalid", "The page token is not valid.")
        return web.json_response(self._piece(int(token.removeprefix("page-") or 0))[0])

    def _piece(self, at: int) -> tuple[dict[str, Any], int]:
        """A page, and where the next one begins."""
        part = self.items[at : at + self.page_size]
        answer = payload("youtube_messages.json")
        answer |= {"items": part, "nextPageToken": f"page-{at + len(part)}"}
        if self.offline:
            answer["offlineAt"] = "2026-11-30T13:00:00Z"
        return answer, at + len(part)

    async def _push(self, request: web.Request) -> web.StreamResponse:
        """A JSON array that grows by a page whenever there is one."""
        asked = await self._list(request)
        if asked.status >= 400:
            return asked
        at = int(request.query.get("pageToken", "").removeprefix("page-") or 0)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        self.pushing += 1
        try:
            for number in range(self.pieces or 1_000_000):
                while number and at == len(self.items) and not (self.offline or self.cut):
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.005):
                            await self._never.wait()
                if self.cut:
                    await response.write(self.cut)
                    break
                answer, at = self._piece(at)
                text = ("," if number else "[") + json.dumps(answer, ensure_ascii=False)
                for start in range(0, len(data := text.encode()), 1000):  # mid-character too
                    await response.write(data[start : start + 1000])
                if self.offline:
                    break
            else:
                await response.write(b"]")
        except ConnectionError:
            pass
        finally:
            self.pushing -= 1
        return response

    async def _insert(self, request: web.Request) -> web.Response:
        if denied := self._denied(request, write=True):
            return denied
        body = await request.json()
        snippet = body["snippet"]
        text = snippet["textMessageDetails"]["messageText"]
        if len(text) > 200:
            return error(400, "messageTextInvalid", "The message text is not valid.")
        self.written.append(body)
        self.say(9000 + len(self.written), text)
        return web.json_response(self.items[-1])

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form.get("refresh_token") != "1//right" or form.get("client_secret") != "secret":
            said = {"error": "invalid_grant", "error_description": "Token has been revoked."}
            return web.json_response(said, status=400)
        self.renewals += 1
        self.tokens = {f"ya29.{self.renewals}"}
        token = {"access_token": f"ya29.{self.renewals}", "expires_in": 3599}
        return web.json_response({**token, "token_type": "Bearer", "scope": "youtube.force-ssl"})
