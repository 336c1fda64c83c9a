"""What a plugin raises to say why it cannot go on; anything else counts as a fault of its own."""


class Refused(Exception):
    """Settings are wrong or the service says no: trying again will not help before a person has
    done something. The text says what is wrong and what to do, in one sentence."""


class TryLater(Exception):
    """The service asks for patience. `after_s`: how long, where it said so."""

    def __init__(self, why: str, after_s: float | None = None) -> None:
        super().__init__(why)
        self.after_s = after_s


class NotLive(Exception):
    """The account is not live now; no fault. It is asked again from time to time."""
