"""All that a plugin may import: one contract a kind, what they exchange, and how errors are said.

A plugin is a folder with a `manifest.toml` and a package whose `PLUGIN` is a class of the kind's
base. It runs in a process of its own, with an event loop of its own; one object is made for each
instance that a studio sets up.
"""

from studio_app.api.answers import Answers, AnswerText, ProductFacts, ShopFacts
from studio_app.api.beside import again, within
from studio_app.api.camera import CameraControl, Preset
from studio_app.api.chat import ChatContext, ChatSource
from studio_app.api.errors import NotLive, Refused, TryLater
from studio_app.api.heard import Fields, heard
from studio_app.api.host import EnginePicture, HostContext, HostEngine, PictureKind
from studio_app.api.irc import IrcLine, irc_line
from studio_app.api.json import Json
from studio_app.api.moments import moment
from studio_app.api.oauth import AccessToken, new_token, oauth
from studio_app.api.orders import OrderContext, OrderEvent, OrderLine, OrderSource, OrderStatus
from studio_app.api.own_json import is_own, own_events
from studio_app.api.plugin import Context, HookAnswer, HookCall, Plugin
from studio_app.api.polled import Batch, ForgottenError, PolledChat, back_to
from studio_app.api.rest import Rest, TokenRefusedError, Verdicts
from studio_app.api.signed import answered, signed_json
from studio_app.api.speech import Speech, Voice
from studio_app.api.text import plain, strip_html
from studio_app.api.web import Failure, WebSocket, call, judge, server_sent, socket, texts, wait_s
from studio_app.domain.chat import ChatEvent, ChatKind
from studio_app.domain.plugin import API_VERSION, SettingScalar

__all__ = [
    "API_VERSION",
    "AccessToken",
    "AnswerText",
    "Answers",
    "Batch",
    "CameraControl",
    "ChatContext",
    "ChatEvent",
    "ChatKind",
    "ChatSource",
    "Context",
    "EnginePicture",
    "Failure",
    "Fields",
    "ForgottenError",
    "HookAnswer",
    "HookCall",
    "HostContext",
    "HostEngine",
    "IrcLine",
    "Json",
    "NotLive",
    "OrderContext",
    "OrderEvent",
    "OrderLine",
    "OrderSource",
    "OrderStatus",
    "PictureKind",
    "Plugin",
    "PolledChat",
    "Preset",
    "ProductFacts",
    "Refused",
    "Rest",
    "SettingScalar",
    "ShopFacts",
    "Speech",
    "TokenRefusedError",
    "TryLater",
    "Verdicts",
    "Voice",
    "WebSocket",
    "again",
    "answered",
    "back_to",
    "call",
    "heard",
    "irc_line",
    "is_own",
    "judge",
    "moment",
    "new_token",
    "oauth",
    "own_events",
    "plain",
    "server_sent",
    "signed_json",
    "socket",
    "strip_html",
    "texts",
    "wait_s",
    "within",
]
