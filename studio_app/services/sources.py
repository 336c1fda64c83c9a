"""What scenes are made of: items shown, locked and moved, filters, media transport."""

from collections.abc import Callable

from studio_app.domain.actions.sources import (
    ControlMedia,
    EnableFilter,
    LockItem,
    MediaVerb,
    MoveItem,
    SeekMedia,
    ShowItem,
)
from studio_app.domain.booth import Filter, Filters, Input, Media, MediaState, Scene, SceneItem
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.topics import About, Topic
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import BoothAccess

_GOING = (MediaState.PLAYING, MediaState.OPENING, MediaState.BUFFERING)
_AT_REST = (MediaState.NONE, MediaState.STOPPED, MediaState.ENDED)

VERBS: dict[MediaVerb, tuple[str, tuple[MediaState, ...]]] = {
    MediaVerb.PLAY: ("PLAY", _GOING),
    MediaVerb.PAUSE: ("PAUSE", (MediaState.PAUSED,)),
    MediaVerb.STOP: ("STOP", _AT_REST),
    MediaVerb.RESTART: ("RESTART", _GOING),
    MediaVerb.NEXT: ("NEXT", ()),
    MediaVerb.PREVIOUS: ("PREVIOUS", ()),
}
"""OBS's word for each verb, and the states that show that it was done (none: nothing shows it)."""

SEEK_EARLY_MS = 1500
"""Media jump to a key frame, which may lie before the wished time."""
SEEK_LATE_MS = 5000


class Sources:
    """Changes what scenes show."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(ShowItem, self.show)
        desk.bind(LockItem, self.lock)
        desk.bind(MoveItem, self.move)
        desk.bind(EnableFilter, self.enable_filter)
        desk.bind(ControlMedia, self.control_media)
        desk.bind(SeekMedia, self.seek_media)

    async def show(self, action: ShowItem, _: ActionContext) -> Outcome:
        """Show or hide an item."""
        item = await self._change_item(
            "SetSceneItemEnabled",
            action,
            {"sceneItemEnabled": action.visible},
            lambda item: item.visible == action.visible,
        )
        undo = ShowItem(
            booth=action.booth, scene=action.scene, item_id=action.item_id, visible=item.visible
        )
        return Outcome(undo=undo)

    async def lock(self, action: LockItem, _: ActionContext) -> Outcome:
        """Lock an item in its place, or release it."""
        item = await self._change_item(
            "SetSceneItemLocked",
            action,
            {"sceneItemLocked": action.locked},
            lambda item: item.locked == action.locked,
        )
        undo = LockItem(
            booth=action.booth, scene=action.scene, item_id=action.item_id, locked=item.locked
        )
        return Outcome(undo=undo)

    async def _change_item(
        self,
        request: str,
        action: ShowItem | LockItem,
        data: dict[str, object],
        done: Callable[[SceneItem], bool],
    ) -> SceneItem:
        """Change one item; returns it as it was before."""
        booth, scene, item_id = action.booth, action.scene, action.item_id
        link = self._access.link(booth, request)
        before = self._item(booth, scene, item_id)
        if done(before):
            return before
        await self._access.request(
            link,
            request,
            {"sceneName": scene, "sceneItemId": item_id, **data},
            gone=self._no_item(booth, item_id),
        )

        def changed() -> bool:
            record = self._access.store.get(Scene, "scene", booth, scene)
            return record is not None and any(
                item.item_id == item_id and done(item) for item in record.items
            )

        await self._access.confirm(booth, request, changed)
        return before

    async def move(self, action: MoveItem, _: ActionContext) -> Outcome:
        """Forward or back within the scene."""
        booth, scene, request = action.booth, action.scene, "SetSceneItemIndex"
        link = self._access.link(booth, request)
        self._item(booth, scene, action.item_id)
        items = self._access.scene(booth, scene).items
        before = self._place(booth, scene, action.item_id)
        last = len(items) - 1
        if action.position > last:
            raise fail("out_of_range", what="position", least=0, most=last, value=action.position)
        if before == action.position:
            return Outcome()
        data = {
            "sceneName": scene,
            "sceneItemId": action.item_id,
            "sceneItemIndex": last - action.position,
        }
        gone = self._no_item(booth, action.item_id)
        await self._access.request(link, request, data, gone=gone)
        await self._access.confirm(
            booth,
            request,
            lambda: self._place(booth, scene, action.item_id) == action.position,
        )
        undo = MoveItem(booth=booth, scene=scene, item_id=action.item_id, position=before or 0)
        return Outcome(undo=undo)

    def _place(self, booth: BoothId, scene: str, item_id: int) -> int | None:
        record = self._access.store.get(Scene, "scene", booth, scene)
        if record is None:
            return None
        ids = [item.item_id for item in record.items]
        return ids.index(item_id) if item_id in ids else None

    def _item(self, booth: BoothId, scene: str, item_id: int) -> SceneItem:
        for item in self._access.scene(booth, scene).items:
            if item.item_id == item_id:
                return item
        raise self._no_item(booth, item_id)

    def _no_item(self, booth: BoothId, item_id: int) -> StudioError:
        return fail("no_such_source", booth=self._access.called(booth), source=f"#{item_id}")

    # --- filters -----------------------------------------------------------------------------

    async def enable_filter(self, action: EnableFilter, _: ActionContext) -> Outcome:
        """A filter on or off."""
        booth, source, request = action.booth, action.source, "SetSourceFilterEnabled"
        link = self._access.link(booth, request)
        missing = fail(
            "no_such_filter",
            booth=self._access.called(booth),
            source=source,
            filter=action.filter,
        )
        before = self._filter(booth, source, action.filter)
        if before is None:
            raise missing
        if before.enabled != action.enabled:
            data = {
                "sourceName": source,
                "filterName": action.filter,
                "filterEnabled": action.enabled,
            }
            await self._access.request(link, request, data, gone=missing)

            def switched() -> bool:
                entry = self._filter(booth, source, action.filter)
                return entry is not None and entry.enabled == action.enabled

            await self._access.confirm(booth, request, switched)
        undo = EnableFilter(
            booth=booth, source=source, filter=action.filter, enabled=before.enabled
        )
        return Outcome(undo=undo)

    def _filter(self, booth: BoothId, source: str, name: str) -> Filter | None:
        record = self._access.store.get(Filters, "filters", booth, source) or Filters()
        return next((entry for entry in record.filters if entry.name == name), None)

    # --- media -------------------------------------------------------------------------------

    async def control_media(self, action: ControlMedia, _: ActionContext) -> Outcome:
        """Play, pause, stop, restart; next and previous in a list."""
        booth, name, request = action.booth, action.input, "TriggerMediaInputAction"
        link = self._access.link(booth, request)
        self._media(booth, name)
        verb, states = VERBS[action.verb]
        await self._access.request(
            link,
            request,
            {"inputName": name, "mediaAction": f"OBS_WEBSOCKET_MEDIA_INPUT_ACTION_{verb}"},
            gone=self._no_input(booth, name),
        )
        link.read_soon(Topic(About.MEDIA, name))
        if states:
            await self._access.confirm(
                booth, request, lambda: self._media(booth, name).state in states
            )
        return Outcome()

    async def seek_media(self, action: SeekMedia, _: ActionContext) -> Outcome:
        """To a time in what plays."""
        booth, name, request = action.booth, action.input, "SetMediaInputCursor"
        link = self._access.link(booth, request)
        before = self._media(booth, name)
        if before.duration_ms is None:
            raise fail("no_media", input=name, booth=self._access.called(booth))
        if action.cursor_ms > before.duration_ms:
            raise fail(
                "out_of_range",
                what="cursor_ms",
                least=0,
                most=before.duration_ms,
                value=action.cursor_ms,
            )
        data = {"inputName": name, "mediaCursor": action.cursor_ms}
        await self._access.request(link, request, data, gone=self._no_input(booth, name))
        link.read_soon(Topic(About.MEDIA, name))

        def there() -> bool:
            media = self._media(booth, name)
            if media.state is MediaState.PAUSED:
                return True  # measured: a paused source tells its place only when it plays again
            return media.cursor_ms is not None and (
                -SEEK_EARLY_MS <= media.cursor_ms - action.cursor_ms <= SEEK_LATE_MS
            )

        await self._access.confirm(booth, request, there)
        undo = SeekMedia(booth=booth, input=name, cursor_ms=before.cursor_ms or 0)
        return Outcome(undo=undo)

    def _media(self, booth: BoothId, name: str) -> Media:
        media = self._access.store.get(Media, "media", booth, name)
        if media is not None:
            return media
        if self._access.store.get(Input, "input", booth, name) is None:
            raise self._no_input(booth, name)
        raise fail("no_media", input=name, booth=self._access.called(booth))

    def _no_input(self, booth: BoothId, name: str) -> StudioError:
        return fail("no_such_source", booth=self._access.called(booth), source=name)
