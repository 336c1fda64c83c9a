"""Restream's chat feed and its sign-in, as https://developers.restream.io/chat describes them."""

from aiohttp import BasicAuth, web

from tests.fakes.chat_services.service import SocketService


class Restream(SocketService):
    """One account; a refresh token is good for one use, as there."""

    def __init__(self) -> None:
        super().__init__()
        self.token = "token-0"
        self.refresh = "refresh-0"
        self.renewals = 0

    def routes(self) -> list[web.RouteDef]:
        """As documented."""
        return [web.get("/ws", self._enter), web.post("/oauth/token", self._renew)]

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("accessToken") != self.token:
            return web.Response(status=401)
        return await self.socket(request)

    async def _renew(self, request: web.Request) -> web.Response:
        form = await request.post()
        given = form.get("client_secret")
        if header := request.headers.get("Authorization"):
            given = BasicAuth.decode(header).password
        if form.get("refresh_token") != self.refresh or given != "secret":
            said = {"error": {"statusCode": 400, "name": "invalid_grant", "message": "Invalid"}}
            return web.json_response(said, status=400)
        self.renewals += 1
        self.token, self.refresh = f"token-{self.renewals}", f"refresh-{self.renewals}"
        return web.json_response(
            {
                "access_token": self.token,
                "expires": 1_796_043_600,
                "expires_in": 3600,
                "refresh_token": self.refresh,
                "scope": "profile.read chat.read",
                "token_type": "Bearer",
            }
        )
