"""A role that does not handle orders sees no phone number in what people wrote."""

from typing import Annotated

import pytest
from msgspec import field

from studio_app.domain.booth import Booth
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT, needs_masking, project

PHONE, MASKED = "gọi 0912345678", "gọi 09•• ••• 678"


class Words(Fact, frozen=True, kw_only=True):
    """Free text in every place that a record can have it."""

    plain: Annotated[str, FREE_TEXT] = PHONE
    maybe: Annotated[str, FREE_TEXT] | None = None
    many: tuple[Annotated[str, FREE_TEXT], ...] = (PHONE,)
    by_name: dict[str, Annotated[str, FREE_TEXT]] = field(default_factory=dict)
    inner: "tuple[Inner, ...]" = ()
    one: "Inner | None" = None
    handle: str = PHONE


class Inner(Fact, frozen=True, kw_only=True):
    """A value within."""

    text: Annotated[str, FREE_TEXT] = PHONE


def test_masks_wherever_people_write() -> None:
    words = Words(maybe=PHONE, by_name={PHONE: PHONE}, inner=(Inner(),), one=Inner())
    assert project(words, Role.TECHNICIAN) == Words(
        plain=MASKED,
        maybe=MASKED,
        many=(MASKED,),
        by_name={PHONE: MASKED},
        inner=(Inner(text=MASKED),),
        one=Inner(text=MASKED),
        handle=PHONE,
    )


@pytest.mark.parametrize("role", Role)
def test_only_who_handles_orders_sees_numbers(role: Role) -> None:
    booth = Booth(number=1, name="Booth 1", host=PHONE, address="127.0.0.1:4455", local=True)
    assert project(booth, role).host == (PHONE if role.handles_orders else MASKED)


def test_problems_are_masked_too() -> None:
    found = project(problem("internal", reference=PHONE), Role.HOST)
    assert MASKED in found.text


def test_values_without_numbers_stay_the_same_object() -> None:
    inner = Inner(text="chào")
    assert project(inner, Role.HOST) is inner
    assert needs_masking(Inner)
