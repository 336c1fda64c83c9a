"""Real programs for tests: headless OBS, an RTMP receiver, a sound server; each private.

A program that is missing is an error that names its package, never a skip.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from studio_app.rehearsal.local_obs import (
    LocalObs,
    LocalObsError,
    Xvfb,
    end_process,
    find_program,
    free_port,
    tail,
)

__all__ = ["ObsFactory", "PulseAudio", "RealObs", "RtmpServer", "Xvfb"]

RealObs = LocalObs
"""A running OBS: port, password, pid; stop, kill, freeze, thaw, restart, log_tail."""


class ObsFactory:
    """Starts OBS instances below one folder and ends them all at `close`."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        self._display = display
        self.started: list[RealObs] = []

    def __call__(
        self,
        n: int = 1,
        *,
        parallel: bool = True,
        size: tuple[int, int] = (640, 360),
        env: Mapping[str, str] | None = None,
        stream_to: str = "",
        fps: int = 30,
    ) -> list[RealObs]:
        """Start `n` furnished OBS of `size` and wait until all answer."""
        fresh = [
            RealObs(
                self._folder / f"obs{len(self.started) + number}",
                display=self._display,
                name=f"Real OBS {len(self.started) + number + 1}",
                size=size,
                env=env,
                stream_to=stream_to,
                fps=fps,
            )
            for number in range(n)
        ]
        self.started += fresh
        if parallel:
            for obs in fresh:
                obs.launch()
            with ThreadPoolExecutor(n) as pool:
                list(pool.map(lambda obs: obs.wait_ready(), fresh))
        else:
            for obs in fresh:
                obs.start()
        return fresh

    def logs(self) -> str:
        """The ends of all logs, for a failing test."""
        return "\n".join(f"== {obs.folder.name}\n{obs.log_tail(1200)}" for obs in self.started)

    def close(self) -> None:
        """End every instance."""
        for obs in self.started:
            obs.kill()


class RtmpServer:
    """nginx with the RTMP module on a loopback port, recording nothing.

    `url` takes streams; `streams()` names the keys being received right now.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.stat_port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        module = next(
            (
                path
                for base in ("/usr/lib/nginx/modules", "/usr/share/nginx/modules")
                if (path := Path(base) / "ngx_rtmp_module.so").exists()
            ),
            None,
        )
        if not module:
            raise LocalObsError("apt-get install libnginx-mod-rtmp (ngx_rtmp_module.so is missing)")
        (folder / "nginx.conf").write_text(
            f"""load_module {module};
worker_processes 1;
daemon off;
master_process off;
error_log stderr warn;
pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
rtmp {{ server {{ listen 127.0.0.1:{self.port}; application live {{ live on; }} }} }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{self.stat_port}; location / {{ rtmp_stat all; }} }}
}}
"""
        )

    @property
    def url(self) -> str:
        """Where OBS sends to."""
        return f"rtmp://127.0.0.1:{self.port}/live"

    def start(self, timeout_s: float = 10.0) -> None:
        """Start and wait until it listens."""
        program = find_program("nginx", "nginx-light")
        log = self._folder / "nginx.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [program, "-c", str(self._folder / "nginx.conf"), "-p", str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_listening(self.port, self._process, timeout_s, log)

    def streams(self) -> list[str]:
        """Keys of the streams that it receives at the moment."""
        with socket.create_connection(("127.0.0.1", self.stat_port), 2) as client:
            client.sendall(b"GET / HTTP/1.0\r\n\r\n")
            page = b"".join(iter(lambda: client.recv(65536), b"")).decode()
        parts = page.split("<stream>")[1:]
        return [part.split("<name>")[1].split("</name>")[0] for part in parts if "<name>" in part]

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process:
            end_process(self._process, 0)

    def restart(self) -> None:
        """End it and start it again on the same port."""
        self.kill()
        self.start()

    def freeze(self) -> None:
        """Hold it: sockets stay, nothing is read."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    stop = kill

    def _signal(self, number: signal.Signals) -> None:
        if not self._process:
            raise LocalObsError("nginx was not started")
        self._process.send_signal(number)


class PulseAudio:
    """A private sound server with one null sink; `env` gives OBS and others its address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.socket = folder / "pulse.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        """What a program needs in its environment to use this server."""
        return {"PULSE_SERVER": f"unix:{self.socket}", "PULSE_COOKIE": str(self._folder / "cookie")}

    def start(self, timeout_s: float = 10.0) -> None:
        """Start and wait until it takes connections."""
        program = find_program("pulseaudio", "pulseaudio")
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        log = self._folder / "pulse.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [
                    program,
                    "-n",
                    "--daemonize=no",
                    "--use-pid-file=no",
                    "--exit-idle-time=-1",
                    "--disable-shm=yes",
                    f"--load=module-native-protocol-unix socket={self.socket} auth-anonymous=1",
                    "--load=module-null-sink sink_name=booth",
                    "--load=module-remap-source master=booth.monitor source_name=microphone",
                ],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(self._folder)},
                start_new_session=True,
            )
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self.socket))
                return
            time.sleep(0.02)
        self.stop()
        raise LocalObsError(f"pulseaudio did not start:\n{tail(log)}")

    def stop(self) -> None:
        """End it."""
        if self._process:
            end_process(self._process, 2)


def wait_listening(
    port: int, process: subprocess.Popen[bytes], timeout_s: float, log: Path
) -> None:
    """Wait until a process of ours listens. Raises LocalObsError with its log when it does not."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
            return
        time.sleep(0.02)
    end_process(process, 0)
    raise LocalObsError(f"nothing listens on port {port}:\n{tail(log)}")


@contextlib.contextmanager
def factory(folder: Path, display: str) -> Iterator[ObsFactory]:
    """A factory whose instances end with the block."""
    made = ObsFactory(folder, display)
    try:
        yield made
    finally:
        made.close()
