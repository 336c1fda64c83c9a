"""What a link knows of its booth: the working set of records that events and readings change."""

from collections.abc import Mapping
from typing import Protocol, TypeVar, cast

from studio_app.domain.booth import Filters, Input, Media, Output, Scene
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RECORDS, Changes, RecordKey
from studio_app.domain.struct import Fact

F = TypeVar("F", bound=Fact)

_KINDS: dict[type[Fact], str] = {row.type: kind for kind, row in RECORDS.items()}

NAMED: tuple[type[Fact], ...] = (Scene, Input, Filters, Media, Output)
"""The records that OBS has many of, one for each name."""


class Reader(Protocol):
    """Read access to the records of one booth."""

    booth: BoothId

    def get(self, type_: type[F], name: str = "") -> F | None:
        """The booth's record of this type (and name, for those that OBS has many of)."""
        ...

    def of(self, type_: type[F]) -> Mapping[str, F]:
        """All records of a type by name; must not be changed."""
        ...

    def key(self, type_: type[Fact], name: str = "") -> RecordKey:
        """The key of such a record."""
        ...


class Known:
    """The records of one booth that its OBS tells; only `apply` writes."""

    def __init__(self, booth: BoothId) -> None:
        self.booth = booth
        self._kinds: dict[str, dict[str, Fact]] = {}

    def get(self, type_: type[F], name: str = "") -> F | None:
        """See `Reader`."""
        return cast(F | None, self._kinds.get(_KINDS[type_], {}).get(name))

    def of(self, type_: type[F]) -> Mapping[str, F]:
        """See `Reader`."""
        return cast(Mapping[str, F], self._kinds.get(_KINDS[type_], {}))

    def key(self, type_: type[Fact], name: str = "") -> RecordKey:
        """See `Reader`."""
        kind = _KINDS[type_]
        return (kind, self.booth, name) if name or type_ in NAMED else (kind, self.booth)

    def apply(self, changes: Changes) -> Changes:
        """Take the changes over; returns those that changed anything."""
        real: Changes = {}
        for key, new in changes.items():
            kind = self._kinds.setdefault(key[0], {})
            name = key[2] if len(key) > 2 else ""
            if kind.get(name) == new:
                continue
            if new is None:
                del kind[name]
            else:
                kind[name] = new
            real[key] = new
        return real

    def everything(self) -> Changes:
        """All records by key."""
        return {
            (kind, self.booth, name) if RECORDS[kind].type in NAMED else (kind, self.booth): value
            for kind, values in self._kinds.items()
            for name, value in values.items()
        }

    def against(self, before: "Known") -> Changes:
        """What must change in `before` to become this: new values, None for what is gone."""
        now = self.everything()
        changes: Changes = {key: None for key in before.everything() if key not in now}
        changes.update(now)
        return changes
