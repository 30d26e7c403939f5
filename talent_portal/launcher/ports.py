"""Free TCP ports on the loopback address."""

import socket

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether nothing listens on that loopback port."""
    with socket.socket() as probe:
        # Without this a port in TIME_WAIT looks taken for a minute after each stop.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def pick(preferred: int | None = None) -> int:
    """The preferred port when it is free, else any free one."""
    if preferred and is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def next_free(first: int, tries: int = 100) -> int:
    """The first free port from `first` upwards. Raises OSError when `tries` in a row are taken."""
    for port in range(first, first + tries):
        if is_free(port):
            return port
    raise OSError(f"no free port between {first} and {first + tries - 1}")
