"""Server and runners killed in a flood of chat: all that was acknowledged is there, and once.

`soak chat` is the same for ten minutes at 2,000 messages a second.
"""

import argparse

import pytest

from tests.soak.chat import HARMS, add_arguments, measure


@pytest.mark.timeout(300)
async def test_nothing_acknowledged_is_lost_over_kills() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    kills = len(HARMS)
    words = ["--rate", "400", "--seconds", str(2 * kills), "--kills", str(kills)]
    report = await measure(parser.parse_args(words))
    assert report.wrong == []
    assert float(report.figures["seen"]) > 1000
    assert float(report.figures["calls_again"]) > 0, "some calls met a dead server"
    assert float(report.figures["sent_again"]) > 0
