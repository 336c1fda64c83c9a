"""Who may do what: the five staff roles and who stands behind a request."""

from enum import StrEnum

from studio_app.domain.struct import Fact


class Role(StrEnum):
    """Staff roles, each allowed what the ones before it are; `rank` orders them."""

    HOST = "host"
    ORDER_DESK = "order_desk"
    TECHNICIAN = "technician"
    DIRECTOR = "director"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Position in the order above, 0 for the least."""
        return _ORDER[self]

    def allows(self, least: "Role") -> bool:
        """Whether this role may do what needs at least `least`."""
        return self.rank >= least.rank

    @property
    def handles_orders(self) -> bool:
        """Whether phone numbers are shown whole to this role (personal data, design rule 6)."""
        return self in (Role.ORDER_DESK, Role.DIRECTOR, Role.ADMIN)


_ORDER = {role: rank for rank, role in enumerate(Role)}


class Principal(Fact, frozen=True, kw_only=True):
    """The person or program that makes a request, as the server established it."""

    name: str
    role: Role
    origin: str = ""
    """Where from, for the audit: "console 127.0.0.1", "command line", "http 10.0.0.7"."""
