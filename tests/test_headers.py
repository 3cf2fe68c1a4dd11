"""The portal behind the real web servers, as the files in `deploy/` have it: its headers, and how long what may be kept."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251  # a folder that others may read

import pytest
from laid import GENEROUS
from printed import own_edition
from webserver import DEPLOY, WITH_EACH_SERVER, served

from byline.delivery import deliver
from byline.porter import HEADERS
from byline.workers import Workers


def portal(name: str, folder: Path) -> tuple[str, str]:
    """What is shipped for a server, outside and inside of the block of a site; counting is set up as well."""

    def text(file: str) -> str:
        return (DEPLOY / file).read_text().replace("/srv/stories/public", str(folder / "public"))

    if name == "nginx":
        outer = text("nginx-portal-map.conf") + text("nginx-views.conf")
        return outer, text("nginx-portal.conf") + text("nginx-views-location.conf")
    return "", text("apache-portal.conf") + text("apache-views.conf")


def asked(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GENEROUS)
    connection.request("GET", f"/voices/{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that servers may read, which run as somebody else."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@WITH_EACH_SERVER
def test_the_portal_is_served_with_its_headers(name: str, folder: Path) -> None:
    made = own_edition()
    deliver(folder / "public", made.files, Workers())
    style = next(file.path for file in made.files if file.path.endswith(".css"))
    with served(name, folder, *portal(name, folder)) as port:
        home, text = asked(port, "")
        css, _ = asked(port, style)
        feed, _ = asked(port, "feed.xml")
        missing, page = asked(port, "nothing/here/")
        packed, data = asked(port, "", **{"Accept-Encoding": "gzip"})
        again, _ = asked(port, "", **{"If-None-Match": home.headers["ETag"]})
        listed, _ = asked(port, "counted.jsonl")
    assert [one.status for one in (home, css, feed, missing, again)] == [200, 200, 200, 404, 304]
    assert listed.status in {403, 404}
    assert home.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    for answer in (home, css, feed, missing):
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    assert home.headers["Cache-Control"] == feed.headers["Cache-Control"] == "no-cache"
    assert "max-age=31" in css.headers["Cache-Control"]
    assert b"404" in page
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(data) == text
    assert not (folder / "views.log").read_text()


@pytest.mark.parametrize("name", ["nginx-portal.conf", "apache-portal.conf"])
def test_the_preview_sends_what_the_servers_send(name: str) -> None:
    assert f'"{HEADERS["Content-Security-Policy"]}"' in (DEPLOY / name).read_text()
