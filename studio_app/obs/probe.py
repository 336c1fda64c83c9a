"""A trial connection to an OBS: what is there, and whether BoothDeck could use it."""

import asyncio
import time

from studio_app.domain.actions.house import BoothTest
from studio_app.domain.errors import StudioError
from studio_app.domain.problems import Problem, problem
from studio_app.obs import parts
from studio_app.obs.protocol import Code
from studio_app.obs.raw import count, text
from studio_app.obs.socket import ObsSocket


async def try_obs(host: str, port: int, password: str, timeout_s: float = 4.0) -> BoothTest:
    """Connect, read a little, and leave. Changes nothing; never raises: what goes wrong is in
    `problem`. For the test of a booth, the search for OBS, and the doctor."""
    address = f"{host}:{port}"
    began_s = time.monotonic()

    def took_ms() -> int:
        return round((time.monotonic() - began_s) * 1000)

    async def secret() -> str:
        return password

    socket: ObsSocket | None = None
    version = ""
    try:
        async with asyncio.timeout(timeout_s):
            socket = await ObsSocket.open(
                host, port, secret, booth=address, subscriptions=0, timeout_s=timeout_s
            )
            version = socket.websocket_version
            about, scenes, video = await socket.batch(
                [("GetVersion", None), ("GetSceneList", None), ("GetVideoSettings", None)]
            )
    except StudioError as error:
        return _failed(address, error.problem, version, took_ms())
    except TimeoutError:
        what = problem("link_frozen", seconds=f"{timeout_s:g}")
        return _failed(address, what, version, took_ms())
    finally:
        if socket is not None:
            await socket.close()
    width, height = count(video.data, "baseWidth"), count(video.data, "baseHeight")
    return BoothTest(
        address=address,
        problem=problem("link_not_ready") if scenes.code == Code.NOT_READY else None,
        obs_version=text(about.data, "obsVersion") or "",
        websocket_version=version,
        platform=text(about.data, "platformDescription") or text(about.data, "platform") or "",
        scenes=parts.scene_names(scenes.data),
        canvas=(width, height) if width and height else None,
        took_ms=took_ms(),
    )


def _failed(address: str, what: Problem, version: str, took_ms: int) -> BoothTest:
    if what.code == "no_password":  # this one was typed in, not stored
        what = problem("link_wrong_password")
    return BoothTest(address=address, problem=what, websocket_version=version, took_ms=took_ms)
