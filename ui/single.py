"""One console per account and home: a second start brings the first one's window to the front."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_ANSWER_MS = 1000


class SingleInstance(QObject):
    """The lock of one home. `claim` first; `raised` is called when somebody starts a second."""

    def __init__(self, runtime: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(runtime / "console.lock"))
        # Never by age: a console may run for weeks. A dead owner's lock is found by its pid.
        self._lock.setStaleLockTime(0)
        # A socket path has a length limit of about 100 characters, a home may be deep.
        digest = hashlib.sha256(str(runtime.resolve()).encode()).hexdigest()[:24]
        self._name = f"boothdeck-console-{digest}"
        self._server: QLocalServer | None = None

    def claim(self, raised: Callable[[], object]) -> bool:
        """Whether this is the first; from then on `raised` is called for each later start."""
        if not self._lock.tryLock(0):
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a console that was killed
        server.listen(self._name)

        def answer() -> None:
            while (socket := server.nextPendingConnection()) is not None:
                socket.disconnected.connect(socket.deleteLater)
                socket.disconnectFromServer()
                raised()

        server.newConnection.connect(answer)
        self._server = server
        return True

    def raise_other(self) -> bool:
        """Ask the console that has the lock to show itself; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        """Let the next one be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()
