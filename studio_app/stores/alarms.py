"""What alarms there are now."""

from studio_app.domain.alarm import Alarm
from studio_app.stores.store import RecordStore


class AlarmStore(RecordStore):
    """Records `alarm`, by id. The alarm service writes them."""

    def alarms(self) -> dict[str, Alarm]:
        """All in sight, by id: standing ones, and cleared ones that nobody has acknowledged."""
        found = {key[1]: self.get(Alarm, *key) for key in self.keys("alarm")}
        return {id_: alarm for id_, alarm in found.items() if alarm is not None}
