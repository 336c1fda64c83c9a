"""Social Stream Ninja's relay: rooms with numbered channels, JSON in and out.

https://github.com/steveseguin/social_stream/blob/main/api.md
"""

from aiohttp import web

from tests.fakes.chat_services.service import SocketService


class SocialStream(SocketService):
    """Pushes on channel 4 what its extension would, notes what is said on channel 1."""

    def routes(self) -> list[web.RouteDef]:
        """As documented: /join/SESSION/IN/OUT."""
        return [web.get("/join/{session}/4/1", self.socket)]
