"""Pretended camera: writes into its log what a real one would do."""

import asyncio

from studio_app import api

PRESETS = (api.Preset(id="1", name="Bàn"), api.Preset(id="2", name="Người dẫn"))
HAND_GONE_S = 5.0


class Pretended(api.CameraControl):
    async def start(self) -> None:
        self._stopping: asyncio.TimerHandle | None = None

    async def presets(self) -> tuple[api.Preset, ...]:
        return PRESETS

    async def recall(self, preset: str) -> None:
        if preset not in [each.id for each in PRESETS]:
            raise api.Refused(f"The camera has no view {preset}")
        self.context.log.info("view %s", preset)

    async def move(self, pan: float, tilt: float, zoom: float) -> None:
        if self._stopping is not None:
            self._stopping.cancel()
            self._stopping = None
        moves = any((pan, tilt, zoom))
        self.context.log.info("moves" if moves else "stands")
        if moves:
            loop = asyncio.get_running_loop()
            self._stopping = loop.call_later(HAND_GONE_S, self.context.log.info, "stands")


PLUGIN = Pretended
