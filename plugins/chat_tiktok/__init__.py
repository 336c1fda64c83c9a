"""TikTok LIVE by TikTokLive 7, which is unofficial: comments, gifts, follows and the rest."""

import asyncio

from TikTokLive import TikTokLiveClient
from TikTokLive import events as tiktok
from TikTokLive.client import errors

from studio_app import api

KINDS = {tiktok.CommentEvent: api.ChatKind.MESSAGE, tiktok.GiftEvent: api.ChatKind.GIFT}
KINDS |= {tiktok.FollowEvent: api.ChatKind.FOLLOW, tiktok.ShareEvent: api.ChatKind.SHARE}
KINDS |= {tiktok.JoinEvent: api.ChatKind.JOIN, tiktok.LikeEvent: api.ChatKind.LIKE}
KINDS |= {tiktok.OecLiveShoppingEvent: api.ChatKind.SHOP}
# The last comes with everything, so that silence is noticed where nobody writes either.
OTHERS = (tiktok.RoomUserSeqEvent, tiktok.LiveEndEvent, tiktok.WebsocketResponseEvent)
FIELDS = api.Fields(
    id="common.msg_id", at="common.create_time", account="user.id", author="user.nickname"
)


class Source(api.ChatSource):
    async def run(self) -> None:
        key, server = self.context.secrets.get("sign_key"), self.context.settings["server"]
        kwargs = {"signer_kwargs": {"sign_api_key": key, "sign_api_base": server}}
        client = TikTokLiveClient(str(self.context.settings["user"]), web_kwargs=kwargs)
        said: asyncio.Queue[object] = asyncio.Queue()
        for kind in (*KINDS, *OTHERS):
            client.add_listener(kind, said.put_nowait)
        try:
            room = int(str(self.context.settings.get("room") or 0))
            task = await client.start(room_id=room or None, fetch_live_check=not room)
            task.add_done_callback(lambda _: said.put_nowait(None))
            self.context.connected()
            self.context.live(True)
            while (event := await asyncio.wait_for(said.get(), 120.0)) is not None:
                await self._tell(event)
            task.result()
        except Exception as error:
            raise _verdict(error) from error
        finally:
            await api.within(1.0, client.disconnect())
            await client.web.close()
            await client.web.signer.client.aclose()  # which the library forgets

    async def _tell(self, event: object) -> None:
        kind, said = KINDS.get(type(event)), api.Json(event)
        if isinstance(event, tiktok.LiveEndEvent):
            self.context.live(False)
            raise api.NotLive("The live has ended")
        if isinstance(event, tiktok.RoomUserSeqEvent):
            self.context.viewers(said.number("total"))
        elif kind and not said.yes("streaking"):  # of a run of gifts only its end
            words = said.text("content") or said.text("gift.name") or said.text("pop_product.title")
            count = said.number("repeat_count") or said.number("count") or 1
            await self.context.emit(FIELDS.read(said, kind, text=words, count=count))


def _verdict(error: Exception) -> Exception:
    if isinstance(error, errors.UserOfflineError):
        return api.NotLive("The account is not live")
    if isinstance(error, errors.UserNotFoundError | errors.AgeRestrictedError):
        return api.Refused(f"TikTok does not let this account be read: {error}")
    if isinstance(error, errors.SignAPIError) and (said := error.response) is not None:
        after_s, status = api.wait_s(said.headers), said.status_code
        return api.judge(api.Failure(host="Sign server", status=status, retry_after_s=after_s))
    known = isinstance(error, api.NotLive | OSError)
    return error if known else ConnectionError(f"{type(error).__name__}: {error}")


PLUGIN = Source
