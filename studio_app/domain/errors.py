"""The one exception that crosses module borders: a problem that somebody can act on."""

from studio_app.domain.problems import Problem, problem


class StudioError(Exception):
    """Carries a `Problem`. Libraries' exceptions are wrapped into it at the edge."""

    def __init__(self, what: Problem) -> None:
        super().__init__(what.text)
        self.problem = what


def fail(code: str, /, **args: object) -> StudioError:
    """`raise fail("no_such_booth", booth="07", booths="01, 02")`."""
    return StudioError(problem(code, **args))
