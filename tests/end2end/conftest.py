"""The screen that consoles stand on, and the house that a test fills with processes."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from studio_app.rehearsal.local_obs import Xvfb
from studio_app.support.secrets import KEYRING_VARIABLE
from tests.end2end.house import House


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a test goes into the keyring of whoever runs it."""
    monkeypatch.setenv(KEYRING_VARIABLE, "file")


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A control room's screen, apart from the one that OBS draws on."""
    made = Xvfb(tmp_path_factory.mktemp("screen"), screen="1920x1080x24")
    yield made.display
    made.stop()


@pytest.fixture
def house(tmp_path: Path, screen: str) -> Iterator[House]:
    """Everything one test starts."""
    with ExitStack() as stack:
        yield House(tmp_path, screen, stack)
