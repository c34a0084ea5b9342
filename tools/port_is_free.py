"""Says whether a port can be served on: ``port_is_free.py 8501 127.0.0.1``. Exits 1 where it cannot."""

from __future__ import annotations

import errno
import socket
import sys

HERE = "127.0.0.1"


def is_free(port: int, address: str) -> bool:
    """Whether nobody answers on the port here and it can be bound at the address.

    Both are asked: some systems let a port be bound that a narrower address already listens on.
    Raises OSError where the address is none of this machine.
    """
    with socket.socket() as caller:
        caller.settimeout(1)
        if caller.connect_ex((HERE, port)) == 0:
            return False
    family, *_, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(place)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise
            return False
    return True


def main(given: str = "", address: str = HERE) -> str:
    """What is wrong with the port or the address, in one line; empty where it is free."""
    if not (given.isdecimal() and 1 <= int(given) <= 65535):
        return f"PORT must be a number from 1 to 65535, not {given!r}."
    try:
        free = is_free(int(given), address)
    except OSError:
        return f"ADDRESS must be one of this machine, such as {HERE}, or 0.0.0.0 for all, not {address!r}."
    if free:
        return ""
    other = int(given) + 1 if int(given) < 65535 else 8501
    return f"Port {given} is taken. Choose another: make run PORT={other}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) or 0)
