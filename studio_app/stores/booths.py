"""What is true of the booths of this server: links, scenes, sound, outputs, tally, health."""

from studio_app.domain.booth import Booth, Link, Setup, Switcher
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Changes
from studio_app.stores.store import RecordStore


class BoothStore(RecordStore):
    """The records of all booths. The links write what OBS says, services the rest."""

    def booths(self) -> tuple[BoothId, ...]:
        """The booths of `studio.toml`, in order of arrival."""
        return tuple(BoothId(key[1]) for key in self.keys("booth"))

    def called(self, booth: BoothId) -> str:
        """What people call the booth: its name, or its id while it has none."""
        entry = self.get(Booth, "booth", booth)
        return entry.name if entry is not None and entry.name else booth

    def link(self, booth: BoothId) -> Link | None:
        """The state of the connection to the booth's OBS."""
        return self.get(Link, "link", booth)

    def switcher(self, booth: BoothId) -> Switcher | None:
        """Program, preview and transitions; None before OBS was first read."""
        return self.get(Switcher, "switcher", booth)

    def changing(self, booth: BoothId) -> bool:
        """Whether the booth's OBS is loading another scene collection just now."""
        setup = self.get(Setup, "setup", booth)
        return setup is not None and setup.changing

    def forget(self, booth: BoothId) -> Changes:
        """Remove everything of a booth except its `booth` record, which `studio.toml` rules."""
        return self.apply({key: None for key in self.of_booth(booth) if key[0] != "booth"})
