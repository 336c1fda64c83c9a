"""Whether a viewer asks something: in Vietnamese with and without diacritics, and in teencode."""

import re


def _of(*phrases: str) -> str:
    """A pattern for one of these; a comma stands between phrases."""
    return "(?:" + "|".join(part.strip() for each in phrases for part in each.split(",")) + ")"


# What people put at the end without meaning anything by it: whom they speak to, and politeness.
_TAIL = _of(
    "a, ah, ak, aj, ad, adm, admin, shop, sop, shp, s, chu shop, chi, c, anh, em, e, ban, b, mng",
    "mn, moi nguoi, oi, uoi, ui, chu, vay, vayj, v, z, zay, zi, d, day, do, the, da, nha, nhe",
    "nhi, ne, hen, hem, ta, cung, luon, dzay, dzi, troi, vs, voi, nua, co, hi, hihi, haha",
)
_END = rf"(?: {_TAIL})* $"
_NOT = _of("khong, kg, ko, kh, k, hong, hok, hk, hem, hum, khum, hog, hoong, hun")
_WHO = _of("em, e, minh, m, mk, chi, c, anh, a, tui, toi, t, shop, ad, b, ban")

_HOW_MUCH = (
    r"bao (?:nhieu|nhiu|tien|lau|gio|h|xa) ",
    "bnhieu |bnhiu |nhieu tien |nhiu tien ",
    _of("gia, het, la, tong, cong, cai, ship, phi, mot, mac, tam, chiec, bo, set")
    + f" nhie?u{_END}",
    r"nhieu (?:mot|1) ",
    f"bnh? {_of('tien, k, 1, mot, the, vay, z, v, a, shop, s, ad, c, chi, e')}{_END}|bnh? $",
    f"{_of('xin, hoi, ib, inbox, bao, check, nhan, xem, rep')}(?: {_WHO})?(?: xin)? gia ",
    f"gia {_of('sao, the nao, ntn, nhu nao, nhu the nao, may, ra sao, ca sao')} |gia ca{_END}",
)
_COUNTED = _of(
    "gio, h, ngay, hom, tieng, mau, size, sz, cai, chai, tien, thang, nam, kg, ky, ki, lop, loai",
    "lit, ml, cm, met, tuoi, so, phut, bua, lan, k, ngan, nghin, doi, bo, cap, set",
)
_THING = _of(
    "size, sz, mau, cai, loai, ma, kieu, cho, ben, hang, mon, chiec, doi, bo, nguoi, tay, chat",
    "mui, set, quan, ao, dam, vay, dep, san pham, sp, con, goi, shop, the, nhu, cach, dang, dong",
    "khi, luc, chung, hom, ngay",
)
_WHICH = (
    f"may {_COUNTED} |{_of('tu, den, toi, size, so, ma')} may |may gi |may{_END}",
    f"{_THING} nao ",
    _of(
        "vai, mau, chat, lieu, la, lam, co, bang, hieu, hang, size, voucher, uu dai, qua, ma, loai",
        "san pham, sp, ten, hoa, mui, can, mac, con, ban",
    )
    + r" gi (?!(?:dau|ca|het|ma|cung) )",
    f"gi{_END}|ntn |lam sao |{_of('mua, dat, chot, order')} sao |sao {_of('mua, dat, order')} ",
    f"{_of('tai, vi')} sao |cach {_of('mua, dat')} |sao{_END}",
    f"o dau |tu dau |dau {_of('vay, z, v, roi, the')} |dau{_END}|ai {_of('ban, giao, ship, lam')} ",
)
_WHETHER = (
    rf"\w+ (?:hay )?{_NOT}{_END}",
    rf"(?:co|con) (?:\S+ ){{1,6}}{_NOT} {_of('vay, z, v, a, shop, s, ad, chi, c, e, em, ban')} ",
    f"{_of('duoc, dc, dk, phai, dung, hay')} {_NOT} ",
    rf"\w+ chua{_END}",
    "haar ",
)
_PLEASE = (
    rf"cho {_WHO}(?: \S+)? hoi |xin hoi |hoi {_of('chut, ti, xiu, ty, xi, shop, ad')} ",
    f"tu van |tvan |tv {_of('giup, size, sz, em, e, minh, c, cho')} |giai dap ",
)
_ASKS = re.compile(" (?:" + "|".join((*_HOW_MUCH, *_WHICH, *_WHETHER, *_PLEASE)) + ")")
_ASKS_WHOLE = re.compile(rf"^ (?:(?:\S+ ){{0,4}}gia{_END}|sao {_NOT} )")
# Sayings that look like questions.
_STATES = re.compile(
    " (?:"
    + "|".join(
        (
            r"(?:khong|ko|k|co) (?:co )?gi(?: dau)?(?= )(?! (?:v|vay|z|shop) )",
            r"(?:khong|ko|k|hk|chang|ngoi|5|nam) sao |co sao dau |danh gia (?:5 sao )?|mau hong ",
            f"gi (?:ma|cung) |{_of('dep, xinh, re, ngon, thich, me, yeu, vui, hay')} gi dau ",
            rf"{_NOT} (?:(?!o )\S+ ){{1,3}}dau{_END}|cung khong |nao cung |cung duoc ",
        )
    )
    + ")"
)
_ORDERS = re.compile(
    f" {_of('chot, lay, mua, dat, order, od, hot, len don, xuc, gom, cho (?:em|e|minh|chi|c)')} "
)
_WORD = re.compile(r"[^\W_]+")
_DIACRITIC = re.compile(r"[^\x00-\x7f]")
# Seen with their diacritics these are other words than the question words they fold to, or, the
# last one, a question word that folds to none.
_APART = {
    "nhiều": "nhieuu",
    "già": "giaf",
    "gia": "giaa",
    "chua": "chuaa",
    "chúa": "chuas",
    "đầu": "dauf",
    "dầu": "dauf",
    "dấu": "daus",
    "máy": "mays",
    "may": "maay",
    "mây": "maay",
    "hồng": "hoongf",
    "hả": "haar",
}
_TRIGGER_WORDS = """
    bao nhieu nhiu bnhieu bnhiu bn bnh gia may nao gi ntn sao dau ai chua hoi tu tvan tv giai cach
    khong kg ko kh k hong hok hk hem hum khum hog hoong hun haar
"""
_TRIGGERS = frozenset(_TRIGGER_WORDS.split())
_WORDS_MOST = 60


def is_question(text: str, folded: str) -> bool:
    """Whether a viewer asks something. `folded` is the text's folded form."""
    words = _WORD.findall(folded)[:_WORDS_MOST]
    if not words:
        return False
    if _DIACRITIC.search(text) is not None:
        words = _told_apart(text, words)
    asked = "?" in text
    if not asked and _TRIGGERS.isdisjoint(words):
        return False  # most of a chat
    line = f" {' '.join(words)} "
    if _STATES.search(line) is not None:
        line = _STATES.sub(" ", line)
    if _ASKS.search(line) is not None or _ASKS_WHOLE.search(line) is not None:
        return True
    return asked and _ORDERS.search(line) is None


def _told_apart(text: str, words: list[str]) -> list[str]:
    """Folded words, those made unlike question words that are others when one sees their
    diacritics."""
    shown = _WORD.findall(text.casefold())[:_WORDS_MOST]
    if len(shown) != len(words):
        return words
    return [_APART.get(one, plain) for one, plain in zip(shown, words, strict=True)]
