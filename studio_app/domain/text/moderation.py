"""Words that a shop does not want in its chat and links, found through the usual disguises."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from studio_app.domain.text.folding import fold

# Digits and signs that stand for letters: d1t, l0n, c@c.
_LEET = str.maketrans("013457@$!€", "oieastasie")
_SIGNS = "@$!€"
_RUN = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(rf"[^\W_]+(?:[{_SIGNS}]+[^\W_]+)*|[{_SIGNS}]+[^\W_]+")
_LONG_ENOUGH = 5
"""Letters of a word that is also found when it is cut into pieces: "lu a d ao"."""
_PIECES_MOST = 12
_TOKENS_MOST = 120

# Syllables of everyday speech, folded. A banned word that folds to one of these counts only as it
# is written, or "đĩ" would hide everybody who writes "đi".
_SYLLABLES = """
    a ac ai am an ang anh ao ap au ba bac bai ban bang banh bao bat bau bay be ben beo bep
    bi bia bich biet bim bin binh bip bo boc boi bom bon bong bot bu bua bui bun buoc buoi
    buom buon but buu ca cac cach cai cam can cang canh cao cap cat cau cay cha chac chai
    cham chan chang chanh chao chap chat chau chay che chen cheo chep chet chi chia chich
    chiec chiem chien chieu chim chin chinh chip chiu cho choc choi chon chong chop chot chu
    chua chuan chuc chui chun chung chuoi chuong chup chut chuyen co coc coi com con cong
    cop cot cu cua cuc cui cung cuoc cuoi cuon cuong cup cut cuu da dac dai dam dan dang
    danh dao dap dat dau day de deo dem den dep deu di dia dich diec diem dien diep diet
    dieu dinh dip do doc doi dom don dong dot du dua duc dui dung duoc duoi duong duyet e em
    en eo ga gac gai gam gan gang ganh gap gat gau gay ghe ghen ghep ghet ghi gi gia giac
    giai giam gian giang gianh giao giap giat giau giay gie gio gioi giong gip giu giua go
    goc goi gom gon gong gop got gu gui gung guong ha hac hai ham han hang hanh hao hap hat
    hau hay he hen heo hep het hi hien hiep hieu hinh hiu ho hoa hoac hoai hoan hoang hoc
    hoi hom hon hong hop hot hu hua huc hui hung huong huou huy huyen huynh ich im in it ke
    kem ken keo kep ket keu kha khac khach khai kham khan khang khanh khao khat khau khay
    khe khen kheo khi khich khiem khien khieu kho khoa khoai khoan khoang khoc khoe khoi
    khong khop khu khung khuya khuyen ki kia kich kiem kien kieu kim kin kinh kip kit ky la
    lac lai lam lan lang lanh lao lap lat lau lay le lech lem len leo lep let li lich liem
    lien liep liet lieu linh lo loa loai loan loc loi lom lon long lop lot lu lua luan luat
    luc lui lun lung luoi luon luong luot luu ly ma mac mai mam man mang manh mao map mat
    mau may me mem men meo mep met mi mia mien mieng minh mo moc moi mom mon mong mop mot mu
    mua muc mui mum mun mung muoi muon mut muu my na nai nam nan nang nanh nao nap nat nau
    nay ne nem nen nep net neu nga ngac ngai ngam ngan ngang nganh ngao ngap ngat ngau ngay
    nghe nghen ngheo nghi nghia nghiem nghien nghiep nghieu ngo ngoai ngoan ngoc ngoi ngon
    ngong ngot ngu ngua ngum nguoi nguon nguy nguyen nha nhac nhai nham nhan nhang nhanh
    nhao nhap nhat nhau nhay nhe nhem nhi nhiem nhien nhiet nhieu nhin nhinh nho nhoc nhoi
    nhom nhot nhu nhua nhuc nhung nhuong ni niem nien ninh no noc noi nom non nong nop nu
    nua nui num nung nuoc nuoi nuong nut o oc oi om on ong op ot pha phai pham phan phang
    phap phat phau phe phep phi phia phich phien phieu phim pho phoi phong phot phu phuc
    phun phung phuong phut qua quach quai quan quang quanh quat quay que quen quet quoc quy
    quyen quyet ra rac rai ram ran rang ranh rao rap rat rau ray re rem ren reo ret ri rieng
    rim ro roc roi rom ron rong rot ru rua ruc rui run rung ruoi ruong ruot rut sa sac sach
    sai sam san sang sanh sao sap sat sau say se sen sep set si sieu sim sinh so soc soi som
    son song sop sot su sua suc sui sung suoi suon suong sup sut suy ta tac tai tam tan tang
    tanh tao tap tat tau tay te tem ten teo tep tet tha thac thach thai tham than thang
    thanh thao thap that thau thay the them then theo thep thet thi thia thich thiem thien
    thiep thiet thieu thim thinh thit tho thoa thoai thoat thoc thoi thom thon thong thot
    thu thua thuan thuc thue thui thum thung thuoc thuong thuy thuyen ti tia tich tiec tiem
    tien tieng tiep tiet tieu tim tin tinh tip to toa toan toc toi tom ton tong top tot tra
    trai tram tran trang tranh trao tre trem tren treo tri trich trieu trinh tro troi trom
    tron trong tru trua truc trung truoc truong truot truyen tu tua tuan tuc tui tum tung
    tuoc tuoi tuong tuy tuyen tuyet ty u ua uc ung uoc uong uot up ut va vac vach vai vam
    van vang vanh vao vat vay ve vem ven veo vet vi via viec vien viet vinh vo voi vom von
    vong vot vu vua vuc vui vung vuon vuong xa xac xanh xao xap xau xay xe xem xen xep xet
    xi xich xiec xin xinh xit xo xoa xoai xoay xoi xom xong xop xu xua xuan xuat xuc xung
    xuong y yen yeu
"""
_EVERYDAY = frozenset(_SYLLABLES.split())

_SURE = "com|vn|net|org|info|xyz|biz|store|online|site|club|asia|link|website|pro"
# Endings that are words of their own: they count only right behind the dot, and before a path.
_SHORT = "me|co|io|ly|top|so|to|live|shop|app|cc|us|tk|gg|page|one"
_HOST = r"(?<![\w-])[^\W_][\w-]{0,62}"
_DOT = (
    r"(?:\s{0,3}[(\[{]\s?(?:dot|ch[aấ]m|\.)\s?[)\]}]\s{0,3}|\s{1,3}(?:dot|ch[aấ]m)\s{1,3}"
    r"|\s{1,3}\.\s{0,3}|\.)"
)
_LINK = re.compile(
    rf"https?\s?:\s?/\s?/|\bwww\s?\.|{_HOST}{_DOT}(?:{_SURE})\b"
    rf"|\b(?:zalo|t|m|fb|bit|wa|youtu|line)\.(?:{_SHORT}|be|com)\b|{_HOST}\.(?:{_SHORT})/[^\s]"
)
_MAY_LINK = re.compile(r"[.:]|dot|ch[aấ]m")


class BannedWords:
    """Words and phrases, ready to be looked for in many texts.

    Found through: diacritics left out or changed, letters repeated, digits and signs for letters,
    separators and spaces between the letters. Diacritics count where they tell words apart: a
    syllable that everybody uses without them ("đĩ" and "đi") is found as it is written, and of a
    phrase whose words all carry others ("lụa đào" for "lừa đảo") nothing is.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._exact: set[str] = set()
        """Everyday syllables, as they are written."""
        self._plain: set[str] = set()
        """Other words, and phrases written as one."""
        self._raw: set[str] = set()
        """Words that are one letter repeated: without it they would be any letter."""
        self._phrases: list[tuple[str, list[str], list[str]]] = []
        """As a line, its words, and those as they are written."""
        self._apart: set[str] = set()
        """All of them, for letters that stand apart."""
        self._long: set[str] = set()
        for word in words:
            self._add(word)
        wholes = sorted(_spelled(word.translate(_LEET)) for word in self._apart)
        self._anywhere = re.compile("|".join(wholes) or r"(?!)")
        """Its letters in a row, whatever is between them: in most of a chat they are nowhere."""

    def _add(self, word: str) -> None:
        raw = _read(fold(word))
        written, plain = _squeezed(_read(word.casefold())), _squeezed(raw)
        whole = _squeeze("".join(plain))
        if not whole:
            return
        if len(whole) == 1:
            self._raw.add("".join(raw))
            return
        self._apart.add(whole)
        if len(whole) >= _LONG_ENOUGH:
            self._long.add(whole)
        if len(plain) > 1:
            self._phrases.append((f" {' '.join(plain)} ", plain, written))
        elif whole in _EVERYDAY:
            self._exact.add(written[0])
            return
        self._plain.add(whole)

    def found(self, text: str, folded: str) -> bool:
        """Whether one of them is in `text`, whose folded form is given."""
        if self._anywhere.search(folded.translate(_LEET)) is None:
            return bool(self._raw) and not self._raw.isdisjoint(_read(folded))
        raw = _read(folded)
        tokens = _squeezed(raw)
        if not (self._plain.isdisjoint(tokens) and self._raw.isdisjoint(raw)):
            return True
        disguised = set(tokens).difference(_squeezed(_TOKEN.findall(folded)))
        if not self._apart.isdisjoint(disguised):
            return True
        if self._exact and not self._exact.isdisjoint(_squeezed(_read(text.casefold()))):
            return True
        if self._phrases and self._phrase_in(text, tokens):
            return True
        return self._spelled_in(tokens) or self._cut_in(tokens[:_TOKENS_MOST])

    def _phrase_in(self, text: str, tokens: list[str]) -> bool:
        line = f" {' '.join(tokens)} "
        for phrase, plain, written in self._phrases:
            if phrase not in line:
                continue
            shown = _squeezed(_read(text.casefold()))
            if len(shown) != len(tokens):
                return True
            size = len(plain)
            for at in range(len(tokens) - size + 1):
                if tokens[at : at + size] == plain:
                    pairs = zip(shown[at : at + size], plain, written, strict=True)
                    if any(one in (bare, wanted) for one, bare, wanted in pairs):
                        return True
        return False

    def _spelled_in(self, tokens: list[str]) -> bool:
        """Whether one of them is spelled by single letters in a row."""
        start = 0
        while start < len(tokens):
            end = start
            while end < len(tokens) and len(tokens[end]) == 1:
                end += 1
            if end - start > 1:
                spelled = _squeeze("".join(tokens[start:end]))
                if spelled in self._apart or any(word in spelled for word in self._long):
                    return True
            start = end + 1
        return False

    def _cut_in(self, tokens: list[str]) -> bool:
        """Whether a long one is cut into pieces that begin and end with it."""
        line = _squeeze("".join(tokens))
        wanted = [word for word in self._long if word in line]
        if not wanted:
            return False
        phrases = [plain for _, plain, _ in self._phrases]  # `_phrase_in` has judged these
        for start in range(len(tokens)):
            whole = tokens[start]
            for end in range(start + 2, min(start + 1 + _PIECES_MOST, len(tokens) + 1)):
                whole = _squeeze(whole + tokens[end - 1])
                if whole in wanted and tokens[start:end] not in phrases:
                    return True
        return False


def has_link(text: str) -> bool:
    """Whether a text has an address of the web in it, also one written so that no filter sees it:
    “abc . com”, “shop(dot)vn”."""
    low = text.casefold()
    return _MAY_LINK.search(low) is not None and _LINK.search(low) is not None


class Rule(NamedTuple):
    """One automatic reply: the words that ask for it, as written and folded, and what is said."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    text: str


def read_rule(line: str) -> Rule | None:
    """“giá, bn => Giá ở giỏ hàng ạ” as a rule; None where it is none."""
    words, arrow, text = line.partition("=>")
    wanted = [_line(word.casefold()) for word in words.split(",") if _WORD.search(word)]
    if not (arrow and wanted and text.strip()):
        return None
    return Rule(tuple(wanted), tuple(fold(word) for word in wanted), text.strip())


def answer_to(text: str, folded: str, rules: Iterable[Rule]) -> str:
    """What is to be said by itself to a text; empty: nothing. Who writes with diacritics means
    them: “gia đình” does not ask for “giá”."""
    line = _line(folded if text.isascii() else text.casefold())
    for rule in rules:
        if any(word in line for word in (rule.folded if text.isascii() else rule.written)):
            return rule.text
    return ""


def _line(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "


def _read(text: str) -> list[str]:
    """The words of a text, digits and signs in them read as letters."""
    return [_as_letters(part) for part in _TOKEN.findall(text)]


def _as_letters(part: str) -> str:
    if part.isalpha() or part.isdigit():
        return part
    letters = sum(letter.isalpha() or letter in _SIGNS for letter in part)
    # Codes of goods (A15, C01) are no words.
    return part.translate(_LEET) if 2 * letters >= len(part) else part


def _spelled(word: str) -> str:
    """A pattern for these letters, each once or more. Its quantifiers give nothing back, so that no
    text takes long."""
    first = re.escape(word[0])  # by itself, so that the search begins only where one stands
    letters = "".join(rf"(?:{re.escape(letter)}[\W_]*+)++" for letter in word[1:])
    return rf"{first}[\W_]*+(?:{first}[\W_]*+)*+{letters}"


def _squeezed(words: list[str]) -> list[str]:
    return [_squeeze(word) for word in words]


def _squeeze(word: str) -> str:
    """Repeated letters as one."""
    return _RUN.sub(r"\1", word)
