"""Keeps the door open and the three children alive. Holds no Django, so it stays small."""

import asyncio
import logging
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from thuocdo.config import logs
from thuocdo.config.processes.door import Door

log = logging.getLogger("thuocdo.serve")
PATIENCE = 15  # seconds a child has to finish what it is doing
STEADY = 60  # a child that lived this long restarts at once when it falls
LONGEST_PAUSE = 30


class Child:
    def __init__(self, name: str, *arguments: str) -> None:
        self.name = name
        self.command = [sys.executable, "-m", f"thuocdo.config.processes.{name}", *arguments]
        self.process: asyncio.subprocess.Process | None = None

    async def keep(self, stopping: asyncio.Event) -> None:
        """Start, and start again whenever it ends, with a growing pause while it keeps falling."""
        pause = 1
        while not stopping.is_set():
            started = time.monotonic()
            self.process = await asyncio.create_subprocess_exec(*self.command)
            status = await self.process.wait()
            if stopping.is_set():
                return
            pause = 1 if time.monotonic() - started > STEADY else min(pause * 2, LONGEST_PAUSE)
            log.error("child ended", extra={"child": self.name, "status": status})
            try:
                await asyncio.wait_for(stopping.wait(), pause)
            except TimeoutError:
                continue

    async def stop(self) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), PATIENCE)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


async def supervise(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as folder:  # private: mode 0700
        pages, live = str(Path(folder) / "pages"), str(Path(folder) / "live")
        children = [Child("pages", pages), Child("live", live), Child("work")]
        server = await Door(pages, live).open(host, port)
        keeping = [asyncio.create_task(child.keep(stopping)) for child in children]
        await stopping.wait()
        server.close()
        await asyncio.gather(*(child.stop() for child in children))
        for task in keeping:
            task.cancel()


def die_with_parent() -> None:
    """Called by a child: end when the supervisor is gone, however it went."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    logs.configure({"level": "INFO"})
    asyncio.run(supervise(sys.argv[1], int(sys.argv[2])))
