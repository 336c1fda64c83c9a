"""Replay of a recorded chat from a JSONL file, at its own pace or another, once or for ever."""

import asyncio
import time
from pathlib import Path

from studio_app import api


class Source(api.ChatSource):
    async def start(self) -> None:
        try:
            text = await asyncio.to_thread(_read, str(self.context.settings["file"]))
        except (OSError, UnicodeError) as error:
            raise api.Refused(f"The file cannot be read: {error}") from None
        lines = [line for line in text.splitlines() if line.strip()]
        read = [api.Json.read(line) for line in lines]
        self._lines = [said for said in read if said is not None and api.is_own(said)]
        if wrong := len(lines) - len(self._lines):
            self.context.log.warning("%d lines are no events and are left out", wrong)
        if not self._lines:
            raise api.Refused("The file has no line with an event")

    async def run(self) -> None:
        self.context.connected()
        run, _, played = self.context.resume.partition(" ")  # where a crash has cut it off
        place, clock = int(played or 0), asyncio.get_running_loop().time
        if run in ("", "done"):
            run = f"{time.time():.0f}"  # other ids than those of the last replay: told again
        per_ms, begun = 0.1 / int(self.context.settings["speed_pct"]), None
        while self.context.settings["loop"] or place < len(self._lines):
            said = self._lines[place % len(self._lines)]
            due_s = said.number("ms") * per_ms
            if begun is None or place % len(self._lines) == 0:
                begun = clock() - (due_s if begun is None and place else 0.0)
            await asyncio.sleep(max(0.0, begun + due_s - clock()))
            await self.context.emit(*api.own_events(self.context, [(f"{run}-{place}", said)]))
            place += 1
            self.context.remember(f"{run} {place}")
        self.context.remember("done")
        self.context.live(False)
        await asyncio.Event().wait()


def _read(path: str) -> str:
    return Path(path).expanduser().read_text(encoding="utf-8")


PLUGIN = Source
