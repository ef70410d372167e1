"""Stops every attempt of this process to reach another machine, and remembers it."""

from __future__ import annotations

import ipaddress
import socket


class NetworkUseError(RuntimeError):
    """A test, or what it called, reached for the network."""


def _is_local_host(host: object) -> bool:
    """Whether `host` is this machine: loopback, no name at all, or its own name."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in ("", "localhost", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _is_loopback_address(family: int, address: object) -> bool:
    """Whether a socket of `family` given `address` stays on this machine; all interfaces ("0.0.0.0") do not."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True  # AF_UNIX and the kernel's own families
    host = address[0] if isinstance(address, tuple) else address
    return host not in (None, "") and _is_local_host(host)


class NetworkGuard:
    """An audit hook (`sys.addaudithook`): it sees what happens below `socket`, so no library can step around it.

    Attributes
    ----------
    attempts
        What was tried since the list was last cleared, as ``(event, address)``.
    """

    _CONNECTIONS = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
    _LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname")

    def __init__(self) -> None:
        self.attempts: list[tuple[str, object]] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith("socket."):
            return  # nearly all: files, imports, compilations
        if event in self._CONNECTIONS:
            connection, address = arguments[0], arguments[1]
            # `sendmsg` on a connected socket has no address: its `connect` was judged before.
            allowed = address is None or _is_loopback_address(getattr(connection, "family", -1), address)
        elif event in self._LOOK_UPS:
            address = arguments[0]
            allowed = _is_local_host(address)
        else:
            return
        if not allowed:
            self.attempts.append((event, address))
            raise NetworkUseError(f"{event} to {address!r}: planner and its tests use no network")
