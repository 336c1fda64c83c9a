"""Finds the class that a plugin's package calls `PLUGIN`."""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from studio_app.api.answers import Answers
from studio_app.api.camera import CameraControl
from studio_app.api.chat import ChatSource
from studio_app.api.host import HostEngine
from studio_app.api.orders import OrderSource
from studio_app.api.plugin import Plugin
from studio_app.api.speech import Speech
from studio_app.domain.plugin import PluginKind

BASES: dict[str, type[Plugin]] = {
    PluginKind.CHAT: ChatSource,
    PluginKind.ORDERS: OrderSource,
    PluginKind.HOST: HostEngine,
    PluginKind.SPEECH: Speech,
    PluginKind.ANSWERS: Answers,
    PluginKind.CAMERA: CameraControl,
}
"""The contract of each kind."""


class NoPlugin(Exception):
    """The package is none; the text says why."""


def load(kind: str, folder: Path, module: str, library: str) -> type[Plugin]:
    """The plugin's class. Imports its code: whatever that raises comes out, or NoPlugin.

    `module` is the name to import it by; empty: by its folder. `library` goes last on the path, so
    that nothing there hides what BoothDeck brings.
    """
    if library and library not in sys.path:
        sys.path.append(library)
    found = _import(folder, module)
    plugin = getattr(found, "PLUGIN", None)
    base = BASES[kind]
    if not (isinstance(plugin, type) and issubclass(plugin, base)):
        raise NoPlugin(f"{folder.name}/__init__.py: PLUGIN must be a class of {base.__name__}")
    return plugin


def _import(folder: Path, module: str) -> ModuleType:
    if module:
        return importlib.import_module(module)
    file = folder / "__init__.py"
    if not file.is_file():
        raise NoPlugin(f"{folder.name}/__init__.py is not there")
    name = f"boothdeck_plugin_{folder.name}"
    spec = importlib.util.spec_from_file_location(
        name, file, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise NoPlugin(f"{file} cannot be imported")
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made  # its own modules are imported as .name
    spec.loader.exec_module(made)
    return made
