"""Stops its loop for a minute."""

import time

from studio_app import api


class Sleeps(api.ChatSource):
    async def run(self) -> None:
        await self.context.emit(api.ChatEvent(text="before"))
        time.sleep(60)  # noqa: ASYNC251 (that is the point)


PLUGIN = Sleeps
