"""How it stands with a connection, and what its end means: sign in, mend, or try again."""

import random
from enum import StrEnum
from typing import NamedTuple

BACKOFF_S = (0.1, 0.25, 0.5, 1.0, 2.0)
REFUSED_AGAIN_S = 30.0
SIGN_IN_CODES = frozenset({"not_signed_in", "session_expired"})
REFUSED_CODES = frozenset(
    {
        "bad_address",
        "certificate_changed",
        "not_allowed",
        "protocol_mismatch",
        "server_twice",
        "tls_required",
        "wrong_host",
        "wrong_origin",
    }
)


class ConnectionStatus(StrEnum):
    """How it stands with the connection to a server."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    """Was or should be there; tried again by itself."""
    SIGN_IN_NEEDED = "sign_in_needed"
    REFUSED = "refused"
    """The server is there and it cannot go on so; `problem` says what to do."""


class Meaning(NamedTuple):
    """What the end of a connection means."""

    status: ConnectionStatus
    wait_s: float | None
    """Until the next try; None when trying again without a person is no use."""


def judge_end(code: str, tries: int, *, key_changes: bool) -> Meaning:
    """What to do after a connection has ended (or never began) with this problem.

    `tries` counts failures in a row. `key_changes`: the token is asked for anew at every try.
    """
    if code in SIGN_IN_CODES:
        return Meaning(ConnectionStatus.SIGN_IN_NEEDED, BACKOFF_S[-1] if key_changes else None)
    if code in REFUSED_CODES:
        return Meaning(ConnectionStatus.REFUSED, REFUSED_AGAIN_S)
    wait_s = BACKOFF_S[min(tries, len(BACKOFF_S) - 1)]
    # Jitter, or all windows of a centre would come back to a restarted server at once.
    return Meaning(ConnectionStatus.LOST, wait_s * random.uniform(0.6, 1.2))
