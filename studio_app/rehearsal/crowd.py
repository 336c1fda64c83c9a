"""A rehearsal's crowd: what its viewers do next, drawn from a seed; no clock and no network.

The same seed, audience and times bring the same, word for word.
"""

import heapq
import random
from bisect import bisect
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from studio_app.domain.chat import ChatKind
from studio_app.rehearsal.crowd_data import CrowdFile, Product, Shop
from studio_app.rehearsal.crowd_viewers import Viewer, Viewers
from studio_app.rehearsal.crowd_words import Manner, Phrases, in_parts, write_phone

REGULARS = 0.1
"""The share of the audience that writes more than the rest …"""
REGULARS_SHARE = 0.3
"""… and how much of the chat is theirs."""
SHOWN_S = (60.0, 180.0)
"""How long a product is shown, in seconds of the show."""
RUSH_S = 25.0
"""So long after a product is shown orders come in a rush."""
LOUDEST = 0.6
"""The share of remarks on a product that mean the one that is shown."""

_QUANTITIES = (1,) * 70 + (2,) * 20 + (3,) * 7 + (5,) * 2 + (10,)


class Intent(StrEnum):
    """What a viewer wants; the names of `mix` and `say` in crowd.toml."""

    CHAT = "chat"
    GREET = "greet"
    PRICE = "price"
    STOCK = "stock"
    QUESTION = "question"
    SHIPPING = "shipping"
    ORDER = "order"
    CHANGE = "change"
    CANCEL = "cancel"
    PAY = "pay"
    CONTACT = "contact"
    LATER = "later"
    THANKS = "thanks"
    PRAISE = "praise"
    EMOJI = "emoji"
    SPAM = "spam"
    BANNED = "banned"
    FLOOD = "flood"
    REPEAT = "repeat"
    JOIN = "join"
    LIKE = "like"
    FOLLOW = "follow"
    SHARE = "share"
    GIFT = "gift"


_KINDS = {
    Intent.JOIN: ChatKind.JOIN,
    Intent.LIKE: ChatKind.LIKE,
    Intent.FOLLOW: ChatKind.FOLLOW,
    Intent.SHARE: ChatKind.SHARE,
    Intent.GIFT: ChatKind.GIFT,
}


class Wanted(NamedTuple):
    """What an order means. `code` is None where it only says “this one”."""

    code: str | None
    qty: int = 1
    size: str | None = None
    color: str | None = None


class Said(NamedTuple):
    """One thing that one viewer did, and what is meant by it."""

    intent: Intent
    viewer: Viewer
    text: str
    kind: ChatKind = ChatKind.MESSAGE
    times: int = 1
    """Likes, or gifts of the kind that `text` names."""
    wanted: tuple[Wanted, ...] = ()
    """Of an order."""
    phone: str | None = None
    """The number that the text tells, however it is written."""


Later = Callable[[], Said]


class Crowd:
    """One booth's viewers. `audience` may be set at any time: how many write now and then."""

    def __init__(
        self, shop: Shop, file: CrowdFile, phrases: Phrases, *, seed: int, audience: int = 200
    ) -> None:
        self.shop = shop
        self.audience = audience
        self._file = file
        self._phrases = phrases
        self._rng = random.Random(seed)
        self._watching_rng = random.Random(~seed)  # counting changes nothing that is said
        self._viewers = Viewers(file, seed)
        self._mix = in_parts(file.mix)
        self._rush_mix = in_parts({**file.mix, "order": file.mix["order"] * 3})
        self._later: list[tuple[float, int, Later]] = []
        self._serial = 0
        self._shown = self._rng.choice(shop.product)
        self._shown_since = 0.0
        self._shown_until = self._rng.uniform(*SHOWN_S)
        self._watching = 0.0

    @property
    def shown(self) -> Product:
        """What the host holds up."""
        return self._shown

    @property
    def services(self) -> Mapping[str, float]:
        """The platforms with the share of the audience that watches there."""
        total = sum(each.parts for each in self._file.service)
        return {each.name: each.parts / total for each in self._file.service}

    def show(self, code: str, now_s: float) -> bool:
        """Hold this product up: whether there is such a one."""
        found = next((each for each in self.shop.product if each.code == code), None)
        if found is None:
            return False
        self._hold_up(found, now_s)
        return True

    def next(self, now_s: float) -> Said:
        """What happens next, `now_s` seconds into the show; never less than the time before."""
        if self._later and self._later[0][0] <= now_s:
            return heapq.heappop(self._later)[2]()
        if now_s >= self._shown_until:
            self._hold_up(self._rng.choice(self.shop.product), now_s)
        names, ends = self._rush_mix if now_s - self._shown_since < RUSH_S else self._mix
        intent = Intent(names[bisect(ends, self._rng.random())])
        viewer = self._somebody()
        if (kind := _KINDS.get(intent)) is not None:
            return self._event(intent, kind, viewer)
        if intent is Intent.ORDER:
            return self._order(viewer, now_s)
        said = self._say(intent, viewer, self._some_product())
        if intent is Intent.FLOOD:
            self._keep_writing(viewer, now_s)
        elif intent is Intent.REPEAT:
            self._keep_repeating(said, now_s)
        return said

    def watching(self) -> int:
        """How many watch, a little other each time: about three for one who ever writes."""
        rng, usual = self._watching_rng, 3.0 * self.audience
        if not self._watching:
            self._watching = usual * rng.uniform(0.6, 0.9)
        self._watching += (usual - self._watching) * 0.05 + rng.gauss(0, usual * 0.02)
        return max(1, round(self._watching))

    # --- one after the other --------------------------------------------------------------------

    def _hold_up(self, product: Product, now_s: float) -> None:
        self._shown = product
        self._shown_since = now_s
        self._shown_until = now_s + self._rng.uniform(*SHOWN_S)

    def _somebody(self) -> Viewer:
        draw, audience = self._rng.random(), self.audience
        if self._rng.random() < REGULARS_SHARE:
            audience = max(1, int(audience * REGULARS))
        return self._viewers.get(int(draw * audience))

    def _some_product(self) -> Product:
        rng = self._rng
        if rng.random() < LOUDEST:
            return self._shown
        return self.shop.product[int(rng.random() * len(self.shop.product))]

    def _event(self, intent: Intent, kind: ChatKind, viewer: Viewer) -> Said:
        rng, times, text = self._rng, 1, ""
        if intent is Intent.LIKE:
            times = 1 + int(rng.expovariate(0.12))
        elif intent is Intent.GIFT:
            text, times = rng.choice(self._file.words.gift), rng.choice((1, 1, 1, 2, 5, 10))
        return Said(intent, viewer, text, kind, times)

    def _order(self, viewer: Viewer, now_s: float) -> Said:
        rng, product, after = self._rng, self._some_product(), self._file.after
        said = self._say(Intent.ORDER, viewer, product)
        draw = rng.random() * 100
        for intent, share, soonest_s, latest_s in (
            (Intent.CHANGE, after.change, 8.0, 60.0),
            (Intent.CANCEL, after.cancel, 15.0, 120.0),
            (Intent.PAY, after.pay, 20.0, 150.0),
            (Intent.CONTACT, after.contact if said.phone is None else 0, 4.0, 20.0),
            (Intent.THANKS, after.thanks, 10.0, 60.0),
        ):
            if draw < share:
                then = now_s + rng.uniform(soonest_s, latest_s)
                self._after(then, partial(self._say, intent, viewer, product))
                break
            draw -= share
        return said

    def _keep_writing(self, viewer: Viewer, now_s: float) -> None:
        rng, then = self._rng, now_s
        for _ in range(rng.randint(7, 13)):
            then += rng.uniform(0.3, 0.9)
            self._after(then, partial(self._say, Intent.FLOOD, viewer, self._shown))

    def _keep_repeating(self, said: Said, now_s: float) -> None:
        then = now_s
        for _ in range(self._rng.randint(2, 5)):
            then += self._rng.uniform(2.0, 8.0)
            self._after(then, lambda: said)

    def _after(self, then_s: float, what: Later) -> None:
        self._serial += 1
        heapq.heappush(self._later, (then_s, self._serial, what))

    # --- words ----------------------------------------------------------------------------------

    def _say(self, intent: Intent, viewer: Viewer, product: Product) -> Said:
        rng, words, manner = self._rng, self._file.words, viewer.manner
        write = self._phrases.name
        line = self._phrases.choose(rng, intent.value, manner, product)
        if not line.fields:
            return Said(intent, viewer, self._sign(line.text, viewer))
        fields = line.fields
        qty = _QUANTITIES[int(rng.random() * len(_QUANTITIES))] if "qty" in fields else 1
        size = rng.choice(product.sizes) if "size" in fields else ""
        color = rng.choice(product.colors) if "color" in fields else ""
        other = self._other_than(product)
        filled = {
            "code": self._code(product, manner),
            "name": write(rng.choice((product.name, *product.aliases)), manner),
            "qty": qty,
            "unit": write(product.unit, manner),
            "size": write(size, manner),
            "color": write(color, manner),
            "phone": write_phone(rng, viewer.phone) if "phone" in fields else "",
            "other": write(other.name, manner),
            "othercode": self._code(other, manner),
            "money": product.price_vnd * qty // 1000,
            "place": write(rng.choice(words.place), manner) if "place" in fields else "",
            "shop": write(self.shop.name, manner),
            "viewer": viewer.name,
            "emoji": rng.choice(words.emoji) if "emoji" in fields else "",
        }
        text = line.text.format_map(filled)
        wanted: tuple[Wanted, ...] = ()
        if intent is Intent.ORDER:
            named = "code" in fields or "name" in fields
            wanted = (Wanted(product.code if named else None, qty, size or None, color or None),)
            if "othercode" in fields:
                wanted += (Wanted(other.code),)
        return Said(
            intent,
            viewer,
            self._sign(text, viewer),
            wanted=wanted,
            phone=viewer.phone if "phone" in fields else None,
        )

    def _code(self, product: Product, manner: Manner) -> str:
        return product.code if manner in (Manner.FULL, Manner.SHOUT) else product.code.lower()

    def _other_than(self, product: Product) -> Product:
        products = self.shop.product
        other = products[int(self._rng.random() * len(products))]
        return (
            other
            if other is not product
            else products[(products.index(product) + 1) % len(products)]
        )

    def _sign(self, text: str, viewer: Viewer) -> str:
        if viewer.emoji and self._rng.random() < viewer.emoji:
            return f"{text} {self._rng.choice(self._file.words.emoji)}"
        return text
