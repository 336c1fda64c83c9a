"""How the server is started by itself: the texts that systemd and Windows's Task Scheduler read."""

import re
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from xml.sax.saxutils import escape

SERVICE = "boothdeck.service"
TASK = "BoothDeck server"
_NEEDS_QUOTES = re.compile(r"[^A-Za-z0-9_@%+=:,./-]")

USER_UNIT = """\
# The studio server of one account: started with it, started again whenever it ends by itself.
# `boothdeck server install-autostart` writes this file; changes belong into a drop-in:
# systemctl --user edit boothdeck
[Unit]
Description=BoothDeck studio server
# Never give up: whatever keeps it from starting may be mended at any time.
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={command}
Restart=always
RestartSec=3
# Stopped on purpose (boothdeck server stop) it stays stopped.
RestartPreventExitStatus=0
TimeoutStopSec=20
KillMode=mixed
UMask=0077
NoNewPrivileges=true
LockPersonality=true
RestrictSUIDSGID=true
SystemCallArchitectures=native

[Install]
WantedBy=default.target
"""

TASK_XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>BoothDeck studio server: starts with this account, and again when it ends by \
itself.</Description>
    <URI>\\BoothDeck server</URI>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def user_unit(command: Sequence[str]) -> str:
    """The systemd unit of an account that runs this command. Source: systemd.service(5),
    systemd.exec(5), systemd.syntax(7)."""
    return USER_UNIT.format(command=" ".join(systemd_word(word) for word in command))


def systemd_word(word: str) -> str:
    """A word of a command as systemd reads it: quoted where it must be; `%` and `$` mean
    something to it."""
    word = word.replace("%", "%%").replace("$", "$$")
    if word and not _NEEDS_QUOTES.search(word.replace("$", "")):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def task_xml(command: Sequence[str], user: str) -> str:
    """A task for Windows's Task Scheduler that runs this command at `user`'s sign-in and again a
    minute after it failed. Source: Microsoft's Task Scheduler schema 1.2."""
    program, *arguments = command
    return TASK_XML.format(
        user=escape(user),
        program=escape(program),
        arguments=escape(" ".join(windows_word(word) for word in arguments)),
        folder=escape(str(PureWindowsPath(program).parent)),
    )


def windows_word(word: str) -> str:
    """A word of a command line as Windows programs split it (CommandLineToArgvW)."""
    if word and not re.search(r'[\s"]', word):
        return word
    quoted = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)$", r"\1\1", quoted) + '"'


def user_unit_file(config_home: Path) -> Path:
    """Where an account's own unit lies; `config_home` is XDG_CONFIG_HOME or ~/.config."""
    return config_home / "systemd" / "user" / SERVICE
