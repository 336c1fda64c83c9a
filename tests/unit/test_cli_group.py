"""`boothdeck group` understands lists of booths and says what came of every one."""

import argparse

import pytest

from studio_app.cli.group import VERBS, chosen, good, lines, merged, unasked, wish_of
from studio_app.cli.main import GROUP_VERBS, build_parser
from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.actions.group import GroupOutcome, GroupResult, GroupStatus, for_groups
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem

NUMBERS = {BoothId(f"b{number}"): number for number in (2, 1, 3, 12, 15)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1-12,15", [1, 2, 3, 12, 15]),
        ("2", [2]),
        ("all", [1, 2, 3, 12, 15]),
        ("b3,1", [1, 3]),
        ("1-3, 2 ,3-12", [1, 2, 3, 12]),
    ],
)
def test_booths_are_named_by_numbers_ranges_ids_or_all(words: str, expected: list[int]) -> None:
    assert [NUMBERS[booth] for booth in chosen(words, NUMBERS)] == expected


@pytest.mark.parametrize("words", ["4", "20-30", "nova", "1,4", "", ","])
def test_what_names_no_booth_is_told(words: str) -> None:
    with pytest.raises(StudioError) as failed:
        chosen(words, NUMBERS)
    assert failed.value.problem.code in ("no_such_booth", "bad_parameters")


def arguments(words: str) -> argparse.Namespace:
    return build_parser().parse_args(["group", *words.split()])


def test_a_verb_becomes_the_action() -> None:
    given = arguments("cut AI --booths 1-3 --ready --stagger-ms 500")
    wish = wish_of(given.verb, given.name, [BoothId("b1")], given)
    assert (wish.action, wish.params) == ("program.cut", {"scene": "AI"})
    assert (wish.only_ready, wish.stagger_ms) == (True, 500)


@pytest.mark.parametrize("words", ["cut --booths 1", "take AI --booths 1"])
def test_a_missing_or_needless_name_is_told(words: str) -> None:
    given = arguments(words)
    with pytest.raises(StudioError) as failed:
        wish_of(given.verb, given.name, [BoothId("b1")], given)
    assert failed.value.problem.code == "bad_parameters"


def test_every_verb_is_an_action_for_groups() -> None:
    assert tuple(VERBS) == GROUP_VERBS
    assert all(for_groups(ALL_ACTIONS[verb.action]) for verb in VERBS.values())


def result(booth: str, status: GroupStatus, code: str = "") -> GroupResult:
    found = problem(code, booth="Booth", request="StopStream", seconds="10") if code else None
    return GroupResult(booth=BoothId(booth), status=status, problem=found)


def test_one_line_a_booth_and_the_count() -> None:
    outcome = GroupOutcome(
        group="g",
        of=3,
        results=(
            result("b1", GroupStatus.DONE),
            result("b2", GroupStatus.UNCONFIRMED, "obs_not_confirmed"),
            result("b3", GroupStatus.SKIPPED, "program_empty"),
        ),
    )
    text = lines(outcome, {booth: (number, f"N{number}") for booth, number in NUMBERS.items()})
    assert text.splitlines()[1].split()[:3] == ["01", "N1", "done"]
    assert text.splitlines()[-1] == "1 done, 1 not confirmed by OBS, 1 skipped"
    assert not good(outcome)


def test_booths_that_wait_for_a_yes_are_asked_for_again() -> None:
    first = GroupOutcome(
        group="g",
        of=2,
        results=(
            result("b1", GroupStatus.DONE),
            result("b2", GroupStatus.REFUSED, "confirm_needed"),
        ),
    )
    assert unasked(first) == ["b2"]
    later = GroupOutcome(group="h", of=1, results=(result("b2", GroupStatus.DONE),))
    assert good(merged(first, later))
