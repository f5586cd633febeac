"""Wiring: settings, urls, middleware, processes, the command line and the one clock. Knows every room; no room knows it."""
