"""What is on air while transitions run, are cut, taken back or ignored."""

from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.booth import Switcher
from studio_app.obs.air import BACK_AFTER_S, DOUBT_S, LONGEST_S, OVER_AFTER_S, AirSeen, AirWatch
from studio_app.obs.silence import Hearing, judge_silence

AT_REST = 1.0


class Eyes:
    """An air watch that reads at given times."""

    def __init__(self, program: str = "Host") -> None:
        self.watch = AirWatch()
        self.switcher = Switcher(program=program)
        self.now_s = 0.0

    def read(self, program: str | None, cursor: float | None, *, after_s: float = 0.1) -> None:
        self.now_s += after_s
        seen = AirSeen(program, None, False, cursor)
        self.switcher = self.watch.judge(self.switcher, seen, self.now_s)

    def hear(self, event: str, *, cut: bool = False) -> None:
        self.watch.heard(event, self.now_s, cut=cut)

    def air(self) -> tuple[str, str | None]:
        return self.switcher.program, self.switcher.leaving


def test_both_scenes_of_a_fade_are_on_air() -> None:
    eyes = Eyes()
    eyes.hear("SceneTransitionStarted")
    eyes.read("AI", 0.0)
    assert eyes.air() == ("Host", None), "nothing of it is seen yet"
    assert eyes.watch.unsettled
    eyes.read("AI", 0.2)
    assert eyes.air() == ("AI", "Host")
    eyes.read("AI", AT_REST)
    assert eyes.air() == ("AI", "Host"), "its own event comes first"
    eyes.read("AI", AT_REST, after_s=OVER_AFTER_S)
    assert eyes.air() == ("AI", None)


def test_a_cut_is_told_by_its_own_event() -> None:
    eyes = Eyes()
    eyes.hear("SceneTransitionStarted")
    eyes.read("AI", AT_REST)
    assert eyes.air() == ("Host", None)
    eyes.hear("CurrentProgramSceneChanged")
    assert not eyes.watch.unsettled


def test_a_cut_whose_event_is_lost_is_believed_in_the_end() -> None:
    eyes = Eyes()
    eyes.hear("SceneTransitionStarted")
    eyes.read("AI", AT_REST)
    eyes.read("AI", AT_REST, after_s=DOUBT_S)
    assert eyes.air() == ("AI", None)


def test_only_what_may_take_time_is_asked_whether_it_runs() -> None:
    eyes = Eyes()
    assert eyes.watch.may_run(eyes.now_s), "nobody knows what went on before"
    seen = AirSeen("Host", None, False, AT_REST)
    eyes.watch.judge(eyes.switcher, seen, eyes.now_s, first=True)
    assert eyes.watch.may_run(eyes.now_s)
    eyes.now_s += LONGEST_S
    assert not eyes.watch.may_run(eyes.now_s)

    eyes.hear("SceneTransitionStarted", cut=True)
    assert eyes.watch.may_run(eyes.now_s)
    eyes.hear("SceneTransitionEnded", cut=True)
    assert not eyes.watch.may_run(eyes.now_s)

    # Broken off by a cut, a fade's clock is still counted down.
    eyes.hear("SceneTransitionStarted")
    eyes.hear("SceneTransitionStarted", cut=True)
    eyes.hear("SceneTransitionEnded", cut=True)
    assert eyes.watch.may_run(eyes.now_s)
    eyes.now_s += LONGEST_S
    assert not eyes.watch.may_run(eyes.now_s)


def test_a_tbar_taken_back_leaves_the_old_scene_whatever_obs_names() -> None:
    eyes = Eyes()
    eyes.hear("SceneTransitionStarted")
    eyes.read("AI", 0.4)
    assert eyes.air() == ("AI", "Host")
    eyes.read("AI", 0.0)
    eyes.read("AI", 0.0, after_s=BACK_AFTER_S)
    assert eyes.air() == ("Host", None)
    assert eyes.watch.taken_back
    for _ in range(30):
        eyes.read("AI", 0.0)
    assert eyes.air() == ("Host", None)
    eyes.read("AI", 0.3)
    assert eyes.air() == ("AI", "Host"), "the hand moves it again"


def test_a_program_that_no_event_announced_is_not_believed() -> None:
    eyes = Eyes()
    eyes.read("Host", AT_REST)
    for cursor in (0.3, 0.6, AT_REST, AT_REST):
        eyes.read("AI", cursor, after_s=DOUBT_S)
    assert eyes.air() == ("Host", None)


def test_a_snapshot_is_believed_at_once() -> None:
    watch = AirWatch()
    seen = AirSeen("AI", "Host", True, AT_REST)
    switcher = watch.judge(Switcher(program="Host"), seen, 0.0, first=True)
    assert (switcher.program, switcher.preview, switcher.studio_mode) == ("AI", "Host", True)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["", "SceneTransitionStarted", "SceneTransitionEnded", "CurrentProgramSceneChanged"]
            ),
            st.sampled_from([None, "Host", "AI", "Break"]),
            st.one_of(st.none(), st.floats()),
            st.floats(0, 2),
        ),
        max_size=30,
    )
)
def test_any_course_leaves_a_program_on_air(
    course: list[tuple[str, str | None, float | None, float]],
) -> None:
    eyes = Eyes()
    for event, program, cursor, after_s in course:
        if event:
            eyes.hear(event)
        eyes.read(program, cursor, after_s=after_s)
        assert eyes.switcher.program in ("Host", "AI", "Break")
        assert eyes.switcher.leaving != eyes.switcher.program


def test_silence_means_something_only_while_a_question_waits() -> None:
    assert judge_silence(100.0, 0.0, None) is Hearing.FINE
    assert judge_silence(100.0, 0.0, 99.5) is Hearing.FINE
    assert judge_silence(100.0, 97.0, 98.0) is Hearing.STALE
    assert judge_silence(100.0, 93.9, 94.5) is Hearing.LOST
    assert judge_silence(100.0, 99.9, 94.0) is Hearing.STALE, "events come, answers do not"
    assert judge_silence(100.0, 99.9, 84.0) is Hearing.LOST
