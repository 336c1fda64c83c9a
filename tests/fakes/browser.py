"""A caller over HTTP, who may lie about who they are."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO

import aiohttp
import msgspec

from studio_app.domain.roles import Role

JSON = dict[str, object]


@dataclass
class Answer:
    """Status, headers and JSON of one answer."""

    status: int
    headers: dict[str, str]
    body: JSON

    @property
    def code(self) -> object:
        """The problem's code."""
        found = self.body["problem"]
        assert isinstance(found, dict)
        assert set(found) == {"code", "args", "text"}
        return found["code"]


class Browser:
    """Asks one server over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self.address = address

    async def ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None = Role.ADMIN,
        body: object = None,
        data: bytes | AsyncIterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
        **more: str,
    ) -> Answer:
        sent_body: object = data
        if body is not None:
            data = msgspec.json.encode(body)
        if isinstance(data, bytes):
            sent_body = BytesIO(data)
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        sent |= {name.replace("_", "-"): value for name, value in more.items()}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        async with self._session.request(
            method,
            f"http://{self.address}{path}",
            data=sent_body,
            headers=sent,
        ) as answer:
            assert answer.content_type == "application/json"
            content = msgspec.json.decode(await answer.read())
            found = content if isinstance(content, dict) else {"list": content}
            return Answer(answer.status, dict(answer.headers), found)
