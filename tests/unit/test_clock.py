"""The server's clock keeps its pace when somebody sets the machine's, and says that it was set."""

from datetime import UTC, datetime, timedelta

import pytest

from studio_app.support.clock import SteadyClock, SystemClock

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Machine:
    """A wall clock that can be set, and time that runs."""

    def __init__(self) -> None:
        self.set_by = timedelta()
        self.ran_s = 50.0

    def wall(self) -> datetime:
        return NOON + timedelta(seconds=self.ran_s - 50) + self.set_by

    def running_s(self) -> float:
        return self.ran_s


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(minutes=7), timedelta(days=400)])
def test_a_jump_of_the_machines_clock_moves_no_deadline(jump: timedelta) -> None:
    machine = Machine()
    clock = SteadyClock(machine.wall, machine.running_s)
    assert clock.now() == NOON
    machine.ran_s += 10
    assert abs(clock.drift_s()) < 0.001
    machine.set_by = jump
    assert clock.now() == NOON + timedelta(seconds=10)
    machine.ran_s += 5
    assert clock.now() == NOON + timedelta(seconds=15)
    assert clock.drift_s() == pytest.approx(jump.total_seconds())


def test_the_machines_own_clocks() -> None:
    clock = SteadyClock()
    assert clock.now().tzinfo is UTC
    assert abs((clock.now() - SystemClock.now()).total_seconds()) < 1
    assert abs(clock.drift_s()) < 1
    assert clock.monotonic_s() <= clock.monotonic_s()
