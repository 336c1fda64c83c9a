"""What must be on the machine besides Python packages, and how it gets there.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class SetUpError(Exception):
    """Something that the reader must do first; the text is one line that says what."""


def say(text: str) -> None:
    """Print one line of progress."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def quietly(command: Sequence[str | Path], failure: str, env: dict[str, str] | None = None) -> None:
    """Run a command in silence. Raises SetUpError with its last lines when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        close_fds=False,  # what is inheritable is meant for it: the set-up's lock
        check=False,
    )
    if done.returncode:
        last_words = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise SetUpError(f"{failure}:\n{last_words}")


@dataclass(frozen=True)
class Part:
    """A system package of Debian, and the file by which any Linux shows that it is there."""

    package: str
    sees: str
    """A library's soname, a program's name, or a path."""


# Everything the wheels of Qt load for a window on X11 or Wayland, and PortAudio for talkback.
LIBRARIES = (
    Part("libegl1", "libEGL.so.1"),
    Part("libgl1", "libGL.so.1"),
    Part("libdbus-1-3", "libdbus-1.so.3"),
    Part("libdrm2", "libdrm.so.2"),
    Part("libbrotli1", "libbrotlidec.so.1"),
    Part("libfontconfig1", "libfontconfig.so.1"),
    Part("libfreetype6", "libfreetype.so.6"),
    Part("libglib2.0-0", "libglib-2.0.so.0"),
    Part("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
    Part("libportaudio2", "libportaudio.so.2"),
    Part("libwayland-cursor0", "libwayland-cursor.so.0"),
    Part("libx11-xcb1", "libX11-xcb.so.1"),
    Part("libxcb-cursor0", "libxcb-cursor.so.0"),
    Part("libxcb-glx0", "libxcb-glx.so.0"),
    Part("libxcb-icccm4", "libxcb-icccm.so.4"),
    Part("libxcb-image0", "libxcb-image.so.0"),
    Part("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Part("libxcb-randr0", "libxcb-randr.so.0"),
    Part("libxcb-render-util0", "libxcb-render-util.so.0"),
    Part("libxcb-shape0", "libxcb-shape.so.0"),
    Part("libxcb-shm0", "libxcb-shm.so.0"),
    Part("libxcb-sync1", "libxcb-sync.so.1"),
    Part("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    Part("libxcb-xkb1", "libxcb-xkb.so.1"),
    Part("libxkbcommon0", "libxkbcommon.so.0"),
    Part("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
)
# Debian keeps what makes environments apart from Python.
ENSUREPIP = Part(
    "python{}.{}-venv".format(*sys.version_info), str(Path(os.__file__).parent / "ensurepip")
)
DISPLAY = Part("xvfb", "Xvfb")
REAL_OBS = Part("obs-studio", "obs")
GIT = Part("git", "git")
# A real OBS with sound and a receiver for its stream, and a hand that types into a window.
TEST_PARTS = (
    DISPLAY,
    REAL_OBS,
    Part("pulseaudio", "pulseaudio"),
    Part("nginx-light", "nginx"),
    Part("libnginx-mod-rtmp", "/usr/lib/nginx/modules/ngx_rtmp_module.so"),
    Part("ffmpeg", "ffmpeg"),
    Part("postgresql", "pg_ctlcluster"),  # seen by what its Debian package always brings along
    Part("xdotool", "xdotool"),
)


def parse_ldconfig(output: str) -> frozenset[str]:
    """Read the sonames out of what `ldconfig -p` prints."""
    return frozenset(
        line.split(" ", 1)[0].strip() for line in output.splitlines() if line.startswith("\t")
    )


def known_libraries() -> frozenset[str] | None:
    """Ask the dynamic linker which sonames it has; None where there is no `ldconfig -p`."""
    for ldconfig in ("/sbin/ldconfig", "/usr/sbin/ldconfig"):
        if Path(ldconfig).exists():
            done = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False)
            return parse_ldconfig(done.stdout) or None
    return None


def find_program(name: str) -> str | None:
    """Find a program, also where Debian hides servers from people who are not root."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def missing_parts(parts: Iterable[Part], libraries: frozenset[str] | None) -> list[Part]:
    """Sort out the parts that are not here; libraries None means they cannot be asked for."""

    def is_here(part: Part) -> bool:
        if ".so." in part.sees:
            return libraries is None or part.sees in libraries
        if part.sees.startswith("/"):
            return Path(part.sees).exists()
        return find_program(part.sees) is not None

    return [part for part in parts if not is_here(part)]


@contextmanager
def services_held_back() -> Iterator[None]:
    """Keep a package's own service (nginx on port 80) from starting; tests start what they need."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root. Raises SetUpError with apt's last words."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say(f"Installing system packages: {' '.join(packages)}")
    with services_held_back():
        quietly([*apt, "update"], "apt-get could not read its package lists", env=env)
        quietly(install, "apt-get could not install them", env=env)


def ensure_parts(parts: Sequence[Part], *, why: str, required: bool) -> None:
    """See to system packages: by apt when root, else one line that says which to install.

    Raises SetUpError when some stay missing and they are required.
    """
    if not sys.platform.startswith("linux"):
        return
    asks_linker = any(".so." in part.sees for part in parts)
    missing = missing_parts(parts, known_libraries() if asks_linker else None)
    if not missing:
        return
    packages = [part.package for part in missing]
    if shutil.which("apt-get") is None:
        line = f"{why} needs {', '.join(p.sees for p in missing)}; install them and start again"
    elif os.geteuid() == 0:
        apt_install(packages)
        return
    else:
        line = f"{why} needs system packages: sudo apt-get install {' '.join(packages)}"
    if required:
        raise SetUpError(line)
    say(line)
