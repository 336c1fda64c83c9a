"""Booths of one command: built from nothing, changed by hand, mended, by `boothdeck commission`."""

import argparse

from tests.soak.commission import add_arguments, measure


async def test_booths_are_built_from_nothing_changed_by_hand_and_mended() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    report = await measure(parser.parse_args(["--booths", "2", "--rest-s", "0.1"]))
    assert report.wrong == []
    assert report.figures["built"] == report.figures["mended"] == 2
