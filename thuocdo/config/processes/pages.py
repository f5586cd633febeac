"""The process that answers pages: gunicorn with threads on the private socket given as argument."""

import os
import sys
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from thuocdo.config.processes.supervise import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
application = get_wsgi_application()


class Pages(BaseApplication):
    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def run(socket: str) -> None:
    from django.conf import settings
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018  read every view before the fork: the processes share it
    Pages(
        {
            "bind": f"unix:{socket}",
            "worker_class": "gthread",
            "workers": settings.OPTION["PAGES_PROCESSES"] or 1,
            "threads": settings.OPTION["PAGES_THREADS"] or 1,
            "preload_app": True,
            "keepalive": 0,  # one answer per connection: what the door relies on
            "proxy_protocol": "v1",
            "timeout": 120,
            "graceful_timeout": 10,
            "logger_class": "thuocdo.config.processes.gunicorn_log.Quiet",
        }
    ).run()


if __name__ == "__main__":
    die_with_parent()
    run(sys.argv[1])
