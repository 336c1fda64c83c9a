"""The contract of order sources, held by every one of them."""

from pathlib import Path

import msgspec
import pytest

from studio_app.api import OrderEvent
from studio_app.domain.plugin import InstanceStatus, PluginKind
from tests.plugins.contract import (
    answers_for,
    every,
    housed,
    keeps_its_manifest,
    manifest_of,
    says_no_secret,
    set_up,
)

ORDERS = tuple(
    {
        "id": f"578{number}",
        "status": status,
        "at": f"2026-11-30T12:0{number}:00Z",
        "account": "buyer-1",
        "buyer": "Lan",
        "lines": [{"sku": "A15", "name": "Áo", "quantity": 2, "price_vnd": 129_000}],
        "total_vnd": 258_000,
    }
    for number, status in enumerate(("unpaid", "to_ship", "cancelled"))
)


@every(PluginKind.ORDERS)
def test_it_has_what_its_manifest_promises(folder: Path) -> None:
    keeps_its_manifest(folder)


@every(PluginKind.ORDERS)
async def test_nobody_who_answers_is_no_fault_of_its_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(folder)
    async with housed(folder, tmp_path, monkeypatch) as house:
        set_up(house, "shop-1", manifest, answers_for(manifest, "127.0.0.1:1"))
        record = await house.becomes(
            "shop-1", *(each for each in InstanceStatus if each is not InstanceStatus.CONNECTING)
        )
        assert record.problem is None or record.problem.code != "plugin_fault"
        await says_no_secret(house)


@pytest.mark.parametrize("again", [False, True])
async def test_orders_come_in_order_and_not_again_after_a_restart(
    tmp_path: Path, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the example: the way from a source to the sink is the same for all."""
    sheet = tmp_path / "orders.jsonl"
    sheet.write_bytes(b"\n".join(map(msgspec.json.encode, ORDERS)))
    folder = Path(__file__).parent / "examples" / "orders_sheet"
    async with housed(folder, tmp_path / "own", monkeypatch) as house:
        house.set_up("shop-1", "orders_sheet", {"file": str(sheet)})
        await house.until(lambda: len(house.orders.events.get("shop-1", [])) == 3)
        await house.until(lambda: house.orders.remembered("shop-1") == "3")
        if again:
            await house.host.restart("orders_sheet")
            sheet.write_bytes(sheet.read_bytes() + b"\n" + msgspec.json.encode(ORDERS[0]))
            await house.until(lambda: house.orders.remembered("shop-1") == "4")
        events = house.orders.events["shop-1"]
        expected = (*ORDERS, ORDERS[0]) if again else ORDERS
        assert events == [msgspec.convert(each, OrderEvent) for each in expected]
