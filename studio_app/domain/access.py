"""Who is let in and what a log hands out: the answers that staff and log services give."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from studio_app.domain.roles import Principal, Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import project

_ENCODER = msgspec.msgpack.Encoder()


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


class StoredRow:
    """A row of a log as its owner keeps it; cursors rise in commit order."""

    __slots__ = ("_masked", "_whole", "cursor", "data")

    def __init__(self, cursor: int, data: Fact) -> None:
        self.cursor = cursor
        self.data = data
        self._whole: msgspec.Raw | None = None
        self._masked: msgspec.Raw | None = None

    def encoded(self, role: Role) -> msgspec.Raw:
        """The data as MessagePack, as this role may see it; made once for all its readers."""
        if role.handles_orders:
            if self._whole is None:
                self._whole = msgspec.Raw(_ENCODER.encode(self.data))
            return self._whole
        if self._masked is None:
            shown = project(self.data, role)
            same = shown is self.data
            self._masked = self.encoded(Role.ADMIN) if same else msgspec.Raw(_ENCODER.encode(shown))
        return self._masked
