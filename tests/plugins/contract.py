"""What the contract tests of all kinds share: every plugin there is, in a house of its own."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from studio_app.domain.manifest_text import read_manifest, read_words
from studio_app.domain.plugin import Ability, Manifest, PluginKind, SettingScalar, SettingType
from studio_app.plugin_host.runner.loading import BASES, load
from tests.fakes.plugin_house import EXAMPLES, PLUGINS, PluginHouse, plugin_house

ONLY_LOOPBACK = Path(__file__).parent / "only_loopback"
SECRET = "the-secret-of-the-contract-test"
END_WITHIN_S = 5.0
METHODS = {
    Ability.REPLY: "reply",
    Ability.REPLY_PRIVATE: "reply",
    Ability.HIDE: "hide",
    Ability.WEBHOOK: "hook",
}
"""What a class must have to keep what its manifest promises."""


def manifest_of(folder: Path) -> Manifest:
    """A plugin's manifest, which must be without error."""
    text = (folder / "manifest.toml").read_text(encoding="utf-8")
    read = read_manifest(text, f"{folder.name}/manifest.toml", folder.name)
    assert read.problems == ()
    assert read.manifest is not None
    return read.manifest


def every(kind: PluginKind) -> pytest.MarkDecorator:
    """Parametrizes a test by `folder`: every plugin of a kind, shipped or example."""
    found = [
        file.parent
        for place in (PLUGINS, EXAMPLES)
        for file in sorted(place.glob("*/manifest.toml"))
        if f'kind = "{kind}"' in file.read_text(encoding="utf-8")
    ]
    assert found, f"there is no plugin of kind {kind}"
    return pytest.mark.parametrize("folder", found, ids=[folder.name for folder in found])


def keeps_its_manifest(folder: Path) -> None:
    """The class is of its kind and has what the manifest promises, no more and no less."""
    manifest = manifest_of(folder)
    plugin = load(manifest.kind, folder, "", "")
    base = BASES[manifest.kind]
    for method in set(METHODS.values()):
        promised = any(METHODS.get(ability) == method for ability in manifest.can)
        has = getattr(plugin, method, None) is not getattr(base, method, None)
        assert has == promised, f"{method}: can = {list(manifest.can)}"
    for file in sorted(folder.glob("strings/*.toml")):
        read = read_words(file.read_text(encoding="utf-8"), file.name, manifest)
        assert read.problems == ()


def answers_for(manifest: Manifest, address: str) -> dict[str, SettingScalar]:
    """Something for each setting; where an address is asked for, this one."""
    return dict(_answers(manifest, address))


def _answers(manifest: Manifest, address: str) -> Iterator[tuple[str, SettingScalar]]:
    for spec in manifest.setting:
        if isinstance(spec.default, str) and "://" in spec.default:
            scheme = "ws" if spec.default.startswith("ws") else "http"
            yield spec.name, f"{scheme}://{address}"
        elif spec.secret or spec.default is not None or spec.type is not SettingType.TEXT:
            continue
        elif spec.name == "file":
            yield spec.name, "/nowhere/at/all"
        else:
            yield spec.name, "12345"


def secrets_of(manifest: Manifest) -> dict[str, str]:
    """Something for each secret."""
    return {spec.name: SECRET for spec in manifest.setting if spec.secret}


@asynccontextmanager
async def housed(
    folder: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PluginHouse]:
    """A house for one plugin, which reaches this machine only and need not wait for its turn."""
    monkeypatch.setenv("PYTHONPATH", str(ONLY_LOOPBACK))
    made = own / folder.name
    shutil.copytree(folder, made, ignore=shutil.ignore_patterns("__pycache__"))
    manifest = made / "manifest.toml"
    text = re.sub(r"(?m)^connects_per_minute.*\n", "", manifest.read_text(encoding="utf-8"))
    manifest.write_text("connects_per_minute = 600\n" + text, encoding="utf-8")
    async with plugin_house(own) as house:
        yield house


def set_up(
    house: PluginHouse, instance: str, manifest: Manifest, settings: Mapping[str, SettingScalar]
) -> None:
    """Have an instance with something for each secret."""
    house.known.kept[instance] = secrets_of(manifest)
    house.set_up(instance, manifest.id, settings, secrets=tuple(house.known.kept[instance]))


async def says_no_secret(house: PluginHouse) -> None:
    """Neither in its records nor in its log, and no traceback."""
    told = await house.told()
    assert SECRET not in told
    assert "Traceback" not in told, told
