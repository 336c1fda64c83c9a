"""Plugins to look at: some that do well, one of each trouble, and many that nobody uses."""

from datetime import timedelta

from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import (
    Ability,
    Instance,
    InstanceStatus,
    Manifest,
    Plugin,
    PluginKind,
    PluginLine,
    PluginStatus,
    SettingSpec,
    SettingType,
)
from studio_app.domain.problems import problem
from tests.ui.fake_client import START, FakeStudio

ACCOUNT = SettingSpec(
    name="account",
    title="Account",
    description="The name behind the @, as it stands in the address of the page.",
    required=True,
)
EVERY = SettingSpec(
    name="every_s",
    type=SettingType.NUMBER,
    title="Ask every so many seconds",
    default=5,
    minimum=1,
    maximum=60,
)
TOKEN = SettingSpec(name="token", title="Access token", secret=True, required=True)
KEY = SettingSpec(name="key", title="Signing key", secret=True, description="Where it has one.")
GIFTS = SettingSpec(name="gifts", type=SettingType.SWITCH, title="Gifts too", default=True)
REGION = SettingSpec(
    name="region",
    type=SettingType.CHOICE,
    title="Region",
    choices=("vn", "sg", "th"),
    default="vn",
)
VIETNAMESE = {
    "name": "TikTok LIVE",
    "description": "Bình luận, quà, lượt thích của phòng live TikTok.",
    "setting.account.title": "Tài khoản",
    "setting.account.description": "Tên sau chữ @, như trong địa chỉ trang.",
    "setting.every_s.title": "Hỏi mỗi bao nhiêu giây",
    "setting.token.title": "Mã truy cập",
    "setting.key.title": "Khóa ký",
    "setting.key.description": "Nếu dịch vụ có.",
    "setting.gifts.title": "Cả quà tặng",
    "setting.region.title": "Khu vực",
    "setting.region.choice.vn": "Việt Nam",
}


def manifest(
    id_: str = "chat_tiktok",
    name: str = "TikTok LIVE",
    kind: PluginKind = PluginKind.CHAT,
    **more: object,
) -> Manifest:
    """A manifest with one setting of each kind."""
    fields: dict[str, object] = {
        "description": "Comments, gifts and likes of a TikTok LIVE room.",
        "setting": (ACCOUNT, EVERY, TOKEN, KEY, GIFTS, REGION),
        **more,
    }
    return Manifest(id=id_, kind=kind, api=1, name=name, **fields)  # type: ignore[arg-type]


def plugin(status: PluginStatus = PluginStatus.RUNNING, **more: object) -> Plugin:
    """TikTok, running."""
    fields: dict[str, object] = {
        "manifest": manifest(),
        "words": {"vi": VIETNAMESE},
        "shipped": True,
        "since": START,
        "memory_mb": 48 if status is PluginStatus.RUNNING else 0,
        "cpu_pct": 0.3 if status is PluginStatus.RUNNING else 0.0,
        **more,
    }
    return Plugin(status=status, **fields)  # type: ignore[arg-type]


def instance(
    number: int = 7, status: InstanceStatus = InstanceStatus.CONNECTED, **more: object
) -> Instance:
    """A TikTok account of a booth."""
    fields: dict[str, object] = {
        "plugin": "chat_tiktok",
        "booth": BoothId(f"booth-{number}"),
        "settings": {"account": f"nova.official{number}"},
        "secrets": ("token",),
        "since": START - timedelta(minutes=12),
        **more,
    }
    return Instance(status=status, **fields)  # type: ignore[arg-type]


def put_plugin(studio: FakeStudio, server: ServerId, id_: str, record: Plugin | None) -> None:
    """Set or remove a plugin."""
    studio.put(server, ("plugin", id_), record)


def put_instance(studio: FakeStudio, server: ServerId, id_: str, record: Instance | None) -> None:
    """Set or remove what is set up."""
    studio.put(server, ("plugin_instance", id_), record)


def evening(studio: FakeStudio, server: ServerId) -> None:
    """Channels of six booths, with everything that can go wrong."""
    soon = START + timedelta(seconds=12)
    facebook = manifest("chat_facebook", "Facebook Live", setting=(ACCOUNT, TOKEN))
    youtube = manifest("chat_youtube", "YouTube Live", setting=(ACCOUNT, KEY))
    webhook = manifest(
        "chat_webhook", "Webhook", can=(Ability.WEBHOOK,), setting=(KEY,), description=""
    )
    voice = manifest("speech_piper", "Piper", PluginKind.SPEECH, setting=(REGION,))
    for id_, record in {
        "chat_tiktok": plugin(),
        "chat_facebook": plugin(manifest=facebook, words={}, memory_mb=61, restarts=2),
        "chat_youtube": plugin(
            PluginStatus.WAITING,
            manifest=youtube,
            words={},
            since=START - timedelta(minutes=3),
            next_try=soon,
            restarts=7,
            problem=problem("internal", reference="exit 1"),
        ),
        "chat_webhook": plugin(manifest=webhook, words={}, memory_mb=39, cpu_pct=0.0),
        "chat_shopee": plugin(
            PluginStatus.MISSING,
            manifest=manifest(
                "chat_shopee",
                "Shopee Live",
                requires=("shopee-live==2.1",),
                licence="AGPL-3.0 with added terms: read them before you sell with it.",
            ),
            words={},
        ),
        "orders_kiot": plugin(
            PluginStatus.BROKEN,
            manifest=None,
            words={},
            shipped=False,
            folder="plugins/orders_kiot",
            problem=problem(
                "settings_error",
                file="plugins/orders_kiot/manifest.toml",
                line=12,
                field="setting[1].type",
                detail="must be one of text, number, switch, choice, got 'date'",
            ),
        ),
        "speech_piper": plugin(PluginStatus.IDLE, manifest=voice, words={}),
        "camera_visca": plugin(
            PluginStatus.IDLE,
            manifest=manifest("camera_visca", "VISCA over IP", PluginKind.CAMERA),
            words={},
        ),
    }.items():
        put_plugin(studio, server, id_, record)
    for id_, channel in {
        "tiktok-01": instance(1),
        "tiktok-02": instance(2, InstanceStatus.STALE),
        "tiktok-03": instance(3, InstanceStatus.OFFLINE, next_try=soon),
        "tiktok-04": instance(4, InstanceStatus.OFF, on=False),
        "facebook-01": instance(
            1,
            InstanceStatus.FAILED,
            plugin="chat_facebook",
            problem=problem("not_allowed", name="Token", role="viewer", least="admin"),
        ),
        "facebook-02": instance(2, InstanceStatus.CONNECTING, plugin="chat_facebook"),
        "youtube-01": instance(
            1, InstanceStatus.WAITING, plugin="chat_youtube", next_try=soon, secrets=()
        ),
        "web-1": instance(
            5, plugin="chat_webhook", settings={}, secrets=("key",), hook="/api/hooks/web-1"
        ),
    }.items():
        put_instance(studio, server, id_, channel)


def lines() -> list[tuple[int, PluginLine]]:
    """What they said."""
    said = (
        ("chat_tiktok", "tiktok-01", "info", "room 7391 joined"),
        ("chat_facebook", "facebook-01", "error", "the token was refused (code 190)"),
        ("chat_youtube", "", "warning", "the process ended with exit code 1; next try in 30 s"),
    )
    return [
        (
            at,
            PluginLine(
                at=START + timedelta(seconds=at), plugin=p, instance=i, level=level, text=text
            ),
        )
        for at, (p, i, level, text) in enumerate(said, 1)
    ]
