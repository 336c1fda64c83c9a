"""Takes more memory all the time."""

import asyncio

from studio_app import api


class Leaks(api.ChatSource):
    async def run(self) -> None:
        self.context.connected()
        kept = []
        while True:
            kept.append(bytearray(b"x" * (5 << 20)))
            await asyncio.sleep(0.05)


PLUGIN = Leaks
