"""`boothdeck server certificate`: makes the certificate that other machines know the server by."""

import argparse
import contextlib
import socket
from pathlib import Path

from studio_app.cli.output import Exit, dump, say
from studio_app.domain.errors import fail
from studio_app.domain.settings import ServerSettings, SettingsSyntaxError, read_settings
from studio_app.server.certificate import VALID_DAYS, fingerprint, grouped, make_certificate
from studio_app.support.network import own_addresses
from studio_app.support.paths import Paths

ALWAYS = ("localhost", "127.0.0.1", "::1")


def make_one(paths: Paths, arguments: argparse.Namespace) -> int:
    """Make key and certificate where studio.toml says, or beside it; existing ones stay unless
    they are to be replaced, as every console would have to believe the new one."""
    server = _server_settings(paths)
    cert = paths.config / (server.tls_cert or "cert.pem")
    key = paths.config / (server.tls_key or "key.pem")
    if not arguments.replace:
        for file in (cert, key):
            if file.exists():
                raise fail("certificate_exists", file=file)
    names = tuple(arguments.names) or (socket.gethostname(), *sorted(own_addresses()))
    every = tuple(dict.fromkeys((*names, *ALWAYS)))
    try:
        paths.make()
        make_certificate(cert, key, every)
    except OSError as error:
        raise fail(
            "certificate_not_written", file=error.filename or cert, detail=error.strerror or error
        ) from error
    shown = fingerprint(cert)
    if arguments.json:
        dump({"ok": True, "cert": str(cert), "key": str(key), "names": every, "sha256": shown})
        return Exit.OK
    say(f"Made {cert} and its key {key}, good for {VALID_DAYS // 365} years.")
    say(f"Names: {', '.join(every)}")
    say(f"SHA-256 {grouped(shown)}")
    say(_what_next(server, cert, key, names))
    return Exit.OK


def _server_settings(paths: Paths) -> ServerSettings:
    """What studio.toml says of the server; the defaults where it says nothing that can be read."""
    with contextlib.suppress(OSError, UnicodeDecodeError, SettingsSyntaxError):
        text = paths.settings_file.read_text(encoding="utf-8-sig")
        return read_settings(text, str(paths.settings_file)).settings.server
    return ServerSettings()


def _what_next(server: ServerSettings, cert: Path, key: Path, names: tuple[str, ...]) -> str:
    """What is left to do until the server shows this certificate."""
    if server.tls_cert and server.tls_key:
        return "Start the server again: boothdeck server stop, boothdeck server"
    quoted = ", ".join(f'"{name}"' for name in names)
    return "\n".join(
        [
            "Now set in studio.toml, and start the server again:",
            "  [server]",
            '  listen = "0.0.0.0"',
            f'  tls_cert = "{cert.name}"',
            f'  tls_key = "{key.name}"',
            f"  allowed_names = [{quoted}]",
        ]
    )
