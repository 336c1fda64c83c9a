"""How the server answers over HTTP: JSON always, problems in one shape, nothing kept."""

import msgspec
from aiohttp import web

from studio_app.domain.problems import Problem

_ENCODER = msgspec.json.Encoder()

STATUS = {
    "bad_request": 400,
    "bad_parameters": 400,
    "not_signed_in": 401,
    "session_expired": 401,
    "wrong_pin": 401,
    "not_allowed": 403,
    "wrong_origin": 403,
    "buyers_not_for": 403,
    "not_found": 404,
    "unknown_action": 404,
    "no_such_blob": 404,
    "no_such_booth": 404,
    "no_such_job": 404,
    "no_such_user": 404,
    "no_such_plugin": 404,
    "no_such_instance": 404,
    "no_such_message": 404,
    "no_such_buyer": 404,
    "no_such_order": 404,
    "wrong_method": 405,
    "timed_out": 408,
    "too_large": 413,
    "wrong_host": 421,
    "too_many_tries": 429,
    "too_busy": 429,
    "too_many_calls": 429,
    "internal": 500,
    "disk_full": 507,
}
"""HTTP status by problem code; every other refusal is a conflict with how things are: 409."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer: nothing of it may be kept, framed, guessed at or read by other sites."""


class ShownProblem(msgspec.Struct):
    """A problem as HTTP tells it: for programs, and in words."""

    code: str
    args: dict[str, str]
    text: str


class ProblemBody(msgspec.Struct):
    """The body of every refusal."""

    problem: ShownProblem


def reply(value: object, status: int = 200) -> web.Response:
    """`value` as JSON."""
    return web.Response(
        body=_ENCODER.encode(value), status=status, content_type="application/json", charset="utf-8"
    )


def refuse(what: Problem, status: int | None = None) -> web.Response:
    """A problem with the status that it means, or another one."""
    shown = ShownProblem(what.code, what.args, what.text)
    answer = reply(ProblemBody(shown), status or STATUS.get(what.code, 409))
    if answer.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if what.code == "too_many_tries":
        answer.headers["Retry-After"] = what.args.get("seconds", "60")
    return answer


async def harden(_: web.Request, answer: web.StreamResponse) -> None:
    """Put `HEADERS` on an answer before it goes out."""
    answer.headers.update(HEADERS)
    answer.headers["Server"] = "BoothDeck"
