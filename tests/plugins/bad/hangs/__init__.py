"""Waits for what never comes, and does not let itself be ended."""

import asyncio

from studio_app import api


class Hangs(api.ChatSource):
    async def run(self) -> None:
        self.context.connected()
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.context.log.info("no")


PLUGIN = Hangs
