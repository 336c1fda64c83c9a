"""Films and music of a simulated booth: where each player stands, with OBS's media events."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio_app.rehearsal.model import Input
from studio_app.rehearsal.protocol import Json, RequestFailed, Status

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

STATE = "OBS_MEDIA_STATE_"
ACTION = "OBS_WEBSOCKET_MEDIA_INPUT_ACTION_"
ACTIONS = frozenset({"PLAY", "PAUSE", "STOP", "RESTART", "NEXT", "PREVIOUS"})
DEFAULT_LENGTH_MS = 20_000


@dataclass(eq=False)
class Player:
    """One film: `at_ms` is the cursor when it last stopped moving, `since` when it began to."""

    state: str = "NONE"
    at_ms: float = 0.0
    since: float = 0.0
    ending: asyncio.TimerHandle | None = None


class MediaPlayers:
    """A player for each media input that has a file or address; an empty one stays at NONE."""

    def __init__(self, booth: "Booth") -> None:
        self._booth = booth
        self._players: dict[Input, Player] = {}
        self.length_ms = DEFAULT_LENGTH_MS

    def status(self, source: Input) -> Json:
        """Fields of GetMediaInputStatus; cursor and duration in ms, null unless it plays."""
        player = self._player(source)
        moving = player.state in {"PLAYING", "PAUSED"}
        return {
            "mediaState": STATE + player.state,
            "mediaDuration": self.length_ms if moving else None,
            "mediaCursor": int(self._cursor_ms(player)) if moving else None,
        }

    def act(self, source: Input, action: str) -> None:
        """Carry out one of OBS's media actions. Raises RequestFailed for an unknown one."""
        name = action.removeprefix(ACTION)
        if not action.startswith(ACTION) or name not in ACTIONS:
            raise RequestFailed(
                Status.INVALID_FIELD, "You have specified an invalid media input action."
            )
        if self._loaded(source) and name not in {"NEXT", "PREVIOUS"}:
            self._move(source, name)
            self._tell_action(source, action)

    def _move(self, source: Input, name: str) -> None:
        player = self._player(source)
        if name == "PAUSE":
            self._hold(player, "PAUSED")
        elif name in {"PLAY", "RESTART"}:
            goes_on = name == "PLAY" and player.state == "PAUSED"
            self._play(source, player, player.at_ms if goes_on else 0.0)
            self._booth.emit("MediaInputPlaybackStarted", self._booth.ref("input", source))
        elif name == "STOP":
            self._booth.later(0.1, lambda: self._ended(source, player))

    def _tell_action(self, source: Input, action: str) -> None:
        self._booth.emit(
            "MediaInputActionTriggered",
            {**self._booth.ref("input", source), "mediaAction": action},
        )

    def seek(self, source: Input, to_ms: float, *, relative: bool = False) -> None:
        """Move the cursor. Raises RequestFailed unless it plays or is paused."""
        player = self._player(source)
        if player.state not in {"PLAYING", "PAUSED"}:
            raise RequestFailed(
                Status.INVALID_STATE,
                "The media input must be playing or paused in order to set the cursor position.",
            )
        wanted = to_ms + (self._cursor_ms(player) if relative else 0.0)
        wanted = min(max(wanted, 0.0), self.length_ms)
        if player.state == "PLAYING":
            self._play(source, player, wanted)
        else:
            player.at_ms = wanted

    def activated(self, source: Input, *, active: bool) -> None:
        """An input came on air or left it: OBS plays a film only while it is on air.

        It says RESTART even for one with nothing to play.
        """
        if not source.settings.get("restart_on_activate", True):
            return
        player = self._player(source)
        if active:
            if self._loaded(source):
                self._move(source, "RESTART")
            self._tell_action(source, ACTION + "RESTART")
        elif player.state in {"PLAYING", "PAUSED"}:
            self._hold(player, "STOPPED")
            player.ending = self._booth.later(0.1, lambda: self._ended(source, player))

    def forget(self, source: Input) -> None:
        """The input was removed."""
        player = self._players.pop(source, None)
        if player and player.ending:
            player.ending.cancel()

    def _player(self, source: Input) -> Player:
        player = self._players.get(source)
        if player is None:
            player = self._players[source] = Player()
        return player

    def _loaded(self, source: Input) -> bool:
        if not source.kind.media:
            return False
        field = "local_file" if source.settings.get("is_local_file", True) else "input"
        return bool(source.settings.get(field))

    def _cursor_ms(self, player: Player) -> float:
        if player.state != "PLAYING":
            return player.at_ms
        return (player.at_ms + (time.monotonic() - player.since) * 1000) % self.length_ms

    def _play(self, source: Input, player: Player, from_ms: float) -> None:
        self._hold(player, "PLAYING")
        player.at_ms, player.since = from_ms, time.monotonic()
        if not source.settings.get("looping", False):
            player.ending = self._booth.later(
                (self.length_ms - from_ms) / 1000, lambda: self._ended(source, player)
            )

    def _hold(self, player: Player, state: str) -> None:
        player.at_ms = self._cursor_ms(player)
        player.state = state
        if player.ending:
            player.ending.cancel()
            player.ending = None

    def _ended(self, source: Input, player: Player) -> None:
        self._hold(player, "ENDED")
        self._booth.emit("MediaInputPlaybackEnded", self._booth.ref("input", source))
