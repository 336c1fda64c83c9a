"""A service's HTTP interface for a plugin: its base address, its token, what its errors mean."""

from collections.abc import Callable, Mapping

from studio_app.api.json import Json
from studio_app.api.oauth import AccessToken
from studio_app.api.plugin import Context
from studio_app.api.web import Failure, call, judge

Verdicts = Mapping[str, Callable[[], Exception]]
"""What a service's own word for an error comes to: Refused, TryLater or NotLive."""


class Rest:
    """Asks one service. Its own word in an answer counts before the status."""

    def __init__(
        self,
        context: Context,
        params: Mapping[str, str] | None = None,
        token: AccessToken | None = None,
        word: str = "",
        verdicts: Verdicts | None = None,
    ) -> None:
        """Its address is setting `server`. `params` go with every request; `token` as a bearer
        token (RFC 6750), renewed once when it is refused; `word` is the path of the service's own
        word for an error, `verdicts` what that comes to. Parameters that are empty are not sent.
        """
        self._context = context
        self._base = str(context.settings["server"]).rstrip("/")
        self._params = dict(params or {})
        self._token = token
        self._word = word
        self._verdicts = dict(verdicts or {})

    async def get(self, path: str, **params: str) -> Json:
        """GET; raises what the verdicts or the status say, and aiohttp's errors."""
        return await self._ask("GET", path, params, None)

    async def post(self, path: str, body: object = None, **params: str) -> Json:
        """POST of a body as JSON; raises as `get` does."""
        return await self._ask("POST", path, params, body)

    async def _ask(self, method: str, path: str, params: dict[str, str], body: object) -> Json:
        try:
            return await self._once(method, path, params, body)
        except _TokenRefusedError:
            return await self._once(method, path, params, body, again=True)

    async def _once(
        self, method: str, path: str, params: dict[str, str], body: object, *, again: bool = False
    ) -> Json:
        headers = {}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {await self._token.get()}"

        def judged(failure: Failure) -> Exception:
            if failure.status == 401 and self._token is not None and not again:
                self._token.refused()
                return _TokenRefusedError()
            return self._verdict(failure.answer) or judge(failure)

        answer = await call(
            self._context,
            method,
            f"{self._base}/{path}",
            params={name: value for name, value in {**self._params, **params}.items() if value},
            headers=headers,
            json=body,
            judge=judged,
        )
        if verdict := self._verdict(answer):  # some say it with status 200
            raise verdict
        return answer

    def _verdict(self, answer: Json) -> Exception | None:
        verdict = self._verdicts.get(answer.text(self._word)) if self._word else None
        return verdict() if verdict else None


class _TokenRefusedError(Exception):
    """The token that was believed good is not."""
