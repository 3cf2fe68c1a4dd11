"""Byline: a folder of employee stories becomes a portal."""

__version__ = "0.1.0"
