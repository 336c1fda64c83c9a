"""Words of the command line become an action's parameters, or say what they should have been."""

import argparse

import pytest

from studio_app.cli.main import Command, build_parser, run
from studio_app.cli.output import table
from studio_app.cli.values import read_action
from studio_app.domain.actions import Action
from studio_app.domain.actions.alarms import SetAlarmLimits
from studio_app.domain.actions.house import AddBooth, EditBooth, FindObs
from studio_app.domain.actions.sound import SetTracks, SetVolume
from studio_app.domain.actions.switching import Take
from studio_app.domain.alarm_limits import AlarmOverrides
from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId

B1 = BoothId("b1")


def read(name: str, *words: str) -> Action:
    """An action from words; whatever is asked for is "asked"."""
    return read_action(name, words, lambda key: f"asked for {key}")


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (("program.take", "booth=b1"), Take(booth=B1)),
        (("program.take", "booth=b1", "seen_program=A=B"), Take(booth=B1, seen_program="A=B")),
        (
            ("sound.volume", "booth=b1", "input=Nhạc nền", "volume_db=-6.5"),
            SetVolume(booth=B1, input="Nhạc nền", volume_db=-6.5),
        ),
        (
            ("sound.tracks", "booth=b1", "input=m", "tracks=[true,false,true,true,true,true]"),
            SetTracks(booth=B1, input="m", tracks=(True, False, True, True, True, True)),
        ),
        (("booth.find", "network=true"), FindObs(network=True)),
        (
            ("alarm.limits", "booth=b1", 'limits={"black_s": 8}'),
            SetAlarmLimits(booth=B1, limits=AlarmOverrides(black_s=8)),
        ),
        (("booth.find", "network=0"), FindObs(network=False)),
        (
            ("booth.edit", "booth=b1", "sent_by=platform_program", "destinations=TikTok,Shopee"),
            EditBooth(booth=B1, sent_by=SentBy.PLATFORM_PROGRAM, destinations=("TikTok", "Shopee")),
        ),
        (("booth.edit", "booth=b1", "destinations="), EditBooth(booth=B1, destinations=())),
        (
            (
                "booth.add",
                "booth=b1",
                "number=1",
                "name=1",
                "password=-",
                'scene_roles={"human": "Người dẫn"}',
            ),
            AddBooth(
                booth=B1,
                number=1,
                name="1",
                password="asked for password",
                scene_roles={SceneRole.HUMAN: "Người dẫn"},
            ),
        ),
    ],
)
def test_words_are_read_by_their_parameters_type(words: tuple[str, ...], action: Action) -> None:
    assert read(*words) == action


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("program.tke",), "unknown_action", "did you mean program.take?"),
        (("program.take",), "bad_parameters", "booth missing"),
        (("program.take", "b1"), "bad_parameters", "not of the form key=value"),
        (("program.take", "boot=b1"), "bad_parameters", "did you mean booth?"),
        (
            ("sound.volume", "booth=b", "input=m", "volume_db=loud"),
            "bad_parameters",
            "volume_db must be a number from -100 to 26, got “loud”",
        ),
        (("booth.find", "network=maybe"), "bad_parameters", "true or false"),
        (("booth.edit", "booth=b", "scene_roles={"), "bad_parameters", "no JSON"),
        (("booth.edit", "booth=b", 'scene_roles={"x":"y"}'), "bad_parameters", "human, ai"),
        (("booth.edit", "booth=b", "password=hunter22"), "bad_parameters", "password=-"),
    ],
)
def test_wrong_words_say_what_would_be_right(words: tuple[str, ...], code: str, says: str) -> None:
    with pytest.raises(StudioError) as caught:
        read(*words)
    assert caught.value.problem.code == code
    assert says in caught.value.problem.text
    assert "hunter22" not in caught.value.problem.text


LINES: tuple[list[str], ...] = (
    ["console"],
    ["server"],
    ["server", "stop"],
    ["booths"],
    ["doctor"],
    ["demo"],
    ["do", "program.take", "booth=b1"],
    ["actions"],
    ["user", "add", "Thảo", "--role", "host"],
    ["user", "list"],
    ["user", "revoke", "Thảo"],
    ["secret", "set", "database"],
    ["worker", "simulator"],
    ["worker", "demo-booths"],
    [],
)


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_command_is_there(words: list[str]) -> None:
    arguments = build_parser().parse_args(words)
    assert isinstance(arguments.command, Command)
    assert callable(arguments.command.resolve())


@pytest.mark.parametrize(
    "words",
    [
        ["do", "program.take", "booth=b1", "seen_program=AI", "--json"],
        ["do", "program.take", "--json", "booth=b1", "seen_program=AI"],
        ["do", "program.take", "booth=b1", "--json", "seen_program=AI"],
        ["do", "--json", "program.take", "booth=b1", "seen_program=AI"],
    ],
    ids=" ".join,
)
def test_options_may_stand_anywhere(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[str], bool]] = []

    def note(_: object, given: argparse.Namespace) -> int:
        asked.append((given.action, given.parameters, given.json))
        return 0

    monkeypatch.setattr("studio_app.cli.do.do_action", note)
    assert run(words) == 0
    assert asked == [("program.take", ["booth=b1", "seen_program=AI"], True)]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["do", "program.take", "booth=b1", "--no-such-option"],
        ["user"],
        ["server", "--listen", "x"],
        ["demo", "--booths", "0"],
        ["booths", "-x"],
    ],
)
def test_a_wrong_command_line_ends_with_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_columns_are_as_wide_as_they_must_be() -> None:
    assert table(("a", "b"), [("wide one", "1"), ("x", "")]) == "a         b\nwide one  1\nx"
