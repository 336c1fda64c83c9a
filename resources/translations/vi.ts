<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
  <context>
    <name>Desk</name>
    <message>
      <source>Not done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not undone: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing to undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undone: {what}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>House</name>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connect again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove booth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop server</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Outputs</name>
    <message>
      <source>Go on recording</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live on the platform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New recording file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause recording</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replay saved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save replay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start {output}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop {output}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Sound</name>
    <message>
      <source>Balance “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Monitoring “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mute “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sync offset “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tracks “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unmute “{input}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume “{input}”</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Sources</name>
    <message>
      <source>Filter “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide “{source}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lock “{source}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Media “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move “{source}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show “{source}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unlock “{source}”</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Switching</name>
    <message>
      <source>Back to the scene before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hotkey {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was switched from here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview “{scene}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Profile {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scene collection {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Studio mode off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Studio mode on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>T-bar</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Transition</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>actions</name>
    <message>
      <source>Add a booth to the wall and to `studio.toml`.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change OBS's profile (its output settings).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change OBS's scene collection; the picture changes at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change a booth's settings; what is not given stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the scene that comes next.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the transition for the next take, and its duration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose whether an input is heard on the monitoring device.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose which of the six audio tracks an input goes to.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delay an input's sound against the picture, in ms (negative: earlier).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everybody who may sign in, and who no longer may.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give somebody a name, a PIN and a role.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on recording in a new file (OBS 30.2 and newer).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to a time in a media source.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lock a source in its place in OBS's own window, or release it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move a source forward or back within its scene.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the transition by hand; letting go past the end takes, at the start goes back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mute an input or open it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause the recording or go on with it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Play, pause, stop or restart a media source.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Press one of OBS's own hotkeys by its name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put a scene (or, with none named, the preview) on air at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the preview on air with the chosen transition.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the replay buffer's last seconds to a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say whether the platform shows this booth, as a person who looked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search for OBS on this machine and, when asked, at port 4455 of the local network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set an input's balance: 0 left, 0.5 middle, 1 right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set an input's fader, in dB.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show or hide a source in a scene (or group).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start the stream, recording, replay buffer or virtual camera; done when OBS says STARTED.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop a long action.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop an output. Ending a stream must be confirmed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop this studio server. Every OBS goes on as it is; nobody watches it any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Switch OBS's studio mode (preview beside program) on or off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Switch a filter of a source or scene on or off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take a booth off the wall; its OBS goes on as it is. Its password is kept a day for undo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take somebody's access away; they are signed out everywhere at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try to connect to an OBS and say what was found; changes nothing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try to reach a booth's OBS now instead of waiting.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>problems</name>
    <message>
      <source>A PIN has 4 to 12 digits and is not one digit repeated or a plain row.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Booth number {number} belongs to {booth}. Choose another number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Booth {booth} exists already. Choose another id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancelled.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Disconnected: nothing was taken for {seconds} s. Check computer and line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More than {limit} actions are under way from here. Wait for their answers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No password is stored for {booth}. Enter it under Booth settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No server answers at {address}: {detail}. Is BoothDeck running there?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No system keyring here: passwords are in a file only this account can read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not done: on air is “{now}”, not “{seen}” as your window showed. Look and repeat.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing listens at {address}. Start OBS and switch its WebSocket server on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS accepted the start but {output} did not begin. Check server and stream key in OBS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS at {address} speaks another protocol version ({detail}). OBS 28 or newer is needed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS at {booth} did not answer {request} within {seconds} s. Is it frozen?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS at {booth} refused {request}: {comment} (code {code}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS at {booth} took {request} but did not confirm it in {seconds} s. Look there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS closed the connection: {detail}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS did not pause: recording “same as stream” cannot be paused.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS has not answered for {seconds} s. It may be frozen or showing a dialog.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS is starting or loading; BoothDeck waits for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS refused the password. In OBS: Tools → WebSocket Server Settings → Show Connect Info.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS {version} at {booth} cannot do this ({request}). It needs a newer OBS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sign in first, with your name and PIN.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Somebody disconnected BoothDeck in OBS (code 4011). Retry when that was meant to end.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something failed inside the server ({reference}). The log has the details.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>That name and PIN do not belong together. Check both and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection to {server} was lost before the answer came; look before repeating.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The database did not answer in {seconds} s. Is its disk or server all right?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The database refused: {detail}. Nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The disk with {path} is full; nothing can be recorded. Free some space.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has {size} bytes; {limit} are allowed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The link to OBS at {booth} broke before it answered; look before repeating.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The password store does not answer: {detail}. Nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The request is not understood: {detail}. Update the program that sent it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The request was not complete within {seconds} s. Check the network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server got this {late_ms} ms after its time ({action}); nothing was done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is a {name} already. Choose another name, or revoke the old one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no action {name}. `boothdeck actions` lists them all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no booth {booth} on this server. Booths here: {booths}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no file {blob}; it may have expired. Send it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no log {channel} for {role}. There is: {channels}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no running job {job}; it may have ended.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nobody called {name}. `boothdeck user list` shows everybody.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing at {path}. /api/openapi.json lists everything.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This ends what viewers see on {booth}. Confirm to go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This machine's clock was set by {seconds} s; the server goes on with the time it had. Restart it when no booth is on air.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This request is still being carried out. Wait for its answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This server does not go by the name {host}, but by: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This server does not offer {action} at present; its log says why. Restart it to try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Too many wrong PINs. Wait {seconds} seconds, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Web pages of {origin} may not use this server.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What answers at {address} is not OBS: {detail}. Check the port (OBS uses 4455).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without TLS the server listens only on this machine. Set tls_cert and tls_key.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You have been signed out. Sign in again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{action}: {detail}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{address} cannot be reached: {detail}. Check the address, cable and firewall.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{address} is {server}, which is connected already at {other}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{address} shows another certificate than before. Ask who runs it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} has no Cut transition. Add one in OBS, or use Take.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} has no scene “{scene}”. It may have been renamed or removed in OBS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} has no source “{source}” here. It may have been renamed or removed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} has no transition “{transition}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} is not connected to its OBS ({status}); nothing was done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth} is not in studio mode, so there is no preview to take.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{booth}: the link to {address} is not encrypted; others on that network can read it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} cannot be read: {detail}. The last good settings stay in force.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} cannot be written: {detail}. Nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} was being edited at the same moment. Try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file}: {fields} changed; the server takes that over when it is started again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file}:{line}: {field}: {detail}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a name that the server uses itself. Choose another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is the last administrator and cannot be revoked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is {role}; this needs {least} or above. Ask an administrator.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{output} is not running.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{output} is not set up in OBS. Switch it on in OBS: Settings → Output.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{output} is running already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{output} stopped by itself. Check the receiver and the line, then start again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} does not take {method}, only {allowed}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{server} is being stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{server} speaks version {theirs}, this program {ours}. Update the older one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} must be between {least} and {most}; got {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{address}” is no address. Write NAME:PORT, or https://NAME:PORT.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>words</name>
    <message>
      <source>AI host</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS is silent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OBS sends</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>administrator</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>break</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>buffering</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connected</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connecting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>delivery not proven</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>director</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dropping frames</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ended</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>good</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>host</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>host unknown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>line congested</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>live on the platform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>live unknown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>monitor and program</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>monitor only</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no media</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not live on the platform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not monitored</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not set up in OBS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing leaves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing to judge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>opening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>order desk</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>playing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reconnecting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>recording</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>refused by OBS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>replay buffer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>running</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>standby</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>starting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stopping</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stream</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>technician</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the platform's program sends</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>virtual camera</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
