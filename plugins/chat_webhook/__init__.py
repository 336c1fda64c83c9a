"""A generic webhook: whatever can send HTTP tells what viewers write, signed by a shared secret."""

import asyncio

from studio_app import api


class Source(api.ChatSource):
    async def start(self) -> None:
        if len(self.context.secrets["secret"]) < 16:
            raise api.Refused("The shared secret can be guessed: take at least 16 characters")

    async def run(self) -> None:
        self.context.connected()  # it waits to be called
        await asyncio.Event().wait()

    async def hook(self, call: api.HookCall) -> api.HookAnswer:
        said = api.signed_json(call, self.context.secrets["secret"])
        if isinstance(said, api.HookAnswer):
            return said
        # A call that is repeated has the same id, and then so have its events: told once.
        once = call.headers.get("x-boothdeck-id", "")
        parts = enumerate(list(said.each()) or [said], 1)
        try:
            named = [(f"{once}/{number}" if once else "", part) for number, part in parts]
            events = api.own_events(self.context, named)
        except ValueError as error:
            return api.answered(400, str(error))
        if events:
            await self.context.emit(*events)
        return api.answered(200, f"{len(events)} taken")


PLUGIN = Source
