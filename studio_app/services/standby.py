"""A booth's standby scene: found among those that OBS has, or made from sources every OBS has."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from studio_app.domain.booth import Booth, Input, Scene
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.recovery import STANDBY_TAG, standby_scene
from studio_app.obs.link import ObsLink
from studio_app.obs.protocol import Answer, Ask, Code, ObsRefusal
from studio_app.obs.raw import Raw, texts, whole
from studio_app.services.booth_access import BoothAccess

NAME = "Standby"
TEXT = "Xin chờ trong giây lát\nWe will be right back"
BACKGROUND = 0xFF26201A
"""As OBS writes colours: alpha, blue, green, red."""
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
COLOUR_KINDS = ("color_source_v3", "color_source_v2", "color_source")
TEXT_KINDS = ("text_gdiplus_v3", "text_gdiplus_v2", "text_ft2_source_v2", "text_gdiplus")
NEEDED = ("CreateScene", "CreateInput", "GetInputKindList", "SetSceneItemTransform")
MAKE_WITHIN_S = 5.0
MOST_NAMES = 200


class StandbyScenes:
    """Finds and makes standby scenes."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access

    def find(self, booth: BoothId) -> str | None:
        """The booth's standby scene, where its OBS has one."""
        entry = self._access.store.get(Booth, "booth", booth)
        scenes = self._access.switcher(booth).scenes
        return standby_scene(entry, scenes) if entry is not None else None

    def own(self, booth: BoothId, scene: str) -> frozenset[str]:
        """Everything that lies in a scene, through groups and scenes within it."""
        found: set[str] = set()
        waiting = [scene]
        while waiting:
            record = self._access.store.get(Scene, "scene", booth, waiting.pop())
            for item in record.items if record is not None else ():
                if item.source not in found:
                    found.add(item.source)
                    waiting.append(item.source)
        return frozenset(found)

    async def make(self, booth: BoothId) -> str:
        """Make one, of sources that every OBS has; its name. Raises StudioError."""
        entry = self._access.store.get(Booth, "booth", booth)
        link = self._access.link(booth, *NEEDED)
        try:
            return await self._made(link, entry.standby_media if entry is not None else "")
        except StudioError as error:
            raise fail(
                "standby_not_made", booth=self._access.called(booth), reason=error.problem.text
            ) from error

    async def _made(self, link: ObsLink, media: str) -> str:
        booth, store = link.booth, self._access.store
        kinds = texts(await link.request("GetInputKindList"), "inputKinds")
        scene, names = await self._new_scene(link)
        width, height = self._access.switcher(booth).canvas
        parts = list(_parts(kinds, media, width, height))
        asks: list[Ask] = [
            (
                "CreateInput",
                {
                    "sceneName": scene,
                    "inputName": name,
                    "inputKind": kind,
                    "inputSettings": settings,
                },
            )
            for name, (kind, settings, _) in zip(names, parts, strict=False)
        ]
        answers = await link.batch(asks, timeout_s=MAKE_WITHIN_S) if asks else []
        placing = list(_placing(scene, answers, [place for _, _, place in parts]))
        if placing:
            await link.batch(placing, timeout_s=MAKE_WITHIN_S)

        def there() -> bool:
            inside = store.get(Scene, "scene", booth, scene)
            expected = sum(answer.ok for answer in answers)
            known = all(
                store.get(Input, "input", booth, item.source) is not None
                for item in (inside.items if inside is not None else ())
            )
            return (
                scene in self._access.switcher(booth).scenes
                and inside is not None
                and len(inside.items) >= expected
                and known
            )

        await self._access.confirm(booth, "CreateScene", there, MAKE_WITHIN_S)
        return scene

    async def _new_scene(self, link: ObsLink) -> tuple[str, tuple[str, ...]]:
        """An empty scene, and names for what comes into it."""
        booth, store = link.booth, self._access.store
        taken = {*self._access.switcher(booth).scenes}
        taken.update(key[2] for key in store.keys("input", booth))
        taken.update(key[2] for key in store.keys("scene", booth))
        refused: StudioError | None = None
        for scene, names in _free_names(taken):
            made = await link.ask("CreateScene", {"sceneName": scene})
            if made.ok:
                return scene, names
            refused = ObsRefusal(self._access.called(booth), made)
            # What was removed a moment ago still has its name in OBS, and is in no list.
            if made.code != Code.ALREADY_EXISTS:
                break
        raise refused or fail("link_not_ready")


_Part = tuple[str, Raw, Raw | None]
"""An input's kind, its settings, and where it lies (None: as OBS puts it, top left)."""


def _parts(kinds: Sequence[str], media: str, width: int, height: int) -> Iterator[_Part]:
    """What a made standby scene consists of, the lowest first, of what this OBS can."""
    colour = next((kind for kind in COLOUR_KINDS if kind in kinds), None)
    if colour is not None:
        yield colour, {"color": BACKGROUND, "width": width, "height": height}, None
    words = next((kind for kind in TEXT_KINDS if kind in kinds), None)
    if words is not None:
        settings: Raw = {"text": TEXT, "font": {"face": "Arial", "size": 96, "style": "Bold"}}
        yield words, settings, _centred(width, height, 0.8, 0.3)
    if media:
        picture = PurePath(media).suffix.lower() in PICTURES
        kind = "image_source" if picture else "ffmpeg_source"
        settings = (
            {"file": media}
            if picture
            else {"is_local_file": True, "local_file": media, "looping": True}
        )
        if kind in kinds:
            yield kind, settings, _centred(width, height, 1.0, 1.0)


def _centred(width: int, height: int, across: float, down: float) -> Raw:
    """A place in the middle of the canvas, this part of it wide and high."""
    return {
        "positionX": width / 2,
        "positionY": height / 2,
        "alignment": 0,
        "boundsType": "OBS_BOUNDS_SCALE_INNER",
        "boundsAlignment": 0,
        "boundsWidth": width * across,
        "boundsHeight": height * down,
    }


def _placing(scene: str, answers: Sequence[Answer], places: Sequence[Raw | None]) -> Iterator[Ask]:
    for answer, place in zip(answers, places, strict=False):
        item = whole(answer.data, "sceneItemId")
        if answer.ok and item is not None and place is not None:
            yield (
                "SetSceneItemTransform",
                {"sceneName": scene, "sceneItemId": item, "sceneItemTransform": place},
            )


def _free_names(taken: set[str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Names for a scene and three inputs that nothing in this OBS has: they share one space."""
    folded = {name.casefold() for name in taken}
    for number in range(1, MOST_NAMES):
        # The tag is what finds it again under a name that is not its usual one.
        scene = NAME if number == 1 else f"{NAME} {STANDBY_TAG} {number}"
        names = (f"{scene} background", f"{scene} text", f"{scene} picture")
        if not folded & {name.casefold() for name in (scene, *names)}:
            yield scene, names
