"""Says whether a port can be served on: ``python tools/port_is_free.py 8501``. Exits 1 where it cannot."""

from __future__ import annotations

import socket
import sys


def is_free(port: int) -> bool:
    """Whether nobody answers on the port and it can be bound.

    Both are asked: some systems let a port be bound that a narrower address already listens on.
    """
    with socket.socket() as caller:
        caller.settimeout(1)
        if caller.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("", port))
        except OSError:
            return False
    return True


def main(given: str) -> str:
    """What is wrong with the port, in one line; empty where it is free."""
    if not (given.isdecimal() and 1 <= int(given) <= 65535):
        return f"PORT must be a number from 1 to 65535, not {given!r}."
    if is_free(int(given)):
        return ""
    other = int(given) + 1 if int(given) < 65535 else 8501
    return f"Port {given} is taken. Choose another: make run PORT={other}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "") or 0)
