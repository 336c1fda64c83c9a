"""Requests about what is sent: stream, recording, replay buffer, virtual camera."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def get_stream_status(booth: "Booth", ask: Ask) -> Json:
    return booth.outputs.stream_status()


def start_stream(booth: "Booth", ask: Ask) -> None:
    booth.outputs.start_stream()


def stop_stream(booth: "Booth", ask: Ask) -> None:
    booth.outputs.stop_stream()


def toggle_stream(booth: "Booth", ask: Ask) -> Json:
    active = booth.outputs.stream.active
    (booth.outputs.stop_stream if active else booth.outputs.start_stream)()
    return {"outputActive": not active}


def get_record_status(booth: "Booth", ask: Ask) -> Json:
    return booth.outputs.record_status()


def start_record(booth: "Booth", ask: Ask) -> None:
    booth.outputs.start_record()


def stop_record(booth: "Booth", ask: Ask) -> Json:
    return {"outputPath": booth.outputs.stop_record()}


def toggle_record(booth: "Booth", ask: Ask) -> Json:
    active = booth.outputs.record.active
    (booth.outputs.stop_record if active else booth.outputs.start_record)()
    return {"outputActive": not active}


def pause_record(booth: "Booth", ask: Ask) -> None:
    booth.outputs.pause_record()


def resume_record(booth: "Booth", ask: Ask) -> None:
    booth.outputs.resume_record()


def toggle_record_pause(booth: "Booth", ask: Ask) -> Json:
    paused = booth.outputs.record.paused
    (booth.outputs.resume_record if paused else booth.outputs.pause_record)()
    return {"outputPaused": not paused}


def split_record_file(booth: "Booth", ask: Ask) -> None:
    booth.outputs.split_record()


def get_replay_buffer_status(booth: "Booth", ask: Ask) -> Json:
    booth.outputs.needs_replay()
    return {"outputActive": booth.outputs.replay.active}


def start_replay_buffer(booth: "Booth", ask: Ask) -> None:
    booth.outputs.start_replay()


def stop_replay_buffer(booth: "Booth", ask: Ask) -> None:
    booth.outputs.stop_replay()


def toggle_replay_buffer(booth: "Booth", ask: Ask) -> Json:
    active = booth.outputs.replay.active
    (booth.outputs.stop_replay if active else booth.outputs.start_replay)()
    return {"outputActive": not active}


def save_replay_buffer(booth: "Booth", ask: Ask) -> None:
    booth.outputs.save_replay()


def get_last_replay_buffer_replay(booth: "Booth", ask: Ask) -> Json:
    booth.outputs.needs_replay()
    if not booth.outputs.replay.active:
        raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
    return {"savedReplayPath": booth.outputs.last_replay}


def get_virtual_cam_status(booth: "Booth", ask: Ask) -> Json:
    booth.outputs.needs_virtualcam()
    return {"outputActive": booth.outputs.virtualcam.active}


def start_virtual_cam(booth: "Booth", ask: Ask) -> None:
    booth.outputs.start_virtualcam()


def stop_virtual_cam(booth: "Booth", ask: Ask) -> None:
    booth.outputs.stop_virtualcam()


def toggle_virtual_cam(booth: "Booth", ask: Ask) -> Json:
    active = booth.outputs.virtualcam.active
    (booth.outputs.stop_virtualcam if active else booth.outputs.start_virtualcam)()
    return {"outputActive": not active}


def get_output_list(booth: "Booth", ask: Ask) -> Json:
    width, height = booth.show.size
    told: list[Json] = []
    for name, kind, run, service in (
        ("simple_stream", "rtmp_output", booth.outputs.stream, True),
        ("simple_file_output", "ffmpeg_muxer", booth.outputs.record, False),
        ("Replay Buffer", "replay_buffer", booth.outputs.replay, False),
        ("virtualcam_output", "v4l2_output", booth.outputs.virtualcam, False),
    ):
        if name == "virtualcam_output" and not booth.outputs.has_virtualcam:
            continue
        if name == "Replay Buffer" and not booth.outputs.has_replay:
            continue
        encoded = name != "virtualcam_output"
        told.append(
            {
                "outputName": name,
                "outputKind": kind,
                "outputWidth": width if run.active else 0,
                "outputHeight": height if run.active else 0,
                "outputActive": run.active,
                "outputFlags": {
                    "OBS_OUTPUT_AUDIO": encoded,
                    "OBS_OUTPUT_VIDEO": True,
                    "OBS_OUTPUT_ENCODED": encoded,
                    "OBS_OUTPUT_MULTI_TRACK": encoded,
                    "OBS_OUTPUT_SERVICE": service,
                },
            }
        )
    return {"outputs": told}


HANDLERS: dict[str, Handler] = {
    "GetStreamStatus": get_stream_status,
    "StartStream": start_stream,
    "StopStream": stop_stream,
    "ToggleStream": toggle_stream,
    "GetRecordStatus": get_record_status,
    "StartRecord": start_record,
    "StopRecord": stop_record,
    "ToggleRecord": toggle_record,
    "PauseRecord": pause_record,
    "ResumeRecord": resume_record,
    "ToggleRecordPause": toggle_record_pause,
    "SplitRecordFile": split_record_file,
    "GetReplayBufferStatus": get_replay_buffer_status,
    "StartReplayBuffer": start_replay_buffer,
    "StopReplayBuffer": stop_replay_buffer,
    "ToggleReplayBuffer": toggle_replay_buffer,
    "SaveReplayBuffer": save_replay_buffer,
    "GetLastReplayBufferReplay": get_last_replay_buffer_replay,
    "GetVirtualCamStatus": get_virtual_cam_status,
    "StartVirtualCam": start_virtual_cam,
    "StopVirtualCam": stop_virtual_cam,
    "ToggleVirtualCam": toggle_virtual_cam,
    "GetOutputList": get_output_list,
}
