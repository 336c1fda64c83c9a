"""Restream Chat: the chats of all channels of one Restream account, over its WebSocket."""

from urllib.parse import quote

from studio_app import api

SITES = {
    1: "restream",
    2: "twitch",
    13: "youtube",
    19: "facebook",
    20: "facebook",
    24: "dlive",
    25: "discord",
    26: "linkedin",
    27: "trovo",
    28: "x",
    29: "kick",
    33: "rumble",
}
MONEY = (7, 8)  # event types: YouTube's Super Chat and Super Sticker
FIELDS = api.Fields(
    id="payload.eventIdentifier",
    at="timestamp",
    account="payload.eventPayload.author.id",
    author="payload.eventPayload.author.displayName",
    text="payload.eventPayload.text",
)


class Source(api.ChatSource):
    async def start(self) -> None:
        self._token = api.oauth(self.context)
        if self._token is None:
            raise api.Refused("Enter a refresh token, or an access token that is good for an hour")

    async def run(self) -> None:
        assert self._token is not None
        token, server = quote(await self._token.get(), safe=""), self.context.settings["server"]
        where = f"{server}/ws?accessToken={token}"
        async with api.socket(self.context, where, judge=self._judge) as line:
            self.context.connected()
            async for frame in api.texts(line, silent_s=75.0):  # its heart beats every 45 s
                said = api.Json.read(frame) or api.Json(None)
                if said.text("action") == "event" and said.has("payload.eventPayload.author"):
                    kind = said.number("payload.eventTypeId")
                    await self.context.emit(
                        FIELDS.read(
                            said,
                            api.ChatKind.GIFT if kind in MONEY else api.ChatKind.MESSAGE,
                            service=SITES.get(said.number("payload.eventSourceId"), "restream"),
                        )
                    )

    def _judge(self, failure: api.Failure) -> Exception:
        if failure.status in (401, 403) and self._token is not None:
            self._token.refused()  # renewed at the next try, or refused by the renewal
            return api.TryLater("The access token has run out", 1.0)
        return api.judge(failure)


PLUGIN = Source
