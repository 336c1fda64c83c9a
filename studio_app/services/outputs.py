"""What leaves a booth: stream, recording, replay buffer, virtual camera; done when OBS says so."""

from studio_app.domain.actions.outputs import (
    PauseRecord,
    SaveReplay,
    SplitRecord,
    StartOutput,
    StopOutput,
)
from studio_app.domain.booth import Output, OutputKind, OutputStatus
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.output_watch import RUNNING
from studio_app.obs.protocol import Code
from studio_app.obs.raw import flag
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import SOON_S, BoothAccess, viewers_see

WITHIN_S = 10.0
FILE_WITHIN_S = 5.0

START = {
    OutputKind.STREAM: "StartStream",
    OutputKind.RECORD: "StartRecord",
    OutputKind.REPLAY: "StartReplayBuffer",
    OutputKind.VIRTUALCAM: "StartVirtualCam",
}
STOP = {
    OutputKind.STREAM: "StopStream",
    OutputKind.RECORD: "StopRecord",
    OutputKind.REPLAY: "StopReplayBuffer",
    OutputKind.VIRTUALCAM: "StopVirtualCam",
}


class Outputs:
    """Starts and ends outputs."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(StartOutput, self.start)
        desk.bind(StopOutput, self.stop)
        desk.bind(PauseRecord, self.pause_record)
        desk.bind(SplitRecord, self.split_record)
        desk.bind(SaveReplay, self.save_replay)

    async def start(self, action: StartOutput, _: ActionContext) -> Outcome:
        """Begin; OBS accepts a start that comes to nothing, so only STARTED counts."""
        booth, kind, request = action.booth, action.output, START[action.output]
        link = self._access.link(booth, request)
        before = self._output(booth, kind)
        if before.status is OutputStatus.UNAVAILABLE:
            raise fail("output_unavailable", output=kind)
        if before.status is not OutputStatus.OFF:
            raise fail("output_active_already", output=kind)
        seen: list[OutputStatus] = []

        def settled() -> bool:
            now = self._output(booth, kind)
            if not seen or seen[-1] is not now.status:
                seen.append(now.status)
            return now.status in RUNNING or self._came_to_nothing(seen)

        disconnect = self._access.store.applied.connect(lambda _: settled())
        try:
            answer = await link.ask(request)
            if answer.code == Code.OUTPUT_RUNNING:
                raise fail("output_active_already", output=kind)
            if answer.code == Code.INVALID_STATE:
                raise fail("output_unavailable", output=kind)
            self._access.accepted(booth, answer)
            link.read_outputs_soon()
            await self._access.confirm(booth, request, settled, WITHIN_S)
        finally:
            disconnect()
        if not any(status in RUNNING for status in seen):
            raise self._why_not(booth, kind)
        return Outcome(undo=StopOutput(booth=booth, output=kind))

    @staticmethod
    def _came_to_nothing(seen: list[OutputStatus]) -> bool:
        return OutputStatus.STARTING in seen and seen[-1] is OutputStatus.OFF

    def _why_not(self, booth: BoothId, kind: OutputKind) -> StudioError:
        problem = self._output(booth, kind).problem
        return StudioError(problem) if problem else fail("output_not_started", output=kind)

    async def stop(self, action: StopOutput, context: ActionContext) -> Outcome:
        """End; what ends the picture for viewers must be confirmed."""
        booth, kind, request = action.booth, action.output, STOP[action.output]
        link = self._access.link(booth, request)
        if self._output(booth, kind).status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE):
            raise fail("output_not_active", output=kind)
        if not context.confirmed and viewers_see(self._access, booth, kind):
            raise fail("confirm_needed", booth=self._access.called(booth))
        answer = await link.ask(request)
        if answer.code != Code.OUTPUT_NOT_RUNNING:
            self._access.accepted(booth, answer)
        link.read_outputs_soon()
        await self._access.confirm(
            booth,
            request,
            lambda: self._output(booth, kind).status is OutputStatus.OFF,
            WITHIN_S,
        )
        return Outcome(undo=StartOutput(booth=booth, output=kind))

    async def pause_record(self, action: PauseRecord, _: ActionContext) -> Outcome:
        """Pause or go on. OBS accepts a pause that it then ignores, so its status is asked."""
        booth, kind = action.booth, OutputKind.RECORD
        request = "PauseRecord" if action.paused else "ResumeRecord"
        wanted = OutputStatus.PAUSED if action.paused else OutputStatus.ACTIVE
        link = self._access.link(booth, request)
        before = self._output(booth, kind).status
        if before not in (OutputStatus.ACTIVE, OutputStatus.PAUSED):
            raise fail("output_not_active", output=kind)
        if before is not wanted:
            await self._access.request(link, request)
            try:
                await self._access.confirm(
                    booth,
                    request,
                    lambda: self._output(booth, kind).status is wanted,
                    SOON_S,
                )
            except StudioError as error:
                if error.problem.code != "obs_not_confirmed" or not action.paused:
                    raise
                status = await link.request("GetRecordStatus")
                if flag(status, "outputPaused") is not False:
                    raise
                raise fail("pause_ignored") from error
        return Outcome(undo=PauseRecord(booth=booth, paused=not action.paused))

    async def split_record(self, action: SplitRecord, _: ActionContext) -> Outcome:
        """Go on in a new file."""
        booth, kind, request = action.booth, OutputKind.RECORD, "SplitRecordFile"
        link = self._access.link(booth, request)
        before = self._output(booth, kind)
        if before.status not in (OutputStatus.ACTIVE, OutputStatus.PAUSED):
            raise fail("output_not_active", output=kind)
        await self._access.request(link, request)
        await self._new_file(booth, kind, request, before.files)
        return Outcome()

    async def save_replay(self, action: SaveReplay, _: ActionContext) -> Outcome:
        """Save the last seconds; the value is the file's path."""
        booth, kind, request = action.booth, OutputKind.REPLAY, "SaveReplayBuffer"
        link = self._access.link(booth, request)
        before = self._output(booth, kind)
        if before.status is OutputStatus.UNAVAILABLE:
            raise fail("output_unavailable", output=kind)
        if before.status is not OutputStatus.ACTIVE:
            raise fail("output_not_active", output=kind)
        await self._access.request(link, request)
        return Outcome(value=await self._new_file(booth, kind, request, before.files))

    async def _new_file(self, booth: BoothId, kind: OutputKind, request: str, before: int) -> str:
        """Counted, for OBS may be told to write the same file anew each time."""
        await self._access.confirm(
            booth,
            request,
            lambda: self._output(booth, kind).files != before,
            FILE_WITHIN_S,
        )
        return self._output(booth, kind).path

    def _output(self, booth: BoothId, kind: OutputKind) -> Output:
        return self._access.store.get(Output, "output", booth, kind) or Output(
            status=OutputStatus.OFF
        )
