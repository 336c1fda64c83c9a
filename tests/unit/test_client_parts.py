"""The small parts of a client: addresses, the server's clock, what an ended connection means."""

from datetime import UTC, datetime, timedelta

import pytest

from studio_app.client.server_clock import KEPT, ServerClock
from studio_app.client.status import BACKOFF_S, ConnectionStatus, judge_end
from studio_app.client.wire import Address, parse_address
from studio_app.domain.errors import StudioError
from studio_app.domain.settings import DEFAULT_PORT

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:7000", Address("127.0.0.1", 7000, tls=False)),
        ("localhost", Address("localhost", DEFAULT_PORT, tls=False)),
        ("[::1]:7000", Address("::1", 7000, tls=False)),
        ("http://127.0.0.1:7000/", Address("127.0.0.1", 7000, tls=False)),
        ("https://127.0.0.1:7000", Address("127.0.0.1", 7000, tls=True)),
        ("10.0.0.7", Address("10.0.0.7", DEFAULT_PORT, tls=True)),
        ("studio.lan:7000", Address("studio.lan", 7000, tls=True)),
    ],
)
def test_addresses_mean_tls_everywhere_but_here(text: str, address: Address) -> None:
    assert parse_address(text) == address


def test_an_ipv6_address_is_shown_as_people_write_it() -> None:
    assert str(parse_address("[::1]:7000")) == "[::1]:7000"
    assert str(parse_address("[::1]:7000").url) == "http://[::1]:7000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_address"),
        ("a b", "bad_address"),
        ("studio:port", "bad_address"),
        ("ws://studio", "bad_address"),
        ("studio/path", "bad_address"),
        ("http://10.0.0.7", "tls_required"),
    ],
)
def test_what_is_no_address_says_so(text: str, code: str) -> None:
    with pytest.raises(StudioError) as raised:
        parse_address(text)
    assert raised.value.problem.code == code


def test_the_least_delayed_of_the_last_times_is_believed() -> None:
    clock = ServerClock()
    assert clock.heard(NOON, 100.0)
    assert not clock.heard(NOON + timedelta(seconds=0.7), 101.0)  # 300 ms late on the way
    assert clock.now(101.0) == NOON + timedelta(seconds=1)


def test_a_server_whose_clock_was_set_back_is_followed() -> None:
    clock = ServerClock()
    clock.heard(NOON, 100.0)
    moved = [
        clock.heard(NOON - timedelta(hours=1) + timedelta(seconds=n), 100.0 + n)
        for n in range(1, KEPT + 1)
    ]
    assert moved.count(True) == 1
    assert clock.now(110.0) == NOON - timedelta(hours=1) + timedelta(seconds=10)


def test_before_anything_is_said_it_is_this_machine_s_time() -> None:
    assert abs(ServerClock().now(0.0) - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_lost_server_is_tried_soon_then_calmly() -> None:
    waits = [judge_end("server_unreachable", tries, key_changes=False) for tries in range(50)]
    assert {meaning.status for meaning in waits} == {ConnectionStatus.LOST}
    times = [meaning.wait_s or 0 for meaning in waits]
    assert times[0] <= BACKOFF_S[0] * 1.2
    assert max(times) <= BACKOFF_S[-1] * 1.2
    assert len(set(times[10:])) > 30  # windows do not come back all at once


def test_who_must_sign_in_is_not_tried_again_without_a_new_key() -> None:
    assert judge_end("session_expired", 0, key_changes=False).wait_s is None
    again = judge_end("session_expired", 0, key_changes=True)
    assert again.status is ConnectionStatus.SIGN_IN_NEEDED
    assert again.wait_s


def test_what_somebody_must_mend_is_looked_at_now_and_then() -> None:
    refused = judge_end("certificate_changed", 0, key_changes=False)
    assert refused.status is ConnectionStatus.REFUSED
    assert refused.wait_s
