"""A chat to look at: channels in every state and rows of an evening, for tests and pictures."""

from collections.abc import Sequence
from datetime import timedelta

from studio_app.domain.chat import (
    Buyer,
    BuyerAccount,
    BuyerHistory,
    ChatKind,
    ChatRow,
    ChatSourceFacts,
    FoundRow,
    Hidden,
    PinnedChat,
    Question,
)
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.problems import Problem
from tests.ui.fake_client import START, FakeStudio
from ui.bridge.client import BoothKey

EVENING: Sequence[tuple[str, str, str, dict[str, object]]] = (
    ("Duy Linh", "youtube", "mới vào, chào cả nhà", {}),
    ("Vân Khánh", "tiktok", "ship về Cần Thơ bao nhiêu ạ", {"question": True}),
    ("Quỳnh Anh", "tiktok", "lay ma 12 sz s mau do nha", {}),
    ("Bé Mập", "tiktok", "đẹp quá chị ơi ❤", {}),
    ("Hoa Hồng", "tiktok", "Hoa hồng", {"kind": ChatKind.GIFT, "count": 5}),
    ("Hồng Trang", "facebook", "áo A12 còn size L màu xanh không shop", {"pinned": True}),
    ("deal.sốc.mỗi.ngày", "tiktok", "vào bit.ly/qua-tang nhận quà 0đ", {"hidden": Hidden.LINK}),
    (
        "Mỹ Duyên",
        "facebook",
        "còn màu nâu không ạ",
        {"question": True, "answered_by": "Thu Hà"},
    ),
    ("Thu Hà", "facebook", "Dạ còn nâu size M, L ạ", {"kind": ChatKind.REPLY, "source": ""}),
    ("Khánh An", "youtube", "chất vải có nhăn không chị", {"question": True}),
    ("Thu Nga", "tiktok", "chốt 2 A12 size M 0912 345 678", {}),
)


def row(booth: BoothId, at: int, text: str = "", **fields: object) -> ChatRow:
    """A message, `at` seconds after the start."""
    facts: dict[str, object] = {
        "at": START + timedelta(seconds=at),
        "booth": booth,
        "source": "tiktok-7",
        "service": "tiktok",
        "author": f"Khách {at}",
        "account": f"a{at}",
        "buyer": abs(at) + 1,
        "text": text or f"tin nhắn {at}",
        **fields,
    }
    return ChatRow(**facts)  # type: ignore[arg-type]


def rows(booth: BoothId, first: int, last: int, text: str = "") -> list[tuple[int, ChatRow]]:
    """Rows with these cursors, both included."""
    return [(at, row(booth, at, text)) for at in range(first, last + 1)]


def mark(booth: BoothId, of: int, **fields: object) -> ChatRow:
    """What is now so of row `of`."""
    return row(booth, 0, kind=ChatKind.MARK, of=of, author="", text="-", **fields)


def evening(booth: BoothId, cursor: int = 100) -> list[tuple[int, ChatRow]]:
    """The rows of the drawing."""
    found = []
    for at, (author, service, text, fields) in enumerate(EVENING):
        more = {"source": f"{service}-7", **fields}
        more.update(author=author, account=author, service=service)
        found.append((cursor + at, row(booth, at * 7 - 80, text, **more)))
    return found


def source(
    studio: FakeStudio,
    booth: BoothKey,
    service: str,
    status: InstanceStatus = InstanceStatus.CONNECTED,
    **fields: object,
) -> str:
    """A channel of the booth; its id."""
    facts: dict[str, object] = {
        "booth": booth[1],
        "plugin": f"chat_{service}",
        "name": service.capitalize(),
        "service": service,
        "status": status,
        "since": START - timedelta(minutes=40),
        "last": START,
        **fields,
    }
    name = f"{service}-{booth[1].rpartition('-')[2]}"
    studio.put(booth[0], ("chat_source", name), ChatSourceFacts(**facts))  # type: ignore[arg-type]
    return name


def sources(studio: FakeStudio, booth: BoothKey) -> None:
    """Three channels: one that can be written to, one that is silent, one that is not let in."""
    can = {"can_reply": True, "can_reply_private": True, "can_hide": True}
    source(studio, booth, "facebook", InstanceStatus.STALE, per_minute=9, viewers=311, **can)
    source(studio, booth, "tiktok", per_minute=29, viewers=1842)
    refused = Problem(code="not_signed_in")
    source(studio, booth, "youtube", InstanceStatus.FAILED, problem=refused)


def question(studio: FakeStudio, booth: BoothKey, cursor: int) -> None:
    """A question that waits."""
    record = Question(at=START, service="tiktok", author="Vân Khánh", text="ship bao nhiêu ạ")
    studio.put(booth[0], ("question", booth[1], str(cursor)), record)


def furnish(studio: FakeStudio, booth: BoothKey) -> None:
    """Channels, questions and a pinned message; no rows yet."""
    sources(studio, booth)
    for cursor in (101, 109):
        question(studio, booth, cursor)
    pinned = PinnedChat(
        row=105,
        at=START,
        service="facebook",
        author="Hồng Trang",
        text="áo A12 còn size L màu xanh không shop",
        by="Thu Hà",
    )
    studio.put(booth[0], ("chat_pin", booth[1]), pinned)


def history(server: ServerId, booth: BoothId) -> BuyerHistory:
    """What a server answers of a buyer."""
    found = [FoundRow(cursor=at, row=each) for at, each in evening(booth)[-3:]]
    return BuyerHistory(
        buyer=Buyer(
            id=1,
            name="Thu Nga",
            phone="0912345678",
            note="luôn lấy size M",
            first_seen=START - timedelta(days=40),
            last_seen=START,
            messages=1204,
            accounts=(
                BuyerAccount(service="tiktok", account="t1", name="thunga.93"),
                BuyerAccount(service="facebook", account="f1", name="Thu Nga"),
            ),
        ),
        rows=tuple(found),
    )
