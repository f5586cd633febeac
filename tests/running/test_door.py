"""The door passes bytes both ways, closes properly, and says so when nobody is in."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from thuocdo.config.processes.door import Door


@pytest.fixture
def sockets():
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "p"), str(Path(folder) / "l")


def through(sockets, said: bytes, answer) -> bytes:
    """What a caller gets who says `said`, with `answer(reader, writer)` behind both sockets."""

    async def run() -> bytes:
        inner = (
            [await asyncio.start_unix_server(answer, path) for path in sockets] if answer else []
        )
        door = await Door(*sockets).open("127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*door.sockets[0].getsockname())
        writer.write(said)
        got = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        for server in (*inner, door):
            server.close()
        return got

    with ThreadPoolExecutor(1) as thread:  # the browser of other tests keeps a loop in this one
        return thread.submit(asyncio.run, run()).result()


async def echo(reader, writer):
    """Answers with the name of its socket and all it was told up to an empty line."""
    told = await reader.readuntil(b"\r\n\r\n")
    writer.write(writer.get_extra_info("sockname").encode()[-1:] + b" " + told)
    await writer.drain()
    writer.close()


def test_pages_hear_who_calls_and_every_byte_after(sockets):
    got = through(sockets, b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n", echo)
    assert got.startswith(b"p PROXY TCP4 127.0.0.1 127.0.0.1 ")
    assert got.endswith(b"\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n")


def test_live_hears_the_request_alone(sockets):
    said = b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n"
    assert through(sockets, said, echo) == b"l " + said


def test_a_large_body_goes_in_and_a_large_answer_comes_out(sockets):
    size = 3_000_000

    async def swallow(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(size)
        writer.write(body[::-1])
        await writer.drain()
        writer.close()

    body = bytes(range(250)) * (size // 250)
    assert through(sockets, b"POST / HTTP/1.1\r\n\r\n" + body, swallow) == body[::-1]


def test_nobody_in_is_said_with_a_page_that_comes_again(sockets):
    got = through(sockets, b"GET / HTTP/1.1\r\n\r\n", None)
    assert got.startswith(b"HTTP/1.1 503 ")
    assert b"Retry-After" in got
    assert "Hệ thống đang khởi động".encode() in got


def test_a_first_line_without_end_is_not_read_for_ever(sockets):
    assert through(sockets, b"G" * 100_000, echo) == b""
