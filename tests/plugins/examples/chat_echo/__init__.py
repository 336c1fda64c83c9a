"""Echo: greets, then tells what it is asked to write or called with."""

import asyncio

from studio_app import api


class Echo(api.ChatSource):
    async def run(self) -> None:
        self.context.connected()
        self.context.live(True)
        done = int(self.context.resume or 0)
        for number in range(done + 1, int(self.context.settings["count"]) + 1):
            text = f"{self.context.settings['greeting']} {number}"
            await self.context.emit(api.ChatEvent(id=f"{number}", author="Echo", text=text))
            self.context.remember(str(number))
        await asyncio.Event().wait()

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        if text == "secret":
            raise api.Refused(f"the token {self.context.secrets['token']} is no good")
        await self.context.emit(api.ChatEvent(author="Shop", text=text, account=account))

    async def hide(self, message: str, *, hidden: bool) -> None:
        self.context.log.info("%s is hidden: %s", message, hidden)

    async def hook(self, call: api.HookCall) -> api.HookAnswer:
        text = call.body.decode()
        await self.context.emit(api.ChatEvent(id=f"hook {text}", author="Hook", text=text))
        return api.HookAnswer(body=b'{"ok": true}')


PLUGIN = Echo
