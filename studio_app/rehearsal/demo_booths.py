"""The booths of the demo: their people, their shapes, and what lies in their OBS."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from studio_app.domain.booth import SceneRole
from studio_app.rehearsal.process import serve
from studio_app.rehearsal.show import InputPlan, ItemPlan, ScenePlan, ShowPlan, booth_show
from studio_app.rehearsal.simulator import SimulatedObs

LANDSCAPE, PORTRAIT, SQUARE, FULL_HD = (1280, 720), (720, 1280), (1080, 1080), (1920, 1080)

VIETNAMESE = {
    "Host": "Người dẫn",
    "AI": "AI dẫn",
    "Break": "Nghỉ giải lao",
    "Standby": "Chờ",
    "Overlay": "Lớp phủ",
    "Product": "Sản phẩm",
    "Product card": "Thẻ sản phẩm",
    "Product price": "Giá",
    "Lower third": "Bảng tên",
    "Clock": "Đồng hồ",
    "Host camera": "Máy quay chính",
    "AI picture": "Hình AI",
    "AI backdrop": "Nền AI",
    "Break backdrop": "Nền nghỉ",
    "Break film": "Phim giải lao",
    "Standby backdrop": "Nền chờ",
}
"""What a booth furnished in Vietnamese calls the things of the usual one."""

ENGLISH_MICS = ("Host mic", "Desk mic", "Music", "Room")
VIETNAMESE_MICS = ("Micro người dẫn", "Micro trợ lý", "Nhạc nền", "Âm phòng")
SCENE_ROLES = {
    SceneRole.HUMAN: "Host",
    SceneRole.AI: "AI",
    SceneRole.BREAK: "Break",
    SceneRole.STANDBY: "Standby",
}
"""Which scene of the usual booth is for what."""


@dataclass(frozen=True, kw_only=True)
class DemoBooth:
    """One booth of the demo; `shape` is its canvas in pixels, width by height."""

    name: str
    host: str
    shape: tuple[int, int]
    vietnamese: bool = True
    platform_program: bool = False
    destinations: tuple[str, ...] = ("TikTok Shop",)
    obs_version: str = "30.2.3"

    @property
    def scene_roles(self) -> dict[SceneRole, str]:
        """Which of its scenes is for what."""
        names = VIETNAMESE if self.vietnamese else {}
        return {role: names.get(scene, scene) for role, scene in SCENE_ROLES.items()}

    @property
    def microphones(self) -> Sequence[str]:
        """What is always on air."""
        return VIETNAMESE_MICS if self.vietnamese else ENGLISH_MICS

    def plan(self) -> ShowPlan:
        """What lies in its OBS."""
        usual = booth_show(self.name, self.shape, microphones=self.microphones)
        return rename(usual, VIETNAMESE) if self.vietnamese else usual


BOOTHS: tuple[DemoBooth, ...] = (
    DemoBooth(name="Mỹ phẩm Hương Sen", host="Nguyễn Thảo Vy", shape=PORTRAIT),
    DemoBooth(name="Thời trang Lụa", host="Trần Đức Bình", shape=LANDSCAPE),
    DemoBooth(
        name="Đồ gia dụng Bếp Việt",
        host="Phạm Ngọc Ánh",
        shape=PORTRAIT,
        platform_program=True,
    ),
    DemoBooth(
        name="Sports & Outdoor",
        host="Lê Quốc Huy",
        shape=FULL_HD,
        vietnamese=False,
        obs_version="29.0.2",
    ),
    DemoBooth(name="Trà & Cà phê Cao Nguyên", host="Võ Thị Kim Ngân", shape=SQUARE),
    DemoBooth(name="Mẹ và Bé", host="Đỗ Hoài An", shape=PORTRAIT, obs_version="31.0.0"),
    DemoBooth(name="Điện máy 24h", host="Huỳnh Gia Bảo", shape=LANDSCAPE, vietnamese=False),
    DemoBooth(name="Sách hay mỗi tối", host="Bùi Thu Hằng", shape=LANDSCAPE),
)


def demo_booths(count: int) -> list[DemoBooth]:
    """So many booths; from the ninth on the names come again with a number."""
    return [
        replace(booth, name=f"{booth.name} {round_ + 1}") if round_ else booth
        for round_, booth in (
            (number // len(BOOTHS), BOOTHS[number % len(BOOTHS)]) for number in range(count)
        )
    ]


async def serve_demo_booths(count: int) -> None:
    """Run these booths' OBS in this process, as `process.serve` tells."""
    booths = demo_booths(count)
    await serve(
        [simulated(booth, seed, secrets.token_urlsafe(12)) for seed, booth in enumerate(booths, 1)]
    )


def simulated(booth: DemoBooth, seed: int, password: str) -> SimulatedObs:
    """The booth's OBS, living, not started yet."""
    return SimulatedObs(
        name=booth.name,
        password=password,
        shape=booth.shape,
        inputs=booth.microphones,
        obs_version=booth.obs_version,
        seed=seed,
        living=True,
        plan=booth.plan(),
    )


def rename(plan: ShowPlan, names: Mapping[str, str]) -> ShowPlan:
    """The same collection with other names; what `names` leaves out keeps its own."""

    def called(name: str) -> str:
        return names.get(name, name)

    def item(one: ItemPlan) -> ItemPlan:
        return replace(one, source=called(one.source))

    def scene(one: ScenePlan) -> ScenePlan:
        return replace(one, name=called(one.name), items=tuple(map(item, one.items)))

    def input_(one: InputPlan) -> InputPlan:
        return replace(one, name=called(one.name))

    renamed = replace(
        plan,
        inputs=tuple(map(input_, plan.inputs)),
        scenes=tuple(map(scene, plan.scenes)),
        groups=tuple(map(scene, plan.groups)),
        program=called(plan.program),
    )
    renamed.needs_known_sources()
    return renamed
