"""A second opinion on an OBS, by obsws-python: another program's eyes for the doctor."""

import contextlib
from collections.abc import Callable

import obsws_python
from obsws_python.error import OBSSDKRequestError

from studio_app.domain.errors import fail
from studio_app.domain.struct import Value
from studio_app.support.aside import call_aside
from studio_app.support.logs import silence_libraries


class ObsReport(Value, frozen=True, kw_only=True):
    """What obsws-python is told. None: this OBS does not say."""

    version: str
    input_kinds: frozenset[str] = frozenset()
    """Without their versions: what sources its plugins offer."""
    free_mb: float | None = None
    """On the disk that it records to."""
    record_folder: str = ""
    sends_somewhere: bool | None = None
    """A server, or a service and its key, is entered; the key itself is not kept here."""
    virtual_camera: bool | None = None
    """It has one that could be started."""


async def ask_referee(host: str, port: int, password: str, timeout_s: float = 8.0) -> ObsReport:
    """What obsws-python is told by this OBS; changes nothing. Raises StudioError."""
    silence_libraries()  # it logs the password

    def ask() -> ObsReport:
        # Host, port and password always given: without them it reads a file of its own choice.
        client = obsws_python.ReqClient(
            host=host, port=port, password=password, timeout=timeout_s - 1.0
        )
        try:
            return _report(client)
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


def _report(client: obsws_python.ReqClient) -> ObsReport:
    version = str(client.get_version().obs_version)
    kinds = _told(lambda: client.get_input_kind_list(True).input_kinds)
    free = _told(lambda: client.get_stats().available_disk_space)
    service = _told(client.get_stream_service_settings)
    return ObsReport(
        version=version,
        input_kinds=frozenset(kind for kind in kinds if isinstance(kind, str))
        if isinstance(kinds, list)
        else frozenset(),
        free_mb=float(free) if isinstance(free, int | float) else None,
        record_folder=str(_told(lambda: client.get_record_directory().record_directory) or ""),
        sends_somewhere=None if service is None else _is_filled_in(service),
        virtual_camera=_told(lambda: client.get_virtual_cam_status().output_active) is not None,
    )


def _told(ask: Callable[[], object]) -> object:
    """An answer, or None where this OBS has none to give."""
    with contextlib.suppress(OBSSDKRequestError):
        return ask()
    return None


def _is_filled_in(service: object) -> bool:
    """Whether a stream would have somewhere to go."""
    entered = getattr(service, "stream_service_settings", None)
    if not isinstance(entered, dict):
        return False
    if getattr(service, "stream_service_type", "") == "rtmp_custom":
        return bool(entered.get("server"))
    return bool(entered.get("key") or entered.get("bearer_token"))
