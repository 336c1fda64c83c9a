"""Text as services send it, made plain: HTML taken off, control characters out, lengths kept."""

import hashlib
import re
from html.parser import HTMLParser

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]+")
_SPACES = re.compile(r"[ \t\r\n]+")


class _Plain(HTMLParser):
    """Keeps what a reader would see; a picture (an emote, a sticker) is its `alt`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._unseen += 1
        elif tag == "img":
            self.said.append(dict(attrs).get("alt") or "")
        elif tag in ("br", "p", "div", "li"):
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


def strip_html(text: str) -> str:
    """What a reader would see of a piece of HTML; plain text stays as it is."""
    if "<" not in text and "&" not in text:
        return plain(text)
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return plain("".join(parser.said))


def plain(text: str, most: int = 0) -> str:
    """Without control characters and double spaces, at most `most` characters (0: any)."""
    line = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    return line[:most] if most else line


def key(text: str, most: int = 200) -> str:
    """A service's id at most `most` characters long, still different for different ids."""
    if len(text) <= most:
        return text
    return f"{text[: most - 33]}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
