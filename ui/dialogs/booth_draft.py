"""A booth's settings while somebody types them: read from a booth, checked, made into actions."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import UNSET

from studio_app.domain.actions.house import AddBooth, EditBooth, TestBooth
from studio_app.domain.booth import Booth, SceneRole, SentBy
from studio_app.domain.ids import BoothId

OBS_PORT = 4455
_PORT = re.compile(r":(\d{1,5})$")


class Wrong(StrEnum):
    """Why a draft cannot be saved; the form puts it into words beside the field."""

    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"


@dataclass(frozen=True)
class BoothDraft:
    """What the form holds. An empty password means: keep the one that is stored."""

    number: int
    name: str = ""
    address: str = "127.0.0.1"
    port: int = OBS_PORT
    password: str = ""
    host: str = ""
    sent_by: SentBy = SentBy.OBS
    destinations: tuple[str, ...] = ()
    scene_roles: dict[SceneRole, str] = field(default_factory=dict)

    @classmethod
    def of(cls, booth: Booth) -> "BoothDraft":
        """The draft of a booth as it is set up now."""
        address, port = split_address(booth.address)
        return cls(
            number=booth.number,
            name=booth.name,
            address=address,
            port=port,
            host=booth.host,
            sent_by=booth.sent_by,
            destinations=booth.destinations,
            scene_roles=dict(booth.scene_roles),
        )

    def wrong(self, taken: frozenset[int]) -> frozenset[Wrong]:
        """The fields that keep it from being saved; `taken` are the other booths' numbers."""
        found = set()
        if not 1 <= len(self.name) <= 60:
            found.add(Wrong.NAME)
        if not 1 <= self.number <= 99 or self.number in taken:
            found.add(Wrong.NUMBER)
        if not 1 <= len(self.address) <= 60 or re.search(r"\s", self.address):
            found.add(Wrong.ADDRESS)
        return frozenset(found)

    def add(self, ids: frozenset[str]) -> AddBooth:
        """The action that adds it, under an id that is not in use."""
        return AddBooth(
            booth=new_id(self.number, ids),
            number=self.number,
            name=self.name,
            address=self.address,
            port=self.port,
            password=self.password,
            host=self.host,
            sent_by=self.sent_by,
            destinations=self.destinations,
            scene_roles=self.scene_roles,
        )

    def edit(self, booth: BoothId, before: "BoothDraft") -> EditBooth:
        """The action that changes what differs from `before`, and nothing else: what somebody
        else changed meanwhile stays."""
        return EditBooth(
            booth=booth,
            number=self.number if self.number != before.number else UNSET,
            name=self.name if self.name != before.name else UNSET,
            address=self.address if self.address != before.address else UNSET,
            port=self.port if self.port != before.port else UNSET,
            password=self.password or UNSET,
            host=self.host if self.host != before.host else UNSET,
            sent_by=self.sent_by if self.sent_by != before.sent_by else UNSET,
            destinations=(self.destinations if self.destinations != before.destinations else UNSET),
            scene_roles=self.scene_roles if self.scene_roles != before.scene_roles else UNSET,
        )

    def test(self, booth: BoothId | None) -> TestBooth:
        """The action that tries it."""
        return TestBooth(address=self.address, port=self.port, password=self.password, booth=booth)


def split_address(text: str) -> tuple[str, int]:
    """`host:port`, `[v6]:port` or `host` as its two parts; OBS's own port when none is named."""
    found = _PORT.search(text)
    if found is None or (text.count(":") > 1 and not text.startswith("[")):
        return text.strip("[]"), OBS_PORT
    return text[: found.start()].strip("[]"), int(found.group(1))


def new_id(number: int, ids: frozenset[str]) -> BoothId:
    """An id for a booth: "booth-7", with a letter behind when that is in use."""
    for suffix in ("", *"bcdefghijklmnopqrstuvwxyz"):
        made = f"booth-{number}{suffix}"
        if made not in ids:
            return BoothId(made)
    raise ValueError(f"every id of booth number {number} is in use")


def free_number(taken: frozenset[int]) -> int:
    """The smallest number that no booth has."""
    return next((number for number in range(1, 100) if number not in taken), 99)
