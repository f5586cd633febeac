"""gunicorn writes through the house's own log."""

from gunicorn.glogging import Logger


class Quiet(Logger):
    def setup(self, cfg) -> None:
        self.error_log.setLevel("WARNING")
