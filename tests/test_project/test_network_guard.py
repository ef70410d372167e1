"""The guard that keeps every test off the network works, and lets loopback through."""

from __future__ import annotations

import contextlib
import socket
import urllib.request

import pytest

from tests.network_guard import NetworkUseError

# 203.0.113.0/24 is reserved for documentation (RFC 5737): nobody answers there.
ELSEWHERE = ("203.0.113.7", 80)


def test_connecting_to_another_machine_is_stopped(network_guard):
    with socket.socket() as connection, pytest.raises(NetworkUseError, match=r"203\.0\.113\.7"):
        connection.connect(ELSEWHERE)
    assert network_guard.attempts == [("socket.connect", ELSEWHERE)]
    network_guard.attempts.clear()


def test_sending_a_datagram_is_stopped(network_guard):
    with socket.socket(type=socket.SOCK_DGRAM) as connection, pytest.raises(NetworkUseError):
        connection.sendto(b"?", ELSEWHERE)
    network_guard.attempts.clear()


def test_a_swallowed_attempt_is_remembered(network_guard):
    with contextlib.suppress(Exception):
        urllib.request.urlopen("http://example.org/")  # it must not get through
    assert network_guard.attempts == [("socket.getaddrinfo", "example.org")]
    network_guard.attempts.clear()


def test_listening_on_all_interfaces_is_stopped(network_guard):
    with socket.socket() as listener, pytest.raises(NetworkUseError):
        listener.bind(("0.0.0.0", 0))  # noqa: S104 - it must not get through
    network_guard.attempts.clear()


def test_loopback_and_unix_sockets_are_let_through(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
