"""Facebook's Graph API as far as live comments go: /comments by pages, and the stream of events.

https://developers.facebook.com/docs/live-video-api/interact-with-viewers, and the reference of
server-sent events; errors in the shape of the Graph API.
"""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.fakes.chat_services.service import Service

VIDEO, POST = "1234567890", "911936075671494"
TOKEN = "EAAB-right"


def error(status: int, code: int, message: str, **more: object) -> web.Response:
    """An error as the Graph API says it."""
    said = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC", **more}
    return web.json_response({"error": said}, status=status)


class Facebook(Service):
    """A Page with one live video."""

    def __init__(self) -> None:
        super().__init__()
        self.began = datetime.now(UTC) - timedelta(hours=1)
        self.comments: list[dict[str, Any]] = []
        """Oldest first."""
        self.status, self.views = "LIVE", 88
        self.page_size = 100
        self.dropped: set[int] = set()
        """Numbers of comments that the stream leaves out, as above its rate."""
        self.streams = 0
        self.stream_answer: web.Response | None = None
        self.silent = False
        self.replies: list[tuple[str, str]] = []
        self.private: list[dict[str, Any]] = []
        self.hidden: dict[str, bool] = {}
        self._queues: list[asyncio.Queue[str | None]] = []

    def routes(self) -> list[web.RouteDef]:
        """As documented."""
        return [
            web.get("/v26.0/me/live_videos", self._mine),
            web.get("/v26.0/{id}", self._video),
            web.get("/v26.0/{id}/comments", self._list),
            web.post("/v26.0/me/messages", self._message),
            web.post("/v26.0/{id}/comments", self._reply),
            web.post("/v26.0/{id}", self._change),
            web.get("/stream/{id}/live_comments", self._stream),
        ]

    def say(self, number: int, text: str = "") -> dict[str, Any]:
        """A viewer comments; the stream tells it unless it drops it."""
        at = self.began + timedelta(seconds=number)
        comment = {
            "id": f"{POST}_{number}",
            "created_time": at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "from": {"name": "Chị Lan", "id": "552524095105158"},
            "message": text or f"chốt {number}",
        }
        self.comments.append(comment)
        if number not in self.dropped and not self.silent:
            # The same comment, asked of the video: another id before the line.
            self.push(json.dumps({**comment, "id": f"{VIDEO}_{number}"}, ensure_ascii=False))
        return comment

    def push(self, data: str | None) -> None:
        """One event of the stream; None ends it."""
        for queue in self._queues:
            queue.put_nowait(data)

    def _denied(self, request: web.Request) -> web.Response | None:
        if request.query.get("access_token") == TOKEN:
            return None
        return error(
            400, 190, "Error validating access token: Session has expired", error_subcode=463
        )

    async def _mine(self, request: web.Request) -> web.Response:
        videos = [{"id": "1", "status": "VOD"}, {"id": VIDEO, "status": self.status}]
        return self._denied(request) or web.json_response({"data": videos})

    async def _video(self, request: web.Request) -> web.Response:
        said = {"status": self.status, "live_views": self.views, "id": VIDEO}
        return self._denied(request) or web.json_response(said)

    async def _list(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        assert request.query["order"] == "reverse_chronological"
        newest_first = self.comments[::-1]
        at = int(request.query.get("after") or 0)
        part = newest_first[at : at + self.page_size]
        paging: dict[str, Any] = {"cursors": {"before": str(at), "after": str(at + len(part))}}
        if at + len(part) < len(newest_first):
            paging["next"] = f"{self.address}/v26.0/{VIDEO}/comments?after={at + len(part)}"
        return web.json_response({"data": part, "paging": paging})

    async def _reply(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        body = await request.json()
        self.replies.append((request.match_info["id"], body["message"]))
        return web.json_response({"id": self.say(len(self.comments) + 1, body["message"])["id"]})

    async def _message(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        body = await request.json()
        if any(each["recipient"] == body["recipient"] for each in self.private):
            return error(400, 10900, "Activity already replied to")
        self.private.append(body)
        return web.json_response({"recipient_id": "5525", "message_id": "m_1"})

    async def _change(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        self.hidden[request.match_info["id"]] = (await request.json())["is_hidden"]
        return web.json_response({"success": True})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        if denied := self._denied(request):
            return denied
        if self.stream_answer is not None:
            return self.stream_answer
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b": ping\n\n")
        self.streams += 1
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.append(queue)
        try:
            while (data := await queue.get()) is not None:
                lines = "".join(f"data: {line}\n" for line in data.split("\n"))
                await response.write(f"{lines}\n".encode())
        finally:
            self._queues.remove(queue)
        return response
