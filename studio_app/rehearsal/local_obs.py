"""A real OBS on this machine, headless, with a configuration of its own: started, watched, stopped.

Only processes started here are ever signalled: each is our own child, so its number cannot pass to
another process before we have seen it end.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from studio_app.rehearsal.obs_config import write_config, write_film
from studio_app.rehearsal.protocol import (
    JSON_PROTOCOL,
    Close,
    Json,
    MessageBroken,
    Op,
    Status,
    decode,
    encode,
    proof,
)
from studio_app.rehearsal.show import ShowPlan, booth_show

_NO_SOUND = "unix:/nonexistent/boothdeck"
"""A server address that is not there: without one, libpulse would start a sound server itself."""


class LocalObsError(RuntimeError):
    """A program that did not start; the message says which, why, and ends with its log."""


def find_program(name: str, package: str) -> str:
    """The path of a program. Raises LocalObsError naming the Debian package that has it."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if not found:
        raise LocalObsError(f"{name} is not installed: apt-get install {package}")
    return found


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tail(path: Path, characters: int = 1500) -> str:
    """The end of a log file; empty when there is none."""
    try:
        return path.read_text("utf-8", errors="replace")[-characters:]
    except OSError:
        return ""


def end_process(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Ask our child to end, and end it when it does not within `patience_s`. 0 asks nothing."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGCONT)
    if patience_s:
        process.terminate()
        try:
            process.wait(patience_s)
            return
        except subprocess.TimeoutExpired:
            pass
    process.kill()
    process.wait(10)


class Xvfb:
    """A screen without a screen; `display` is its name, like `:7`."""

    def __init__(self, folder: Path, *, screen: str = "800x600x24") -> None:
        program = find_program("Xvfb", "xvfb")
        self._log = folder / "xvfb.log"
        read_end, write_end = os.pipe()
        with self._log.open("wb") as out:
            self._process = subprocess.Popen(
                [program, "-displayfd", str(write_end), "-screen", "0", screen, "-nolisten", "tcp"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                pass_fds=(write_end,),
                start_new_session=True,
            )
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            end_process(self._process, 0)
            raise LocalObsError(f"Xvfb did not start:\n{tail(self._log)}")
        self.display = f":{number}"

    def stop(self) -> None:
        """Take the screen away; what is still shown on it dies."""
        end_process(self._process, 3)


class LocalObs:
    """One OBS with its own configuration below `folder`, on a port and password of its own.

    `show`: what is in it; by default the usual booth named `name`. Blocking: call from a thread.
    """

    def __init__(
        self,
        folder: Path,
        *,
        display: str,
        name: str = "Real OBS",
        size: tuple[int, int] = (640, 360),
        fps: int = 30,
        show: ShowPlan | None = None,
        password: str | None = None,
        port: int = 0,
        stream_to: str = "",
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.password = secrets.token_urlsafe(12) if password is None else password
        self._display = display
        self._env = dict(env or {})
        self._log = folder / "obs.log"
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        if show is None:
            film = folder / "film.wav"
            write_film(film)
            show = booth_show(name, size, film=film)
        write_config(
            folder,
            port=self.port,
            password=self.password,
            plan=show,
            fps=fps,
            stream_to=stream_to,
            # A receiver takes each key once: two of these may send to the same.
            stream_key=f"rehearsal-{self.port}",
        )

    @property
    def pid(self) -> int:
        """The process's number. Raises LocalObsError when it was not started."""
        return self._running().pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def launch(self) -> None:
        """Start the process; `wait_ready` waits until it answers."""
        if self.alive:
            return
        program = find_program("obs", "obs-studio")
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        env = {
            **os.environ,
            "DISPLAY": self._display,
            "XDG_CONFIG_HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb",
            "PULSE_SERVER": _NO_SOUND,
            **self._env,
        }
        env.pop("WAYLAND_DISPLAY", None)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    program,
                    "--multi",
                    "--minimize-to-tray",
                    "--disable-updater",
                    "--disable-shutdown-check",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env,
                cwd=self.folder,
                start_new_session=True,
            )

    def wait_ready(self, timeout_s: float = 60.0) -> None:
        """Wait until OBS answers requests. Raises LocalObsError with the log when it does not."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if not self.alive:
                code = self._process.returncode if self._process else "no start"
                raise LocalObsError(f"obs ended with {code}:\n{self.log_tail()}")
            if answers(self.port, self.password):
                return
            time.sleep(0.05)
        self.kill()
        raise LocalObsError(f"obs did not answer within {timeout_s:.0f} s:\n{self.log_tail()}")

    def start(self, timeout_s: float = 60.0) -> None:
        """Start the process and wait until it answers."""
        self.launch()
        self.wait_ready(timeout_s)

    def stop(self, patience_s: float = 6.0) -> None:
        """Close OBS; after `patience_s` without success, kill it."""
        if self._process:
            end_process(self._process, patience_s)

    def kill(self) -> None:
        """End OBS at once, as a crash would."""
        self.stop(patience_s=0)

    def freeze(self) -> None:
        """Hold the process: its sockets stay, nothing is answered once this returns."""
        process = self._running()
        process.send_signal(signal.SIGSTOP)
        deadline = time.monotonic() + 5
        while not _held(process.pid) and time.monotonic() < deadline:
            time.sleep(0.005)

    def thaw(self) -> None:
        """Let it go on."""
        self._running().send_signal(signal.SIGCONT)

    def restart(self, timeout_s: float = 60.0) -> None:
        """Close it and start it again, on the same port with the same password."""
        self.stop()
        self.start(timeout_s)

    def log_tail(self, characters: int = 3000) -> str:
        """The end of what OBS wrote."""
        return tail(self._log, characters)

    def _running(self) -> subprocess.Popen[bytes]:
        if not self._process:
            raise LocalObsError("this OBS was not started")
        return self._process

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _held(pid: int) -> bool:
    """Whether every thread of a process has stopped; a busy machine takes its time with that."""
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(stat.read_text().rpartition(")")[2].split()[0] in "TZ" for stat in threads)


def answers(port: int, password: str) -> bool:
    """Whether an OBS with this password answers a request there with anything but "not ready".

    Raises LocalObsError when something there refuses the password: it is another OBS.
    """
    try:
        with connect(
            f"ws://127.0.0.1:{port}",
            subprotocols=[Subprotocol(JSON_PROTOCOL)],
            open_timeout=2,
            close_timeout=1,
            compression=None,
            proxy=None,
        ) as client:

            def tell(op: Op, data: Json) -> None:
                client.send(encode({"op": int(op), "d": data}, JSON_PROTOCOL))

            def heard() -> Json:
                message = decode(client.recv(timeout=2), JSON_PROTOCOL)
                data = message.get("d") if isinstance(message, dict) else None
                return data if isinstance(data, dict) else {}

            identify: Json = {"rpcVersion": 1, "eventSubscriptions": 0}
            challenge = heard().get("authentication")
            if isinstance(challenge, dict):
                identify["authentication"] = proof(
                    password, str(challenge["salt"]), str(challenge["challenge"])
                )
            tell(Op.IDENTIFY, identify)
            heard()
            tell(Op.REQUEST, {"requestType": "GetSceneList", "requestId": "ready"})
            status = heard().get("requestStatus")
            return isinstance(status, dict) and status.get("code") != Status.NOT_READY
    except ConnectionClosed as error:
        if error.rcvd and error.rcvd.code == Close.AUTHENTICATION_FAILED:
            raise LocalObsError(
                f"port {port}: another OBS answers there, with another password"
            ) from error
        return False
    except (OSError, TimeoutError, EOFError, WebSocketException, MessageBroken):
        return False
