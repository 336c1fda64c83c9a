"""Names of what a person gave keys to: an action, with the answers it was given them for."""

from collections.abc import Mapping

import msgspec

from studio_app.domain.actions import ALL_ACTIONS, Action
from ui.console.palette_ask import asks_of, shown
from ui.words import action_text

PREFIX = "action:"


def name_of(action: type[Action], answers: Mapping[str, object]) -> str:
    """The name; a secret never gets into it."""
    hidden = {ask.name for ask in asks_of(action) if ask.secret}
    kept = {name: value for name, value in answers.items() if name not in hidden}
    name = f"{PREFIX}{action.NAME}"
    return f"{name} {msgspec.json.encode(kept).decode()}" if kept else name


def read_name(name: str) -> tuple[type[Action] | None, dict[str, object]]:
    """Action and answers; None when this version does not know it. Answers that no longer fit
    are left out: they are asked for then."""
    word, _, text = name.removeprefix(PREFIX).partition(" ")
    action = ALL_ACTIONS.get(word)
    if action is None:
        return None, {}
    try:
        raw = msgspec.json.decode(text or "{}", type=dict[str, object])
    except msgspec.DecodeError:
        return action, {}
    answers: dict[str, object] = {}
    for ask in asks_of(action):
        if ask.name in raw:
            try:
                answers[ask.name] = msgspec.convert(raw[ask.name], ask.annotation)
            except msgspec.ValidationError:
                continue
    return action, answers


def title_of(name: str) -> str:
    """What it does, in the window's language: “Mute an input or open it: Mic, yes”."""
    action, answers = read_name(name)
    if action is None:
        return name
    text = action_text(action).rstrip(".")
    said = [shown(ask, answers[ask.name]) for ask in asks_of(action) if ask.name in answers]
    return f"{text}: {', '.join(said)}" if said else text
