"""No request, however odd its data, brings a simulated OBS out of step: it answers or refuses."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_app.rehearsal.booth import Booth
from studio_app.rehearsal.faults import Faults
from studio_app.rehearsal.protocol import JSON_PROTOCOL, Json, RequestFailed, decode, encode
from studio_app.rehearsal.requests import HANDLERS
from studio_app.rehearsal.requests.ask import Ask
from studio_app.rehearsal.show import booth_show
from studio_app.rehearsal.versions import Version

_FIELDS = """
    sceneName sourceName inputName filterName transitionName
    sceneItemId sceneItemIndex sceneItemEnabled sceneItemLocked sceneItemTransform
    inputKind inputSettings inputMuted inputVolumeMul inputVolumeDb
    inputAudioTracks filterKind filterIndex filterSettings filterEnabled
    newSceneName newInputName newFilterName position release
    imageFormat imageWidth imageHeight mediaAction mediaCursor
    monitorType studioModeEnabled eventData transitionDuration hotkeyName
    streamServiceType streamServiceSettings overlay
"""
FIELDS = _FIELDS.split()
NAMES = ("Host", "AI", "Product", "Host mic", "Break film", "Gain", "Fade", "jpg", "gain_filter")
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(max_size=4)
    | st.sampled_from(NAMES)
)
VALUES = (
    PLAIN | st.lists(PLAIN, max_size=2) | st.dictionaries(st.text(max_size=3), PLAIN, max_size=2)
)
SIZES = st.fixed_dictionaries({"imageWidth": st.integers(8, 64), "imageHeight": st.integers(8, 64)})


@pytest.mark.parametrize("request_kind", sorted(HANDLERS))
@settings(max_examples=15, deadline=None)
@given(
    data=st.none()
    | st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6)
    | st.builds(
        lambda more, size: {**more, **size, "imageFormat": "jpg"},
        st.dictionaries(st.sampled_from(("sceneName", "sourceName")), VALUES),
        SIZES,
    )
)
def test_it_answers_or_refuses(request_kind: str, data: Json | None) -> None:
    async def ask() -> None:
        booth = Booth(
            name="Booth",
            plan=booth_show("Booth", (160, 90)),
            version=Version("32.0.0"),
            faults=Faults(),
            seed=1,
        )
        try:
            answer = HANDLERS[request_kind](booth, Ask(booth, data))
        except RequestFailed:
            pass
        else:
            if answer is not None:
                assert decode(encode(answer, JSON_PROTOCOL), JSON_PROTOCOL) is not None
        finally:
            booth.stop()

    asyncio.run(ask())
