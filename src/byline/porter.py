"""The porter: who may ask the preview for something, and what every answer says for safety's sake.

A page anywhere in the web can make a browser ask this machine; what it must not do is read drafts. So a request has to
name this machine as its host (a name that an attacker has pointed here is refused), and may not come from elsewhere.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from byline.messages import said

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104  # recognised here, and warned of; the default is loopback

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    # Styles may stand in pages, as authors' tables and drawings have them; scripts may not. The search is a program in wasm.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens at this host."""
    return host.lower() in LOOPBACK or (_address(host) is not None and ipaddress.ip_address(host).is_loopback)


def _address(host: str) -> str | None:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return None
    return host


def may_be_asked_as(named: str, host: str) -> bool:
    """Whether a request with `Host: named` may be answered by the preview that listens at `host`."""
    try:
        name = urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return False
    if "@" in named or "/" in named:
        return False
    if name in LOOPBACK or name == host.lower():
        return True
    return host in EVERY_ADDRESS and _address(name) is not None  # an address cannot be pointed elsewhere; a name can


class Porter:
    """Lets in what may come in, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp, host: str, language: str, posts: str = "") -> None:
        """Where `posts` is a path, what stands below it may also be told something, as a counter is."""
        self.app, self.host, self.language, self.posts = app, host, language, posts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            return
        told = scope["method"] == "POST" and self.posts and scope["path"].startswith(self.posts)
        refusal = self.refusal(Headers(scope=scope), "GET" if told else scope["method"])
        await (refusal or self.app)(scope, receive, out)

    def refusal(self, headers: Headers, method: str) -> PlainTextResponse | None:
        """Why a request is not answered; None if it is."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not may_be_asked_as(hosts[0], self.host):
            return PlainTextResponse(said("page-host", self.language), 421)
        if any(origin not in {f"http://{hosts[0]}", f"https://{hosts[0]}"} for origin in headers.getlist("origin")):
            return PlainTextResponse(said("page-origin", self.language), 403)
        if method not in {"GET", "HEAD"}:
            return PlainTextResponse(said("page-method", self.language), 405, {"Allow": "GET, HEAD"})
        return None
