"""What is thought of a message when it comes: to be hidden, and why; a question that waits."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from studio_app.domain.chat import ChatKind, Hidden
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import ChatSettings
from studio_app.domain.text.moderation import BannedWords, has_link
from studio_app.domain.text.phones import find_phones
from studio_app.domain.text.questions import is_question
from studio_app.services.chat_heard import Heard, Judged

FLOOD_WITHIN = timedelta(seconds=10)
REPEAT_WITHIN = timedelta(minutes=2)
REMEMBERED = 16
"""Texts of one account."""
ACCOUNTS_KEPT = 20_000

_Account = tuple[BoothId, str, str]


class _Lately:
    """What one account wrote lately."""

    __slots__ = ("texts", "times")

    def __init__(self) -> None:
        self.times: list[datetime] = []
        self.texts: dict[str, tuple[int, datetime]] = {}


class ChatJudge:
    """Follows the settings of the moment. On the loop's thread."""

    def __init__(self, settings: Callable[[], ChatSettings]) -> None:
        self._settings = settings
        self._seen: ChatSettings | None = None
        self._banned = BannedWords(())
        self._accounts: OrderedDict[_Account, _Lately] = OrderedDict()

    def judge(self, heard: Heard) -> Judged:
        """Each message once, in their order."""
        if heard.kind is not ChatKind.MESSAGE:
            return Judged()
        hidden = self._hidden(heard)
        return Judged(hidden, not hidden and is_question(heard.text, heard.folded))

    def forget(self, heard: Iterable[Heard]) -> None:
        """These could not be written and will come again: they do not count."""
        for one in heard:
            self._accounts.pop((one.booth, one.service, one.account), None)

    def _hidden(self, heard: Heard) -> Hidden:
        settings = self._settings()
        if settings is not self._seen:
            self._seen = settings
            self._banned = BannedWords(settings.banned_words)
        lately = self._lately(heard, settings)
        if self._banned.found(heard.text, heard.folded):
            return Hidden.WORD
        if settings.hide_links and has_link(heard.text):
            return Hidden.LINK
        if settings.hide_phones and next(find_phones(heard.text), None) is not None:
            return Hidden.PHONE
        return lately

    def _lately(self, heard: Heard, settings: ChatSettings) -> Hidden:
        """Whether an account floods or repeats itself; noted whatever else is wrong with it."""
        if not heard.account:
            return Hidden.NO
        key = (heard.booth, heard.service, heard.account)
        known = self._accounts.get(key)
        if known is None:
            known = self._accounts[key] = _Lately()
            if len(self._accounts) > ACCOUNTS_KEPT:
                self._accounts.popitem(last=False)
        else:
            self._accounts.move_to_end(key)
        times = known.times = [at for at in known.times if heard.at - at < FLOOD_WITHIN]
        times.append(heard.at)
        del times[:-1000]
        if settings.flood_per_10s and len(times) > settings.flood_per_10s:
            return Hidden.FLOOD
        if not heard.folded:
            return Hidden.NO
        count, last = known.texts.pop(heard.folded, (0, heard.at))
        count = count + 1 if heard.at - last < REPEAT_WITHIN else 1
        known.texts[heard.folded] = (count, heard.at)
        if len(known.texts) > REMEMBERED:
            del known.texts[next(iter(known.texts))]
        if settings.repeats and count > settings.repeats:
            return Hidden.REPEAT
        return Hidden.NO
