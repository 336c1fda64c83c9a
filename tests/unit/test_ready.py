"""Ready to start is one rule: OBS answers, knows where to send, and shows something."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from studio_app.domain.booth import (
    Booth,
    Link,
    LinkStatus,
    Output,
    OutputStatus,
    Scene,
    SceneItem,
    SentBy,
    Setup,
    StreamService,
    Switcher,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.ready import ReadyFacts, why_not_start, why_unreachable
from studio_app.obs.known import Known
from studio_app.obs.protocol import Answer
from studio_app.obs.topics import About, Topic, host_of, take

NOW = datetime(2026, 5, 1, 19, tzinfo=UTC)
ONE = Booth(number=1, name="Booth 1", address="127.0.0.1:4455", local=True)
READY = ReadyFacts(
    booth=ONE,
    link=Link(status=LinkStatus.CONNECTED, since=NOW),
    switcher=Switcher(program="Host", scenes=("Host",)),
    program=Scene(items=(SceneItem(item_id=1, source="Camera"),)),
    stream=Output(status=OutputStatus.OFF),
    service=StreamService(kind="rtmp_custom", name="live.example", server=True, key=True),
    setup=Setup(),
)


def code(facts: ReadyFacts) -> str:
    found = why_not_start(facts)
    return found.code if found is not None else ""


def test_a_booth_with_all_of_it_is_ready() -> None:
    assert why_not_start(READY) is None
    assert why_unreachable(READY) is None


@pytest.mark.parametrize("status", [each for each in LinkStatus if each != LinkStatus.CONNECTED])
def test_without_a_connected_link_nothing_is_asked(status: LinkStatus) -> None:
    facts = READY._replace(link=Link(status=status, since=NOW))
    assert code(facts) == "not_connected"
    assert why_unreachable(facts) is not None


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (READY._replace(link=None), "not_connected"),
        (READY._replace(setup=Setup(changing=True)), "link_not_ready"),
        (READY._replace(stream=Output(status=OutputStatus.ACTIVE)), "output_active_already"),
        (READY._replace(stream=Output(status=OutputStatus.STOPPING)), "output_active_already"),
        (READY._replace(stream=Output(status=OutputStatus.UNAVAILABLE)), "output_unavailable"),
        (READY._replace(switcher=None), "program_empty"),
        (READY._replace(program=None), "program_empty"),
        (READY._replace(program=Scene()), "program_empty"),
        (
            READY._replace(program=Scene(items=(SceneItem(item_id=1, source="C", visible=False),))),
            "program_empty",
        ),
        (READY._replace(booth=replace(ONE, sent_by=SentBy.PLATFORM_PROGRAM)), "sent_elsewhere"),
    ],
)
def test_what_is_missing_is_named(facts: ReadyFacts, expected: str) -> None:
    assert code(facts) == expected


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (None, ""),
        (StreamService(kind="rtmp_common", name="YouTube", server=True), "no_stream_service"),
        (StreamService(kind="rtmp_common", name="YouTube", key=True), ""),
        (StreamService(kind="rtmp_custom", key=True), "no_stream_service"),
        (StreamService(kind="rtmp_custom", server=True), ""),
        (StreamService(kind="whip_custom", server=True), ""),
        (StreamService(), "no_stream_service"),
    ],
)
def test_where_obs_would_send_counts_as_far_as_obs_tells(
    service: StreamService | None, expected: str
) -> None:
    assert code(READY._replace(service=service)) == expected


def test_of_the_stream_key_only_its_presence_is_kept() -> None:
    known = Known(BoothId("one"))
    settings = {"server": "rtmp://user:secret@live.example:1935/app/secret", "key": "secret-key"}
    answer = Answer(
        request="GetStreamServiceSettings",
        code=100,
        comment="",
        data={"streamServiceType": "rtmp_custom", "streamServiceSettings": settings},
    )
    changes = take(Topic(About.SERVICE), [answer], known)
    (found,) = changes.values()
    assert found == StreamService(kind="rtmp_custom", name="live.example", server=True, key=True)
    assert "secret" not in repr(found)


def test_an_address_that_is_none_has_no_host() -> None:
    assert host_of("rtmp://[broken") == ""
    assert host_of("auto") == ""
