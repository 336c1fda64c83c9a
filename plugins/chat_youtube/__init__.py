"""YouTube Live: liveChat/messages (Data API v3), pushed or asked for, by page token."""

import re

from studio_app import api

CHAT, PUSHED = "liveChat/messages", "liveChat/messages/stream"
PAID = ("superChatEvent", "superStickerEvent", "newSponsorEvent", "membershipGiftingEvent")
KINDS = dict.fromkeys(("textMessageEvent", "memberMilestoneChatEvent"), api.ChatKind.MESSAGE)
KINDS |= dict.fromkeys(PAID, api.ChatKind.GIFT)
FIELDS = api.Fields(
    id="id",
    at="snippet.publishedAt",
    account="authorDetails.channelId",
    author="authorDetails.displayName",
    text="snippet.displayMessage",
)
WORD = "error.errors.0.reason"
VERDICTS: api.Verdicts = {
    "quotaExceeded": lambda: api.TryLater("The Google project's quota of the day is used up", 1800),
    "rateLimitExceeded": lambda: api.TryLater("YouTube wants slower requests", 60),
    "liveChatEnded": lambda: api.NotLive("The broadcast has ended"),
    "liveChatNotFound": lambda: api.NotLive("The broadcast has no chat any more"),
    "liveChatDisabled": lambda: api.Refused("The broadcast's chat is turned off: turn it on"),
    "pageTokenInvalid": api.ForgottenError,
}


class Source(api.PolledChat):
    LOOK_S = 60.0  # it costs of the quota, and the messages themselves say when it ends

    async def start(self) -> None:
        key, token = self.context.secrets.get("api_key", ""), api.oauth(self.context)
        said = re.search(r"(?:^|v=|/)([\w-]{11})\b", str(self.context.settings.get("video", "")))
        self._video = said[1] if said else ""
        if not token and not (key and self._video):
            raise api.Refused("Enter the video and an API key, or sign in with a refresh token")
        self.rest = api.Rest(self.context, {"key": "" if token else key}, token, WORD, VERDICTS)

    async def find(self) -> str:
        if not (video := self._video):
            asked = {"broadcastStatus": "active", "broadcastType": "all"}
            video = (await self.rest.get("liveBroadcasts", part="id", **asked)).text("items.0.id")
        found = await self.rest.get("videos", part="liveStreamingDetails", id=video)
        now = found.at("items.0.liveStreamingDetails")
        self.context.live(now.yes("actualStartTime") and not now.yes("actualEndTime"))
        self.context.viewers(now.number("concurrentViewers"))
        if not (chat := now.text("activeLiveChatId")):
            raise api.NotLive("No broadcast is on")
        return chat

    async def read(self, live: str, page: str) -> api.Batch:
        asked = {"liveChatId": live, "part": "id,snippet,authorDetails"}
        every_s, wait_s = float(self.context.settings["every_s"]), 0.0
        if self.context.settings["pushed"]:
            said = await self.rest.pushed(PUSHED, page, every_s, self.LOOK_S, **asked)
        else:
            said = await self.rest.get(CHAT, pageToken=page, **asked)
            wait_s = max(said.number("pollingIntervalMillis") / 1000, every_s)
        kinds = [(item, KINDS.get(item.text("snippet.type"))) for item in said.each("items")]
        events = [FIELDS.read(item, kind) for item, kind in kinds if kind]
        return api.Batch(events, said.text("nextPageToken"), wait_s, said.yes("offlineAt"))

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        message = {"type": "textMessageEvent", "textMessageDetails": {"messageText": text}}
        body = {"snippet": {"liveChatId": self.live_id, **message}}
        await self.write(self.rest.post(CHAT, body, part="snippet"), "id")


PLUGIN = Source
