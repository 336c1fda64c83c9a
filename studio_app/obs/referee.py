"""A second opinion on an OBS, by obsws-python: another program's eyes for the doctor."""

import logging

import obsws_python

from studio_app.domain.errors import fail
from studio_app.support.aside import call_aside
from studio_app.support.logs import silence_libraries

log = logging.getLogger(__name__)


async def ask_referee(host: str, port: int, password: str, timeout_s: float = 5.0) -> str:
    """The version that obsws-python is told by this OBS. Raises StudioError."""
    silence_libraries()  # it logs the password

    def ask() -> str:
        # Host, port and password always given: without them it reads a file of its own choice.
        client = obsws_python.ReqClient(
            host=host, port=port, password=password, timeout=timeout_s - 1.0
        )
        try:
            return str(client.get_version().obs_version)
        finally:
            client.disconnect()

    try:
        return await call_aside(ask, timeout_s=timeout_s, name="obsws-python")
    except TimeoutError as error:
        raise fail(
            "obs_timeout", booth=f"{host}:{port}", request="GetVersion", seconds=f"{timeout_s:g}"
        ) from error
    except Exception as error:  # it raises its own, websocket-client's and the socket's kinds
        detail = str(error) or type(error).__name__
        raise fail("link_unreachable", address=f"{host}:{port}", detail=detail) from error
