"""An edition on a web server of its own, below a base path, and every kind of page that it has."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from byline.delivery import deliver
from byline.tree import File
from byline.workers import Workers

BASE_PATH = "/erzaehlt/"

KINDS = {
    "home": "", "stories": "stories/", "people": "people/", "departments": "departments/", "topics": "topics/", "roles": "roles/",
    "series index": "series/", "archive": "archive/", "usage": "usage/", "subscribe": "subscribe/", "search": "search/", "plain": "ueber/", "not found": "404.html",
    "person": "people/[^/]+/", "story": r"stories/\d{4}/[^/]+/", "department": "departments/[^/]+/", "role": "roles/[^/]+/",
    "topic": "topics/[^/]+/", "series": "series/[^/]+/", "year": r"archive/\d{4}/",
}  # fmt: skip
"""Every kind of page there is, with the address of one, or of several of which the first is looked at."""


def kinds(pages: Mapping[str, str], language: str = "") -> dict[str, str]:
    """The address of the first page of each kind that is among pages, named by their paths; of a further language's if it is named."""
    begin = f"{language}/" if language else ""
    addresses = sorted(
        path.removesuffix("index.html") for path, html in pages.items() if 'http-equiv="refresh"' not in html
    )
    first = {
        kind: next((one for one in addresses if re.fullmatch(begin + address, one)), None)
        for kind, address in KINDS.items()
    }
    return {kind: address for kind, address in first.items() if address is not None}


class _Handler(SimpleHTTPRequestHandler):
    """Serves the edition below the base path, and its own page where nothing is, as a web server does."""

    def translate_path(self, path: str) -> str:
        inner = urlsplit(path).path
        return super().translate_path(
            inner.removeprefix(BASE_PATH[:-1]) if inner.startswith(BASE_PATH) else "/no/where"
        )

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self) -> None:
        """A view, which nobody counts here."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is its result."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page hangs up on this one; nothing is wrong with that."""


@contextmanager
def served(files: Iterable[File], folder: Path) -> Iterator[str]:
    """The address of an edition, while it is served from a folder that is made for it."""
    out = folder / "public"
    deliver(out, tuple(files), Workers())
    with serving(out) as address:
        yield address


@contextmanager
def serving(out: Path) -> Iterator[str]:
    """The address of what stands in a folder, while it is served."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
    server.shutdown()
    server.server_close()
    thread.join()
