"""Talking to studio servers: a mirror of what is true there, and actions to ask for."""

from studio_app.client.acts import ActionResult
from studio_app.client.connection import ServerConnection
from studio_app.client.status import ConnectionStatus
from studio_app.client.studio import StudioClient

__all__ = ["ActionResult", "ConnectionStatus", "ServerConnection", "StudioClient"]
