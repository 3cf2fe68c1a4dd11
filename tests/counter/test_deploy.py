"""The web servers' own logs of views, as the files in `deploy/` have them written: what counts, and nothing about readers."""

from __future__ import annotations

import datetime
import http.client
import re
from pathlib import Path

import msgspec
import pytest
from desk import FIREFOX, POLICY
from laid import GENEROUS
from portal import ROOT
from webserver import DEPLOY, WITH_EACH_SERVER, WITH_NGINX, served

from byline.counter import hit
from byline.counter.ingest import ingest
from byline.counter.ledger import Ledger

PATH = "/voices/"  # of the portal's address
VIEW = ("POST", "/voices/_v/sound")
COUNTED = [
    (*VIEW, {}),
    (*VIEW, {"DNT": "0", "Sec-GPC": "0"}),
    (*VIEW, {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"}),
    (*VIEW, {"Origin": "http://intranet.example"}),
    (*VIEW, {"User-Agent": FIREFOX.replace("X11", "Linux; Android 13; CUBOT P80")}),
    (*VIEW, {"X-Forwarded-For": "198.51.100.77", "Cookie": "canary=1", "Referer": "https://canary.example/"}),
    ("POST", "/voices/_v/sound?canary=1", {}),
    ("POST", "/voices/_v/2026/solar-roof", {}),
    ("POST", "/voices/_v/unsound%0A2026-01-01%20/voices/_v/sound", {}),  # which is one line, and no story
    ("GET", "/voices/_v/sound.gif", {"Origin": ""}),
]
LEFT_OUT = [
    ("GET", "/voices/_v/sound", {}),
    ("HEAD", "/voices/_v/sound.gif", {}),
    ("POST", "/voices/sound", {}),
    (*VIEW, {"DNT": "1"}),
    (*VIEW, {"Sec-GPC": "1"}),
    (*VIEW, {"DNT": "1", "Sec-GPC": "0"}),
    (*VIEW, {"Sec-Purpose": "prefetch;prerender"}),
    (*VIEW, {"Purpose": "prefetch"}),
    (*VIEW, {"X-Purpose": "preview"}),
    (*VIEW, {"X-Moz": "prefetch"}),
    (*VIEW, {"Sec-Fetch-Site": "cross-site"}),
    (*VIEW, {"Sec-Fetch-Site": "same-site"}),
    (*VIEW, {"Origin": "https://elsewhere.example"}),
    (*VIEW, {"Origin": "null"}),
    (*VIEW, {"Origin": ""}),
    (*VIEW, {"User-Agent": "curl/8.0"}),
    (*VIEW, {"User-Agent": "Mozilla/5.0 (compatible; ExampleBot/2.1)"}),
    (*VIEW, {"User-Agent": ""}),
]
LINES = [
    *["/voices/_v/sound"] * 7,
    "/voices/_v/2026/solar-roof",
    "/voices/_v/unsound\\x0A2026-01-01 /voices/_v/sound",
    "/voices/_v/sound.gif",
]


def views(name: str) -> tuple[str, str]:
    """What is shipped for a server, outside and inside of the block of a site."""

    def text(file: str) -> str:
        return (DEPLOY / file).read_text().replace("/voices/", PATH)

    if name == "nginx":
        return text("nginx-views.conf"), text("nginx-views-location.conf")
    return "", text("apache-views.conf")


def asked(port: int, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GENEROUS)
    plain = {"Host": "intranet.example", "User-Agent": FIREFOX, "Origin": "https://intranet.example"}
    sent = {name: value for name, value in {**plain, **headers}.items() if value}
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@WITH_EACH_SERVER
def test_a_server_writes_down_what_counts_and_nothing_else(name: str, tmp_path: Path) -> None:
    before = datetime.date.today()  # noqa: DTZ011, TID251  # in the zone of the server
    with served(name, tmp_path, *views(name)) as port:
        answers = [asked(port, *request) for request in [*COUNTED, *LEFT_OUT]]
    after = datetime.date.today()  # noqa: DTZ011, TID251
    silent = [answer for answer in answers if answer.status == 204]
    assert len(silent) == len(answers) - 1  # the page that is none
    assert {answer.headers["Cache-Control"] for answer in silent} == {"no-store"}
    for header in ("ETag", "Last-Modified", "Set-Cookie"):
        assert not [answer for answer in silent if answer.headers[header]]
    written = (tmp_path / "views.log").read_text().replace("\\n", "\\x0A")  # as Apache has it
    days = {before.isoformat(), after.isoformat()}
    counted = [line.partition(" ")[2] for line in written.splitlines()]
    assert sorted(counted) == sorted(LINES)  # several processes of Apache's write, in any order
    assert {line.partition(" ")[0] for line in written.splitlines()} <= days
    assert "_v/" not in (tmp_path / "access.log").read_text()
    assert (tmp_path / "access.log").read_text().count("\n") == 1
    with Ledger(tmp_path / "ledger") as ledger:
        came = ingest([tmp_path / "views.log"], ledger, {"sound": 300, "2026/solar-roof": 300}, POLICY, after)
    assert (came.views, came.refused, came.unread) == (8, {"unknown": 2}, 0)


@WITH_EACH_SERVER
def test_the_address_may_have_umlauts_and_spaces(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__name__ + ".PATH", "/unsere höhen & tiefen/")
    with served(name, tmp_path, *views(name)) as port:
        assert asked(port, "POST", "/unsere%20h%C3%B6hen%20&%20tiefen/_v/sound", {}).status == 204
        assert asked(port, *VIEW, {}).status != 204
    policy = msgspec.structs.replace(POLICY, base_path="/unsere%20h%C3%B6hen%20&%20tiefen/")
    today = datetime.date.today()  # noqa: DTZ011, TID251  # in the zone of the server
    with Ledger(tmp_path / "ledger") as ledger:
        came = ingest([tmp_path / "views.log"], ledger, {"sound": 300}, policy, today)
    assert (came.lines, came.views, came.unread) == (1, 1, 0)


@pytest.mark.parametrize("name", ["nginx-views.conf", "apache-views.conf"])
def test_robots_are_known_by_the_same_words(name: str) -> None:
    words = hit._ROBOT.pattern.decode()
    assert re.search(rf'[":]{re.escape(words)}[")]', (DEPLOY / name).read_text())


@WITH_NGINX
@pytest.mark.parametrize("document", ["counter.md", "counter.de.md"])
def test_what_is_passed_on_is_written_down_nowhere(document: str, tmp_path: Path) -> None:
    """The block of the documentation, with a counter that is just gone: no address, no story, no key in any log."""
    block = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / document).read_text(), re.DOTALL)
    assert block
    canary = {"Cookie": "canary=1", "Referer": "https://canary.example/", "X-Forwarded-For": "198.51.100.77"}
    requests = [VIEW, ("GET", "/voices/_v/for/ada/canary/")]
    outer, _ = views("nginx")
    with served("nginx", tmp_path, outer, block[1].replace("127.0.0.1:8010", "127.0.0.1:1")) as port:
        answers = [asked(port, method, path, canary).status for method, path in requests]
        answers.append(asked(port, "GET", "/voices/counted.jsonl", {}).status)
        large = http.client.HTTPConnection("127.0.0.1", port, timeout=GENEROUS)
        large.request("POST", VIEW[1], body=b"canary" * 1000, headers=canary)
        answers.append(large.getresponse().status)
        large.close()
    assert answers == [502, 502, 404, 413]
    for log in tmp_path.glob("*"):
        if log.is_file() and log.suffix != ".conf":
            assert not re.search(rb"canary|_v/|198\.51", log.read_bytes()), log.name
