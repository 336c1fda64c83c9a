"""Access tokens that run out: renewed in time, one renewal at once, the new ones kept."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from studio_app.api.errors import Refused
from studio_app.api.json import Json
from studio_app.api.plugin import Context
from studio_app.api.web import Failure, call, judge

_EARLY_S = 120.0
"""So long before its end a token is renewed, so that none runs out under way."""

Renewal = Callable[[], Awaitable[tuple[str, float]]]
"""Asks the service for a new token; the token and the seconds that it lasts."""


class AccessToken:
    """One account's token."""

    def __init__(self, renew: Renewal, token: str = "") -> None:
        """`token`: one that is believed good until the service refuses it."""
        self._renew = renew
        self._token = token
        self._until = float("inf") if token else 0.0
        self._renewing = asyncio.Lock()  # a refresh token may be good for one use only

    async def get(self) -> str:
        """A token that is good now. Raises what the renewal raises."""
        async with self._renewing:
            if time.monotonic() >= self._until:
                self._token, lasts_s = await self._renew()
                self._until = time.monotonic() + max(lasts_s - _EARLY_S, lasts_s / 2)
            return self._token

    def refused(self) -> None:
        """The service does not take it any more: the next `get` renews it."""
        self._until = 0.0


def oauth(context: Context) -> AccessToken | None:
    """A token renewed at setting `token_server` (RFC 6749, 6) by setting `client_id` and secrets
    `client_secret` and `refresh_token`; or else secret `access_token` as it is; or else None."""
    secrets = dict(context.secrets)

    async def renew() -> tuple[str, float]:
        if not secrets.get("refresh_token"):
            raise Refused("The access token has run out or is wrong: enter a new one")
        asked = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
        asked["client_id"] = str(context.settings.get("client_id", ""))
        asked["client_secret"] = secrets.get("client_secret", "")
        url = str(context.settings["token_server"])
        answer = await call(context, "POST", url, form=asked, judge=_judge)
        return new_token(context, secrets, answer), float(answer.number("expires_in") or 3600)

    if secrets.get("refresh_token"):
        return AccessToken(renew)
    return AccessToken(renew, secrets["access_token"]) if secrets.get("access_token") else None


def new_token(context: Context, secrets: dict[str, str], answer: Json) -> str:
    """The access token of an answer; its refresh token replaces the one in `secrets` and in the
    keyring, as some services let each be used once. Raises Refused where there is none."""
    token, refresh = answer.text("access_token"), answer.text("refresh_token")
    if refresh and refresh != secrets.get("refresh_token"):
        secrets["refresh_token"] = refresh
        context.keep_secret("refresh_token", refresh)
    if not token:
        raise Refused("The service gives no new access token: sign in there again")
    return token


def _judge(failure: Failure) -> Exception:
    if failure.status in (400, 401, 403):  # invalid_grant, invalid_client
        return Refused(f"{failure.host} takes the refresh token no more: sign in there again")
    return judge(failure)
