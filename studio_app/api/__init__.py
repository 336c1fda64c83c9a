"""All that a plugin may import: one contract a kind, what they exchange, and how errors are said.

A plugin is a folder with a `manifest.toml` and a package whose `PLUGIN` is a class of the kind's
base. It runs in a process of its own, with an event loop of its own; one object is made for each
instance that a studio sets up.
"""

from studio_app.api.chat import ChatSource
from studio_app.api.errors import NotLive, Refused, TryLater
from studio_app.api.plugin import Context, HookAnswer, HookCall, Plugin
from studio_app.domain.chat import ChatEvent, ChatKind
from studio_app.domain.plugin import API_VERSION, SettingScalar

__all__ = [
    "API_VERSION",
    "ChatEvent",
    "ChatKind",
    "ChatSource",
    "Context",
    "HookAnswer",
    "HookCall",
    "NotLive",
    "Plugin",
    "Refused",
    "SettingScalar",
    "TryLater",
]
