"""Webhooks of our own making: who signs them with the shared secret, when, and once only.

`X-BoothDeck-Signature` is the hex HMAC-SHA256 over "{timestamp}.{body}" with the secret,
`X-BoothDeck-Timestamp` the seconds since 1970, at most five minutes off; `X-BoothDeck-Id` stays the
same when a call is repeated.
"""

import hashlib
import hmac
import time

import msgspec

from studio_app.api.json import Json
from studio_app.api.plugin import HookAnswer, HookCall

WINDOW_S = 300.0


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body, in small letters."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_json(call: HookCall, secret: str) -> Json | HookAnswer:
    """What a well signed call says; else what it is answered."""
    if call.method != "POST":
        return answered(405, "send a POST")
    sent = call.headers.get("x-boothdeck-timestamp", "").strip()
    given = call.headers.get("x-boothdeck-signature", "").strip().lower()
    right = signature(secret, sent, call.body)
    if not hmac.compare_digest(given.encode(), right.encode()):
        return answered(401, "X-BoothDeck-Signature is not the HMAC of timestamp, dot and body")
    if not sent.isascii() or not sent.isdigit() or abs(time.time() - int(sent)) > WINDOW_S:
        return answered(401, "X-BoothDeck-Timestamp is more than five minutes off")
    said = Json.read(call.body)
    return said if said is not None else answered(400, "the body is no JSON object or list")


def answered(status: int, why: str) -> HookAnswer:
    """An answer in words."""
    return HookAnswer(status=status, body=msgspec.json.encode({"message": why}))
