"""When a quiet OBS counts as stale and when as lost: one pure judgement."""

from enum import StrEnum

STALE_AFTER_S = 2.5
LOST_AFTER_S = 6.0
DEAF_STALE_AFTER_S = 5.0
DEAF_LOST_AFTER_S = 15.0
"""An OBS that still sends events but answers nothing gets longer: it may be busy."""


class Hearing(StrEnum):
    """How well OBS is heard."""

    FINE = "fine"
    STALE = "stale"
    LOST = "lost"


def judge_silence(now_s: float, heard_s: float, asked_s: float | None) -> Hearing:
    """`heard_s`: when anything last came; `asked_s`: since when a question waits for its answer,
    None when none does (then silence means nothing)."""
    if asked_s is None:
        return Hearing.FINE
    silent_s, unanswered_s = now_s - max(heard_s, asked_s - 1.0), now_s - asked_s
    if silent_s >= LOST_AFTER_S or unanswered_s >= DEAF_LOST_AFTER_S:
        return Hearing.LOST
    if silent_s >= STALE_AFTER_S or unanswered_s >= DEAF_STALE_AFTER_S:
        return Hearing.STALE
    return Hearing.FINE
