"""The one port. Looks at the first line of a connection and joins it to the process that answers it.

No HTTP is rewritten, so there is nothing to get wrong between two readers of it: pages and live close
a connection after one answer, and whatever follows the first line is passed on byte by byte. The caller's
address travels in a PROXY line, which only pages reads and only from its private socket.
"""

import asyncio
from asyncio import StreamReader as Reader
from asyncio import StreamWriter as Writer
from contextlib import suppress

FIRST_LINE_BYTES, FIRST_LINE_SECONDS, PIECE = 16_384, 30, 65_536
STARTING = (
    "<!doctype html><html lang=vi><meta charset=utf-8><meta http-equiv=refresh content=3>"
    "<title>Đang khởi động</title><p>Hệ thống đang khởi động, trang này tự mở lại sau ít giây.</p>"
).encode()
UNAVAILABLE = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 3\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(STARTING)
) + STARTING


class Door:
    def __init__(self, pages: str, live: str) -> None:
        """Paths of the two private sockets."""
        self.pages, self.live = pages, live

    async def open(self, host: str, port: int) -> asyncio.Server:
        return await asyncio.start_server(self.enter, host, port)

    async def enter(self, reader: Reader, writer: Writer) -> None:
        try:
            await self.join(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # the caller went away
        finally:
            with suppress(OSError):
                writer.close()
                await writer.wait_closed()

    async def join(self, reader: Reader, writer: Writer) -> None:
        start = await first_line(reader)
        if not start:
            return
        live = is_live(start)
        try:
            inner_reader, inner = await asyncio.open_unix_connection(
                self.live if live else self.pages
            )
        except OSError:
            writer.write(UNAVAILABLE)
            await writer.drain()
            return
        if not live:
            inner.write(proxy_line(writer.get_extra_info("peername"), writer))
        inner.write(start)
        await both_ways(reader, inner, inner_reader, writer)


async def first_line(reader: Reader) -> bytes:
    """Everything that came up to and with the first line; empty where the caller left or sent no line."""
    got = b""
    async with asyncio.timeout(FIRST_LINE_SECONDS):
        while b"\n" not in got:
            piece = await reader.read(PIECE)
            if not piece or len(got) > FIRST_LINE_BYTES:
                return b""
            got += piece
    return got


def is_live(start: bytes) -> bool:
    """Whether the request goes to /live/.

    >>> is_live(b"GET /live/?x=1 HTTP/1.1"), is_live(b"GET /plans/live/ HTTP/1.1")
    (True, False)
    """
    words = start.split(b"\n", 1)[0].split()
    return len(words) > 1 and words[1].startswith(b"/live/")


def proxy_line(peer: tuple, writer: Writer) -> bytes:
    """PROXY protocol, version 1: who really calls."""
    here = writer.get_extra_info("sockname")
    family = "TCP6" if ":" in peer[0] else "TCP4"
    return f"PROXY {family} {peer[0]} {here[0]} {peer[1]} {here[1]}\r\n".encode()


async def both_ways(reader: Reader, inner: Writer, inner_reader: Reader, writer: Writer) -> None:
    """Pass bytes until the inner side has answered or the caller has gone."""
    asking = asyncio.create_task(passing(reader, inner))
    answering = asyncio.create_task(passing(inner_reader, writer))
    try:
        done, _ = await asyncio.wait({asking, answering}, return_when=asyncio.FIRST_COMPLETED)
        if asking in done and asking.result():
            await answering  # the caller has said all and still listens
    finally:
        for task in (asking, answering):
            task.cancel()
        with suppress(OSError):
            inner.close()


async def passing(reader: Reader, writer: Writer) -> bool:
    """True at a proper end of the bytes, False where the far side broke off."""
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        return False
    return True
