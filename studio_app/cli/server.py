"""`boothdeck server`: runs a studio server here, or stops the one that runs."""

import argparse
import asyncio
import logging
import signal
import sys

from studio_app.cli.output import Exit, dump, explain, remark, say
from studio_app.client.local import local_server
from studio_app.domain.actions.house import StopServer
from studio_app.domain.errors import StudioError
from studio_app.studio import Studio
from studio_app.support.logs import start_logging
from studio_app.support.memory import keep_what_is_there
from studio_app.support.paths import Paths
from studio_app.support.running import find_running, is_taken

log = logging.getLogger(__name__)

STOP_WITHIN_S = 15.0


def run_server(paths: Paths, arguments: argparse.Namespace) -> int:
    """Run until Ctrl+C, SIGTERM or the action server.stop."""
    try:
        paths.make()
    except OSError as error:
        remark(f"{error.filename} cannot be used: {error.strerror}")
        return Exit.FAILED
    redactor = start_logging(paths.log_file)
    studio = Studio(paths, listen=arguments.listen, seen_secret=redactor.know, until_exit=True)
    return asyncio.run(_serve(studio, as_json=arguments.json))


async def _serve(studio: Studio, *, as_json: bool) -> int:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM"):
        if sys.platform == "win32":
            signal.signal(
                getattr(signal, name),
                lambda *_: loop.call_soon_threadsafe(studio.ask_to_stop),
            )
        else:
            loop.add_signal_handler(getattr(signal, name), studio.ask_to_stop)
    try:
        await studio.start()
    except StudioError as error:
        log.info("the server did not start: %s", error)
        explain(error.problem, as_json=as_json)
        return Exit.FAILED
    except OSError as error:
        log.info("the server did not start", exc_info=True)
        remark(f"The server cannot start: {error.filename or ''} {error.strerror or error}")
        return Exit.FAILED
    keep_what_is_there()
    running = find_running(studio.paths)
    if as_json:
        dump(running)
    elif running is not None:
        say(f"BoothDeck's server is ready at {running.url}. Ctrl+C stops it.")
    await studio.wait_stopped()
    await studio.stop()
    log.info("the server has stopped")
    return Exit.OK


def stop_server(paths: Paths, arguments: argparse.Namespace) -> int:
    """Stop the server that runs here; none running is as good."""
    try:
        stopped = asyncio.run(_stop(paths))
    except StudioError as error:
        if error.problem.code != "no_server_here":
            explain(error.problem, as_json=arguments.json)
            return Exit.FAILED
        stopped = True
    if not stopped:
        remark(f"The server was asked to stop and still runs after {STOP_WITHIN_S:.0f} s.")
        return Exit.FAILED
    if arguments.json:
        dump({"ok": True})
    else:
        say("No server runs here now.")
    return Exit.OK


async def _stop(paths: Paths) -> bool:
    async with local_server(paths) as server:
        await server.act(StopServer())
    for _ in range(int(STOP_WITHIN_S / 0.1)):
        if not is_taken(paths):
            return True
        await asyncio.sleep(0.1)
    return False
