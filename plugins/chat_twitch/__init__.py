"""Twitch: its chat by IRC over WebSocket, with tags; without a token as an anonymous listener."""

import asyncio

from studio_app import api

PAID = ("sub", "resub", "subgift", "submysterygift", "giftpaidupgrade", "anongiftpaidupgrade")
KINDS = {**dict.fromkeys(PAID, api.ChatKind.GIFT), "raid": api.ChatKind.SHARE}


class Source(api.ChatSource):
    async def start(self) -> None:
        said = str(self.context.settings["channel"]).strip().rstrip("/").lower()
        self._channel = said.rpartition("/")[2].lstrip("@#")
        self._token = api.oauth(self.context)
        self._line: api.WebSocket | None = None
        self._sent: asyncio.Future[str] | None = None

    async def run(self) -> None:
        async with api.socket(self.context, str(self.context.settings["server"])) as self._line:
            await self._line.send_str("CAP REQ :twitch.tv/tags twitch.tv/commands")
            nick = f"justinfan{hash(self.context.instance) % 90_000 + 10_000}"  # who has no account
            if self._token:
                nick = str(self.context.settings.get("login") or self._channel).lower()
                await self._line.send_str(f"PASS oauth:{await self._token.get()}")
            await self._line.send_str(f"NICK {nick}")
            await self._line.send_str(f"JOIN #{self._channel}")
            async for frame in api.texts(self._line, silent_s=60.0, poke="PING :boothdeck"):
                for said in filter(None, map(api.irc_line, frame.splitlines())):
                    if said.verb == "RECONNECT":
                        return
                    await self._hear(said, self._line)

    async def _hear(self, said: api.IrcLine, line: api.WebSocket) -> None:
        if said.verb == "PING":
            await line.send_str(f"PONG :{said.text}")
        elif said.verb in ("PRIVMSG", "USERNOTICE") and said.words:
            await self.context.emit(_event(said))
        elif said.verb == "366":  # the channel has let us in
            self.context.connected()
        elif said.verb == "NOTICE" and said.words == ("*",):  # before it let us in
            raise api.Refused(f"Twitch: {said.text}; make a token with chat:read and chat:edit")
        elif said.verb in ("USERSTATE", "NOTICE") and self._sent and not self._sent.done():
            self._sent.set_result(said.text)  # why it was not taken, or nothing

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        if not self._token or self._line is None or self._line.closed:
            raise api.TryLater("Not connected to Twitch with a token now")
        self._sent = asyncio.get_running_loop().create_future()
        words = f"PRIVMSG #{self._channel} :{api.plain(text, 500)}"
        await self._line.send_str(f"@reply-parent-msg-id={to} {words}" if to else words)
        await asyncio.wait([self._sent], timeout=10.0)
        if why := self._sent.result() if self._sent.done() else "no answer came":
            raise api.TryLater(f"Twitch did not take it: {why}")


def _event(said: api.IrcLine) -> api.ChatEvent:
    tags, number = said.tags, said.tags.get("bits") or said.tags.get("msg-param-viewerCount", "1")
    kind = KINDS.get("sub" if "bits" in tags else tags.get("msg-id", ""), api.ChatKind.MESSAGE)
    return api.heard(
        kind,
        id=tags.get("id", ""),
        at=api.moment(tags.get("tmi-sent-ts", "")),
        account=tags.get("user-id", ""),
        author=tags.get("display-name") or said.who,
        text=f"{tags.get('system-msg', '')} {said.text.removeprefix(chr(1) + 'ACTION ')}",
        count=int(number) if number.isdecimal() else 1,
    )


PLUGIN = Source
