"""What the health plots are called and how their values are written, in the window's language."""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.health import HealthReading
from ui.docks.health_model import Plot
from ui.figures import UNKNOWN, decimal, megabytes, percent, rate

LEAST_DB = -120.0
"""Below it a level is written as silence."""


def plot_title(name: str) -> str:
    """A row's name, by its first figure."""
    translate = QCoreApplication.translate
    return {
        "fps": translate("Health", "Frames/s"),
        "lagged_pct": translate("Health", "Lost by the PC"),
        "skipped_pct": translate("Health", "Lost on the line"),
        "congestion_pct": translate("Health", "Congestion"),
        "kbps": translate("Health", "Bit rate"),
        "cpu_pct": translate("Health", "CPU of OBS"),
        "disk_free_mb": translate("Health", "Disk free"),
        "round_trip_ms": translate("Health", "Round trip"),
        "rms_db": translate("Health", "Sound RMS / peak"),
    }[name]


def plot_tip(name: str) -> str:
    """What a row's figure is, in a sentence."""
    translate = QCoreApplication.translate
    return {
        "fps": translate("Health", "Frames a second that OBS renders."),
        "lagged_pct": translate("Health", "Frames that the PC had no time to draw: the worst."),
        "skipped_pct": translate("Health", "Frames that the line did not take: the worst."),
        "congestion_pct": translate("Health", "How full OBS's way out is: the worst."),
        "kbps": translate("Health", "What the stream sends: the mean."),
        "cpu_pct": translate("Health", "Processor time of OBS: the mean."),
        "disk_free_mb": translate("Health", "Room on the disk that OBS records to: the least."),
        "round_trip_ms": translate("Health", "From the server to OBS and back: the longest."),
        "rms_db": translate(
            "Health",
            "What viewers hear, from OBS's meters: bright RMS, faint peak. Not LUFS. Known while "
            "the booth is on air.",
        ),
    }[name]


def value_text(name: str, figures: HealthReading | None) -> str:
    """A row's value; a dash where nothing is known."""
    value = figures.value(name) if figures is not None else None
    if value is None or figures is None:
        return UNKNOWN
    match name:
        case "kbps":
            return rate(round(value))
        case "disk_free_mb":
            return megabytes(value)
        case "fps":
            return decimal(value)
        case "round_trip_ms":
            return f"{decimal(value)} ms"
        case "rms_db":
            return f"{level(value)} / {level(figures.peak_db)} dB"
        case _:
            return percent(value)


def level(db: float | None) -> str:
    """A level in dBFS without its unit; silence is minus infinity."""
    if db is None:
        return UNKNOWN
    return "−∞" if db < LEAST_DB else decimal(db, 0)


def scale_text(plot: Plot, high: float) -> str:
    """A row's scale from end to end: "0–100 %"."""
    low = f"{decimal(plot.low, 0)}–"
    match plot.names[0]:
        case "kbps":
            return f"{low}{decimal(high / 1000, 0)} Mb/s"
        case "disk_free_mb":
            return f"{low}{decimal(high / 1000, 0)} GB"
        case "round_trip_ms":
            return f"{low}{decimal(high, 0)} ms"
        case "rms_db":
            return f"{decimal(plot.low, 0)} … {decimal(high, 0)} dBFS"
        case "fps":
            return f"{low}{decimal(high, 0)}"
        case _:
            return f"{low}{decimal(high, 0)} %"
