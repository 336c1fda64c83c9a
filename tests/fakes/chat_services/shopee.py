"""Shopee Open Platform's livestream calls: signed, tokens that run out, ten seconds of comments.

Fields as in clients that are generated of Shopee's own reference; how they are signed as in its
guide to the livestream API (by `user_id`).
"""

import hashlib
import hmac
import time
from typing import Any

from aiohttp import web

from tests.fakes.chat_services.service import Service, payload

APP, KEY, USER, SESSION = "2001234", "partner key", "5550001", 6236215


def said(response: object = None, error: str = "", message: str = "") -> web.Response:
    """An answer as Shopee gives it: errors with a status of 200 too."""
    body = {"request_id": "e3e3e7f33ae1", "error": error, "message": message}
    return web.json_response(body if error else {**body, "response": response or {}})


class Shopee(Service):
    """One application, one streamer, one session. Comments are there for ten seconds of `clock`."""

    def __init__(self) -> None:
        super().__init__()
        self.token, self.refresh = "token-0", "refresh-0"
        self.renewals = 0
        self.status, self.watching = 1, 42
        self.comments: list[dict[str, Any]] = []
        self.page_size = 50
        self.offsets: list[int] = []
        self.posted: list[dict[str, Any]] = []

    def routes(self) -> list[web.RouteDef]:
        """As documented."""
        live = "/api/v2/livestream"
        return [
            web.get(f"{live}/get_latest_comment_list", self._list),
            web.get(f"{live}/get_session_detail", self._detail),
            web.get(f"{live}/get_session_metric", self._metric),
            web.post(f"{live}/post_comment", self._post),
            web.post("/api/v2/public/refresh_access_token", self._renew),
        ]

    def say(self, number: int, text: str = "") -> dict[str, Any]:
        """A viewer comments."""
        comment = dict(payload("shopee_comments.json")["response"]["list"][0])
        comment |= {"comment_id": number, "content": text or f"chốt {number}"}
        self.comments.append(comment)
        return comment

    def _denied(self, request: web.Request, *, public: bool = False) -> web.Response | None:
        query = request.query
        if abs(time.time() - int(query["timestamp"])) > 300:
            return said(error="error_param", message="Invalid timestamp.")
        known = "" if public else query.get("access_token", "") + query.get("user_id", "")
        text = f"{query['partner_id']}{request.path}{query['timestamp']}{known}"
        sign = hmac.new(KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
        if sign != query["sign"]:
            return said(error="error_sign", message="Wrong sign.")
        if not public and query.get("access_token") != self.token:
            return said(error="invalid_acceess_token", message="Invalid access_token.")
        return None

    async def _list(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        offset = int(request.query.get("offset") or 0)
        self.offsets.append(offset)
        part = self.comments[offset : offset + self.page_size]
        more = offset + len(part)
        return said({"next_offset": more if more < len(self.comments) else 0, "list": part})

    async def _detail(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        session = int(request.query["session_id"])
        if session != SESSION:
            return said(error="livestream.error_session", message="The session does not exist.")
        return said({"session_id": session, "title": "Sale 30/11", "status": self.status})

    async def _metric(self, request: web.Request) -> web.Response:
        metric = {"ccu": self.watching, "peak_ccu": 99, "likes": 7, "comments": 3, "views": 500}
        return self._denied(request) or said(metric)

    async def _post(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        body = await request.json()
        self.posted.append(body)
        return said(
            {"comment_id": self.say(7000 + len(self.posted), body["content"])["comment_id"]}
        )

    async def _renew(self, request: web.Request) -> web.Response:
        if denied := self._denied(request, public=True):
            return denied
        body = await request.json()
        if body["refresh_token"] != self.refresh or body["user_id"] != int(USER):
            return said(error="error_auth", message="Invalid refresh_token.")
        self.renewals += 1
        self.token, self.refresh = f"token-{self.renewals}", f"refresh-{self.renewals}"
        token = {"access_token": self.token, "refresh_token": self.refresh, "expire_in": 14_400}
        return web.json_response({"request_id": "e3", "error": "", "message": "", **token})
