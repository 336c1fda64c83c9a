# Has BoothDeck's server started at this account's sign-in, and again a minute after it failed.
# Run in PowerShell as the account that runs OBS:  .\install-autostart.ps1  [-Program PATH] [-Remove]
# `boothdeck server install-autostart` does the same.
param(
    [string]$Program = (Join-Path $PSScriptRoot "boothdeck.exe"),
    [switch]$Remove
)
$ErrorActionPreference = "Stop"
$name = "BoothDeck server"

if ($Remove) {
    Unregister-ScheduledTask -TaskName $name -Confirm:$false
    Write-Output "Removed: $name"
    exit 0
}
if (-not (Test-Path -LiteralPath $Program -PathType Leaf)) {
    Write-Error "There is no program at $Program. Name it: -Program 'C:\...\boothdeck.exe'"
    exit 1
}
$template = Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot "boothdeck-task.xml")
$document = [xml]$template
$user = [System.Security.Principal.WindowsIdentity]::GetCurrent().Name
$document.Task.Triggers.LogonTrigger.UserId = $user
$document.Task.Principals.Principal.UserId = $user
$document.Task.Actions.Exec.Command = $Program
$document.Task.Actions.Exec.WorkingDirectory = [string](Split-Path -Parent $Program)
Register-ScheduledTask -TaskName $name -Xml $document.OuterXml -Force | Out-Null
Write-Output "The Task Scheduler has '$name': the server starts at your sign-in."
Write-Output "Start it now: Start-ScheduledTask -TaskName '$name'"
