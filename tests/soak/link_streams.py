"""Streams that run while links are lost: known again at once, counted on, ended when told to."""

import asyncio
from typing import Protocol

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.outputs import StartOutput, StopOutput
from studio_app.domain.booth import Output, OutputKind, OutputStatus
from studio_app.domain.ids import BoothId
from tests.soak.harness import Report
from tests.studio_process import until

WITHIN_S = 15.0
SINCE_DIFFERS_S = 5.0
"""The begin of a stream is reckoned from OBS's own duration, which stands still while it is frozen
for up to this long."""
STOP_EVERY = 3
"""Cycles of a booth; in between its stream goes on from one failure into the next."""
RUNNING = (OutputStatus.ACTIVE, OutputStatus.RECONNECTING)


class Witness(Protocol):
    """Another client of the same OBS."""

    @property
    def stream(self) -> tuple[bool, int]:
        """Whether it sends, and how many bytes it has sent."""
        ...


class Streams:
    """What is asked of every booth's stream, in every cycle."""

    def __init__(self, client: StudioClient, server: ServerConnection, report: Report) -> None:
        self._client = client
        self._server = server
        self._report = report
        self._cycles: dict[BoothId, int] = {}
        self.lasted = 0
        """Streams that OBS kept up while its link was lost."""
        self.ended = 0
        """Those that ended with their OBS."""
        self.stopped = 0

    async def run(self, booth: BoothId, where: str) -> Output | None:
        """Have the booth send; what is known of it then."""
        if self._output(booth).status not in RUNNING:
            await self._server.act(StartOutput(booth=booth, output=OutputKind.STREAM))
        if await self._becomes(booth, OutputStatus.ACTIVE, f"{where}: no stream") and (
            await self._moves(booth, 0, where)
        ):
            return self._output(booth)
        return None

    async def check(self, booth: BoothId, before: Output, witness: Witness, where: str) -> None:
        """The link is back: does the server know what has become of the stream?"""
        sends, told = await asyncio.to_thread(lambda: witness.stream)
        known = self._output(booth)
        self._report.need(
            (known.status in RUNNING) is sends,
            f"{where}: the stream is {known.status}, OBS {'sends' if sends else 'does not send'}",
        )
        if sends:
            self.lasted += 1
            self._report.need(
                known.bytes >= before.bytes,
                f"{where}: {before.bytes} bytes sent before, {known.bytes} after",
            )
            self._report.need(
                _apart_s(before, known) < SINCE_DIFFERS_S,
                f"{where}: the stream began {before.since}, now {known.since}",
            )
            await self._moves(booth, max(known.bytes, told), where)
        else:
            self.ended += 1
            self._report.need(
                known.status is OutputStatus.OFF, f"{where}: an ended stream is {known.status}"
            )
        await self._stop_sometimes(booth, witness, where)

    async def _stop_sometimes(self, booth: BoothId, witness: Witness, where: str) -> None:
        self._cycles[booth] = self._cycles.get(booth, 0) + 1
        if self._cycles[booth] % STOP_EVERY or self._output(booth).status not in RUNNING:
            return
        stop = StopOutput(booth=booth, output=OutputKind.STREAM)
        await self._server.act(stop, confirmed=True)
        await self._becomes(booth, OutputStatus.OFF, f"{where}: the stream was not ended")
        sends, _ = await asyncio.to_thread(lambda: witness.stream)
        self._report.need(not sends, f"{where}: OBS still sends after the stop")
        self.stopped += 1

    def _output(self, booth: BoothId) -> Output:
        return self._server.get(Output, "output", booth, OutputKind.STREAM) or Output(
            status=OutputStatus.UNAVAILABLE
        )

    async def _becomes(self, booth: BoothId, status: OutputStatus, otherwise: str) -> bool:
        try:
            await until(self._client, lambda: self._output(booth).status is status, WITHIN_S)
        except TimeoutError:
            self._report.wrong.append(f"{otherwise}: it is {self._output(booth).status}")
            return False
        return True

    async def _moves(self, booth: BoothId, above: int, where: str) -> bool:
        """Whether more than so many bytes go out, soon."""
        try:
            await until(self._client, lambda: self._output(booth).bytes > above, WITHIN_S)
        except TimeoutError:
            self._report.wrong.append(f"{where}: {above} bytes went out, and no more")
            return False
        return True


def _apart_s(one: Output, other: Output) -> float:
    if one.since is None or other.since is None:
        return float("inf")
    return abs((one.since - other.since).total_seconds())
