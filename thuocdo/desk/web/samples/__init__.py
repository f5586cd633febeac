"""Invented things that the living page of parts is drawn with. Nothing here is a figure of any agency."""
