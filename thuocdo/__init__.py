"""Thước Đo ("yardstick"): from the signed reform plan to the published index, in one system."""

__version__ = "0.1.0"
