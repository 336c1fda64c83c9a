"""Facebook Live: comments as they come by Server-Sent Events, and from /comments what they drop."""

from studio_app import api

ASKED = {"fields": "id,message,created_time,from{id,name}"}
ORDER = {"order": "reverse_chronological", "filter": "stream", "live_filter": "no_filter"}
FIELDS = api.Fields(
    id="id", at="created_time", account="from.id", author="from.name", text="message"
)
BUSY, DENIED = ("4", "17", "32", "613"), ("3", "10", "200")
VERDICTS: api.Verdicts = {
    **dict.fromkeys(BUSY, lambda: api.TryLater("Facebook wants fewer requests", 300)),
    **dict.fromkeys(DENIED, lambda: api.Refused("The Page access token lacks a permission")),
    "190": lambda: api.Refused("The Page access token is not good any more: make a new one"),
}


class Source(api.PolledChat):
    async def start(self) -> None:
        self._token = {"access_token": self.context.secrets["access_token"]}
        self.rest = api.Rest(self.context, self._token, word="error.code", verdicts=VERDICTS)

    def same(self, id: str) -> str:
        return id.rpartition("_")[2]  # before it the post or the video, as it is asked

    async def find(self) -> str:
        video = str(self.context.settings.get("video", ""))
        if not video:
            mine = await self.rest.get("me/live_videos", fields="id,status", limit="25")
            on = [each.text("id") for each in mine.each("data") if each.text("status") == "LIVE"]
            video = on[0] if on else ""
        now = await self.rest.get(video, fields="status,live_views") if video else api.Json(None)
        self.context.live(now.text("status") == "LIVE")
        if now.text("status") != "LIVE":
            raise api.NotLive("No live video is on")
        self.context.viewers(now.number("live_views"))
        return video

    async def listen(self) -> None:
        where = f"{self.context.settings['stream_server']}/{self.live_id}/live_comments"
        asked = {**self._token, **ASKED, "comment_rate": "one_hundred_per_second"}
        async with api.server_sent(self.context, where, params=asked, silent_s=120.0) as events:
            async for data in events:
                if (said := api.Json.read(data)) and said.yes("message"):
                    await self.tell([FIELDS.read(said)])

    async def read(self, live: str, page: str) -> api.Batch:
        async def part(after: str) -> tuple[list[api.ChatEvent], str]:
            asked = {**ASKED, **ORDER, "limit": "100", "after": after}
            said = await self.rest.get(f"{live}/comments", **asked)
            more = said.text("paging.cursors.after") if said.yes("paging.next") else ""
            return [FIELDS.read(each) for each in said.each("data") if each.yes("message")], more

        events, page = await api.back_to(page, part)
        return api.Batch(events, page, float(self.context.settings["every_s"]))

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        if private:
            body = {"recipient": {"comment_id": to}, "message": {"text": text}}
            await self.rest.post("me/messages", body)
        else:
            await self.write(self.rest.post(f"{to}/comments", {"message": text}), "id")

    async def hide(self, message: str, *, hidden: bool) -> None:
        await self.rest.post(message, {"is_hidden": hidden})


PLUGIN = Source
