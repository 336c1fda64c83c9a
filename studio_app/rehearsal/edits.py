"""Changes to a simulated booth's sources, by request or by hand at that OBS, with their events."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.kinds import FilterKind, InputKind
from studio_app.rehearsal.model import Filter, Input, Item, Scene, Show, Source
from studio_app.rehearsal.protocol import Json
from studio_app.rehearsal.requests.audio import volume_of
from studio_app.rehearsal.requests.items import transform_of
from studio_app.rehearsal.requests.scenes import scene_list

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


class Edits:
    """One method per act. Each changes the show, tells the events and looks what came on air."""

    def __init__(self, booth: "Booth") -> None:
        self._booth = booth

    # --- scenes and names ---------------------------------------------------------------------

    def create_scene(self, name: str) -> Scene:
        """A new, empty scene at the end of the list."""
        scene = Scene(name=name)
        self._booth.show.scenes.append(scene)
        self._scenes_changed()
        self._booth.emit("SceneCreated", {**self._booth.ref("scene", scene), "isGroup": False})
        return scene

    def remove_scene(self, scene: Scene) -> None:
        """Remove a scene and every item that showed it."""
        booth = self._booth
        gone = booth.show.forget(scene)
        booth.emit("SceneRemoved", {**booth.ref("scene", scene), "isGroup": scene.group})
        self._scenes_changed()
        booth.switching.scene_gone(scene)
        self._went_with_it(gone)
        booth.look_again()

    def rename(self, source: Source, name: str) -> None:
        """Give a scene, group or input another name; its uuid stays."""
        old, source.name = source.name, name
        booth = self._booth
        if isinstance(source, Scene):
            booth.emit("SceneNameChanged", {**booth.ref("scene", source), "oldSceneName": old})
        else:
            booth.emit("InputNameChanged", {**booth.ref("input", source), "oldInputName": old})

    def reorder_scenes(self, names: list[str]) -> None:
        """Put the list of scenes in another order, top first; every scene must be named."""
        by_name = {scene.name: scene for scene in self._booth.show.scenes}
        if sorted(names) != sorted(by_name):
            raise ValueError(f"these are not the scenes: {names}; there are {sorted(by_name)}")
        self._booth.show.scenes[:] = [by_name[name] for name in names]
        self._scenes_changed()

    def _scenes_changed(self) -> None:
        self._booth.emit("SceneListChanged", {"scenes": scene_list(self._booth)})

    # --- items ----------------------------------------------------------------------------------

    def place(self, scene: Scene, source: Source, *, enabled: bool = True) -> Item:
        """Put a source on top of a scene."""
        booth = self._booth
        item = scene.add(source, enabled=enabled)
        booth.emit(
            "SceneItemCreated",
            {
                **booth.ref("scene", scene),
                **booth.ref("source", source),
                "sceneItemId": item.id,
                "sceneItemIndex": len(scene.items) - 1,
            },
        )
        if not enabled:
            self._item_enabled(scene, item)
        booth.emit("SceneItemSelected", {**booth.ref("scene", scene), "sceneItemId": item.id})
        booth.look_again()
        return item

    def unplace(self, scene: Scene, item: Item) -> None:
        """Take an item out; an input that lies nowhere any more is gone, as in OBS."""
        scene.items.remove(item)
        self._item_removed(scene, item)
        source = item.source
        left = any(True for _ in self._booth.show.holders(source))
        if isinstance(source, Input) and not left and not source.special:
            self.remove_input(source)
        self._booth.look_again()

    def enable_item(self, scene: Scene, item: Item, *, enabled: bool) -> None:
        """Show or hide an item."""
        if item.enabled != enabled:
            item.enabled = enabled
            self._item_enabled(scene, item)
            self._booth.look_again()

    def lock_item(self, scene: Scene, item: Item, *, locked: bool) -> None:
        """Lock or unlock an item."""
        if item.locked != locked:
            item.locked = locked
            self._booth.emit(
                "SceneItemLockStateChanged",
                {
                    **self._booth.ref("scene", scene),
                    "sceneItemId": item.id,
                    "sceneItemLocked": locked,
                },
            )

    def reorder_item(self, scene: Scene, item: Item, index: int) -> None:
        """Move an item to a place counted from the bottom; too high means the top."""
        scene.items.remove(item)
        scene.items.insert(index, item)
        order: list[Json] = [
            {"sceneItemId": one.id, "sceneItemIndex": place}
            for place, one in enumerate(scene.items)
        ]
        self._booth.emit(
            "SceneItemListReindexed", {**self._booth.ref("scene", scene), "sceneItems": order}
        )

    def _item_enabled(self, scene: Scene, item: Item) -> None:
        self._booth.emit(
            "SceneItemEnableStateChanged",
            {
                **self._booth.ref("scene", scene),
                "sceneItemId": item.id,
                "sceneItemEnabled": item.enabled,
            },
        )

    def _went_with_it(self, gone: list[tuple[Scene, Item]]) -> None:
        """Items of a removed source: OBS notices only in scenes that it is drawing."""
        drawn = self._booth.showing()
        for scene, item in gone:
            if scene in drawn:
                self._item_removed(scene, item)

    def _item_removed(self, scene: Scene, item: Item) -> None:
        self._booth.emit(
            "SceneItemRemoved",
            {
                **self._booth.ref("scene", scene),
                **self._booth.ref("source", item.source),
                "sceneItemId": item.id,
            },
        )

    # --- inputs ---------------------------------------------------------------------------------

    def create_input(
        self, scene: Scene, name: str, kind: InputKind, settings: Json, *, enabled: bool = True
    ) -> tuple[Input, Item]:
        """A new input on top of a scene."""
        source = Input(name=name, kind=kind, settings=settings)
        self._booth.show.inputs.append(source)
        self._input_created(source)
        return source, self.place(scene, source, enabled=enabled)

    def remove_input(self, source: Input) -> None:
        """Remove an input everywhere."""
        booth = self._booth
        if source not in booth.show.inputs:
            return
        booth.emit("InputRemoved", booth.ref("input", source))
        self._went_with_it(booth.show.forget(source))
        for one in source.filters:
            booth.emit("SourceFilterRemoved", {"sourceName": source.name, "filterName": one.name})
        booth.media.forget(source)
        booth.look_again()

    def set_input_settings(self, source: Input, settings: Json) -> None:
        """Replace an input's settings."""
        booth = self._booth
        before = source.size(booth.show.size)
        source.settings = settings
        booth.emit(
            "InputSettingsChanged",
            {**booth.ref("input", source), "inputSettings": dict(settings)},
        )
        if source.size(booth.show.size) != before:
            for scene, item in booth.show.holders(source):
                booth.emit(
                    "SceneItemTransformChanged",
                    {
                        **booth.ref("scene", scene),
                        "sceneItemId": item.id,
                        "sceneItemTransform": transform_of(booth, item),
                    },
                )

    def mute(self, source: Input, *, muted: bool) -> None:
        """Mute or unmute; told even when nothing changed, as OBS does."""
        source.sound.muted = muted
        self._booth.emit(
            "InputMuteStateChanged", {**self._booth.ref("input", source), "inputMuted": muted}
        )

    def set_volume(self, source: Input, factor: float) -> None:
        """Set the fader, as a factor of full scale."""
        source.sound.volume = factor
        self._booth.emit(
            "InputVolumeChanged", {**self._booth.ref("input", source), **volume_of(source)}
        )

    def _input_created(self, source: Input) -> None:
        self._booth.emit(
            "InputCreated",
            {
                **self._booth.ref("input", source),
                "inputKind": source.kind.name,
                "unversionedInputKind": source.kind.plain,
                "inputSettings": dict(source.settings),
                "defaultInputSettings": dict(source.kind.defaults),
            },
        )

    # --- filters --------------------------------------------------------------------------------

    def create_filter(self, source: Source, name: str, kind: FilterKind, settings: Json) -> None:
        """Add a filter; one that does not fit the source is dropped silently, as OBS does."""
        fits = kind.audio == source.kind.audio if isinstance(source, Input) else not kind.audio
        if isinstance(source, Input) and source.kind.audio and source.kind.video:
            fits = True
        if not fits:
            return
        source.filters.append(Filter(name=name, kind=kind, settings=settings))
        self._booth.emit(
            "SourceFilterCreated",
            {
                "sourceName": source.name,
                "filterName": name,
                "filterKind": kind.name,
                "filterIndex": len(source.filters) - 1,
                "filterSettings": dict(settings),
                "defaultFilterSettings": dict(kind.defaults),
            },
        )

    def remove_filter(self, source: Source, one: Filter) -> None:
        """Remove a filter."""
        source.filters.remove(one)
        self._booth.emit("SourceFilterRemoved", {"sourceName": source.name, "filterName": one.name})

    def enable_filter(self, source: Source, one: Filter, *, enabled: bool) -> None:
        """Turn a filter on or off; told even when nothing changed, as OBS does."""
        one.enabled = enabled
        self._booth.emit(
            "SourceFilterEnableStateChanged",
            {"sourceName": source.name, "filterName": one.name, "filterEnabled": enabled},
        )

    # --- collections and profiles ---------------------------------------------------------------

    def open_collection(self, name: str) -> None:
        """Change to another scene collection: everything goes, everything comes."""
        booth = self._booth
        if name == booth.collection:
            return
        booth.emit("CurrentSceneCollectionChanging", {"sceneCollectionName": booth.collection})
        self._tell_gone(booth.show)
        booth.open_show(name)
        for source in booth.show.inputs:
            self._input_created(source)
        for scene in (*booth.show.groups, *booth.show.scenes):
            booth.emit("SceneCreated", {**booth.ref("scene", scene), "isGroup": scene.group})
        booth.emit("CurrentProgramSceneChanged", booth.ref("scene", booth.switching.program))
        booth.emit("CurrentSceneCollectionChanged", {"sceneCollectionName": name})

    def open_profile(self, name: str) -> None:
        """Change to another profile."""
        booth = self._booth
        if name != booth.profile:
            booth.emit("CurrentProfileChanging", {"profileName": booth.profile})
            booth.profile = name
            booth.emit("CurrentProfileChanged", {"profileName": name})

    def _tell_gone(self, show: Show) -> None:
        for scene in (*show.scenes, *show.groups):
            self._booth.emit(
                "SceneRemoved", {**self._booth.ref("scene", scene), "isGroup": scene.group}
            )
        for source in show.inputs:
            self._booth.emit("InputRemoved", self._booth.ref("input", source))
