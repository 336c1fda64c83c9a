"""The contract of answers: a viewer's question and the shop's facts in, an answer or none out."""

from typing import Annotated, ClassVar

from msgspec import Meta, field

from studio_app.api.plugin import Plugin
from studio_app.domain.struct import Fact


class ProductFacts(Fact, frozen=True, kw_only=True):
    """What may be said of one product."""

    code: str
    """What viewers type."""
    name: str
    price_vnd: int
    """Whole đồng, of one piece, now."""
    stock: int | None = None
    """Pieces; None where nobody counts."""
    details: dict[str, str] = field(default_factory=dict)
    """"size" → "S, M, L": free fields of the catalogue."""


class ShopFacts(Fact, frozen=True, kw_only=True):
    """All that an answer may rest on."""

    products: tuple[ProductFacts, ...] = ()
    showing: str = ""
    """Code of the product that is being shown."""
    faq: dict[str, str] = field(default_factory=dict)
    """Question → answer, as the shop wrote them: delivery, returns."""


class AnswerText(Fact, frozen=True, kw_only=True):
    """An answer, and what it rests on: the server checks it against the facts before it is used."""

    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    products: tuple[str, ...] = ()
    """Codes of the products it speaks of."""
    prices_vnd: tuple[int, ...] = ()
    """Every price in it, whole đồng."""


class Answers(Plugin):
    """Answers questions from the shop's facts, never from anything else."""

    KIND: ClassVar[str] = "answers"

    async def answer(self, question: str, facts: ShopFacts) -> AnswerText | None:
        """None: a person must answer; what the facts do not hold is never guessed. Raises Refused,
        TryLater."""
        raise NotImplementedError
