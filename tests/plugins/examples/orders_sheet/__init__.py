"""Order sheet: the orders of a file, one JSON object a line."""

import asyncio
from pathlib import Path

import msgspec

from studio_app import api


class Sheet(api.OrderSource):
    async def run(self) -> None:
        file = Path(str(self.context.settings["file"]))
        try:
            sheet = await asyncio.to_thread(file.read_text, encoding="utf-8")
        except FileNotFoundError:
            raise api.Refused(f"There is no file {file}: check its path") from None
        self.context.connected()
        for number, line in enumerate(sheet.splitlines(), 1):
            if number > int(self.context.resume or 0):
                await self.context.emit(msgspec.json.decode(line, type=api.OrderEvent))
                self.context.remember(str(number))
        await asyncio.Event().wait()


PLUGIN = Sheet
