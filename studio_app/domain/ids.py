"""Names of things: which server, which booth, which request."""

import secrets
from typing import NewType

ServerId = NewType("ServerId", str)
"""A studio server, made once at its first start; 12 lower-case letters and digits."""

BoothId = NewType("BoothId", str)
"""A booth within its server, as written in `studio.toml`: letters, digits, dash; at most 24."""

RequestId = NewType("RequestId", str)
"""One wish of one client; the same id again gets the same answer, never a second effect."""


def new_request_id() -> RequestId:
    """A request id that no other client will make: 16 random bytes, URL-safe text."""
    return RequestId(secrets.token_urlsafe(16))
