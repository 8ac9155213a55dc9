"""Live updates: `GET /_understudy/api/events` under clients that read, do not read, leave, and are many."""

import contextlib
import json
import socket
import struct
import time
import urllib.parse

from emulator import stat_fields
from functions import function
from test_experiments import CANDIDATE, ask, definition, functions, write

PATH = "/_understudy/api/events"


class Events:
    """One listener, over a plain socket: what it reads and when is the test's to say."""

    def __init__(self, emulator, path=PATH, headers=(), receives=None):
        address = urllib.parse.urlsplit(emulator.endpoint)
        self.socket = socket.socket()
        self.socket.settimeout(10)
        if receives:  # the bytes that the kernel keeps for a client that does not read
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        self.socket.connect((address.hostname, address.port))
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        self.text = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def read(self, until, seconds=10):
        """Everything received up to now, once it holds `until`; chunk lengths are left in."""
        end = time.monotonic() + seconds
        while until not in self.text:
            self.socket.settimeout(max(0.01, end - time.monotonic()))
            piece = self.socket.recv(65536)
            if not piece:
                raise AssertionError(f"the stream ended without {until!r}: {self.text!r}")
            self.text += piece.decode()
        return self.text

    def is_ended(self, seconds=5):
        """Reads to the end; whether it comes as HTTP wants it. The connection may stay."""
        self.socket.settimeout(seconds)
        while not self.text.endswith("\r\n0\r\n\r\n") and (piece := self.socket.recv(65536)):
            self.text += piece.decode()
        return self.text.endswith("\r\n0\r\n\r\n")

    def named(self, name):
        """The data of the events of that name."""
        blocks = self.text.replace("\r\n", "\n").split("\n\n")
        found = []
        for block in blocks:
            lines = block.splitlines()
            if f"event: {name}" in lines:
                found += [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
        return found


def cpu_seconds(emulator):
    fields = stat_fields(emulator.process.pid)
    return (int(fields[11]) + int(fields[12])) / 100


def test_the_answer_is_a_stream_of_events(app):
    with app(echo=function()) as emulator, Events(emulator) as events:
        head = events.read("event: hello").lower()
        assert head.startswith("http/1.1 200 ")
        assert "\r\ncontent-type: text/event-stream\r\n" in head
        assert "\r\ncache-control: no-store\r\n" in head
        assert "\r\ntransfer-encoding: chunked\r\n" in head
        assert "retry: 2000\n\n" in head


def test_another_sites_page_cannot_listen(app):
    with app(echo=function()) as emulator:
        assert emulator.request("GET", PATH, headers={"Origin": "https://evil.example"}).status == 403


def test_the_connection_goes_on_after_other_requests_on_it(app):
    """An answer before the stream, on the same connection, does not disturb it."""
    with app(echo=function()) as emulator, Events(emulator, "/_understudy/health") as events:
        events.read('"status":"ok"')
        events.socket.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        events.read("event: hello")


def test_a_client_that_leaves_makes_room(app):
    with app(echo=function()) as emulator:
        for _ in range(300):  # more than twice as many as may listen at a time
            with Events(emulator) as events:
                events.read("event: hello")


def test_a_client_that_is_killed_makes_room_and_disturbs_nobody(app):
    with app(echo=function()) as emulator, Events(emulator) as witness:
        witness.read("event: hello")
        for _ in range(150):  # more than may listen at a time
            events = Events(emulator)
            events.read("event: hello")
            # Closing answers with a reset, as the kernel does for a process that was killed with unread data.
            events.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            events.socket.close()
        emulator.result("echo", 1)
        witness.read('"echo":')


def test_a_hundred_clients_listen_and_invocations_go_on(app):
    with app(echo=function()) as emulator:
        listening = [Events(emulator) for _ in range(100)]
        for events in listening:
            events.read("event: hello")
        assert emulator.result("echo", {"n": 1}) == {"n": 1}
        for events in listening:
            events.read('"echo":')
            events.socket.close()
        with Events(emulator) as events:
            events.read("event: hello")


def test_beyond_the_limit_is_503_and_nothing_else_suffers(app):
    with app(echo=function()) as emulator:
        listening = [Events(emulator) for _ in range(128)]
        for events in listening:
            events.read("event: hello")
        refused = emulator.request("GET", PATH)
        assert refused.status == 503
        assert "128 clients" in json.loads(refused.body)["message"]
        assert emulator.result("echo", 1) == 1
        for events in listening:
            events.socket.close()


def test_the_emulator_ends_at_once_with_streams_open(app):
    with app(echo=function()) as emulator:
        listening = [Events(emulator) for _ in range(20)]
        for events in listening:
            events.read("event: hello")
        silent = Events(emulator)  # has read nothing at all
        assert emulator.stop() < 5
        assert all(events.is_ended() for events in listening)
        silent.socket.close()


def test_nobody_listening_and_somebody_listening_to_silence_cost_nothing(app):
    with app(echo=function()) as emulator:
        emulator.result("echo", 1)
        with Events(emulator) as events:
            events.read("event: hello")
            time.sleep(0.5)
            before = cpu_seconds(emulator)
            time.sleep(4)
            assert cpu_seconds(emulator) - before <= 0.03


def test_experiments_are_told_at_most_once_a_second(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator, Events(emulator) as events:
        events.read("event: hello")
        times, end = [], time.monotonic() + 30
        while len(times) < 3 and time.monotonic() < end:
            ask(emulator, 1)
            events.socket.settimeout(0.01)
            with contextlib.suppress(TimeoutError):
                events.text += events.socket.recv(65536).decode()
            if len(events.named("experiments")) > len(times):
                times.append(time.monotonic())
        numbers = [data["changed"]["numbers"] for data in events.named("experiments")]
        assert len(numbers) == len(times) == 3 and numbers == sorted(set(numbers))
        # Arrival is noticed late where the machine is busy, never early.
        assert times[2] - times[0] > 1.5
