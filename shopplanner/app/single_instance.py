"""One window at a time: a second start hands its files to the first and ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal

from shopplanner.foundation import paths

log = logging.getLogger(__name__)
ANSWER_MS: Final = 1000
MOST_BYTES: Final = 1_000_000


class SingleInstance(QObject):
    """Holds the lock of the running program and listens for later starts."""

    files_handed = Signal(object)
    """A later start handed over these paths; an empty list asks for the window only."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._folder = folder or paths.config_folder()
        self._lock = QLockFile(str(self._folder / "running.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None
        self._close: Callable[[], object] | None = None

    @property
    def name(self) -> str:
        """Name of the local socket: one for each user's folder."""
        import hashlib

        return "shopplanner-" + hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]

    def acquire(self) -> bool:
        """Return whether this is the only running program."""
        return self._lock.tryLock(0)

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Ask the running program to open files and come to the front; return whether it answered."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(json.dumps([str(file.resolve()) for file in files]).encode())
        sent = socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return sent

    def listen(self) -> None:
        """Begin to take files from later starts."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._take)
        if not server.listen(self.name):
            log.info("no local socket: %s", server.errorString())
        self._server = server
        self._close = server.close

    def release(self) -> None:
        """Let the next start be the only one."""
        if self._close is not None:
            self._close()
        self._lock.unlock()

    def _take(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if not isinstance(self._server, QLocalServer):
            return
        socket = self._server.nextPendingConnection()
        received = bytearray()

        def read() -> None:
            received.extend(socket.readAll().data())
            if len(received) > MOST_BYTES:
                socket.abort()

        def done() -> None:
            read()
            socket.deleteLater()
            self.files_handed.emit(_parse(bytes(received)))

        socket.readyRead.connect(read)
        socket.disconnected.connect(done)


def _parse(received: bytes) -> list[Path]:
    try:
        names = json.loads(received)
    except ValueError:
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
