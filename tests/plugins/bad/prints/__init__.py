"""Prints what nobody asked for, to both outputs, and reads where it should not."""

import asyncio
import os
import sys

from studio_app import api


class Prints(api.ChatSource):
    async def run(self) -> None:
        print("\x00\xff{garbage}", sys.stdin.read())  # noqa: T201
        os.write(1, b"\x00\x00\x00\x05nope!" * 10_000)
        os.write(2, b"half a line without an end")
        await self.context.emit(api.ChatEvent(text="after all that"))
        await asyncio.Event().wait()


PLUGIN = Prints
