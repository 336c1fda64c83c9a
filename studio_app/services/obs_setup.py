"""OBS's own settings and keys: profile, scene collection, hotkeys by their names."""

import asyncio
from collections import defaultdict

from studio_app.domain.actions.switching import ChooseCollection, ChooseProfile, TriggerHotkey
from studio_app.domain.booth import Hotkeys, OutputKind, Setup
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import BoothAccess, viewers_see

PROFILE_WITHIN_S = 10.0
COLLECTION_WITHIN_S = 20.0

STOPPING_HOTKEYS = {
    "OBSBasic.StopStreaming": OutputKind.STREAM,
    "OBSBasic.ForceStopStreaming": OutputKind.STREAM,
    "OBSBasic.StopVirtualCam": OutputKind.VIRTUALCAM,
}
"""Hotkeys of OBS that end what viewers see."""


class ObsSetup:
    """Changes what OBS itself is set to. One wish at a time for each booth."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access
        self._turns: dict[BoothId, asyncio.Lock] = defaultdict(asyncio.Lock)

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(TriggerHotkey, self.trigger_hotkey)
        desk.bind(ChooseProfile, self.choose_profile)
        desk.bind(ChooseCollection, self.choose_collection)

    async def trigger_hotkey(self, action: TriggerHotkey, context: ActionContext) -> Outcome:
        """One of OBS's own hotkeys; what it does, OBS tells by its events."""
        booth, request = action.booth, "TriggerHotkeyByName"
        link = self._access.link(booth, request)
        hotkeys = self._access.store.get(Hotkeys, "hotkeys", booth)
        missing = fail("no_such_hotkey", booth=self._access.called(booth), hotkey=action.hotkey)
        if hotkeys is None or action.hotkey not in hotkeys.names:
            raise missing
        ends = STOPPING_HOTKEYS.get(action.hotkey)
        if ends is not None and not context.confirmed and viewers_see(self._access, booth, ends):
            raise fail("confirm_needed", booth=self._access.called(booth))
        await self._access.request(link, request, {"hotkeyName": action.hotkey}, gone=missing)
        return Outcome()

    async def choose_profile(self, action: ChooseProfile, _: ActionContext) -> Outcome:
        """OBS's output settings."""
        booth, request, profile = action.booth, "SetCurrentProfile", action.profile
        async with self._turns[booth]:
            link = self._access.link(booth, request)
            old = self._setup(booth)
            missing = fail("no_such_profile", booth=self._access.called(booth), profile=profile)
            if profile not in old.profiles:
                raise missing
            await self._access.request(link, request, {"profileName": profile}, gone=missing)
            await self._access.confirm(
                booth, request, lambda: self._setup(booth).profile == profile, PROFILE_WITHIN_S
            )
        return Outcome(undo=ChooseProfile(booth=booth, profile=old.profile))

    async def choose_collection(self, action: ChooseCollection, _: ActionContext) -> Outcome:
        """All scenes at once; done when everything in the new collection has been read."""
        booth, request, name = action.booth, "SetCurrentSceneCollection", action.collection
        async with self._turns[booth]:
            link = self._access.link(booth, request)
            old = self._setup(booth)
            missing = fail("no_such_collection", booth=self._access.called(booth), collection=name)
            if name not in old.collections:
                raise missing
            if name == old.collection:
                return Outcome()
            await self._access.request(
                link,
                request,
                {"sceneCollectionName": name},
                gone=missing,
                timeout_s=COLLECTION_WITHIN_S,
            )

            def loaded() -> bool:
                setup = self._setup(booth)
                return setup.collection == name and not setup.changing

            await self._access.confirm(booth, request, loaded, COLLECTION_WITHIN_S)
        return Outcome(undo=ChooseCollection(booth=booth, collection=old.collection))

    def _setup(self, booth: BoothId) -> Setup:
        return self._access.store.get(Setup, "setup", booth) or Setup()
