"""Requests about filters on scenes, groups and inputs."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.kinds import FILTER_KINDS
from studio_app.rehearsal.model import Filter, Source
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def filter_list(source: Source) -> list[Json]:
    """A source's filters in the order they work."""
    return [{"filterName": one.name, **_told(source, one)} for one in source.filters]


def get_source_filter_list(booth: "Booth", ask: Ask) -> Json:
    return {"filters": filter_list(ask.source())}


def get_source_filter(booth: "Booth", ask: Ask) -> Json:
    return _told(*ask.filter())


def get_source_filter_default_settings(booth: "Booth", ask: Ask) -> Json:
    kind = FILTER_KINDS.get(ask.text("filterKind"))
    if not kind:
        raise RequestFailed(Status.INVALID_FILTER_KIND)
    return {"defaultFilterSettings": dict(kind.defaults)}


def create_source_filter(booth: "Booth", ask: Ask) -> None:
    source, name = ask.source(), ask.text("filterName")
    if any(one.name == name for one in source.filters):
        raise RequestFailed(Status.ALREADY_EXISTS, "A filter already exists by that name.")
    kind = FILTER_KINDS.get(ask.text("filterKind"))
    if not kind:
        raise RequestFailed(
            Status.INVALID_FILTER_KIND,
            "Your specified filter kind is not supported by OBS. Check that any necessary plugins"
            " are loaded.",
        )
    settings = ask.mapping("filterSettings", empty=True) if ask.has("filterSettings") else {}
    booth.edit.create_filter(source, name, kind, settings)


def remove_source_filter(booth: "Booth", ask: Ask) -> None:
    booth.edit.remove_filter(*ask.filter())


def set_source_filter_name(booth: "Booth", ask: Ask) -> None:
    source, one = ask.filter()
    name = ask.text("newFilterName")
    if any(other.name == name for other in source.filters):
        raise RequestFailed(Status.ALREADY_EXISTS, "A filter already exists by that new name.")
    old, one.name = one.name, name
    booth.emit(
        "SourceFilterNameChanged",
        {"sourceName": source.name, "oldFilterName": old, "filterName": name},
    )


def set_source_filter_index(booth: "Booth", ask: Ask) -> None:
    source, one = ask.filter()
    index = ask.whole("filterIndex", 0, 8192)
    source.filters.remove(one)
    source.filters.insert(index, one)
    booth.emit(
        "SourceFilterListReindexed",
        {"sourceName": source.name, "filters": filter_list(source)},
    )


def set_source_filter_settings(booth: "Booth", ask: Ask) -> None:
    source, one = ask.filter()
    wanted = ask.mapping("filterSettings", empty=True)
    overlay = ask.flag("overlay") if ask.has("overlay") else True
    one.settings = {**one.settings, **wanted} if overlay else wanted
    booth.emit(
        "SourceFilterSettingsChanged",
        {"sourceName": source.name, "filterName": one.name, "filterSettings": dict(one.settings)},
    )


def set_source_filter_enabled(booth: "Booth", ask: Ask) -> None:
    source, one = ask.filter()
    booth.edit.enable_filter(source, one, enabled=ask.flag("filterEnabled"))


def _told(source: Source, one: Filter) -> Json:
    return {
        "filterEnabled": one.enabled,
        "filterIndex": source.filters.index(one),
        "filterKind": one.kind.name,
        "filterSettings": dict(one.settings),
    }


HANDLERS: dict[str, Handler] = {
    "GetSourceFilterList": get_source_filter_list,
    "GetSourceFilter": get_source_filter,
    "GetSourceFilterDefaultSettings": get_source_filter_default_settings,
    "CreateSourceFilter": create_source_filter,
    "RemoveSourceFilter": remove_source_filter,
    "SetSourceFilterName": set_source_filter_name,
    "SetSourceFilterIndex": set_source_filter_index,
    "SetSourceFilterSettings": set_source_filter_settings,
    "SetSourceFilterEnabled": set_source_filter_enabled,
}
