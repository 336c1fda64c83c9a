"""The language changes while the console runs, in everything that can be seen."""

from tests.end2end.console import View
from tests.end2end.house import House, add_booths
from ui.translations import Catalogue, read, ts_file

LEAST_TEXTS = 30
"""So many translated texts are on the screen at least; otherwise nothing much was compared."""


def other_words(catalogue: Catalogue) -> dict[str, str]:
    """English texts to Vietnamese ones, where they always differ and nothing is filled in."""
    same = {source for (_, source), message in catalogue.items() if message.forms[0] == source}
    return {
        source: message.forms[0]
        for (_, source), message in catalogue.items()
        if not message.counted and source not in same and "{" not in source
    }


async def test_every_visible_text_changes_and_changes_back(house: House) -> None:
    server = house.server()
    # What is named in OBS and studio.toml is Vietnamese here: nothing of it is an English text.
    simulator = house.demo_booths(3)
    async with server.client() as (_, connection):
        await add_booths(connection, simulator.booths, name="Gian")
    console = house.console("--layout", "direct", home=server.home)
    await console.sees(lambda view: len([t for t in view.tiles if t.picture]) == 3)
    console.press("0", "1")
    await console.sees(lambda view: view.chosen() == "01" and view.shows("Fade"))
    words = other_words(read(ts_file("vi")))
    english = await console.sees(lambda view: len(view.texts & words.keys()) >= LEAST_TEXTS)
    shown = english.texts & words.keys()

    console.press("ctrl+l")
    view = await console.sees(lambda view: view.shows(words["Booths"]))
    try:
        view = await console.sees(lambda view: not left(view, words))
    except AssertionError:
        raise AssertionError(f"still English: {left(console.look(), words)}") from None
    translated = {words[text] for text in shown} - view.texts
    assert len(translated) < len(shown) / 10, f"neither language: {translated}"
    assert not any(tile.sending in words for tile in view.tiles)

    button = view.find("EN", "Button")
    assert button is not None
    console.click(button)
    await console.sees(lambda view: len(view.texts & shown) > len(shown) * 0.9)
    assert sum(text in words.values() for text in console.look().texts) < LEAST_TEXTS / 3


def left(view: View, words: dict[str, str]) -> set[str]:
    """English texts that are still shown."""
    return view.texts & words.keys()
