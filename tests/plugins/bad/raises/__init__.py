"""Raises whatever it is asked to do."""

from studio_app import api


class Raises(api.ChatSource):
    async def run(self) -> None:
        await self.context.emit(api.ChatEvent(text="before"))
        raise KeyError("no such thing")


PLUGIN = Raises
