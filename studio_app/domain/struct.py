"""The bases of every value that crosses a module border: frozen and compared by value.

msgspec does not inherit `kw_only`, and type checkers want `frozen` said again: each subclass
repeats both.
"""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value; unknown fields in outside input are an error, never ignored."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value that a newer server may extend: unknown fields are ignored on reading."""
