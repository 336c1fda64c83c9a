"""What a rehearsal's shops sell and its viewers say, as it lies in `resources/rehearsal/`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, field

from studio_app.domain.struct import Value

T = TypeVar("T")

Name = Annotated[str, Meta(min_length=1)]
Dong = Annotated[int, Meta(ge=0)]
Parts = Annotated[int, Meta(ge=0)]


class Product(Value, frozen=True, kw_only=True):
    """One thing that is sold; sizes and colours are empty where there are none to choose."""

    code: Name
    name: Name
    aliases: tuple[Name, ...] = ()
    unit: Name = "cái"
    sizes: tuple[Name, ...] = ()
    colors: tuple[Name, ...] = ()
    price_vnd: Dong
    stock: Annotated[int, Meta(ge=0)]
    facts: dict[str, str] = field(default_factory=dict)


class Voucher(Value, frozen=True, kw_only=True):
    """A voucher of a shop."""

    code: Name
    discount_vnd: Dong
    min_order_vnd: Dong


class Shop(Value, frozen=True, kw_only=True):
    """One booth's shop: what it sells and on what terms."""

    name: Name
    warehouse: Name
    ship_fee_hcm_vnd: Dong
    ship_fee_other_vnd: Dong
    freeship_from_vnd: Dong
    ship_time_hcm: Name
    ship_time_other: Name
    voucher: Voucher
    returns: Name
    live_time: Name
    product: Annotated[tuple[Product, ...], Meta(min_length=2)]


class Service(Value, frozen=True, kw_only=True):
    """A platform that viewers watch on. In `id` each # becomes a figure of the account's."""

    name: Name
    parts: Parts
    id: Name


class After(Value, frozen=True, kw_only=True):
    """Of a hundred orders so many draw this after them."""

    change: Parts
    cancel: Parts
    pay: Parts
    contact: Parts
    thanks: Parts


class Names(Value, frozen=True, kw_only=True):
    """What viewers are called by."""

    family: tuple[Name, ...]
    middle: tuple[Name, ...]
    given: tuple[Name, ...]
    child: tuple[Name, ...]
    mark: tuple[Name, ...]


class Words(Value, frozen=True, kw_only=True):
    """What phrases are filled with besides products."""

    place: tuple[Name, ...]
    emoji: tuple[Name, ...]
    gift: tuple[Name, ...]


class CrowdFile(Value, frozen=True, kw_only=True):
    """`crowd.toml`."""

    mix: dict[str, Parts]
    after: After
    service: tuple[Service, ...]
    manner: dict[str, Parts]
    names: Names
    words: Words
    teencode: dict[str, str]
    say: dict[str, Annotated[tuple[Name, ...], Meta(min_length=1)]]


class _Catalogue(Value, frozen=True, kw_only=True):
    shop: Annotated[tuple[Shop, ...], Meta(min_length=1)]


def read_shops(folder: Path) -> tuple[Shop, ...]:
    """The shops of `catalogue.toml`. Raises OSError, tomllib.TOMLDecodeError, ValidationError."""
    return _read(folder / "catalogue.toml", _Catalogue).shop


def read_crowd(folder: Path) -> CrowdFile:
    """`crowd.toml`. Raises OSError, tomllib.TOMLDecodeError, ValidationError."""
    return _read(folder / "crowd.toml", CrowdFile)


def _read(file: Path, type_: type[T]) -> T:
    found: Mapping[str, object] = tomllib.loads(file.read_text(encoding="utf-8"))
    return msgspec.convert(found, type_)
