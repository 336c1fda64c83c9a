"""What is true of the server itself: its facts and warnings, and the jobs that run."""

import msgspec

from studio_app.domain.problems import Problem
from studio_app.domain.records import Job, ServerFacts
from studio_app.stores.store import RecordStore

SERVER = ("server",)


class HouseStore(RecordStore):
    """Records `server` and `job`. Warnings come from several places, each replacing its own."""

    def __init__(self, facts: ServerFacts) -> None:
        super().__init__()
        self._warnings: dict[str, tuple[Problem, ...]] = {}
        self.apply({SERVER: facts})

    @property
    def server(self) -> ServerFacts:
        """The server's facts as of now."""
        facts = self.get(ServerFacts, *SERVER)
        assert facts is not None  # applied by __init__, never removed
        return facts

    def rename(self, name: str) -> None:
        """The server's name as people read it."""
        self.apply({SERVER: msgspec.structs.replace(self.server, name=name)})

    def warn(self, source: str, *problems: Problem) -> None:
        """Replace what this source warns of; none takes its warnings back."""
        if problems:
            self._warnings[source] = problems
        else:
            self._warnings.pop(source, None)
        every = tuple(warning for group in self._warnings.values() for warning in group)
        self.apply({SERVER: msgspec.structs.replace(self.server, warnings=every)})

    def job(self, job_id: str) -> Job | None:
        """A job that runs or has just ended."""
        return self.get(Job, "job", job_id)
