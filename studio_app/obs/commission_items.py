"""Compares the items of a scene with a template: what is shown, where it lies, what lies in front.
Pure."""

from collections.abc import Iterator, Sequence

from studio_app.domain.commission import ChangeKind, TemplateChange
from studio_app.domain.template import BoothTemplate, Fit, ItemTemplate, SceneTemplate
from studio_app.obs.booth_state import ItemState, SceneState

TOP_LEFT = 5
BOUNDS = {
    Fit.FILL: "OBS_BOUNDS_SCALE_OUTER",
    Fit.FIT: "OBS_BOUNDS_SCALE_INNER",
    Fit.STRETCH: "OBS_BOUNDS_STRETCH",
    Fit.ACTUAL: "OBS_BOUNDS_NONE",
}
_FITS = {bounds: fit for fit, bounds in BOUNDS.items()}
PIXELS_OFF = 0.5


def target_order(
    current: Sequence[str], wanted: Sequence[str], new: frozenset[str] = frozenset()
) -> list[str]:
    """The order in which `current` should be: names of `wanted` in that order, all others keep
    their places among themselves. `new` ones stand anywhere yet and go beside their neighbours of
    `wanted`: the others, that a person arranged around those, are not covered by surprise."""
    there = [name for name in wanted if name in current and name not in new]
    ranks = iter(there)
    order = [next(ranks) if name in there else name for name in current if name not in new]
    for place, name in enumerate(wanted):
        if name not in new or name not in current:
            continue
        before = next((each for each in reversed(wanted[:place]) if each in order), None)
        after = next((each for each in wanted[place + 1 :] if each in order), None)
        if after is not None:
            order.insert(order.index(after), name)
        elif before is not None:
            order.insert(order.index(before) + 1, name)
        else:
            order.append(name)
    return order


def item_changes(
    scene: SceneTemplate, held: SceneState, usable: frozenset[str], template: BoothTemplate
) -> Iterator[TemplateChange]:
    """What to change about the items of a scene; those of sources that cannot be had are left."""
    first: dict[str, ItemState] = {}
    for item in held.items:
        first.setdefault(item.source, item)
    for wanted in scene.item:
        if wanted.source not in usable:
            continue
        there = first.get(wanted.source)
        if there is None:
            yield TemplateChange(kind=ChangeKind.ADD_ITEM, scene=scene.name, source=wanted.source)
            continue
        if there.visible != wanted.visible and not wanted.free:
            yield TemplateChange(
                kind=ChangeKind.SHOW_ITEM,
                scene=scene.name,
                source=wanted.source,
                before="shown" if there.visible else "hidden",
                after="shown" if wanted.visible else "hidden",
            )
        if wanted.locked is not None and there.locked != wanted.locked:
            yield TemplateChange(
                kind=ChangeKind.LOCK_ITEM,
                scene=scene.name,
                source=wanted.source,
                before="locked" if there.locked else "movable",
                after="locked" if wanted.locked else "movable",
            )
        if wanted.fit is not None and not lies_right(wanted, there, template):
            yield TemplateChange(
                kind=ChangeKind.PLACE_ITEM,
                scene=scene.name,
                source=wanted.source,
                before=_place_words(there),
                after=_box_words(wanted.fit, box_of(wanted, template)),
            )
    order = [item.source for item in held.items if first[item.source] is item]
    target = target_order(order, [item.source for item in scene.item])
    if target != order:
        mine = {item.source for item in scene.item}
        yield TemplateChange(
            kind=ChangeKind.ORDER_ITEMS,
            scene=scene.name,
            before=", ".join(name for name in order if name in mine),
            after=", ".join(name for name in target if name in mine),
        )


def box_of(item: ItemTemplate, template: BoothTemplate) -> tuple[int, int, int, int]:
    """Where an item lies on the canvas."""
    if item.box is None:
        return 0, 0, template.canvas.width, template.canvas.height
    x, y, width, height = item.box
    return x, y, width, height


def lies_right(item: ItemTemplate, held: ItemState, template: BoothTemplate) -> bool:
    """Whether an item lies where its template says; how it is cropped is the technician's."""
    if item.fit is None:
        return True
    x, y, width, height = box_of(item, template)
    wanted: dict[str, float] = {"positionX": x, "positionY": y, "rotation": 0}
    if item.fit is Fit.ACTUAL:
        wanted |= {"scaleX": 1, "scaleY": 1}
    else:
        wanted |= {"boundsWidth": width, "boundsHeight": height}
    return (
        held.bounds == BOUNDS[item.fit]
        and held.transform.get("alignment") == TOP_LEFT
        and all(
            abs(held.transform.get(name, 0.0) - value) < (0.01 if "scale" in name else PIXELS_OFF)
            for name, value in wanted.items()
        )
    )


def _place_words(held: ItemState) -> str:
    fit = _FITS.get(held.bounds)
    at = held.transform
    if fit is None or fit is Fit.ACTUAL:
        x, y = at.get("positionX", 0.0), at.get("positionY", 0.0)
        words = f"{x:.0f}, {y:.0f}, × {at.get('scaleX', 1.0):.2f}"
    else:
        names = ("positionX", "positionY", "boundsWidth", "boundsHeight")
        x, y, width, height = (round(at.get(name, 0.0)) for name in names)
        words = _box_words(fit, (x, y, width, height))
    if at.get("rotation"):
        words += f", {at['rotation']:.0f}°"
    return words if at.get("alignment") == TOP_LEFT else f"{words}, not from the top left"


def _box_words(fit: Fit, box: tuple[int, int, int, int]) -> str:
    x, y, width, height = box
    if fit is Fit.ACTUAL:
        return f"{x}, {y}, × 1.00"
    return f"{fit}: {x}, {y}, {width}×{height}"
