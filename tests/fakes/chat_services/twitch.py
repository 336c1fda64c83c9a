"""Twitch's chat: IRC over WebSocket with tags (https://dev.twitch.tv/docs/chat/irc)."""

from aiohttp import web

from tests.fakes.chat_services.service import SocketService

CHANNEL = "shopsaomai"


class Twitch(SocketService):
    """One channel. Anonymous listeners are let in by their nick, others by their token."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = {"right"}
        self.renewals = 0
        self.refuse = ""
        """Why the next message is not taken."""
        self.mute = False
        """Answers nothing any more, and keeps the line."""
        self._password: dict[int, str] = {}

    def routes(self) -> list[web.RouteDef]:
        """As documented."""
        return [web.get("/", self.socket), web.post("/token", self._token)]

    async def hear(self, opened: web.WebSocketResponse, text: str) -> None:
        """A client's line."""
        if self.mute:
            return
        verb, _, rest = (
            text.partition(" ")
            if not text.startswith("@")
            else text.split(" ", 1)[1].partition(" ")
        )
        match verb:
            case "CAP":
                await opened.send_str(f":tmi.twitch.tv CAP * ACK {rest.partition(' ')[2]}\r\n")
            case "PASS":
                self._password[id(opened)] = rest
            case "NICK":
                await self._nick(opened, rest)
            case "JOIN":
                nick = "justinfan12345"
                await opened.send_str(
                    f":{nick}!{nick}@{nick}.tmi.twitch.tv JOIN {rest}\r\n"
                    f":{nick}.tmi.twitch.tv 353 {nick} = {rest} :{nick}\r\n"
                    f":{nick}.tmi.twitch.tv 366 {nick} {rest} :End of /NAMES list\r\n"
                    f"@emote-only=0;room-id=713936733;slow=0 :tmi.twitch.tv ROOMSTATE {rest}\r\n"
                )
            case "PING":
                await opened.send_str(f":tmi.twitch.tv PONG tmi.twitch.tv {rest}\r\n")
            case "PRIVMSG":
                await self._written(opened, rest)

    async def _nick(self, opened: web.WebSocketResponse, nick: str) -> None:
        given = self._password.get(id(opened), "")
        if given and given.removeprefix("oauth:") not in self.tokens:
            await opened.send_str(":tmi.twitch.tv NOTICE * :Login authentication failed\r\n")
            await opened.close()
            return
        if not given and not nick.startswith("justinfan"):
            await opened.send_str(":tmi.twitch.tv NOTICE * :Improperly formatted auth\r\n")
            await opened.close()
            return
        await opened.send_str(
            f":tmi.twitch.tv 001 {nick} :Welcome, GLHF!\r\n"
            f":tmi.twitch.tv 002 {nick} :Your host is tmi.twitch.tv\r\n"
            f":tmi.twitch.tv 376 {nick} :>\r\n"
        )

    async def _written(self, opened: web.WebSocketResponse, rest: str) -> None:
        channel = rest.partition(" ")[0]
        if self.refuse:
            said = f"@msg-id=msg_ratelimit :tmi.twitch.tv NOTICE {channel} :{self.refuse}\r\n"
        else:
            said = f"@display-name=Shop;mod=1 :tmi.twitch.tv USERSTATE {channel}\r\n"
        await opened.send_str(said)

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form.get("refresh_token") != "refresh":
            return web.json_response(
                {"status": 400, "message": "Invalid refresh token"}, status=400
            )
        self.renewals += 1
        self.tokens = {f"token{self.renewals}"}
        return web.json_response(
            {
                "access_token": f"token{self.renewals}",
                "expires_in": 14_124,
                "refresh_token": "refresh",
                "scope": ["chat:edit", "chat:read"],
                "token_type": "bearer",
            }
        )

    async def say(self, number: int) -> None:
        """A viewer writes."""
        await self.push(
            f"@display-name=Lan;id=m-{number};tmi-sent-ts=1796040001528;user-id=7 "
            f":lan!lan@lan.tmi.twitch.tv PRIVMSG #{CHANNEL} :chốt {number}\r\n"
        )
