"""Who watches: viewers whose account, name, phone and manner of writing stay the same."""

import random
from bisect import bisect
from collections import OrderedDict
from typing import NamedTuple

from studio_app.domain.text.folding import fold
from studio_app.rehearsal.crowd_data import CrowdFile, Names, Service
from studio_app.rehearsal.crowd_words import Manner, in_parts, phone_of

TWIN_EVERY = 97
"""Every so manieth viewer is the one before, on another platform: name and phone are the same."""
KEPT = 100_000


class Viewer(NamedTuple):
    """Somebody who watches. `account` is the platform's lasting id."""

    number: int
    service: str
    account: str
    name: str
    phone: str
    manner: Manner
    emoji: float
    """How likely a line ends in one, 0 to 1."""


class Viewers:
    """Makes viewer `number` the same whenever it is asked for."""

    def __init__(self, file: CrowdFile, seed: int) -> None:
        self._seed = seed
        self._names = file.names
        self._services = {each.name: each for each in file.service}
        self._service_ends = in_parts({each.name: each.parts for each in file.service})
        self._manner_ends = in_parts(file.manner)
        self._known: OrderedDict[int, Viewer] = OrderedDict()

    def get(self, number: int) -> Viewer:
        """Viewer `number`, from 0."""
        viewer = self._known.get(number)
        if viewer is None:
            viewer = self._known[number] = self._make(number)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return viewer

    def _make(self, number: int) -> Viewer:
        rng = random.Random(f"{self._seed}/{number}")
        services, ends = self._service_ends
        service = services[bisect(ends, rng.random())]
        manners, manner_ends = self._manner_ends
        manner = Manner(manners[bisect(manner_ends, rng.random())])
        name, phone = _name(rng, self._names), phone_of(number)
        if number % TWIN_EVERY == TWIN_EVERY - 1:
            twin = self.get(number - 1)
            name, phone, manner = twin.name, twin.phone, twin.manner
            service = next((each for each in services if each != twin.service), service)
        return Viewer(
            number=number,
            service=service,
            account=_account(rng, self._services[service]),
            name=name,
            phone=phone,
            manner=manner,
            emoji=rng.choice((0.0, 0.0, 0.1, 0.1, 0.3, 0.6)),
        )


def _account(rng: random.Random, service: Service) -> str:
    return "".join(str(rng.randrange(10)) if each == "#" else each for each in service.id)


def _name(rng: random.Random, names: Names) -> str:
    """A name as one stands in a chat: whole, without diacritics, as a handle, a mother's, a mark
    behind it."""
    family, given = rng.choice(names.family), rng.choice(names.given)
    whole = f"{family} {rng.choice(names.middle)} {given}"
    kind = rng.randrange(10)
    if kind < 4:
        return whole
    if kind < 6:
        return fold(f"{given} {family}").title()
    if kind == 6:
        return f"{fold(given)}.{fold(family)}{rng.randrange(80, 100)}"
    if kind == 7:
        return f"Mẹ {rng.choice(names.child)}"
    if kind == 8:
        return f"{given} {rng.choice(names.mark)}"
    return f"user{rng.randrange(10**6, 10**8)}"
