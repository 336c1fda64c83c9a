"""The steps of commissioning: how each kind of change is carried out in an OBS by obsws-python."""

from collections.abc import Callable, Iterator, Sequence

import obsws_python
from obsws_python.error import OBSSDKRequestError

from studio_app.domain.commission import ChangeKind, TemplateChange
from studio_app.domain.template import BoothTemplate, Fit, ItemTemplate, SourceTemplate
from studio_app.obs import parts
from studio_app.obs.booth_reading import kind_here
from studio_app.obs.booth_state import MARK, BoothState, FilterState, SourceState
from studio_app.obs.commission_diff import held_settings
from studio_app.obs.commission_items import BOUNDS, TOP_LEFT, box_of, target_order
from studio_app.obs.protocol import Answer, Code
from studio_app.obs.raw import mapping, text


def ask(client: obsws_python.ReqClient, kind: str, data: object) -> Answer:
    """One request; a refusal is an answer too."""
    try:
        return Answer(kind, Code.SUCCESS, mapping(client.send(kind, data, raw=True)))
    except OBSSDKRequestError as error:
        return Answer(kind, error.code)


class Builder:
    """Carries changes out, each by itself: when one fails, those before it stand."""

    def __init__(
        self, client: obsws_python.ReqClient, template: BoothTemplate, state: BoothState
    ) -> None:
        self._client = client
        self._template = template
        self._state = state
        self._scenes = set(state.scenes)
        self._steps: dict[ChangeKind, Callable[[TemplateChange], None]] = {
            ChangeKind.SET_CANVAS: self._set_canvas,
            ChangeKind.SET_OUTPUT: self._set_output,
            ChangeKind.RENAME_SCENE: lambda it: client.set_scene_name(it.before, it.after),
            ChangeKind.ADD_SCENE: self._add_scene,
            ChangeKind.RENAME_SOURCE: lambda it: client.set_input_name(it.before, it.after),
            ChangeKind.ADD_SOURCE: self._add_source,
            ChangeKind.SET_SOURCE: self._set_source,
            ChangeKind.SET_SOUND: self._set_sound,
            ChangeKind.RENAME_FILTER: lambda it: client.set_source_filter_name(
                it.source, it.before, it.after
            ),
            ChangeKind.ADD_FILTER: self._set_filter,
            ChangeKind.SET_FILTER: self._set_filter,
            ChangeKind.TURN_FILTER: self._set_filter,
            ChangeKind.ORDER_FILTERS: self._order_filters,
            ChangeKind.ADD_ITEM: self._add_item,
            ChangeKind.SHOW_ITEM: lambda it: client.set_scene_item_enabled(
                it.scene, self._item_id(it), self._item(it).visible
            ),
            ChangeKind.LOCK_ITEM: lambda it: client.set_scene_item_locked(
                it.scene, self._item_id(it), self._item(it).locked
            ),
            ChangeKind.PLACE_ITEM: lambda it: self._place(it, self._item_id(it)),
            ChangeKind.ORDER_ITEMS: lambda it: self._order_items(it.scene, frozenset()),
            ChangeKind.CHOOSE_TRANSITION: lambda it: client.set_current_scene_transition(it.after),
            ChangeKind.SET_DURATION: self._set_duration,
        }

    def carry_out(self, change: TemplateChange) -> None:
        """One change, in OBS. Raises OBSSDKRequestError and what ends the connection."""
        self._steps[change.kind](change)

    def mark(self) -> None:
        """Leave with every scene and source its name in the template, where OBS can keep that."""
        state = self._state
        marked = [scene for scene, held in state.scenes.items() if held.marked]
        marked += [source for source, held in state.sources.items() if held.marked]
        names = [scene.name for scene in self._template.scene]
        names += [source.name for source in self._template.source]
        for name in names:
            if name not in marked:  # one that could not be made is refused, and that is all
                mark = {"sourceName": name, "sourceSettings": {MARK: name}}
                ask(self._client, "SetSourcePrivateSettings", mark)

    def save(self) -> None:
        """Have OBS write its scenes to the disk. It does so when items of the scene in its window
        are put in order, not when one is shown or a transition gets another length; without this a
        power cut takes those back. An item is put where it is."""
        preview = ask(self._client, "GetCurrentPreviewScene", None)
        program = ask(self._client, "GetCurrentProgramScene", None)
        scene = text(preview.data, "currentPreviewSceneName") or text(
            program.data, "currentProgramSceneName"
        )
        items = self._scene_items(scene) if scene else []
        if scene and items:
            self._client.set_scene_item_index(scene, items[-1][0], 0)

    # --- parts -----------------------------------------------------------------------------------

    def _source(self, name: str) -> SourceTemplate:
        source = self._template.source_named(name)
        assert source is not None  # changes come from the template
        return source

    def _held(self, name: str) -> SourceState:
        return self._state.sources.get(name) or SourceState(name=name, kind="")

    def _item(self, change: TemplateChange) -> ItemTemplate:
        scene = self._template.scene_named(change.scene)
        assert scene is not None
        return next(item for item in scene.item if item.source == change.source)

    def _item_id(self, change: TemplateChange) -> int:
        """The item that the comparison spoke of: the one in front."""
        held = self._state.scenes[change.scene]
        return next(item.item_id for item in held.items if item.source == change.source)

    def _set_canvas(self, change: TemplateChange) -> None:
        canvas = self._template.canvas
        size = (canvas.width, canvas.height)
        self._client.set_video_settings(canvas.fps, 1, *size, *size)

    def _set_output(self, change: TemplateChange) -> None:
        video = change.setting == "video bit rate"
        wanted = self._template.output
        value, name = (wanted.video_kbps, "VBitrate") if video else (wanted.audio_kbps, "ABitrate")
        self._client.set_profile_parameter("SimpleOutput", name, str(value))

    def _set_duration(self, change: TemplateChange) -> None:
        wanted = self._template.transition
        if wanted is not None and wanted.duration_ms is not None:
            self._client.set_current_scene_transition_duration(wanted.duration_ms)

    def _set_source(self, change: TemplateChange) -> None:
        wanted = held_settings(self._source(change.source), self._state)[change.setting]
        held = self._held(change.source).settings.get(change.setting)
        value = {change.setting: _merged(held, wanted)}
        self._client.set_input_settings(change.source, value, True)

    def _add_scene(self, change: TemplateChange) -> None:
        self._client.create_scene(change.scene)
        self._scenes.add(change.scene)

    def _add_source(self, change: TemplateChange) -> None:
        """Make a source in the first scene there is for it: OBS keeps none that is nowhere. Hidden,
        until it lies where it belongs."""
        source = self._source(change.source)
        kind = kind_here(source, self._state.platform, self._state.kinds)
        settings = source.initial | held_settings(source, self._state)
        scene = next(
            scene.name
            for scene in self._template.scene
            if scene.name in self._scenes and any(item.source == source.name for item in scene.item)
        )
        self._client.create_input(scene, source.name, kind, settings, False)

    def _set_sound(self, change: TemplateChange) -> None:
        client, name = self._client, change.source
        sound = self._source(name).sound
        match change.setting:
            case "volume":
                client.set_input_volume(name, vol_db=sound.volume_db)
            case "mute":
                client.set_input_mute(name, sound.muted)
            case "monitoring" if sound.monitor is not None:
                client.set_input_audio_monitor_type(name, parts.MONITOR_NAMES[sound.monitor])
            case "balance":
                client.set_input_audio_balance(name, sound.balance)
            case "sync offset":
                client.set_input_audio_sync_offset(name, sound.sync_offset_ms)
            case "tracks":
                tracks = {str(number): on for number, on in enumerate(sound.tracks or (), 1)}
                client.set_input_audio_tracks(name, tracks)

    def _set_filter(self, change: TemplateChange) -> None:
        client = self._client
        owner = self._template.source_named(change.source)
        scene = self._template.scene_named(change.source)
        filters = (*(owner.filter if owner else ()), *(scene.filter if scene else ()))
        entry = next(each for each in filters if each.name == change.filter)
        if change.kind is ChangeKind.ADD_FILTER:
            client.create_source_filter(change.source, entry.name, entry.kind, entry.settings)
            if not entry.enabled:
                client.set_source_filter_enabled(change.source, entry.name, False)
        elif change.kind is ChangeKind.TURN_FILTER:
            client.set_source_filter_enabled(change.source, entry.name, entry.enabled)
        else:
            held = self._filter_now(change.source, entry.name)
            now = held.settings.get(change.setting) if held else None
            value = _merged(now, entry.settings[change.setting])
            client.set_source_filter_settings(
                change.source, entry.name, {change.setting: value}, True
            )

    def _filter_now(self, owner: str, name: str) -> FilterState | None:
        scene = self._state.scenes.get(owner)
        filters = scene.filters if scene is not None else self._held(owner).filters
        return next((each for each in filters if each.name == name), None)

    def _order_filters(self, change: TemplateChange) -> None:
        owner = change.source
        data = self._client.send("GetSourceFilterList", {"sourceName": owner}, raw=True)
        now = [each.name for each in parts.filter_list(mapping(data))]
        source = self._template.source_named(owner)
        scene = self._template.scene_named(owner)
        filters = source.filter if source else scene.filter if scene else ()
        wanted = target_order(now, [each.name for each in filters])
        for index, name in moves(now, wanted):
            self._client.set_source_filter_index(owner, name, index)

    def _add_item(self, change: TemplateChange) -> None:
        client, scene = self._client, change.scene
        item = self._item(change)
        # A new source lies in its first scene already; so does one whose run was broken off.
        there = [each for each in self._scene_items(scene) if each[1] == change.source]
        if there:
            item_id = there[0][0]
        else:
            item_id = client.create_scene_item(scene, change.source, False).scene_item_id
        if item.fit is not None:
            self._place(change, item_id)
        self._order_items(scene, frozenset({change.source}))
        if item.locked is not None:
            client.set_scene_item_locked(scene, item_id, item.locked)
        client.set_scene_item_enabled(scene, item_id, item.visible)

    def _place(self, change: TemplateChange, item_id: int) -> None:
        item = self._item(change)
        if item.fit is None:
            return
        x, y, width, height = box_of(item, self._template)
        transform: dict[str, object] = {
            "positionX": x,
            "positionY": y,
            "rotation": 0,
            "alignment": TOP_LEFT,
            "boundsType": BOUNDS[item.fit],
        }
        if item.fit is Fit.ACTUAL:
            transform |= {"scaleX": 1, "scaleY": 1}
        else:
            transform |= {"boundsAlignment": 0, "boundsWidth": width, "boundsHeight": height}
        self._client.set_scene_item_transform(change.scene, item_id, transform)

    def _scene_items(self, scene: str) -> list[tuple[int, str]]:
        """Item ids and sources by their names in OBS, front first."""
        data = self._client.send("GetSceneItemList", {"sceneName": scene}, raw=True)
        return [(item.item_id, item.source) for item in parts.scene_items(mapping(data))]

    def _order_items(self, scene: str, new: frozenset[str]) -> None:
        entry = self._template.scene_named(scene)
        assert entry is not None
        now = self._scene_items(scene)
        # A source that is there twice counts where it is in front; copies are a person's.
        seen: set[str] = set()
        keys = []
        for item_id, source in now:
            keys.append(f"\0{item_id}" if source in seen else source)
            seen.add(source)
        ids = {key: item_id for key, (item_id, _) in zip(keys, now, strict=True)}
        wanted = target_order(keys, [item.source for item in entry.item], new)
        for index, key in moves(keys[::-1], wanted[::-1]):  # OBS counts from the back
            self._client.set_scene_item_index(scene, ids[key], index)


def moves(now: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The moves to an index that make the one order of the other, as OBS carries them out: what is
    moved is taken out, and what lies between closes up."""
    order = list(now)
    for index, name in enumerate(wanted):
        if order[index] != name:
            order.remove(name)
            order.insert(index, name)
            yield index, name


def _merged(held: object, wanted: object) -> object:
    """A table of settings as a whole: OBS replaces it, and the template names only some of it."""
    if isinstance(held, dict) and isinstance(wanted, dict):
        return {**held, **wanted}
    return wanted
