"""Ends its process."""

import os

from studio_app import api


class Exits(api.ChatSource):
    async def run(self) -> None:
        os._exit(7)


PLUGIN = Exits
