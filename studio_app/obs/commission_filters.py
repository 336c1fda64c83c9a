"""Compares filters and settings with a template: which are there, what they are set to, in which
order they work. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from studio_app.domain.commission import ChangeKind, TemplateChange
from studio_app.domain.problems import Problem, problem
from studio_app.domain.template import FilterTemplate, Setting
from studio_app.obs.booth_reading import plain_kind
from studio_app.obs.booth_state import BoothState, FilterState
from studio_app.obs.commission_items import target_order


def filter_changes(
    source: str,
    wanted: Sequence[FilterTemplate],
    held: Sequence[FilterState],
    state: BoothState,
    findings: list[Problem],
) -> Iterator[TemplateChange]:
    """What to change about the filters of a source or scene; adds to `findings` what only a person
    can mend."""
    by_name = {each.name: each for each in held}
    ours = {entry.name for entry in wanted}
    now: dict[str, str] = {}
    """Template's name by the filter's name now."""
    for entry in wanted:
        there = by_name.get(entry.name)
        if there is None:
            there = _renamed_filter(
                entry, [each for each in held if each.name not in ours | set(now)]
            )
            if there is not None:
                yield TemplateChange(
                    kind=ChangeKind.RENAME_FILTER,
                    source=source,
                    filter=entry.name,
                    before=there.name,
                    after=entry.name,
                )
        if there is None and entry.kind in state.lacks_filters:
            findings.append(
                problem(
                    "template_filter_missing", filter=entry.name, source=source, kind=entry.kind
                )
            )
            continue
        if there is None:
            yield TemplateChange(
                kind=ChangeKind.ADD_FILTER, source=source, filter=entry.name, after=entry.kind
            )
            continue
        now[there.name] = entry.name
        if plain_kind(there.kind) != plain_kind(entry.kind):
            findings.append(
                problem(
                    "template_other_kind",
                    source=f"{source} / {entry.name}",
                    kind=there.kind,
                    what="filter",
                    kinds=entry.kind,
                )
            )
            continue
        yield from _one_filter(source, entry, there)
    order = [now.get(each.name, each.name) for each in held]
    target = target_order(order, [entry.name for entry in wanted])
    if target != order:
        mine = {entry.name for entry in wanted}
        yield TemplateChange(
            kind=ChangeKind.ORDER_FILTERS,
            source=source,
            before=", ".join(name for name in order if name in mine),
            after=", ".join(name for name in target if name in mine),
        )


def _renamed_filter(entry: FilterTemplate, others: Sequence[FilterState]) -> FilterState | None:
    """The one other filter that is this one but for its name. OBS marks no filters, so it must
    have the template's kind and settings."""
    same = [
        other
        for other in others
        if plain_kind(other.kind) == plain_kind(entry.kind)
        and all(same_setting(other.settings.get(k), v) for k, v in entry.settings.items())
    ]
    return same[0] if len(same) == 1 else None


def _one_filter(source: str, entry: FilterTemplate, held: FilterState) -> Iterator[TemplateChange]:
    for setting, wanted in entry.settings.items():
        if not same_setting(held.settings.get(setting), wanted):
            yield TemplateChange(
                kind=ChangeKind.SET_FILTER,
                source=source,
                filter=entry.name,
                setting=setting,
                before=said(held.settings.get(setting), wanted),
                after=said(wanted, wanted),
            )
    if held.enabled != entry.enabled:
        yield TemplateChange(
            kind=ChangeKind.TURN_FILTER,
            source=source,
            filter=entry.name,
            before="on" if held.enabled else "off",
            after="on" if entry.enabled else "off",
        )


def same_setting(held: object, wanted: Setting) -> bool:
    """Whether OBS's value is the wanted one: numbers nearly, tables as far as they are named."""
    if isinstance(wanted, dict):
        return isinstance(held, Mapping) and all(
            name in held and same_setting(held[name], value) for name, value in wanted.items()
        )
    if isinstance(wanted, tuple):
        return (
            isinstance(held, list | tuple)
            and len(held) == len(wanted)
            and all(same_setting(one, other) for one, other in zip(held, wanted, strict=True))
        )
    if isinstance(wanted, bool) or isinstance(held, bool):
        return held is wanted
    if isinstance(wanted, int | float) and isinstance(held, int | float):
        return abs(held - wanted) <= 1e-4 * max(1.0, abs(wanted))
    return held == wanted


def said(value: object, wanted: Setting) -> str:
    """A setting as people read it, as far as the template speaks of it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, Mapping) and isinstance(wanted, dict):
        return ", ".join(f"{name} {value.get(name)}" for name in wanted)
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
