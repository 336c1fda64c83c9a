"""What panic and recovery say in the strip and on the tiles, from facts alone."""

from dataclasses import dataclass

import pytest

from studio_app.domain.booth import Booth, Link, LinkStatus, Output, OutputStatus
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.onair import judge_air
from studio_app.domain.problems import problem
from studio_app.domain.recovery import Panic, Part, Recovery, RecoveryStatus
from tests.ui.fake_client import START
from ui.console.needs_me_rule import NeedKind, Severity, what_needs_me
from ui.console.needs_me_words import need_text
from ui.console.wall_booth import BoothView

KEY = (ServerId("srv000000001"), BoothId("booth-7"))
SENDING = Output(status=OutputStatus.ACTIVE, since=START)
PANIC = Panic(since=START, by="Lan", scene="Standby", on_air=True)
MISSING = Recovery(
    status=RecoveryStatus.MISSING,
    since=START,
    was={Part.STREAM: START, Part.RECORD: None},
    missing=(Part.RECORD,),
)


@dataclass
class Seen:
    """A booth on air, but for what a test changes."""

    link: LinkStatus = LinkStatus.CONNECTED
    panic: Panic | None = None
    recovery: Recovery | None = None

    def view(self) -> BoothView:
        booth = Booth(number=7, name="Mỹ phẩm", address="127.0.0.1:4455", local=True)
        link = Link(status=self.link, since=START)
        return BoothView(
            key=KEY,
            booth=booth,
            server_up=True,
            air=judge_air(booth, link, SENDING, None),
            link=link,
            stream=SENDING,
            panic=self.panic,
            recovery=self.recovery,
        )


@pytest.fixture(autouse=True)
def _english(language: object) -> None:
    """In English."""


def test_standby_says_since_when_and_by_whom_and_is_no_standby_once_left() -> None:
    (need,) = what_needs_me([], [Seen(panic=PANIC).view()])
    assert (need.kind, need.severity) == (NeedKind.STANDBY, Severity.WARNING)
    assert need_text(need).startswith("STANDBY since ")
    assert need_text(need).endswith("by Lan")
    left = Panic(since=START, by="Lan", scene="Standby", on_air=False)
    (need,) = what_needs_me([], [Seen(panic=left).view()])
    assert need.kind is NeedKind.LEFT_STANDBY


def test_a_standby_that_was_not_reached_is_louder_than_the_lost_link() -> None:
    failed = Panic(since=START, by="Lan", problem=problem("panic_not_reached", booth="7"))
    needs = what_needs_me([], [Seen(LinkStatus.LOST, panic=failed).view()])
    assert [need.kind for need in needs] == [NeedKind.NO_STANDBY, NeedKind.LINK_LOST]
    assert needs[0].severity is Severity.ALARM


def test_what_did_not_come_back_presses_as_viewers_see_it() -> None:
    (need,) = what_needs_me([], [Seen(recovery=MISSING).view()])
    assert (need.kind, need.severity) == (NeedKind.NOT_BACK, Severity.WARNING)
    assert need_text(need) == "not back: recording"
    stream = Recovery(status=RecoveryStatus.MISSING, since=START, missing=(Part.STREAM,))
    (need,) = what_needs_me([], [Seen(recovery=stream).view()])
    assert need.severity is Severity.ALARM
    seen = Seen(recovery=stream).view()
    stopped = Output(
        status=OutputStatus.OFF, problem=problem("output_stopped_itself", output="stream")
    )
    kinds = [each.kind for each in what_needs_me([], [seen._replace(stream=stopped)])]
    assert kinds == [NeedKind.NOT_BACK], "one trouble is said once"
    back = Recovery(status=RecoveryStatus.BACK, since=START)
    assert what_needs_me([], [Seen(recovery=back).view()]) == ()
