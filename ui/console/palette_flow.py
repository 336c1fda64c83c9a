"""One action while the palette asks for its parameters: what is answered, what is asked next."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.booth import Booth, Switcher
from studio_app.domain.ids import ServerId
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.console.palette_ask import Ask, Wrong, asks_of, numbers, read, shown
from ui.console.palette_choices import (
    Choice,
    booth_choices,
    choices,
    server_choices,
    servers_for,
)
from ui.words import action_text

SERVER = "server"
"""What is asked first where an action belongs to no booth and there are several servers."""


class Flow:
    """Answers by parameter name; `booth` is answered by a BoothKey, `server` by a ServerId."""

    def __init__(
        self,
        bridge: StudioBridge,
        action: type[Action],
        chosen: BoothKey | None = None,
        answers: Mapping[str, object] | None = None,
    ) -> None:
        self._bridge = bridge
        self.action = action
        self.chosen = chosen
        self.asks = {ask.name: ask for ask in asks_of(action)}
        self.answers: dict[str, object] = dict(answers or {})
        self.of_booth = "booth" in self.asks and self.asks["booth"].means_a_booth
        if (
            self.of_booth
            and "booth" not in self.answers
            and chosen is not None
            and bridge.may(chosen, action.ROLE)
        ):
            self.answers["booth"] = chosen
        if not self.of_booth and SERVER not in self.answers:
            able = servers_for(bridge, action.ROLE)
            if len(able) == 1 and able[0].server_id is not None:
                self.answers[SERVER] = able[0].server_id

    @property
    def booth(self) -> BoothKey | None:
        """The booth it is for, once answered."""
        value = self.answers.get("booth")
        return (value[0], value[1]) if isinstance(value, tuple) and len(value) == 2 else None

    @property
    def server(self) -> ServerId | None:
        """The server it goes to, once known."""
        if (booth := self.booth) is not None:
            return booth[0]
        value = self.answers.get(SERVER)
        return ServerId(value) if isinstance(value, str) else None

    @property
    def missing(self) -> str | None:
        """The next parameter that must be answered; None when it can be sent."""
        if not self.of_booth and SERVER not in self.answers:
            return SERVER
        return next(
            (name for name, ask in self.asks.items() if ask.required and name not in self.answers),
            None,
        )

    @property
    def optional(self) -> list[Ask]:
        """What may be answered besides."""
        return [ask for ask in self.asks.values() if not ask.required]

    def title_of(self, name: str) -> str:
        """How a parameter is called."""
        if name == SERVER:
            return QCoreApplication.translate("Fields", "server")
        return self.asks[name].title

    def hint(self, name: str) -> str:
        """What a parameter takes."""
        if name == SERVER or (name == "booth" and self.of_booth):
            return QCoreApplication.translate("Palette", "number or name")
        if name == "booths":
            return QCoreApplication.translate("Palette", "numbers as “1 2 5-8”, or “*” for all")
        return self.asks[name].allowed

    def offered(self, name: str) -> list[Choice]:
        """The answers that are offered for a parameter."""
        if name == SERVER:
            return server_choices(self._bridge, self.action.ROLE)
        if name == "booth" and self.of_booth:
            return booth_choices(self._bridge, self.action.ROLE, self.chosen)
        return choices(
            self._bridge, self.action, self.asks[name], self.server, self.booth, self.answers
        )

    def answer(self, name: str, value: object) -> None:
        """Take an answer; those that depend on it are asked anew."""
        self.answers.pop(name, None)
        self.answers[name] = value

    def answer_text(self, name: str, text: str) -> None:
        """Take a written answer. Raises Wrong."""
        if name == SERVER or (name == "booth" and self.of_booth):
            raise Wrong(QCoreApplication.translate("Palette", "Choose one of these."))
        if name == "booths":
            self.answer(name, self._booths(text))
        else:
            self.answer(name, read(self.asks[name], text))

    def back(self) -> bool:
        """Take the last answer back; False when there is none."""
        if not self.answers:
            return False
        self.answers.popitem()
        return True

    @property
    def trail(self) -> str:
        """What it does and what is answered: “07 · Mute an input or open it: Mic, yes”."""
        text = action_text(self.action).rstrip(".")
        said = [self.shown(name) for name in self.answers if name not in (SERVER, "booth")]
        if self.booth is not None:
            text = f"{self._bridge.title(self.booth)} · {text}"
        return f"{text}: {', '.join(said)}" if said else text

    def shown(self, name: str) -> str:
        """An answer as a person reads it."""
        value = self.answers.get(name)
        if name == "booth" and self.booth is not None:
            facts = self._bridge.get(self.booth, Booth)
            return f"{self._bridge.title(self.booth)} · {facts.name if facts else ''}"
        if name == "item_id" or (name in self.asks and not self.asks[name].choices):
            for choice in self.offered(name):
                if choice.value == value:
                    return choice.title
        return shown(self.asks[name], value) if name in self.asks else str(value)

    def build(self) -> Action:
        """The action, with what this window shows on air. Needs all that is required; raises
        ValueError or TypeError otherwise."""
        given = {name: value for name, value in self.answers.items() if name in self.asks}
        if (booth := self.booth) is not None:
            given["booth"] = booth[1]
            seen = self._bridge.get(booth, Switcher)
            for name in self.action.__struct_fields__:
                if seen is not None and name in ("seen_program", "seen_preview"):
                    given[name] = getattr(seen, name.removeprefix("seen_"))
        return self.action(**given)

    def _booths(self, text: str) -> tuple[str, ...]:
        """Ids of the server's booths by their numbers."""
        here = [booth for booth in self._bridge.booths if booth[0] == self.server]
        by_number = {int(t): b[1] for b in here if (t := self._bridge.title(b)).isdigit()}
        if text.strip() == "*":
            return tuple(by_number.values())
        return tuple(by_number[number] for number in numbers(text, list(by_number)))
