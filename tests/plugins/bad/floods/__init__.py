"""Tells and logs as fast as it can."""

from itertools import count

from studio_app import api


class Floods(api.ChatSource):
    async def run(self) -> None:
        for number in count(1):
            await self.context.emit(api.ChatEvent(id=str(number), author="Flood", text="x" * 200))
            self.context.viewers(number)
            self.context.log.info("told %s", number)


PLUGIN = Floods
