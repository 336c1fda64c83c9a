"""The rehearsal's crowd: the same from the same seed, as many of each as is set, believable."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources import resource
from studio_app.domain.chat import ChatKind
from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import find_phones
from studio_app.rehearsal.crowd import Crowd, Intent, Said
from studio_app.rehearsal.crowd_data import Shop, read_crowd, read_shops
from studio_app.rehearsal.crowd_viewers import TWIN_EVERY, Viewers
from studio_app.rehearsal.crowd_words import Manner, Phrases, phone_of
from studio_app.rehearsal.demo_booths import BOOTHS

MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}")
FILE = read_crowd(resource("rehearsal"))
SHOPS = read_shops(resource("rehearsal"))
PHRASES = Phrases(FILE)
LUA = next(shop for shop in SHOPS if shop.name == "Thời trang Lụa")

seeds = st.integers(0, 2**63)
shops = st.sampled_from(SHOPS)


def crowd(seed: int = 1, shop: Shop = LUA, audience: int = 200) -> Crowd:
    return Crowd(shop, FILE, PHRASES, seed=seed, audience=audience)


def listen(heard: Crowd, count: int, per_s: float = 5.0) -> Sequence[Said]:
    return [heard.next(number / per_s) for number in range(count)]


@pytest.fixture(scope="module")
def evening() -> Sequence[Said]:
    """What a crowd says in about two hours."""
    return listen(crowd(seed=7), 40_000)


def test_each_booth_of_the_demo_has_a_shop() -> None:
    assert {booth.name for booth in BOOTHS} == {shop.name for shop in SHOPS}
    for shop in SHOPS:
        codes = [product.code for product in shop.product]
        assert len(set(codes)) == len(codes)


def test_all_that_can_happen_is_drawn_or_follows() -> None:
    after = set(FILE.after.__struct_fields__)
    assert set(FILE.mix) | after == {intent.value for intent in Intent}
    events = {"join", "like", "follow", "share", "gift"}
    assert set(FILE.say) == {intent.value for intent in Intent} - events
    assert set(FILE.manner) == {manner.value for manner in Manner}


@given(seeds, shops, st.integers(1, 100_000), st.floats(0.5, 2000))
@settings(max_examples=30, deadline=None)
def test_the_same_seed_says_the_same(seed: int, shop: Shop, audience: int, per_s: float) -> None:
    one, other = (listen(crowd(seed, shop, audience), 200, per_s) for _ in range(2))
    assert one == other


def test_another_seed_says_something_else() -> None:
    assert listen(crowd(1), 50) != listen(crowd(2), 50)


@given(seeds, shops)
@settings(max_examples=40, deadline=None)
def test_every_line_is_whole(seed: int, shop: Shop) -> None:
    for said in listen(crowd(seed, shop), 300, per_s=0.5):
        if said.kind is ChatKind.MESSAGE:
            assert said.text.strip()
            assert "{" not in said.text
            assert "None" not in said.text
        assert said.times >= 1


@given(seeds, shops)
@settings(max_examples=40, deadline=None)
def test_orders_name_what_there_is(seed: int, shop: Shop) -> None:
    products = {product.code: product for product in shop.product}
    for said in listen(crowd(seed, shop), 300):
        assert bool(said.wanted) == (said.intent is Intent.ORDER)
        for wanted in said.wanted:
            assert wanted.qty >= 1
            if wanted.code is None:
                continue
            product = products[wanted.code]
            assert wanted.size is None or wanted.size in product.sizes
            assert wanted.color is None or wanted.color in product.colors
            words = (product.code, product.name, *product.aliases)
            assert any(fold(word) in fold(said.text) for word in words)


def test_a_phone_number_is_found_however_it_is_written(evening: Sequence[Said]) -> None:
    told = [said for said in evening if said.phone is not None]
    for said in told:
        assert MOBILE.fullmatch(said.phone or "")
        assert (said.phone or "")[3:6] == "000", "made up, and plainly so"
    for said in evening:
        found = [phone.digits for phone in find_phones(said.text)]
        assert found == ([said.phone] if said.phone else []), said.text
    assert any("+84" in said.text for said in told)
    assert any(re.search(r"\bo[0-9]{3} o", said.text) for said in told)


@given(st.integers(0, 359_999), st.integers(0, 359_999))
def test_no_two_viewers_share_a_number(one: int, other: int) -> None:
    assert MOBILE.fullmatch(phone_of(one))
    assert (phone_of(one) == phone_of(other)) == (one == other)


def test_viewers_stay_who_they_are(evening: Sequence[Said]) -> None:
    accounts: dict[str, set[object]] = defaultdict(set)
    for said in evening:
        accounts[said.viewer.account].add(said.viewer)
    assert len(accounts) > 150
    assert all(len(who) == 1 for who in accounts.values())


def test_some_watch_on_two_platforms() -> None:
    viewers = Viewers(FILE, 3)
    one, twin = viewers.get(TWIN_EVERY - 2), viewers.get(TWIN_EVERY - 1)
    assert (one.name, one.phone) == (twin.name, twin.phone)
    assert one.service != twin.service
    assert one.account != twin.account


def test_each_is_said_as_often_as_is_set(evening: Sequence[Said]) -> None:
    said = Counter(each.intent.value for each in evening)
    # What follows another takes its place: compare those that nothing else draws.
    first_hand = {name: parts for name, parts in FILE.mix.items() if parts >= 40}
    total, drawn = sum(first_hand.values()), sum(said[name] for name in first_hand)
    for name, parts in first_hand.items():
        if name == "order":  # more of them while a product is new
            assert parts / total < said[name] / drawn < 2.5 * parts / total
        else:
            assert said[name] / drawn == pytest.approx(parts / total, rel=0.2), name
    assert all(said[intent.value] for intent in Intent), "and nothing never"


def test_a_mind_is_changed_only_after_an_order(evening: Sequence[Said]) -> None:
    ordered: set[str] = set()
    for said in evening:
        if said.intent is Intent.ORDER:
            ordered.add(said.viewer.account)
        elif said.intent in (Intent.CHANGE, Intent.CANCEL, Intent.PAY):
            assert said.viewer.account in ordered


def test_a_flood_is_one_viewer_within_seconds() -> None:
    heard = crowd(seed=5)
    at: dict[str, list[float]] = defaultdict(list)
    for number in range(20_000):
        said = heard.next(number / 10)
        if said.intent is Intent.FLOOD:
            at[said.viewer.account].append(number / 10)
    assert any(
        later - earlier <= 10
        for times in at.values()
        for earlier, later in zip(times, times[6:], strict=False)
    ), "seven within ten seconds"


def test_a_repeat_is_the_same_text_again(evening: Sequence[Said]) -> None:
    texts = Counter((s.viewer.account, s.text) for s in evening if s.intent is Intent.REPEAT)
    assert texts.most_common(1)[0][1] >= 3


def test_people_write_in_their_own_way(evening: Sequence[Said]) -> None:
    texts = [said.text for said in evening if said.kind is ChatKind.MESSAGE]
    bare = sum(text == fold(text) for text in texts) / len(texts)
    assert 0.2 < bare < 0.6, "without diacritics"
    assert any(re.search(r"\b(k|dc|z|bn|ck)\b", text) for text in texts)
    assert any(text.isupper() and len(text) > 20 for text in texts)
    assert any("❤️" in text or "😍" in text for text in texts)


def test_most_talk_of_what_is_held_up() -> None:
    heard = crowd(seed=11)
    assert heard.show("B03", 0.0)
    assert not heard.show("X99", 0.0)
    wanted = Counter(each.code for said in listen(heard, 250) for each in said.wanted if each.code)
    assert wanted.most_common(1)[0][0] == "B03"


def test_the_audience_moves_and_stays_near_what_it_is() -> None:
    heard = crowd(audience=1000)
    counts = [heard.watching() for _ in range(500)]
    assert len(set(counts)) > 100
    assert min(counts) > 1500
    assert max(counts) < 4500


def test_a_larger_audience_is_more_accounts() -> None:
    heard = crowd(audience=50)
    few = {said.viewer.account for said in listen(heard, 2000)}
    heard.audience = 5000
    many = {heard.next(1000 + number).viewer.account for number in range(2000)}
    assert len(few) <= 50
    assert len(many) > 500
