"""A short bad night: 32 simulated booths fail at random, no alarm is lost or left over.

`soak room` is the same for eight hours' worth of failures.
"""

import argparse

import pytest

from tests.soak.room import add_arguments, measure


@pytest.mark.timeout(240)
async def test_a_room_that_fails_at_random() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    report = await measure(parser.parse_args(["--minutes", "0.4", "--seed", "7"]))
    assert report.wrong == []
    assert float(report.figures["failures"]) >= 8
    assert float(report.figures["alarms_raised"]) >= 1
