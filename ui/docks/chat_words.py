"""The chat in the window's language: services, states of channels, what a row is and its tag."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from studio_app.domain.plugin import InstanceStatus
from ui.docks.chat_filter import Show
from ui.docks.chat_model import Channel, Source, Wellness, wellness
from ui.figures import clock, thousands
from ui.words import problem_text, word

translate = QCoreApplication.translate

_SERVICES = {
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "facebook": "Facebook",
    "twitch": "Twitch",
    "shopee": "Shopee",
    "restream": "Restream",
    "zalo": "Zalo",
    "instagram": "Instagram",
    "lazada": "Lazada",
}


class TagTone(StrEnum):
    """What a tag means; the view knows its ink."""

    ORDER = "order"
    PINNED = "pinned"
    WAITS = "waits"
    ANSWERED = "answered"
    HIDDEN = "hidden"
    PRIVATE = "private"


class Tag(NamedTuple):
    """What stands at the right of a row."""

    tone: TagTone
    icon: str
    text: str


def service_name(service: str) -> str:
    """A platform as people write it."""
    return _SERVICES.get(service, service[:1].upper() + service[1:])


def tag_of(row: ChatRow) -> Tag | None:
    """The one tag of a row: what a person must know first."""
    if row.hidden is not Hidden.NO:
        text = translate("Chat", "Hidden · {why}").format(why=hidden_word(row.hidden))
        return Tag(TagTone.HIDDEN, "eye-off", text)
    if row.order:
        text = translate("Chat", "Order #{number}").format(number=row.order)
        return Tag(TagTone.ORDER, "arrow-right", text)
    if row.pinned:
        return Tag(TagTone.PINNED, "pin", translate("Chat", "Pinned"))
    if row.answered_by:
        return Tag(TagTone.ANSWERED, "check", translate("Chat", "Answered"))
    if row.question:
        return Tag(TagTone.WAITS, "question", translate("Chat", "Question"))
    if row.private:
        return Tag(TagTone.PRIVATE, "lock", translate("Chat", "Private"))
    return None


def hidden_word(hidden: Hidden) -> str:
    """Why a message is hidden, in a word."""
    return _HIDDEN[hidden]() if hidden in _HIDDEN else ""


def row_text(row: ChatRow) -> str:
    """What a row says after the name: the message, or what its viewer did."""
    if row.hidden is Hidden.ERASED:
        return translate("Chat", "erased at their request")
    match row.kind:
        case ChatKind.GIFT:
            gift = row.text or translate("Chat", "a gift")
            return translate("Chat", "gave {gift} × {count}").format(
                gift=gift, count=thousands(row.count)
            )
        case ChatKind.FOLLOW:
            return translate("Chat", "follows now")
        case ChatKind.SHARE:
            return translate("Chat", "shared the stream")
        case ChatKind.JOIN:
            return translate("Chat", "came in")
        case ChatKind.LIKE:
            return translate("Chat", "liked × {count}").format(count=thousands(row.count))
        case _:
            return " ".join(row.text.split())


def author_of(row: ChatRow) -> str:
    """Whose row it is; some platforms do not tell."""
    return row.author or row.account or translate("Chat", "a viewer")


def under_line(row: ChatRow, booth: str = "") -> str:
    """The second line: platform, time, and who of the staff did something."""
    parts = [booth, service_name(row.service), clock(row.at)]
    if row.kind is ChatKind.REPLY:
        parts.insert(2, translate("Chat", "our reply"))
    if row.hidden is not Hidden.NO and row.hidden_by:
        parts.append(translate("Chat", "hidden by {who}").format(who=row.hidden_by))
    elif row.answered_by:
        parts.append(translate("Chat", "answered by {who}").format(who=row.answered_by))
    if row.order and row.pinned and row.hidden is Hidden.NO:
        parts.append(translate("Chat", "Pinned"))
    return " · ".join(part for part in parts if part)


def spoken(row: ChatRow, booth: str = "") -> str:
    """A whole row in one sentence, for screen readers and tooltips."""
    tag = tag_of(row)
    parts = (author_of(row), row_text(row), under_line(row, booth), tag.text if tag else "")
    return " · ".join(part for part in parts if part)


def show_text(show: Show) -> str:
    """A choice of kinds."""
    return _SHOWS[show]()


def status_icon(status: InstanceStatus) -> str:
    """The shape that goes with a channel's state."""
    return {
        Wellness.GOOD: "dot",
        Wellness.DOUBTFUL: "warning",
        Wellness.BROKEN: "cross",
        Wellness.RESTING: "ring",
    }[wellness(status)]


def channel_text(channel: Channel) -> str:
    """What a badge says: the platform, then how many watch, or what is wrong, in a word."""
    name = service_name(channel.service) or channel.worst.facts.name
    status = channel.worst.facts.status
    if wellness(status) is not Wellness.GOOD:
        state = _STATES[status]()
        if len(channel.sources) > 1:
            state = f"{channel.good}/{len(channel.sources)} {state}"
        return f"{name} · {state}"
    viewers = channel.viewers
    return name if viewers is None else f"{name} {thousands(viewers)}"


def channel_tip(channel: Channel, booth_title: Callable[[Source], str]) -> str:
    """Each channel of a badge in a line: whose, how, since when, and what to do."""
    return "\n".join(_source_line(each, booth_title(each)) for each in channel.sources)


def _source_line(source: Source, booth: str) -> str:
    facts = source.facts
    parts = [booth, service_name(facts.service) or facts.name, source.id, word(facts.status)]
    if facts.since is not None:
        parts.append(translate("Chat", "since {time}").format(time=clock(facts.since)))
    if facts.next_try is not None:
        parts.append(translate("Chat", "next try {time}").format(time=clock(facts.next_try)))
    if facts.last is not None:
        parts.append(translate("Chat", "last heard {time}").format(time=clock(facts.last)))
    line = " · ".join(part for part in parts if part)
    return f"{line}\n    {problem_text(facts.problem)}" if facts.problem is not None else line


_STATES: Mapping[InstanceStatus, Callable[[], str]] = {
    InstanceStatus.OFF: lambda: translate("Chat", "off"),
    InstanceStatus.CONNECTING: lambda: translate("Chat", "connecting"),
    InstanceStatus.CONNECTED: lambda: translate("Chat", "connected"),
    InstanceStatus.STALE: lambda: translate("Chat", "silent"),
    InstanceStatus.WAITING: lambda: translate("Chat", "cut off, tries again"),
    InstanceStatus.OFFLINE: lambda: translate("Chat", "not live"),
    InstanceStatus.FAILED: lambda: translate("Chat", "failed"),
}
"""Short enough for a badge."""
_HIDDEN: Mapping[Hidden, Callable[[], str]] = {
    Hidden.WORD: lambda: translate("Chat", "word"),
    Hidden.LINK: lambda: translate("Chat", "link"),
    Hidden.FLOOD: lambda: translate("Chat", "flood"),
    Hidden.REPEAT: lambda: translate("Chat", "repeat"),
    Hidden.PHONE: lambda: translate("Chat", "phone"),
    Hidden.PERSON: lambda: translate("Chat", "by hand"),
    Hidden.ERASED: lambda: translate("Chat", "erased"),
}
_SHOWS: Mapping[Show, Callable[[], str]] = {
    Show.ALL: lambda: translate("Chat", "Everything"),
    Show.MESSAGES: lambda: translate("Chat", "Messages"),
    Show.QUESTIONS: lambda: translate("Chat", "Questions"),
    Show.GIFTS: lambda: translate("Chat", "Gifts"),
    Show.EVENTS: lambda: translate("Chat", "Events"),
    Show.REPLIES: lambda: translate("Chat", "Our replies"),
    Show.HIDDEN: lambda: translate("Chat", "Hidden"),
}
