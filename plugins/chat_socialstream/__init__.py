"""Social Stream Ninja: the chat of every site that it has open, over its WebSocket relay."""

import zlib

from studio_app import api

FIELDS = api.Fields(account="userid", author="chatname", text="chatmessage", html=True)
KINDS = {  # found in the names of its events: "new_follower", "shared", "joined", "liked" …
    "follow": api.ChatKind.FOLLOW,
    "share": api.ChatKind.SHARE,
    "join": api.ChatKind.JOIN,
    "like": api.ChatKind.LIKE,
    "gift": api.ChatKind.GIFT,
    "chat": api.ChatKind.GIFT,  # superchat
    "sticker": api.ChatKind.GIFT,
}


class Source(api.ChatSource):
    async def start(self) -> None:
        self._line: api.WebSocket | None = None
        self._watch: dict[str, int] = {}

    async def run(self) -> None:
        session, server = self.context.secrets["session"].strip(), self.context.settings["server"]
        # It says on channel 4 what viewers write, and listens on 1 to what it shall do.
        where = f"{server}/join/{session}/4/1"
        async with api.socket(self.context, where, beat_s=30.0) as self._line:
            self.context.connected()
            async for frame in api.texts(self._line):
                if said := api.Json.read(frame):
                    await self._hear(said)

    async def _hear(self, said: api.Json) -> None:
        event, site = said.text("event"), said.text("type")
        if event == "viewer_update":
            self._watch[site] = said.number("meta")
            self.context.viewers(sum(self._watch.values()))
        elif said.yes("chatname") and not said.yes("private"):
            kind = next((kind for word, kind in KINDS.items() if word in event.lower()), None)
            paid, words = said.text("hasDonation"), said.text("chatmessage")
            # Its numbers begin again with every start of the browser: alone they are no id.
            told = f"{site} {said.text('userid')} {said.text('chatname')} {words} {paid}"
            number = said.text("id")
            heard = FIELDS.read(
                said,
                api.ChatKind.GIFT if paid else kind or api.ChatKind.MESSAGE,
                text=f"{paid} {words}",
                id=f"{number}-{zlib.crc32(told.encode()):08x}" if number else "",
                service=site,
            )
            await self.context.emit(heard)

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        if self._line is None or self._line.closed:
            raise api.TryLater("Not connected to Social Stream Ninja now")
        await self._line.send_json({"action": "sendChat", "value": api.plain(text)})


PLUGIN = Source
