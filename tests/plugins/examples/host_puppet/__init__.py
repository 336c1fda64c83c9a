"""Puppet: speaks one thing after the other, each as long as its words take."""

import asyncio

from studio_app import api


class Puppet(api.HostEngine):
    async def start(self) -> None:
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        self._mouth: asyncio.Task[None] | None = None

    async def run(self) -> None:
        self.context.connected()
        while True:
            text = await self._waiting.get()
            self._mouth = asyncio.create_task(self._speak(text))
            await asyncio.wait([self._mouth])

    async def picture(self) -> api.EnginePicture:
        return api.EnginePicture(has_sound=False)

    async def say(self, text: str, *, now: bool) -> None:
        if not text.strip():
            raise api.Refused("There are no words to say")
        if now:
            await self.interrupt()
        self._waiting.put_nowait(text)

    async def interrupt(self) -> None:
        while not self._waiting.empty():
            self._waiting.get_nowait()
        if self._mouth is not None:
            self._mouth.cancel()

    async def _speak(self, text: str) -> None:
        self.context.speaking(True, text)
        try:
            word_s = int(self.context.settings["word_ms"]) / 1000
            await asyncio.sleep(word_s * len(text.split()))
        finally:
            self.context.speaking(False)


PLUGIN = Puppet
