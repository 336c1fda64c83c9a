"""The contract of answers, held by every one that works offline: from the facts or not at all."""

from pathlib import Path

import pytest

from studio_app.api import AnswerText, ProductFacts, ShopFacts
from studio_app.domain.plugin import InstanceStatus, PluginKind
from studio_app.plugin_host.frames import CallAnswer
from tests.plugins.contract import answers_for, every, housed, keeps_its_manifest, manifest_of

FACTS = ShopFacts(
    products=(
        ProductFacts(code="A15", name="Áo dài", price_vnd=349_000, stock=3),
        ProductFacts(code="B03", name="Túi", price_vnd=129_000),
    ),
    showing="B03",
)
QUESTIONS = (
    "A15 giá bao nhiêu ạ",
    "giá sao shop",
    "C99 bao nhiêu tiền",
    "hello",
    "",
    "ship lâu không",
)


@every(PluginKind.ANSWERS)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.ANSWERS)
async def test_what_it_says_is_in_the_facts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    async with housed(folder, tmp_path, monkeypatch) as house:
        house.set_up("answers-1", manifest.id, answers_for(manifest, "127.0.0.1:1"))
        await house.becomes("answers-1", InstanceStatus.CONNECTED)
        answered = 0
        for question in QUESTIONS:
            said = await house.host.ask("answers-1", CallAnswer(question=question, facts=FACTS))
            nothing = await house.host.ask(
                "answers-1", CallAnswer(question=question, facts=ShopFacts())
            )
            assert nothing is None, "from no facts comes no answer"
            if said is None:
                continue
            answered += 1
            assert isinstance(said, AnswerText)
            assert set(said.products) <= {product.code for product in FACTS.products}
            assert set(said.prices_vnd) <= {product.price_vnd for product in FACTS.products}
        assert 0 < answered < len(QUESTIONS)
