"""Everything that can go wrong in words: one table of problems, each with what to do about it.

A problem travels as code and arguments, so that every reader sees it in their own language. The
text here is the English source; `ui` translates it, the command line and HTTP print it.
"""

from typing import Annotated

from msgspec import field

from studio_app.domain.chat_problems import CHAT_PROBLEMS
from studio_app.domain.order_problems import ORDER_PROBLEMS
from studio_app.domain.plugin_problems import PLUGIN_PROBLEMS
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

PROBLEMS: dict[str, str] = {
    # asking
    "bad_request": "The request is not understood: {detail}. Update the program that sent it.",
    "unknown_action": "There is no action {name}. `boothdeck actions` lists them all.",
    "bad_parameters": "{action}: {detail}",
    "not_allowed": "{name} is {role}; this needs {least} or above. Ask an administrator.",
    "not_signed_in": "Sign in first, with your name and PIN.",
    "wrong_pin": "That name and PIN do not belong together. Check both and try again.",
    "too_many_tries": "Too many wrong PINs. Wait {seconds} seconds, then try again.",
    "session_expired": "You have been signed out. Sign in again.",
    "too_late": "The server got this {late_ms} ms after its time ({action}); nothing was done.",
    "stale_view": (
        "Not done: on air is “{now}”, not “{seen}” as your window showed. Look and repeat."
    ),
    "request_running": "This request is still being carried out. Wait for its answer.",
    "cancelled": "Cancelled.",
    "internal": "Something failed inside the server ({reference}). The log has the details.",
    "confirm_needed": "This ends what viewers see on {booth}. Confirm to go on.",
    "too_large": "The file has {size} bytes; {limit} are allowed.",
    "too_busy": "More than {limit} actions are under way from here. Wait for their answers.",
    "too_slow": "Disconnected: nothing was taken for {seconds} s. Check computer and line.",
    "timed_out": "The request was not complete within {seconds} s. Check the network.",
    "not_found": "There is nothing at {path}. /api/openapi.json lists everything.",
    "wrong_method": "{path} does not take {method}, only {allowed}.",
    "wrong_host": "This server does not go by the name {host}, but by: {names}.",
    "wrong_origin": "Web pages of {origin} may not use this server.",
    "no_such_log": "There is no log {channel} for {role}. There is: {channels}.",
    "no_such_blob": "There is no file {blob}; it may have expired. Send it again.",
    "no_server_here": (
        "No server of this account runs on this machine. Start one: boothdeck server"
    ),
    "server_runs": (
        "A server runs in {folder} already{where}. Use that one, or stop it: boothdeck server stop"
    ),
    "home_unusable": "{folder} cannot be used: {detail}. Check its owner, rights and free space.",
    "action_unavailable": (
        "This server does not offer {action} at present; its log says why. Restart it to try again."
    ),
    "clock_jumped": (
        "This machine's clock was set by {seconds} s; the server goes on with the time it had. "
        "Restart it when no booth is on air."
    ),
    "no_such_job": "There is no running job {job}; it may have ended.",
    "server_unreachable": "No server answers at {address}: {detail}. Is BoothDeck running there?",
    "server_lost": (
        "The connection to {server} was lost before the answer came; look before repeating."
    ),
    "protocol_mismatch": (
        "{server} speaks version {theirs}, this program {ours}. Update the older one."
    ),
    "server_stopping": "{server} is being stopped.",
    "server_twice": "{address} is {server}, which is connected already at {other}.",
    "bad_address": "“{address}” is no address. Write NAME:PORT, or https://NAME:PORT.",
    "tls_unusable": "{cert} and {key} cannot be used for TLS: {detail}. Make new ones.",
    "cannot_listen": (
        "{address} cannot be listened on: {detail}. Another program has it? Choose another port."
    ),
    "tls_required": (
        "Without TLS the server listens only on this machine. Set tls_cert and tls_key."
    ),
    "certificate_exists": (
        "{file} exists already. With --replace it is made anew; every console then asks whether "
        "to believe the new one."
    ),
    "certificate_not_written": "{file} cannot be written: {detail}. Check its folder's rights.",
    "certificate_changed": "{address} shows another certificate than before. Ask who runs it.",
    # booths and links
    "no_such_booth": "There is no booth {booth} on this server. Booths here: {booths}.",
    "booth_exists": "Booth {booth} exists already. Choose another id.",
    "number_taken": "Booth number {number} belongs to {booth}. Choose another number.",
    "not_connected": "{booth} is not connected to its OBS ({status}); nothing was done.",
    "obs_timeout": "OBS at {booth} did not answer {request} within {seconds} s. Is it frozen?",
    "obs_refused": "OBS at {booth} refused {request}: {comment} (code {code}).",
    "obs_lacks": "OBS {version} at {booth} cannot do this ({request}). It needs a newer OBS.",
    "obs_not_confirmed": (
        "OBS at {booth} took {request} but did not confirm it in {seconds} s. Look there."
    ),
    "obs_gone": "The link to OBS at {booth} broke before it answered; look before repeating.",
    "link_wrong_password": (
        "OBS refused the password. In OBS: Tools → WebSocket Server Settings → Show Connect Info."
    ),
    "link_no_answer": "Nothing listens at {address}. Start OBS and switch its WebSocket server on.",
    "link_unreachable": (
        "{address} cannot be reached: {detail}. Check the address, cable and firewall."
    ),
    "link_not_obs": (
        "What answers at {address} is not OBS: {detail}. Check the port (OBS uses 4455)."
    ),
    "link_old_rpc": (
        "OBS at {address} speaks another protocol version ({detail}). OBS 28 or newer is needed."
    ),
    "link_closed": "OBS closed the connection: {detail}.",
    "link_frozen": "OBS has not answered for {seconds} s. It may be frozen or showing a dialog.",
    "link_no_hello": (
        "OBS at {address} takes connections but does not greet: it is starting or shows a dialog "
        "(safe mode, “OBS crashed last time”). Look at that PC’s screen and answer it."
    ),
    "link_dialog": (
        "OBS runs on this machine (process {pid}) but its WebSocket server does not answer: it may "
        "show a dialog (safe mode, an update, a missing plugin). Look at its screen and answer it."
    ),
    "link_ready_late": (
        "OBS has been loading for {seconds} s. It may show a dialog (safe mode, missing files): "
        "look at that PC’s screen and answer it."
    ),
    "link_kicked": (
        "Somebody disconnected BoothDeck in OBS (code 4011). Retry when that was meant to end."
    ),
    "link_not_ready": "OBS is starting or loading; BoothDeck waits for it.",
    "no_password": "No password is stored for {booth}. Enter it under Booth settings.",
    "plain_ws": (
        "{booth}: the link to {address} is not encrypted; others on that network can read it."
    ),
    "not_for_groups": (
        "{action} cannot be done by a group: only what is about one booth and needs no password. "
        "`boothdeck actions` lists all."
    ),
    "booth_twice": "{booth} is named twice; name every booth once.",
    # switching, sources, sound
    "no_such_scene": "{booth} has no scene “{scene}”. It may have been renamed or removed in OBS.",
    "stale_preview": (
        "Not done: next is “{now}”, not “{seen}” as your window showed. Look and repeat."
    ),
    "transition_running": "A transition is still running on {booth}. Wait for its end, then take.",
    "transition_fixed": "The transition “{transition}” has its own length; none can be set.",
    "no_such_filter": "{booth}: “{source}” has no filter “{filter}”. It may have been renamed.",
    "no_such_hotkey": "{booth} has no hotkey {hotkey}. OBS lists them under Settings → Hotkeys.",
    "no_such_profile": "{booth} has no profile “{profile}”.",
    "no_such_collection": "{booth} has no scene collection “{collection}”.",
    "no_sound": "“{input}” on {booth} has no sound.",
    "no_media": "“{input}” on {booth} plays nothing that could be controlled.",
    "no_such_source": "{booth} has no source “{source}” here. It may have been renamed or removed.",
    "no_such_transition": "{booth} has no transition “{transition}”.",
    "no_cut_transition": "{booth} has no Cut transition. Add one in OBS, or use Take.",
    "studio_mode_off": "{booth} is not in studio mode, so there is no preview to take.",
    "out_of_range": "{what} must be between {least} and {most}; got {value}.",
    # outputs
    "output_not_started": (
        "OBS accepted the start but {output} did not begin. Check server and stream key in OBS."
    ),
    "output_stopped_itself": (
        "{output} stopped by itself. Check the receiver and the line, then start again."
    ),
    "output_active_already": "{output} is running already.",
    "output_not_active": "{output} is not running.",
    "output_unavailable": "{output} is not set up in OBS. Switch it on in OBS: Settings → Output.",
    "no_stream_service": (
        "OBS at {booth} does not know where to send. Enter service and key in OBS: "
        "Settings → Stream."
    ),
    "sent_elsewhere": (
        "{booth} is sent by the platform's own program. Start it there, then say that it is live."
    ),
    "program_empty": (
        "{booth} would show nothing: no source of “{scene}” is visible. Choose another scene."
    ),
    "pause_ignored": "OBS did not pause: recording “same as stream” cannot be paused.",
    # standby and recovery
    "panic_not_reached": (
        "STANDBY NOT REACHED on {booth}: {reason} Viewers may still see what was on air. "
        "Go to that PC, or press again."
    ),
    "panic_not_muted": "{booth} is on standby, but these inputs are still heard: {inputs}.",
    "panic_scene_gone": (
        "{booth} cannot go back: the scene “{scene}” is gone. Put another scene on air, then end "
        "the panic to have the sound back."
    ),
    "panic_not_back": "{booth} is back, but not all of it: {inputs}. Look at its sound.",
    "standby_not_made": "No standby scene could be made on {booth}: {reason}",
    # booth templates
    "no_such_template": "There is no booth template {template}. There is: {templates}.",
    "no_template": "{booth} was not commissioned: choose a template for it first.",
    "commission_on_air": (
        "{booth} is on air; its scenes would change before the viewers’ eyes. Confirm to go on."
    ),
    "commission_running": "{booth} is being commissioned already. Wait for its end.",
    "template_kind_missing": (
        "“{source}” ({what}) cannot be made: this OBS has no {kinds}. Install what brings it, then "
        "commission again; everything else is built."
    ),
    "template_filter_missing": (
        "Filter “{filter}” of “{source}” cannot be made: this OBS has no {kind}. Install what "
        "brings it, then commission again."
    ),
    "template_other_kind": (
        "“{source}” is a {kind} in OBS, the template wants {what} ({kinds}). Rename or remove it "
        "there, then commission again."
    ),
    "template_name_taken": (
        "OBS uses the name “{name}” for something else; the template wants {wanted} of that name. "
        "Rename it there, then commission again."
    ),
    "template_no_transition": (
        "OBS has no transition “{transition}”. Add it there: Scene Transitions → +."
    ),
    "template_device": "“{source}”: no device is chosen. Double-click it in OBS and choose one.",
    "template_outputs_run": (
        "Canvas and output settings must wait while OBS sends or records ({outputs}). "
        "Stop that, then commission again."
    ),
    "template_advanced_output": (
        "OBS is in advanced output mode; the template’s bit rates are for the simple one. "
        "Set them in OBS: Settings → Output."
    ),
    "template_heard_twice": (
        "“{device}” is in every scene as well as “{source}”: viewers hear it twice. "
        "In OBS: Settings → Audio, set it to Disabled."
    ),
    # settings and secrets
    "settings_error": "{file}:{line}: {field}: {detail}",
    "settings_unreadable": "{file} cannot be read: {detail}. The last good settings stay in force.",
    "keyring_missing": (
        "No system keyring here: passwords are in a file only this account can read."
    ),
    "settings_restart": (
        "{file}: {fields} changed; the server takes that over when it is started again."
    ),
    "no_such_setting": "There is no setting {field}. There are: {fields}.",
    "bad_setting": "{field}: {detail}",
    "setting_changed": (
        "{field} is “{now}” by now: somebody changed it meanwhile. Look, then change it again."
    ),
    "settings_changed_meanwhile": "{file} was being edited at the same moment. Try again.",
    "settings_not_written": "{file} cannot be written: {detail}. Nothing was changed.",
    "secrets_unavailable": "The password store does not answer: {detail}. Nothing was changed.",
    "database_slow": "The database did not answer in {seconds} s. Is its disk or server all right?",
    "database_error": "The database refused: {detail}. Nothing was changed.",
    "disk_full": "The disk with {path} is full; nothing can be recorded. Free some space.",
    # alarms
    "no_such_alarm": "There is no alarm {alarm} any more; it has cleared.",
    "alarm_cleared": "That alarm has cleared; there is nothing to put aside.",
    "alarm_machine": (
        "Several OBS of the PC {place} are gone at once. Check its power and its network cable."
    ),
    "alarm_network": (
        "Several booths of the network {place} are gone at once. "
        "Check the switch, its cable and the power."
    ),
    "alarm_networks": (
        "Several booths are gone at once. Check the switch, its cable and the power."
    ),
    "alarm_line": (
        "Several streams fail at once. Check the line to the internet, then the platform."
    ),
    "alarm_obs_silent": "OBS is silent. It may be frozen or wait in a dialog: look at that PC.",
    "alarm_not_ready": "OBS has been loading for long. It may wait in a dialog: look at that PC.",
    "alarm_reconnecting": "OBS has lost the receiver. Check the line and the platform.",
    "alarm_stalled": "OBS runs, but no data leaves. Check the line.",
    "alarm_congested": "The line is too slow for this bit rate. Lower it in OBS.",
    "alarm_skipped": (
        "More than {limit} % of the frames do not get through: the line is too slow for this bit "
        "rate. Lower it in OBS."
    ),
    "alarm_lagged": (
        "More than {limit} % of the frames are not drawn: that PC is overloaded. "
        "Close other programs there."
    ),
    "alarm_not_live": "OBS sends, but the platform does not show it. Look there.",
    "alarm_not_sending": (
        "The platform shows it, but OBS sends nothing: viewers see no new picture. Start the "
        "stream, or end the live there."
    ),
    "alarm_unproven": (
        "Nobody has confirmed for {minutes} minutes that the platform shows it. "
        "Look there, then say what it shows."
    ),
    "alarm_camera_off": "Viewers see no new picture. Start the virtual camera.",
    "alarm_record_stalled": "The recording does not grow. Check that PC's disk.",
    "alarm_disk": (
        "Less than {limit} GB free on the disk that OBS records to. Free some space: a recording "
        "stops when it is full."
    ),
    "alarm_cpu": (
        "OBS takes more than {limit} % of its PC. Close other programs there, or lower resolution "
        "or frame rate."
    ),
    "alarm_black": "The program is black. Look at the camera, its cable and the scene.",
    "alarm_frozen": "The program's picture stands still. Look at the camera and at OBS.",
    "alarm_silent": "The program has no sound. Look at the microphone and the mixer.",
    "alarm_drift": "OBS is no longer as it was commissioned. Compare it, then mend it.",
    "alarm_server_disk": (
        "Less than {limit} GB free on the server's own disk ({path}). Free some space: nothing can "
        "be written when it is full."
    ),
    "no_history": "There are no readings of {booth} yet that a limit could rest on.",
    # staff
    "no_such_user": "There is nobody called {name}. `boothdeck user list` shows everybody.",
    "user_exists": "There is a {name} already. Choose another name, or revoke the old one.",
    "name_reserved": "{name} is a name that the server uses itself. Choose another.",
    "weak_pin": "A PIN has 4 to 12 digits and is not one digit repeated or a plain row.",
    "last_admin": "{name} is the last administrator and cannot be revoked.",
    **PLUGIN_PROBLEMS,
    **CHAT_PROBLEMS,
    **ORDER_PROBLEMS,
}
"""Problem code → English text with what to do; `{…}` are the names in `Problem.args`."""


class Problem(Fact, frozen=True, kw_only=True):
    """One thing that went wrong; `code` is a key of `PROBLEMS`, `args` fill its text."""

    code: str
    args: dict[str, Annotated[str, FREE_TEXT]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English text with its arguments filled in; unknown codes show themselves."""
        return fill(PROBLEMS.get(self.code, self.code), self.args)


def fill(template: str, args: dict[str, str]) -> str:
    """`template` with `{name}` replaced; a missing argument stays visible as `{name}`."""
    for name, value in args.items():
        template = template.replace("{" + name + "}", value)
    return template


def problem(code: str, /, **args: object) -> Problem:
    """A `Problem` with its arguments turned to text; the code must be in the table."""
    if code not in PROBLEMS:
        raise KeyError(code)
    return Problem(code=code, args={name: str(value) for name, value in args.items()})
