"""When troubles of several booths have one cause, and which: pure rules."""

from collections.abc import Sequence
from ipaddress import IPv4Address, ip_address
from typing import NamedTuple

from studio_app.domain.alarm import Cause
from studio_app.domain.booth import Booth
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem, problem
from studio_app.services.alarm_conditions import THE_SERVER, Family

LATE_S = 60.0
PROVEN = 3
"""So many booths at once are no chance: whoever falls at the same place soon after belongs to
them."""


class Place(NamedTuple):
    """Where a booth's OBS runs."""

    machine: str
    network: str = ""
    """The 256 addresses around it; empty when only a name is known."""


NOWHERE = Place("")


class Together(NamedTuple):
    """How near in time the troubles of several booths must begin to have one cause."""

    within_s: float
    same_machine: bool = False


GROUPS: dict[Family, Together] = {
    # OBS speaks every second, so its last word tells when the cable went to within that.
    Family.LINK: Together(3.0),
    # Each OBS notices at another time that its receiver is gone: TCP is patient.
    Family.SEND: Together(15.0),
    Family.LIVE: Together(15.0),
    Family.PROOF: Together(15.0),
    Family.RECORD: Together(5.0),
    Family.PICTURE: Together(3.0),
    Family.SOUND: Together(3.0),
    # Each OBS of one PC says the same of it, whenever it passes its limit.
    Family.DISK: Together(float("inf"), same_machine=True),
    Family.CPU: Together(float("inf"), same_machine=True),
    Family.DRAWING: Together(float("inf"), same_machine=True),
}
"""Families that are not here are each booth's own: a wrong password, a drift."""


class Group(NamedTuple):
    """An alarm that stands, as far as joining it goes."""

    onset_s: float
    standing: int
    places: Sequence[Place]


def belongs(family: Family, onset_s: float, place: Place, group: Group) -> bool:
    """Whether a trouble that began at `onset_s` (monotonic) has the cause of a standing alarm of
    its family."""
    rule = GROUPS.get(family)
    if rule is None:
        return False
    if rule.same_machine and any(place.machine != other.machine for other in group.places):
        return False
    apart_s = onset_s - group.onset_s
    if abs(apart_s) <= rule.within_s:
        return True
    return (
        group.standing >= PROVEN
        and 0 <= apart_s <= LATE_S
        and (family is Family.SEND or any(_near(place, other) for other in group.places))
    )


def _near(one: Place, other: Place) -> bool:
    return one.machine == other.machine or (one.network != "" and one.network == other.network)


def place_of(booth: Booth) -> Place:
    """Where a booth's OBS runs, by its address."""
    machine = booth.address.rpartition(":")[0].strip("[]") or booth.address
    try:
        address = ip_address(machine)
    except ValueError:
        return Place(machine.lower())
    if isinstance(address, IPv4Address) and not address.is_loopback:
        return Place(machine, machine.rpartition(".")[0] + ".0/24")
    return Place(machine)


def cause_of(
    family: Family, booths: Sequence[BoothId], places: Sequence[Place]
) -> tuple[Cause, str]:
    """What an alarm's booths have in common, and where."""
    if THE_SERVER in booths:
        return Cause.SERVER, ""
    if len(booths) < 2:
        return Cause.ITSELF, ""
    machines, networks = {p.machine for p in places}, {p.network for p in places}
    rule = GROUPS.get(family)
    if rule is not None and rule.same_machine:
        return Cause.MACHINE, places[0].machine
    if family is Family.SEND:
        return Cause.LINE, ""
    if family is not Family.LINK:
        return Cause.TOGETHER, ""
    if len(machines) == 1:
        return Cause.MACHINE, places[0].machine
    return Cause.NETWORK, networks.pop() if len(networks) == 1 else ""


def said_of(family: Family, cause: Cause, place: str) -> Problem | None:
    """What is said of several booths at once; None where each one's own words fit all."""
    match family, cause:
        case Family.LINK, Cause.MACHINE:
            return problem("alarm_machine", place=place)
        case Family.LINK, Cause.NETWORK:
            return problem("alarm_network", place=place) if place else problem("alarm_networks")
        case Family.SEND, Cause.LINE:
            return problem("alarm_line")
        case _:
            return None
