"""The window's languages: reads Qt Linguist's `.ts` files as they are, and keeps them complete.

English is the source. `python -m ui.translations update` brings `resources/translations/*.ts` up
to date with every text in `ui` and the domain's problems, actions and words; `check` fails when a
text is missing, unfinished, obsolete, or has other placeholders than its source.

Texts are found by Python's own parser, not by pyside6-lupdate: that one takes the module's last
class for the context of a mixin's text and gives no error for what it cannot read. The context of
`self.tr("…")` is the class it stands in; `QCoreApplication.translate("Context", "…")` names its
own. A count is `self.tr("%n booth(s)", "", count)`; English has its plural forms in `en.ts`.
File format: Qt Linguist TS 2.1.
"""

import ast
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from resources import resource
from ui.words import domain_sources

SOURCE_LANGUAGE = "en"
LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
"""Code → its own name, in the order of the language menu."""

Key = tuple[str, str]
"""Context and source text."""
UI = Path(__file__).resolve().parent
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n")


@dataclass
class Message:
    """One text of a `.ts` file. `forms` has one entry, or the plural forms of a counted text."""

    forms: list[str] = field(default_factory=list)
    counted: bool = False
    unfinished: bool = False

    @property
    def complete(self) -> bool:
        """Whether a person has said this in the language."""
        return not self.unfinished and bool(self.forms) and all(self.forms)


Catalogue = dict[Key, Message]


class CatalogueTranslator(QTranslator):
    """Answers Qt from a catalogue held in memory."""

    def __init__(self, language: str, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._texts = {key: message.forms for key, message in catalogue.items() if message.complete}

    def isEmpty(self) -> bool:
        """Qt does not install an empty translator."""
        return False

    def translate(
        self,
        context: str,
        source_text: str,
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        """The text, the plural form when n is given; the source when there is none ("" from Python
        is not Qt's null string: Qt would show it)."""
        forms = self._texts.get((context, source_text))
        if forms is None:
            return source_text
        return forms[0] if n < 0 else forms[min(plural_form(self._language, n), len(forms) - 1)]


class Language(QObject):
    """The language of an application; changing it reaches every widget as LanguageChange."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._code = SOURCE_LANGUAGE
        self._translator: CatalogueTranslator | None = None

    @property
    def code(self) -> str:
        """ "vi" or "en"."""
        return self._code

    def use(self, code: str) -> None:
        """Change the language now. Raises ValueError for one that does not exist."""
        if code not in LANGUAGES:
            raise ValueError(f"there is no language {code!r}; there are {', '.join(LANGUAGES)}")
        old, self._code = self._translator, code
        self._translator = CatalogueTranslator(code, read(ts_file(code)), self)
        # The new one first: between two LanguageChange events nothing shows the source.
        QCoreApplication.installTranslator(self._translator)
        if old is not None:
            QCoreApplication.removeTranslator(old)
            old.deleteLater()


def plural_form(language: str, n: int) -> int:
    """Which form a count takes: Vietnamese has one, English "1" and the rest."""
    return 0 if language == "vi" or n == 1 else 1


def ts_file(code: str) -> Path:
    """Where a language's catalogue lies."""
    return resource("translations", f"{code}.ts")


# --- files ---------------------------------------------------------------------------------------


def read(path: Path) -> Catalogue:
    """A `.ts` file's messages, without the obsolete ones. Raises ET.ParseError, OSError."""
    catalogue: Catalogue = {}
    if not path.exists():
        return catalogue
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "" if translation is None else translation.get("type", "")
            if translation is None or kind in ("obsolete", "vanished"):
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")]
            catalogue[name, message.findtext("source", "")] = Message(
                forms=forms or [translation.text or ""],
                counted=message.get("numerus") == "yes",
                unfinished=kind == "unfinished",
            )
    return catalogue


def write(path: Path, language: str, catalogue: Catalogue) -> None:
    """Write a catalogue as Qt Linguist reads it, contexts and texts sorted."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage=SOURCE_LANGUAGE)
    contexts: dict[str, ET.Element] = {}
    for (context, source), message in sorted(catalogue.items()):
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        element = ET.SubElement(contexts[context], "message")
        ET.SubElement(element, "source").text = source
        translation = ET.SubElement(element, "translation")
        if not message.complete:
            translation.set("type", "unfinished")
        if message.counted:
            element.set("numerus", "yes")
            for form in message.forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = message.forms[0] if message.forms else ""
    ET.indent(root, " " * 2)
    text = ET.tostring(root, encoding="unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n',
        encoding="utf-8",
        newline="\n",
    )


# --- texts in the sources ------------------------------------------------------------------------


def sources(folder: Path = UI) -> dict[Key, bool]:
    """Every text to translate, and whether it is counted."""
    found: dict[Key, bool] = {
        (context, text): False for context, texts in domain_sources().items() for text in texts
    }
    for path in sorted(folder.rglob("*.py")):
        for key, counted in texts_in(path.read_text(encoding="utf-8")):
            found[key] = counted or found.get(key, False)
    return found


def texts_in(source: str) -> Iterator[tuple[Key, bool]]:
    """The texts in one module."""
    yield from _texts_under(ast.parse(source), "")


def _texts_under(node: ast.AST, class_name: str) -> Iterator[tuple[Key, bool]]:
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.ClassDef) else class_name
        if isinstance(child, ast.Call) and (found := _text_of(child, class_name)):
            yield found
        yield from _texts_under(child, name)


def _text_of(call: ast.Call, class_name: str) -> tuple[Key, bool] | None:
    name = call.func
    function = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
    texts = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
    if function == "tr" and class_name and texts and isinstance(texts[0], str):
        return (class_name, texts[0]), len(texts) > 2
    if function == "translate" and len(texts) > 1:
        context, text = texts[0], texts[1]
        if isinstance(context, str) and isinstance(text, str):
            return (context, text), len(texts) > 3
    return None


# --- keeping them complete -----------------------------------------------------------------------


def update(language: str, old: Catalogue, texts: Mapping[Key, bool]) -> Catalogue:
    """The catalogue for these texts: kept where said already, unfinished where not. English needs
    only its counted texts."""
    new: Catalogue = {}
    same_text = {source: message for (_, source), message in old.items() if message.complete}
    for key, counted in texts.items():
        if language == SOURCE_LANGUAGE and not counted:
            continue
        kept = old.get(key)
        if kept is None and key[1] in same_text:
            # The same words in another place: most often right, but a person must look.
            kept = Message(forms=list(same_text[key[1]].forms), unfinished=True)
        forms = list(kept.forms) if kept else []
        wanted = plural_form(language, 2) + 1 if counted else 1
        forms = (forms + [""] * wanted)[:wanted]
        new[key] = Message(forms, counted, unfinished=kept.unfinished if kept else True)
    return new


def faults(language: str, catalogue: Catalogue, texts: Mapping[Key, bool]) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    wanted = update(language, {}, texts)
    for context, source in wanted:
        message = catalogue.get((context, source))
        where = f"{language}.ts: {context}: “{source}”"
        if message is None:
            yield f"{where} is missing"
        elif not message.complete:
            yield f"{where} is unfinished"
        elif any(_placeholders(form) - _placeholders(source) for form in message.forms) or (
            not message.counted and _placeholders(message.forms[0]) != _placeholders(source)
        ):
            yield f"{where} has other placeholders: “{message.forms[0]}”"
    for context, source in catalogue:
        if (context, source) not in wanted:
            yield f"{language}.ts: {context}: “{source}” is obsolete"


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def main(arguments: list[str]) -> int:
    """`check` or `update`; 1 when something is incomplete."""
    if arguments not in (["check"], ["update"]):
        sys.stderr.write("Usage: python -m ui.translations check|update\n")
        return 2
    texts = sources()
    wrong: list[str] = []
    for language in LANGUAGES:
        catalogue = read(ts_file(language))
        if arguments == ["update"]:
            catalogue = update(language, catalogue, texts)
            write(ts_file(language), language, catalogue)
        wrong.extend(faults(language, catalogue, texts))
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(texts)} texts; {len(wrong) or 'nothing'} to mend\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
