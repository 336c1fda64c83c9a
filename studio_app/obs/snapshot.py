"""A booth read whole: one batch for the lists, one for what is in them, as typed records."""

import asyncio
from collections.abc import Sequence

from studio_app.domain.errors import fail
from studio_app.obs.facts import BoothFacts
from studio_app.obs.known import Known
from studio_app.obs.protocol import USED_REQUESTS, Answer, Ask, Code
from studio_app.obs.raw import Raw, text, texts
from studio_app.obs.socket import ObsSocket
from studio_app.obs.topics import Topic, asks_of, details, switcher_of, whole_booth

TopicAnswers = tuple[Topic, Sequence[Answer]]

PATIENCE_S = 30.0


class Version:
    """What the OBS behind a session is and can."""

    def __init__(self, data: Raw) -> None:
        self.obs = text(data, "obsVersion") or ""
        self.platform = text(data, "platformDescription") or text(data, "platform") or ""
        self.requests = frozenset(texts(data, "availableRequests"))
        self.lacks = tuple(sorted(set(USED_REQUESTS) - self.requests)) if self.requests else ()


class NotReady(Exception):
    """OBS is starting or loading and answers nothing."""


async def read_whole(socket: ObsSocket, facts: BoothFacts) -> tuple[Known, Version]:
    """Everything that OBS can tell, in two batches: the lists, then what is in them. Raises
    `NotReady`, `link_not_obs` for answers without sense, and what `ObsSocket.batch` does."""
    loop = asyncio.get_running_loop()
    known = facts.blank()
    topics = whole_booth()
    outputs = facts.output_asks(all_=True)
    asks = [asks_of(topic, known) for topic in topics]
    started_s = loop.time()
    first: list[Ask] = [("GetVersion", None), ("GetStats", None)]
    answers = await batch(socket, [*first, *(ask for _, ask in outputs), *flat(asks)])
    took_s = loop.time() - started_s
    version = Version(answers[0].data)
    stats, status, rest = answers[1], answers[2 : 2 + len(outputs)], answers[2 + len(outputs) :]
    states = [(kind, answer) for (kind, _), answer in zip(outputs, status, strict=True)]
    known.apply(facts.read_outputs(states, first=True))
    known.apply(facts.read_stats(stats.data, took_s))
    facts.build(known, dealt(topics, asks, rest))
    switcher = switcher_of(known)
    if not switcher.program or not switcher.scenes:
        # Every OBS has them; half an answer must not be shown.
        raise fail("link_not_obs", address=socket.address, detail="it tells of no scenes")
    topics = details(known)
    asks = [asks_of(topic, known) for topic in topics]
    facts.build(known, dealt(topics, asks, await batch(socket, flat(asks))))
    return known, version


async def batch(socket: ObsSocket, asks: Sequence[Ask]) -> list[Answer]:
    """Answers to readings. Raises `NotReady` when OBS is loading; refusals are answers."""
    if not asks:
        return []
    answers = await socket.batch(asks, timeout_s=PATIENCE_S)
    if any(answer.code == Code.NOT_READY for answer in answers):
        raise NotReady
    return answers


def flat(asks: Sequence[Sequence[Ask]]) -> list[Ask]:
    """The requests of several topics as one batch."""
    return [ask for of_topic in asks for ask in of_topic]


def dealt(
    topics: Sequence[Topic], asks: Sequence[Sequence[Ask]], answers: Sequence[Answer]
) -> list[TopicAnswers]:
    """Each topic with its own answers."""
    dealt: list[TopicAnswers] = []
    at = 0
    for topic, of_topic in zip(topics, asks, strict=True):
        dealt.append((topic, answers[at : at + len(of_topic)]))
        at += len(of_topic)
    return dealt
