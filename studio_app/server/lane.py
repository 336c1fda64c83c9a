"""What every channel gives the feed for each client: a lane, from which frames are taken."""

from collections import deque
from typing import Protocol


class Lane(Protocol):
    """What waits for one client on one channel. Lives on the loop's thread."""

    def take(self) -> bytes | None:
        """The next frame, made at this moment from what is newest; None when nothing waits."""
        ...

    def close(self) -> None:
        """The client has gone: want nothing any more, for it."""
        ...


class Answers:
    """Lane of frames that are made once and must all arrive, in order: hello, Done."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, frame: bytes) -> None:
        """Queue an encoded frame."""
        self._frames.append(frame)

    def take(self) -> bytes | None:
        """The oldest."""
        return self._frames.popleft() if self._frames else None

    def close(self) -> None:
        """Nobody will read them."""
        self._frames.clear()
