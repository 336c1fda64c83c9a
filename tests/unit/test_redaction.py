"""No secret and no phone number reaches a log line, whichever way it got into the text."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_app.domain.problems import PROBLEMS
from studio_app.domain.settings import read_settings
from studio_app.support.logs import start_logging
from studio_app.support.redaction import STRUCK, redact

SECRETS = [
    ("password=hunter22", "hunter22"),
    ("obs_password: hunter22, port 4455", "hunter22"),
    ('{"password": "hun ter, 22"}', "hun ter"),
    ("{'pin': '192837'}", "192837"),
    ('{"stream_key": "live_1234_abc"}', "live_1234"),
    ("Authorization: Bearer abcDEF-123_456", "abcDEF"),
    ("sent bearer abcDEF-123_456 to it", "abcDEF"),
    ("postgresql://deck:s3cr3t@db/studio", "s3cr3t"),
    ("api_key=AKIA0123", "AKIA0123"),
    ("token = 'a\\'b'", "b'"),
    ("gọi 0912 345 678 nhé", "345"),
    ("gọi 0912.345.678", "345"),
    ("phone +84 912 345 678", "345"),
    ("0912345678", "345"),
    ("password: swordfish is what they typed", "swordfish"),
    ("password: must", "must"),
    ("password: missing you", "missing"),
    ("password: passwords, all of them", "passwords,"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_what_looks_like_a_secret_is_struck_out(text: str, secret: str) -> None:
    assert secret not in redact(text)
    assert STRUCK in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "booth b1 at 192.168.100.200:4455: connected",
        "took 1200 ms, 30000 frames, bitrate 2500000",
        "2026-11-22 19:09:39,988 WARNING x: late",
        "The password is asked for again.",
        "spinning=3 shopping=4",
        "staff.add: pin: must be text",
        "booth[0].password: passwords do not belong in this file; remove it",
        "token: missing; it must be text",
    ],
)
def test_plain_facts_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("field", ["password", "passwd", "secret", "stream_key", "token"])
def test_what_settings_say_of_a_secret_can_be_read_in_the_log(field: str) -> None:
    read = read_settings(f'[[booth]]\n{field} = "hunter22"\n', "studio.toml")
    said = [found.text for found in read.problems if field in found.text]
    assert len(said) == 1
    assert "do not belong in this file" in redact(said[0])
    assert redact(said[0]) == said[0]
    assert "hunter22" not in said[0]


@pytest.mark.parametrize("template", PROBLEMS.values())
def test_no_problem_loses_a_word(template: str) -> None:
    assert redact(template) == template


def test_a_known_secret_is_struck_out_wherever_it_stands(tmp_path: Path) -> None:
    log_file = tmp_path / "boothdeck.log"
    redactor = start_logging(log_file, on_stderr=None)
    redactor.know("Xq9!tiny")
    logger = logging.getLogger("studio_app.test")
    try:
        raise ValueError("the peer said Xq9!tiny")
    except ValueError:
        logger.exception("failed with %s", "Xq9!tiny")
    _flush()
    written = log_file.read_text("utf-8")
    assert "Xq9!tiny" not in written
    assert "ValueError" in written
    assert "Traceback" in written


def test_the_log_is_for_its_owner_only(tmp_path: Path) -> None:
    log_file = tmp_path / "boothdeck.log"
    start_logging(log_file, on_stderr=None)
    if sys.platform != "win32":
        assert log_file.stat().st_mode & 0o077 == 0


def test_obsws_python_says_nothing(tmp_path: Path) -> None:
    """It writes the OBS password at INFO, and keeps it in the repr that it logs."""
    log_file = tmp_path / "boothdeck.log"
    start_logging(log_file, level=logging.DEBUG, on_stderr=None)
    logging.getLogger("obsws_python.baseclient.ObsClient").info("password='hunter22'")
    logging.getLogger("obsws_python.reqs").critical("host=… password is hunter22")
    _flush()
    assert log_file.read_text("utf-8") == ""


def test_a_log_that_cannot_be_written_is_said_and_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(tmp_path / "missing" / "boothdeck.log", on_stderr=None)
    logging.getLogger("studio_app.test").error("goes on")
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    yield
    start_logging(None, on_stderr=None)
    logging.raiseExceptions = True


def _flush() -> None:
    for handler in logging.getLogger().handlers:
        handler.flush()
