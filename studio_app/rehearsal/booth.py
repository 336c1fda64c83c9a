"""One simulated booth: its show, its switching and outputs, the events it tells and its timers."""

import asyncio
import time
from collections.abc import Callable

from studio_app.rehearsal.edits import Edits
from studio_app.rehearsal.faults import Faults
from studio_app.rehearsal.media import MediaPlayers
from studio_app.rehearsal.model import Input, Scene, Show, Source, Transition
from studio_app.rehearsal.outputs import Outputs
from studio_app.rehearsal.pictures import Pictures
from studio_app.rehearsal.protocol import INTENTS, Broadcast, Intent, Json, event
from studio_app.rehearsal.requests import HANDLERS
from studio_app.rehearsal.show import ShowPlan
from studio_app.rehearsal.switching import Switching
from studio_app.rehearsal.versions import Version

Told = Callable[[str, Intent, Broadcast], None]


class Booth:
    """What an OBS process is: everything behind the socket.

    Lives on one asyncio loop. Handlers and people "at the booth" call the same methods; each
    change is told as events. `frozen` holds back timers as a stopped process would.
    """

    def __init__(
        self, *, name: str, plan: ShowPlan, version: Version, faults: Faults, seed: int
    ) -> None:
        self.name = name
        self.version = version
        self.faults = faults
        self.collections: dict[str, Show] = {"Booth": Show(plan)}
        self.collection = "Booth"
        self.profiles = ["Booth"]
        self.profile = "Booth"
        self.service_kind = "rtmp_custom"
        self.service: Json = {
            "server": "rtmp://127.0.0.1/live",
            "key": "rehearsal",
            "use_auth": False,
        }
        self.fps = 30
        self.parameters: dict[tuple[str, str], str] = {}
        """Of the profile, as far as they were set."""
        self.started = time.monotonic()
        self.persistent: dict[tuple[str, str], object] = {}
        self.pictures = Pictures(name=name, seed=seed)
        self.switching = Switching(self)
        self.outputs = Outputs(self)
        self.media = MediaPlayers(self)
        self.edit = Edits(self)
        self.messages_in = self.messages_out = 0
        self.available_requests = [one for one in HANDLERS if version.knows_request(one)]
        self.on_event: Told = lambda kind, intent, message: None
        self._timers: set[asyncio.TimerHandle] = set()
        self._held_back: list[Callable[[], None]] = []
        self._active: set[Source] = set()
        self._showing: set[Source] = set()
        program = self.show.find(plan.program)
        self.switching.open(program if isinstance(program, Scene) else self.show.scenes[0])
        self._active, self._showing = self.active(), self.showing()

    @property
    def show(self) -> Show:
        """The scene collection in use."""
        return self.collections[self.collection]

    def open_show(self, name: str) -> None:
        """Use another scene collection from now on, without telling."""
        self.collection = name
        self.switching.open(self.show.scenes[0])
        self._active, self._showing = self.active(), self.showing()

    def add_collection(self, name: str, plan: ShowPlan) -> None:
        """Make one more scene collection to choose."""
        self.collections[name] = Show(plan)

    def hotkeys(self) -> dict[str, Callable[[], None]]:
        """OBS's hotkeys, as far as they do something here."""
        switching, outputs = self.switching, self.outputs
        return {
            "OBSBasic.StartStreaming": outputs.start_stream,
            "OBSBasic.StopStreaming": outputs.stop_stream,
            "OBSBasic.StartRecording": outputs.start_record,
            "OBSBasic.StopRecording": self._stop_record_by_key,
            "OBSBasic.TogglePreviewProgram": lambda: switching.set_studio_mode(
                enabled=not switching.studio_mode
            ),
            "OBSBasic.Transition": switching.take,
            "OBSBasic.Screenshot": lambda: None,
            "OBSBasic.SelectScene": lambda: None,
        }

    def _stop_record_by_key(self) -> None:
        self.outputs.stop_record()

    # --- what is seen where ---------------------------------------------------------------

    def active(self) -> set[Source]:
        """Sources in the final mix: the program, a transition's other side, special sound."""
        active: set[Source] = {one for one in self.show.inputs if one.special}
        for scene in self.switching.on_air():
            active |= self.show.seen_from(scene)
        return active

    def showing(self) -> set[Source]:
        """Sources shown anywhere: in the mix or in the preview."""
        return self.active() | self.show.seen_from(self.switching.preview)

    def is_active(self, source: Source) -> bool:
        """Whether it is in the final mix, as of the last change."""
        return source in self._active

    def look_again(self) -> None:
        """After any change of scenes or items: tell which inputs came on air or left it."""
        active, showing = self.active(), self.showing()
        for source in self.show.inputs:
            if (source in showing) != (source in self._showing):
                self.emit(
                    "InputShowStateChanged",
                    {**self.ref("input", source), "videoShowing": source in showing},
                )
            if (source in active) != (source in self._active):
                self.emit(
                    "InputActiveStateChanged",
                    {**self.ref("input", source), "videoActive": source in active},
                )
                if source.kind.media:
                    self.media.activated(source, active=source in active)
        self._active, self._showing = active, showing

    def audible(self) -> list[Input]:
        """Inputs that OBS meters: those with sound that are in the mix."""
        return [one for one in self.show.inputs if one.kind.audio and one in self._active]

    # --- telling ----------------------------------------------------------------------------

    def emit(self, kind: str, data: Json | None = None) -> None:
        """Tell an event to every session that asked for its kind."""
        if not self.version.knows_event(kind):
            return
        intent = INTENTS[kind]
        self.on_event(kind, intent, Broadcast(event(kind, data, intent)))

    def ref(self, role: str, source: Source | Transition | None) -> Json:
        """A source's name and, from obs-websocket 5.4, its uuid, as fields of `role`."""
        fields: Json = {f"{role}Name": source.name if source else None}
        if self.version.uuids:
            fields[f"{role}Uuid"] = source.uuid if source else None
        return fields

    # --- time -------------------------------------------------------------------------------

    def later(self, delay_s: float, act: Callable[[], None]) -> asyncio.TimerHandle:
        """Run `act` after a while; held back while frozen, dropped by `stop`."""

        def run() -> None:
            self._timers.discard(handle)
            if self.faults.freeze:
                self._held_back.append(act)
            else:
                act()

        handle = asyncio.get_running_loop().call_later(delay_s, run)
        self._timers.add(handle)
        return handle

    def thaw(self) -> None:
        """Do what came due while frozen."""
        due, self._held_back = self._held_back, []
        for act in due:
            act()

    def stop(self) -> None:
        """Drop every timer; the booth keeps its state."""
        for handle in self._timers:
            handle.cancel()
        self._timers.clear()
        self._held_back.clear()
