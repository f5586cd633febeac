"""The process that works behind the pages: the task queue, and beside it the tick."""

import os
import threading

import django

from thuocdo.config.processes.supervise import die_with_parent

TICK_SECONDS = 5
IDLE_SECONDS = 1.0  # between two looks at an empty queue


def ticking(stop: threading.Event) -> None:
    from django.db import close_old_connections

    from thuocdo.config import clock, timed

    while not stop.wait(TICK_SECONDS):
        close_old_connections()
        timed.tick(clock.now())


def run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=IDLE_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"work-{os.getpid()}",
    )
    worker.configure_signals()
    threading.Thread(target=ticking, args=(threading.Event(),), daemon=True).start()
    worker.run()


if __name__ == "__main__":
    die_with_parent()
    run()
