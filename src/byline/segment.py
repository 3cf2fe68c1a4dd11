"""The segments of a JPEG: its file cut at the markers, of which those of its scans are followed by the picture itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

SCAN, END = 0xDA, 0xD9

_SCAN_ENDS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Of each segment its marker, and where what it says begins and ends. The last is `END`, but in a damaged file."""
    at = 2
    while data[at : at + 1] == b"\xff":
        while data[at + 1 : at + 2] == b"\xff":  # as many as a camera likes
            at += 1
        marker = int.from_bytes(data[at + 1 : at + 2], "big")
        length = 0 if marker == END else int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, at + 4, at + 2 + length
        if length < 2:
            return
        at += 2 + length
        if marker == SCAN:
            found = _SCAN_ENDS.search(data, at)
            at = found.start() if found else len(data)
