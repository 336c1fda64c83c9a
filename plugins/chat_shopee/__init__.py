"""Shopee Live: asks the Open Platform for the comments of the last ten seconds, in time for all."""

import hashlib
import hmac
import time

from studio_app import api

FIELDS = api.Fields(
    id="comment_id", at="timestamp", account="user_id", author="username", text="content"
)
LIVE, RENEW = "api/v2/livestream/", "api/v2/public/refresh_access_token"
NO_TOKEN = ("error_auth", "invalid_acceess_token", "invalid_access_token")  # one l is Shopee's


class Source(api.PolledChat):
    async def start(self) -> None:
        self._secrets, given = dict(self.context.secrets), self.context.settings
        self._app, self._user = str(given["partner_id"]), str(given["user_id"])
        self._session = int(given["session"])
        self._token = api.AccessToken(self._renew, self._secrets.get("access_token", ""))
        denied = dict.fromkeys(NO_TOKEN, api.TokenRefusedError)
        self.rest = api.Rest(self.context, None, self._token, "error", denied, self._sign)

    def _signed(self, path: str, *more: str) -> dict[str, str]:
        now, key = f"{time.time():.0f}", self._secrets["partner_key"].encode()
        text = "".join((self._app, "/", path, now, *more)).encode()
        sign = hmac.new(key, text, hashlib.sha256).hexdigest()
        return {"partner_id": self._app, "timestamp": now, "sign": sign}

    async def _sign(self, path: str) -> dict[str, str]:
        token = await self._token.get()
        known = {"access_token": token, "user_id": self._user}
        return known | self._signed(path, token, self._user)

    async def _renew(self) -> tuple[str, float]:
        if not (refresh := self._secrets.get("refresh_token")):
            raise api.Refused("The access token has run out: enter a new one and a refresh token")
        who = {"partner_id": int(self._app), "user_id": int(self._user), "refresh_token": refresh}
        where = f"{self.context.settings['server']}/{RENEW}"
        answer = await api.call(self.context, "POST", where, params=self._signed(RENEW), json=who)
        token = api.new_token(self.context, self._secrets, answer)
        return token, float(answer.number("expire_in") or 14_400)

    async def find(self) -> str:
        asked = {"session_id": str(self._session)}
        said = await self.rest.get(f"{LIVE}get_session_detail", **asked)
        self.context.live(said.number("response.status") == 1)
        if said.number("response.status") != 1:
            raise api.NotLive("This live session is not on")
        metric = await self.rest.get(f"{LIVE}get_session_metric", **asked)
        self.context.viewers(metric.number("response.ccu"))
        return str(self._session)

    async def read(self, live: str, page: str) -> api.Batch:
        events, offset = list[api.ChatEvent](), 0
        for _ in range(10):
            asked = {"session_id": live, "offset": str(offset)}
            said = await self.rest.get(f"{LIVE}get_latest_comment_list", **asked)
            events += [FIELDS.read(each) for each in said.each("response.list")]
            if said.number("response.next_offset") <= offset or not said.yes("response.list"):
                break
            offset = said.number("response.next_offset")
        return api.Batch(events, "", float(self.context.settings["every_s"]))

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        body = {"session_id": self._session, "content": api.plain(text, 150)}
        await self.write(self.rest.post(f"{LIVE}post_comment", body), "response.comment_id")


PLUGIN = Source
