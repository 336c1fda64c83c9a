"""`boothdeck worker plugin`: one plugin's process, from its first frame to its end."""

import asyncio
import contextlib
import faulthandler
import gc
import logging
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import aiohttp

from studio_app.plugin_host.frames import (
    Ack,
    Call,
    Drop,
    FromRunner,
    Gone,
    Line,
    More,
    Ping,
    Pong,
    Put,
    Quit,
    Ready,
    Retry,
    Start,
    ToRunner,
    Unusable,
)
from studio_app.plugin_host.runner.calls import Calls
from studio_app.plugin_host.runner.context import INSTANCE_LOGGER
from studio_app.plugin_host.runner.gate import Gate
from studio_app.plugin_host.runner.life import Life, Tools
from studio_app.plugin_host.runner.loading import load
from studio_app.plugin_host.runner.outbox import Pace
from studio_app.plugin_host.runner.pipe import Pipe, leave, own_pipes
from studio_app.support.logs import silence_libraries

if sys.platform != "win32":
    import resource

GATHER_S = 0.05
"""What comes together is told together."""
LOOK_EVERY_S = 1.0
HANGS_S = 60
"""A loop that has not turned for so long ends the process from C, even if Python stands still."""
QUIT_WITHIN_S = 2.0
DATA_MOST = 4
"""Times `memory_mb` that the system lets the process have at all (Linux)."""
LINES_PER_S = 20
LINES_BURST = 200
LINE_MOST = 4000
"""Characters."""
STUCK = 3
"""Exit code: an instance would not end."""
HTTP_TIMEOUT = aiohttp.ClientTimeout(total=None, connect=20, sock_connect=20, sock_read=90)
PLUGIN_LOGGER = "plugin."


def run_plugin() -> NoReturn:
    """Serve until the server says so or is gone. Ends the process: threads of the plugin's own,
    still busy, must not keep it."""
    read_from, write_to = own_pipes()
    faulthandler.enable()
    if sys.platform != "win32":
        faulthandler.register(signal.SIGUSR1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    code, over = 1, False
    try:
        # Not asyncio.run: that waits for every task, and one that swallows its end for ever.
        serving = _serve(read_from, write_to)
        code, over = asyncio.new_event_loop().run_until_complete(serving)
    finally:
        logging.shutdown()
        leave(code, everything=over)


async def _serve(read_from: int, write_to: int) -> tuple[int, bool]:
    """The exit code, and whether the server wants no more or has gone."""
    loop = asyncio.get_running_loop()
    inbox: asyncio.Queue[ToRunner | None] = asyncio.Queue()

    def got(message: ToRunner | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: we are ending
            loop.call_soon_threadsafe(inbox.put_nowait, message)

    pipe = Pipe(read_from, write_to, got)
    pipe.start()
    first = await inbox.get()
    if not isinstance(first, Start):
        return 1, True
    _be_modest(first.memory_mb)
    logs = _Logs(pipe)
    _start_logs(logs)
    try:
        plugin = load(first.kind, Path(first.folder), first.module, first.library)
    except Exception as error:
        logging.getLogger(PLUGIN_LOGGER + first.plugin).exception(
            "%s cannot be loaded", first.plugin
        )
        detail = f"{type(error).__name__}: {error}"
        pipe.send(Unusable(detail=detail.encode("utf-8", "replace").decode()[:300]))
        pipe.drain(QUIT_WITHIN_S)
        return 0, False
    async with aiohttp.ClientSession(timeout=HTTP_TIMEOUT, trust_env=False) as http:
        runner = _Runner(pipe, logs)
        runner.tools = Tools(
            start=first,
            plugin=plugin,
            send=pipe.send,
            wake=runner.wake,
            gate=Gate(first.connects_per_minute),
            pace=Pace(first.events_per_s),
            http=http,
        )
        pipe.send(Ready())
        code = await runner.serve(inbox)
    pipe.drain(QUIT_WITHIN_S)
    return code, pipe.is_over


class _Runner:
    """All instances of the plugin, and what the server wants of them."""

    tools: Tools

    def __init__(self, pipe: Pipe, logs: "_Logs") -> None:
        self._pipe = pipe
        self._logs = logs
        self._lives: dict[int, Life] = {}
        self._ending: dict[str, asyncio.Task[bool]] = {}
        """By instance: the end of its former life."""
        self._calls = Calls(pipe.send)
        self._flushing: asyncio.TimerHandle | None = None
        self._quit = asyncio.Event()
        self._stuck = False

    async def serve(self, inbox: "asyncio.Queue[ToRunner | None]") -> int:
        """Until the server wants no more; the exit code."""
        looker = asyncio.create_task(self._look(), name="look")
        reader = asyncio.create_task(self._read(inbox), name="frames")
        quitting = asyncio.create_task(self._quit.wait(), name="quit")
        await asyncio.wait([reader, quitting], return_when=asyncio.FIRST_COMPLETED)
        for task in (looker, reader, quitting):
            task.cancel()
        for life in list(self._lives.values()):
            self._drop(life)
        if self._ending:
            await asyncio.wait(list(self._ending.values()), timeout=QUIT_WITHIN_S)
        return STUCK if self._stuck else 0

    async def _read(self, inbox: "asyncio.Queue[ToRunner | None]") -> None:
        while (message := await inbox.get()) is not None and not isinstance(message, Quit):
            self._obey(message)

    def _obey(self, message: ToRunner) -> None:
        match message:
            case Ping():
                self._pipe.send(_pong(message.number))
            case Ack():
                if message.life in self._lives:
                    self._lives[message.life].outbox.acknowledge(message.seq)
                    self.wake()
            case Put():
                life = Life(message, self.tools)
                self._lives[message.life] = life
                life.begin(self._ending.get(message.instance))
            case Drop():
                if message.life in self._lives:
                    self._drop(self._lives[message.life])
            case Retry():
                if message.life in self._lives:
                    self._lives[message.life].retry()
            case Call():
                self._calls.begin(message, self._lives.get(message.life))
            case More():
                self._calls.more(message)

    def _drop(self, life: Life) -> None:
        if life.ending:
            return
        life.ending = True

        async def end() -> bool:
            ended = await life.end()
            self._lives.pop(life.life, None)
            if self._ending.get(life.instance) is task:
                del self._ending[life.instance]
            if ended:
                self._pipe.send(Gone(life=life.life))
            else:
                # It swallows its cancellation; only the end of the process ends it.
                self._logs.say("error", f"{life.instance} would not stop; all is started anew")
                self._stuck = True
                self._quit.set()
            return ended

        task = asyncio.create_task(end(), name=f"end {life.instance}")
        self._ending[life.instance] = task

    def wake(self) -> None:
        """Something is there to be told: soon, with what comes meanwhile."""
        if self._flushing is None:
            loop = asyncio.get_running_loop()
            self._flushing = loop.call_later(GATHER_S, self._flush)

    def _flush(self) -> None:
        self._flushing = None
        if not self._pipe.is_full:
            for life in tuple(self._lives.values()):
                life.flush()
        if self._pipe.is_full or any(life.pending for life in self._lives.values()):
            self.wake()

    async def _look(self) -> None:
        """Now and then, whatever happens: who is silent, and that the loop turns."""
        while True:
            faulthandler.dump_traceback_later(HANGS_S, exit=True)
            await asyncio.sleep(LOOK_EVERY_S)
            for life in tuple(self._lives.values()):
                life.flush()


class _Logs(logging.Handler):
    """What the plugin and its libraries log goes to the server, not more than can be read."""

    def __init__(self, pipe: Pipe) -> None:
        super().__init__()
        self._pipe = pipe
        self._left = float(LINES_BURST)
        self._at = time.monotonic()
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        """From any thread."""
        try:
            text = self.format(record)
            life = 0
            if record.name.startswith(INSTANCE_LOGGER):
                life = int(record.name.removeprefix(INSTANCE_LOGGER).partition(".")[0])
            self.say(record.levelname.lower(), text, life)
        except Exception:
            self.handleError(record)

    def say(self, level: str, text: str, life: int = 0) -> None:
        """A line, unless there were too many."""
        now = time.monotonic()
        self._left = min(LINES_BURST, self._left + (now - self._at) * LINES_PER_S)
        self._at = now
        if self._left < 1 or self._pipe.is_full:
            self._lost += 1
            return
        self._left -= 1
        if self._lost:
            text, self._lost = f"{text}\n(before this, {self._lost} lines were left out)", 0
        clean = text.encode("utf-8", "replace").decode()[:LINE_MOST]
        self._pipe.send(Line(life=life, level=level, text=clean))


def _start_logs(handler: _Logs) -> None:
    silence_libraries()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    for other in root.handlers[:]:
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("plugin").setLevel(logging.INFO)
    logging.raiseExceptions = False


def _be_modest(memory_mb: int) -> None:
    """Take no more memory than one may, and be the first to go when it is short."""
    gc.freeze()
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # It grows faster than the server looks: then it hears of it itself, as MemoryError.
        most = (DATA_MOST * memory_mb + 512) << 20
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _pong(number: int) -> FromRunner:
    """Linux tells the server itself what we take; elsewhere only we can."""
    if sys.platform in ("linux", "win32"):
        return Pong(number=number)
    used = resource.getrusage(resource.RUSAGE_SELF)
    # macOS counts bytes. The most there ever was: close enough for a limit.
    return Pong(number=number, memory_mb=used.ru_maxrss >> 20, cpu_s=used.ru_utime + used.ru_stime)
