"""Who is let in and what a log hands out: the answers that staff and log services give."""

from datetime import datetime
from typing import NamedTuple

from studio_app.domain.roles import Principal
from studio_app.domain.struct import Fact


class SignedIn(Fact, frozen=True, kw_only=True):
    """The answer to a sign-in; the token is shown to nobody else."""

    token: str
    principal: Principal
    expires: datetime

    def __repr__(self) -> str:
        return f"SignedIn(token=•••, principal={self.principal!r}, expires={self.expires})"


class Session(NamedTuple):
    """Who stands behind a token."""

    id: str
    """What its end is announced by; not the token."""
    principal: Principal
    expires: datetime | None = None
    """None for this account's own programs, whose key ends with the server."""


class StoredRow(NamedTuple):
    """A row of a log as its owner keeps it; cursors rise in commit order."""

    cursor: int
    data: Fact
