"""Whether what is set up of a plugin is what its manifest asks for, and with which defaults."""

from collections.abc import Collection, Mapping

from studio_app.domain.plugin import Manifest, SettingScalar, SettingSpec, SettingType
from studio_app.support.schema import FieldError, nearest, shown

TEXT_MOST = 2000
"""Characters of a setting."""
NUMBER_MOST = 2**53
"""Beyond it JSON readers lose digits."""


def wrong_value(spec: SettingSpec, value: SettingScalar) -> str | None:
    """Why a setting may not have this value; None when it may."""
    fits = {
        SettingType.TEXT: isinstance(value, str) and len(value) <= TEXT_MOST,
        SettingType.SWITCH: isinstance(value, bool),
        SettingType.CHOICE: value in spec.choices,
        SettingType.NUMBER: _is_number(value, spec),
    }
    return None if fits[spec.type] else f"must be {_allowed(spec)}, got {shown(value)}"


def checked(
    manifest: Manifest, settings: Mapping[str, SettingScalar], secrets: Collection[str]
) -> tuple[dict[str, SettingScalar], list[FieldError]]:
    """The settings with the manifest's defaults filled in, and what is wrong with them. `secrets`:
    names of those that are kept."""
    errors = []
    known = [spec.name for spec in manifest.setting if not spec.secret]
    for name in settings:
        spec = manifest.spec(name)
        if spec is None:
            errors.append(FieldError((name,), f"unknown; {nearest(name, known or ['none'])}"))
        elif spec.secret:
            detail = "secrets do not belong in this file; remove it and enter it in the window"
            errors.append(FieldError((name,), detail))
    values: dict[str, SettingScalar] = {}
    for spec in manifest.setting:
        if spec.secret:
            if spec.required and spec.name not in secrets:
                errors.append(FieldError((spec.name,), f"missing; enter “{spec.title}”"))
            continue
        value = settings.get(spec.name, spec.default)
        if value is None or (spec.required and value == ""):
            if spec.required:
                errors.append(FieldError((spec.name,), f"missing; it must be {_allowed(spec)}"))
        elif why := wrong_value(spec, value):
            errors.append(FieldError((spec.name,), why))
        else:
            values[spec.name] = value
    return values, errors


def _is_number(value: SettingScalar, spec: SettingSpec) -> bool:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > NUMBER_MOST:
        return False
    least = -NUMBER_MOST if spec.minimum is None else spec.minimum
    most = NUMBER_MOST if spec.maximum is None else spec.maximum
    return least <= value <= most


def _allowed(spec: SettingSpec) -> str:
    match spec.type:
        case SettingType.SWITCH:
            return "true or false"
        case SettingType.CHOICE:
            return "one of " + ", ".join(spec.choices)
        case SettingType.NUMBER:
            least = "" if spec.minimum is None else f" from {spec.minimum}"
            most = "" if spec.maximum is None else f" to {spec.maximum}"
            return f"a whole number{least}{most}"
        case SettingType.TEXT:
            return f"text of at most {TEXT_MOST} characters"
