"""A service's HTTP interface for a plugin: its base address, its token, what its errors mean."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from studio_app.api.errors import Refused
from studio_app.api.json import Json
from studio_app.api.oauth import AccessToken
from studio_app.api.plugin import Context
from studio_app.api.text import plain
from studio_app.api.web import Failure, Pushed, call, judge, pushed

Verdicts = Mapping[str, Callable[[], Exception]]
"""What a service's own word for an error comes to: Refused, TryLater or NotLive."""
T = TypeVar("T")
Signature = Callable[[str], Awaitable[Mapping[str, str]]]
"""Parameters that are made for each request, of its path."""


class TokenRefusedError(Exception):
    """The token that was believed good is not: a verdict that has it renewed and asks again."""


class Rest:
    """Asks one service. Its own word in an answer counts before the status."""

    def __init__(
        self,
        context: Context,
        params: Mapping[str, str] | None = None,
        token: AccessToken | None = None,
        word: str = "",
        verdicts: Verdicts | None = None,
        sign: Signature | None = None,
    ) -> None:
        """Its address is setting `server`. `params` go with every request, without the empty ones;
        `token` as a bearer token (RFC 6750), or else by what `sign` makes of it, renewed once when
        it is refused; `word` is the path of the service's own word for an error, `verdicts` what
        that comes to."""
        self._context = context
        self._base = str(context.settings["server"]).rstrip("/")
        self._params = dict(params or {})
        self._token = token
        self._word = word
        self._verdicts = dict(verdicts or {})
        self._sign = sign
        self._pushed: Pushed | None = None
        self._pushed_page = ""
        """Where the open long answer goes on."""
        self._opened_s = float("-inf")

    async def get(self, path: str, **params: str) -> Json:
        """GET; raises what the verdicts or the status say, and aiohttp's errors."""
        return await self._ask("GET", path, params, None)

    async def post(self, path: str, body: object = None, **params: str) -> Json:
        """POST of a body as JSON; raises as `get` does."""
        return await self._ask("POST", path, params, body)

    async def pushed(
        self, path: str, page: str, apart_s: float, within_s: float, **params: str
    ) -> Json:
        """The next piece of a long answer that goes on as long as there is news, by Google's names
        (`pageToken` asks, `nextPageToken` tells where it goes on); one with no more than that when
        none came `within_s`. What does not go on at `page` is opened there, at most every
        `apart_s`. Raises as `get` does."""
        loop = asyncio.get_running_loop()
        if self._pushed is None or page != self._pushed_page:
            self.hang_up()
            await asyncio.sleep(self._opened_s + apart_s - loop.time())
            self._opened_s = loop.time()
            params = {**params, "pageToken": page}
            self._pushed = await self._twice(lambda: self._open(path, params))
            self._pushed_page = page
        try:
            async with asyncio.timeout(within_s):
                piece = await self._pushed.next()
        except TimeoutError:
            return Json({"nextPageToken": page})
        except BaseException:
            self.hang_up()
            raise
        if piece is None:
            self.hang_up()
            return Json({"nextPageToken": page})
        self._pushed_page = piece.text("nextPageToken")
        return self._checked(piece)

    def hang_up(self) -> None:
        """Hear no more of what is pushed."""
        if self._pushed is not None:
            self._pushed.close()
        self._pushed = None

    async def _ask(self, method: str, path: str, params: dict[str, str], body: object) -> Json:
        return await self._twice(lambda: self._once(method, path, params, body))

    async def _twice(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Once more with a new token where the first is refused."""
        try:
            return await ask()
        except TokenRefusedError:
            if self._token is None:
                raise Refused("The service refuses the token: make a new one") from None
            self._token.refused()
        try:
            return await ask()
        except TokenRefusedError:
            raise Refused("The service refuses a token that it has just made") from None

    async def _once(self, method: str, path: str, params: dict[str, str], body: object) -> Json:
        given, headers = await self._signed(path, params)
        answer = await call(
            self._context,
            method,
            f"{self._base}/{path}",
            params=given,
            headers=headers,
            json=body,
            judge=self._judge,
        )
        return self._checked(answer)

    async def _open(self, path: str, params: dict[str, str]) -> Pushed:
        given, headers = await self._signed(path, params)
        where = f"{self._base}/{path}"
        return await pushed(self._context, where, params=given, headers=headers, judge=self._judge)

    async def _signed(
        self, path: str, params: dict[str, str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """What a request is sent with: parameters, without the empty ones, and headers."""
        headers, signature = {}, {}
        if self._sign is not None:
            signature = dict(await self._sign(path))
        elif self._token is not None:
            headers["Authorization"] = f"Bearer {await self._token.get()}"
        given = {**self._params, **params, **signature}
        return {name: value for name, value in given.items() if value}, headers

    def _judge(self, failure: Failure) -> Exception:
        if verdict := self._verdict(failure.answer):
            return verdict
        if failure.status == 401 and self._token is not None:
            return TokenRefusedError()
        return judge(failure)

    def _checked(self, answer: Json) -> Json:
        if self._word and (word := answer.text(self._word)):  # some say it with status 200
            said = f"The service refuses: {word} {answer.text('message')}"
            raise self._verdict(answer) or Refused(plain(said, 200))
        return answer

    def _verdict(self, answer: Json) -> Exception | None:
        verdict = self._verdicts.get(answer.text(self._word)) if self._word else None
        return verdict() if verdict else None
