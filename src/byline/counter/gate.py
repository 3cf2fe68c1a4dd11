"""The gate: what the counter answers to whom. A raw ASGI application, since nothing here needs a framework.

A view is acknowledged when it is on the disk. The answer is the same whether it was counted or not, so that it does not say
which stories exist, or who has opted out; how long it takes may.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from functools import partial
from typing import Any

from byline.counter import counted
from byline.counter.clerk import Clerk
from byline.counter.counted import Person
from byline.counter.courier import Courier
from byline.counter.hit import Hit, Refusal, hit_of
from byline.counter.ledger import FAULTS
from byline.counter.policy import PLACE
from byline.counter.postbox import FOLDER, Postbox

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_SILENT = (b"cache-control", b"no-store")
_CUT = (b"connection", b"close")
_PIXEL = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


class Gate:
    """Lets views in, and nothing out."""

    def __init__(self, clerk: Clerk, box: Postbox, courier: Courier | None = None) -> None:
        """Letters are written from what the clerk's ledger holds; where there is a courier, from the common store."""
        self.clerk = clerk
        self.people: Mapping[str, Person] = {}  # who has a private page
        self._courier = courier
        self._box = box
        self._place = f"{box.policy.base_path}{PLACE}"
        self._origin = box.policy.origin.encode()
        self._pixel = box.policy.pixel

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if not path.startswith(self._place):
            await _answer(send, 404, [_SILENT])
            return
        story, method, headers = path[len(self._place) :], scope["method"], scope["headers"]
        if method == "POST":
            safe = await self._count(hit_of(story, headers, self._origin))
            await _answer(send, 204 if safe else 503, [_SILENT, _CUT] if _has_body(headers) else [_SILENT])
        elif method == "GET" and self._pixel and story.endswith(".gif"):
            safe = await self._count(hit_of(story.removesuffix(".gif"), headers, self._origin, pixel=True))
            await _answer(send, 200 if safe else 503, [_SILENT, (b"content-type", b"image/gif")], _PIXEL)
        elif method == "GET":
            await self._hand_out(story, send)
        else:
            await _answer(send, 405, [_SILENT])

    async def _hand_out(self, path: str, send: Send) -> None:
        """Somebody's own letter, if this is their address."""
        found = None
        if path.startswith(FOLDER) and (letter := self._box.addressed(path, self.people)):
            try:
                found = await (self._courier or self.clerk).ask(partial(self._box.answer, *letter))
            except (*FAULTS, *counted.FAULTS):
                await _answer(send, 503, [_SILENT])
                return
        headers, body = found or ({"cache-control": "no-store"}, b"")
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await _answer(send, 200 if found else 404, raw, body)

    async def _count(self, hit: Hit) -> bool:
        """Whether all is well with a hit: it is on the disk, or is not to be counted."""
        refusal = hit.refusal
        if refusal is None and hit.story not in self.clerk.caps:
            refusal = Refusal.UNKNOWN
        if refusal is None:
            return await self.clerk.count(hit.story)
        self.clerk.refuse(refusal)
        return True


def _has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a body is announced. Our script sends none; nobody reads one, and a connection that brings one is cut."""
    return any(name == b"transfer-encoding" or (name == b"content-length" and value != b"0") for name, value in headers)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    if body:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
