"""What somebody types into a plugin's form: checked against its manifest, made into actions."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from msgspec import UNSET

from studio_app.domain.actions.plugins import AddInstance, ChangeInstance
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import (
    Instance,
    Manifest,
    PluginKind,
    SettingScalar,
    SettingSpec,
    SettingType,
)

INSTANCE = "-instance"
BOOTH = "-booth"
"""Fields of every form; no setting can be called so."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_NUMBER = re.compile(r"[+-]?\d{1,15}")


class Why(StrEnum):
    """What is wrong with a field."""

    REQUIRED = "required"
    NUMBER = "number"
    RANGE = "range"
    ID = "id"
    TAKEN = "taken"
    BOOTH = "booth"


class Wrong(NamedTuple):
    """A field that keeps a form from being sent."""

    field: str
    why: Why


@dataclass(frozen=True)
class Draft:
    """`values` are as typed: text of text and numbers, the chosen word, the switch. `secrets` has
    only what was typed; `forgotten` what is to be forgotten."""

    instance: str
    booth: BoothId | None = None
    on: bool = True
    values: Mapping[str, SettingScalar] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()

    def wrong(
        self, manifest: Manifest, taken: Container[str], kept: Container[str]
    ) -> tuple[Wrong, ...]:
        """What keeps it from being sent. `taken` are the other ids of that server, `kept` the
        names of secrets that it has already."""
        found = []
        if not _ID.fullmatch(self.instance):
            found.append(Wrong(INSTANCE, Why.ID))
        elif self.instance in taken:
            found.append(Wrong(INSTANCE, Why.TAKEN))
        if needs_booth(manifest) and self.booth is None:
            found.append(Wrong(BOOTH, Why.BOOTH))
        for spec in manifest.setting:
            why = self._why(spec, kept)
            if why is not None:
                found.append(Wrong(spec.name, why))
        return tuple(found)

    def settings(self, manifest: Manifest) -> dict[str, SettingScalar]:
        """What is written into the settings: not what is as the plugin has it anyway, so that a
        newer version's default reaches it. Only of a draft with nothing wrong."""
        found: dict[str, SettingScalar] = {}
        for spec in manifest.setting:
            if spec.secret:
                continue
            value = read(spec, self.values.get(spec.name, ""))
            if value is not None and value != spec.default:
                found[spec.name] = value
        return found

    def add(self, plugin: str, manifest: Manifest) -> AddInstance:
        """The action that sets it up."""
        return AddInstance(
            instance=self.instance,
            plugin=plugin,
            booth=self.booth,
            on=self.on,
            settings=self.settings(manifest),
            secrets={name: text for name, text in self.secrets.items() if text},
        )

    def change(self, manifest: Manifest, before: Instance) -> ChangeInstance:
        """The action that changes what differs."""
        settings = self.settings(manifest)
        typed = {name: text for name, text in self.secrets.items() if text}
        return ChangeInstance(
            instance=self.instance,
            booth=self.booth if self.booth != before.booth else UNSET,
            settings=settings if settings != before.settings else UNSET,
            secrets={**dict.fromkeys(sorted(self.forgotten), ""), **typed},
        )

    def _why(self, spec: SettingSpec, kept: Container[str]) -> Why | None:
        if spec.secret:
            typed = self.secrets.get(spec.name, "")
            stays = spec.name in kept and spec.name not in self.forgotten
            return Why.REQUIRED if spec.required and not typed and not stays else None
        value = self.values.get(spec.name, "")
        if isinstance(value, str) and not value.strip():
            return Why.REQUIRED if spec.required and spec.default is None else None
        if spec.type is SettingType.NUMBER:
            if not _NUMBER.fullmatch(str(value).strip()):
                return Why.NUMBER
            number = int(str(value))
            if spec.minimum is not None and number < spec.minimum:
                return Why.RANGE
            if spec.maximum is not None and number > spec.maximum:
                return Why.RANGE
        return None


def read(spec: SettingSpec, value: SettingScalar) -> SettingScalar | None:
    """The value that is meant by what was typed; None leaves it to the plugin. An emptied text
    that is not empty by itself is meant as empty."""
    if isinstance(value, str):
        value = value.strip()
        if spec.type is SettingType.NUMBER:
            return int(value) if value else None
        if not value:
            return "" if spec.type is SettingType.TEXT and spec.default else None
    return value


def needs_booth(manifest: Manifest) -> bool:
    """Whether each of its instances is some booth's."""
    return manifest.kind in (PluginKind.CHAT, PluginKind.HOST, PluginKind.CAMERA)


def suggested(plugin: str, kind: PluginKind, number: str, taken: Container[str]) -> str:
    """An id that says which and where: “tiktok-07”; counted on when that is in use."""
    stem = plugin.removeprefix(f"{kind}_").replace("_", "-")[:30]
    name = f"{stem}-{number}" if number else stem
    if name not in taken:
        return name
    return next(made for at in range(2, 1000) if (made := f"{name}-{at}") not in taken)


def shown(spec: SettingSpec, instance: Instance | None) -> SettingScalar:
    """What a field holds at first: what is set, else the default; a switch is off without one."""
    value = instance.settings.get(spec.name) if instance is not None else None
    if value is None:
        value = spec.default
    if value is None:
        return False if spec.type is SettingType.SWITCH else ""
    return value
