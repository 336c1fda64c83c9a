"""Where settings, data, logs and the running server's notes lie, for their owner only."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

APP = "boothdeck"
HOME_VARIABLE = "BOOTHDECK_HOME"


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    """The folders of one server. `make` creates them; reading these names touches no disk."""

    config: Path
    data: Path
    runtime: Path
    logs: Path
    home: Path | None = None
    """Set when all of them lie in one folder that somebody chose."""

    @property
    def settings_file(self) -> Path:
        """`studio.toml`."""
        return self.config / "studio.toml"

    @property
    def templates(self) -> Path:
        """The studio's own booth templates, beside those that ship."""
        return self.config / "templates"

    @property
    def plugins(self) -> Path:
        """The studio's own plugins, beside those that ship."""
        return self.data / "plugins"

    @property
    def last_good_settings_file(self) -> Path:
        """A copy of `studio.toml` as it last could be read."""
        return self.data / "studio.last-good.toml"

    @property
    def database_file(self) -> Path:
        """The SQLite database, where that is used."""
        return self.data / "studio.sqlite3"

    @property
    def secrets_file(self) -> Path:
        """Passwords, only where the system has no keyring."""
        return self.data / "secrets.json"

    @property
    def removed_booths_file(self) -> Path:
        """Until when the passwords of removed booths are kept."""
        return self.data / "removed-booths.json"

    @property
    def removed_plugins_file(self) -> Path:
        """Until when the secrets of plugins that were set up and removed are kept."""
        return self.data / "removed-plugins.json"

    @property
    def panic_file(self) -> Path:
        """Which booths are in a panic, and how they were before."""
        return self.data / "panic.json"

    @property
    def at_work_file(self) -> Path:
        """What every booth was doing when it was last heard."""
        return self.data / "at-work.json"

    @property
    def server_id_file(self) -> Path:
        """This server's id; not in the database, which a centre's servers may share."""
        return self.data / "server-id"

    @property
    def log_file(self) -> Path:
        """The newest log file; older ones beside it have a number."""
        return self.logs / "boothdeck.log"

    @property
    def server_file(self) -> Path:
        """Where the running server says how it can be reached."""
        return self.runtime / "server.json"

    @property
    def local_key_file(self) -> Path:
        """The key by which this account's own programs act as owner."""
        return self.runtime / "local.key"

    @property
    def lock_file(self) -> Path:
        """Held by the server that uses these folders."""
        return self.runtime / "server.lock"

    def make(self) -> None:
        """Create every folder, for the owner only. Raises OSError."""
        for folder in (self.config, self.data, self.runtime, self.logs):
            make_private(folder)


def find_paths(home: Path | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """The folders under `home`, else under BOOTHDECK_HOME, else where this system keeps such
    things."""
    chosen = home or (Path(environ[HOME_VARIABLE]) if environ.get(HOME_VARIABLE) else None)
    if chosen is not None:
        chosen = chosen.expanduser().absolute()
        return Paths(
            config=chosen,
            data=chosen / "data",
            runtime=chosen / "run",
            logs=chosen / "logs",
            home=chosen,
        )
    dirs = platformdirs.PlatformDirs(APP, appauthor=False, roaming=False)
    data = Path(dirs.user_data_dir)
    return Paths(
        config=Path(dirs.user_config_dir),
        data=data,
        # Not the system's runtime folder: on Linux that is emptied at sign-out while a server
        # may go on, and not every machine has one.
        runtime=data / "run",
        logs=Path(dirs.user_log_dir),
    )


def make_private(folder: Path) -> None:
    """Create a folder (and what it lies in) that only its owner can enter. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform != "win32":  # there a user's own folders are private by their access lists
        folder.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Put a whole file in place at once, readable by its owner only. Raises OSError.

    Whoever reads meanwhile sees the old content or the new one, and the new one survives a loss
    of power once this returns.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
