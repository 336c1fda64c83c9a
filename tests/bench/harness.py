"""How every bench runs and reports: its arguments, the cost of processes, one JSON object."""

import argparse
import asyncio
import json
import math
import os
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import psutil

Figures = Mapping[str, float | int | str | bool]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a bench found: our figures, the peer's from the same run, and our cost over the peer's.

    A key says its unit (`p50_ms`, `server_core_pct`). In `ratio` lower is better.
    """

    name: str
    figures: Figures
    peer: Figures
    ratio: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.ratio):
            raise ValueError(f"bench {self.name}: ratio is {self.ratio}; the peer measured nothing")

    def as_json(self) -> str:
        """Write the object that `--json` prints, numbers rounded to four places."""
        return json.dumps(_rounded(asdict(self)), ensure_ascii=False, allow_nan=False)

    def as_table(self) -> str:
        """Write the same for a person: figure, ours, the peer's."""
        keys = dict.fromkeys([*self.figures, *self.peer])
        width = max([len(key) for key in keys] + [len("ratio")])
        rows = [f"{self.name:{width}} {'ours':>14} {'peer':>14}"]
        for key in keys:
            ours, theirs = (_shown(side.get(key, "")) for side in (self.figures, self.peer))
            rows.append(f"{key:{width}} {ours:>14} {theirs:>14}")
        return "\n".join([*rows, f"{'ratio':{width}} {_shown(self.ratio):>14}"])


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


class CpuMeter:
    """What processes cost between two points in time, all their threads included.

    `pid`s must live until `core_pct` is read; their children are other processes: name them too.
    """

    def __init__(self, *pids: int) -> None:
        self._processes = [psutil.Process(pid) for pid in pids or (os.getpid(),)]
        self.restart()

    def restart(self) -> None:
        """Begin to measure here."""
        self._started = time.monotonic()
        self._spent = self._cpu_seconds()

    def _cpu_seconds(self) -> float:
        return sum(times.user + times.system for times in (p.cpu_times() for p in self._processes))

    def core_pct(self) -> float:
        """Return the cost since the start in percent of one core; 200 is two cores busy."""
        elapsed = time.monotonic() - self._started
        return 100 * (self._cpu_seconds() - self._spent) / elapsed


def percentile(values: list[float], pct: float) -> float:
    """Return the value that `pct` percent of the values do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values to take a percentile of")
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * pct / 100) - 1)]


@contextmanager
def _stdout_to_stderr() -> Iterator[None]:
    """Send everything that is printed meanwhile, by child processes too, to stderr."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def main(
    run: Callable[[argparse.Namespace], Result | Awaitable[Result]],
    add_arguments: Callable[[argparse.ArgumentParser], None] | None = None,
) -> None:
    """Run a bench module's `run` (plain or coroutine) and print its result.

    Call it under `if __name__ == "__main__":`. With `--json` stdout holds one JSON object only.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    if add_arguments is not None:
        add_arguments(parser)
    arguments = parser.parse_args()
    with _stdout_to_stderr():
        outcome = run(arguments)
        result = outcome if isinstance(outcome, Result) else asyncio.run(_await(outcome))
    sys.stdout.write((result.as_json() if arguments.json else result.as_table()) + "\n")


async def _await(outcome: Awaitable[Result]) -> Result:
    return await outcome
