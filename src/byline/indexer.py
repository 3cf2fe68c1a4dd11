"""The indexer: the door to Pagefind's program, which makes an index of what it is told."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Thread
from typing import IO, Any

from byline.search import ENTRY, Record, wasm

SCRIPTS = ("pagefind.js", "pagefind-worker.js")
_ENDINGS = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")


class NoIndex(Exception):
    """Pagefind cannot be started, or has given up; the text says what it told."""


def indexed(records: Sequence[Record], language: str) -> dict[str, bytes]:
    """Pagefind's index of some records, by the paths of its files. Raises NoIndex."""
    return {path: data for path, data in _made(records, language) if path.endswith(_ENDINGS)}


def machinery(language: str) -> dict[str, bytes]:
    """What searches an index of this language in the browser: scripts, the program, and a blank entry. Raises NoIndex."""
    made = dict(_made([Record("", "", "a", (), ())], language))
    stemmer = json.loads(made[ENTRY])["languages"][language]["wasm"] or "unknown"
    return {path: made[path] for path in (*SCRIPTS, ENTRY)} | {wasm(language): made[wasm(stemmer)]}


def _made(records: Iterable[Record], language: str) -> Iterator[tuple[str, bytes]]:
    """All files that Pagefind makes."""
    asked: list[Mapping[str, object]] = [{"type": "NewIndex"}, *(_added(one, language) for one in records)]
    for file in _answers([*asked, {"type": "GetFiles", "index_id": 0}])[-1]["files"]:
        yield file["path"], base64.b64decode(file["content"])


def _added(one: Record, language: str) -> Mapping[str, object]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": one.address,
        "content": one.text,
        "language": language,
        "meta": dict(one.meta),
        "filters": dict(one.filters),
    }


def _answers(asked: Sequence[Mapping[str, object]]) -> list[Any]:
    """What Pagefind answers to each request, in their order. It ends once nobody can ask it any more."""
    try:
        with subprocess.Popen(
            [_program(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",  # where it finds no settings of its own
            env={},
        ) as running:
            assert running.stdin
            assert running.stdout
            asking = Thread(target=_ask, args=(running.stdin, asked), daemon=True)
            asking.start()
            said = _heard(running.stdout, len(asked))
            asking.join()
    except OSError as fault:
        raise NoIndex(str(fault)) from None
    found = {one["message_id"]: one["payload"] for one in map(_read, said)}
    if len(found) < len(asked) or any(one["type"] == "Error" for one in found.values()):
        raise NoIndex("; ".join(one["message"] for one in found.values() if one["type"] == "Error") or "pagefind ended")
    return [found[number] for number in range(len(asked))]


def _ask(pipe: IO[bytes], asked: Sequence[Mapping[str, object]]) -> None:
    """Ask everything at once; the answers are read meanwhile, or both programs would wait for each other."""
    try:
        for number, payload in enumerate(asked):
            said = json.dumps({"message_id": number, "payload": payload}).encode()
            pipe.write(base64.b64encode(said) + b",")
        pipe.flush()
    except OSError:  # it has ended, which the other side hears
        return


def _heard(pipe: IO[bytes], wanted: int) -> list[bytes]:
    """So many answers, or as many as there are."""
    heard: list[bytes] = []
    number = 0
    while number < wanted and (some := os.read(pipe.fileno(), 1 << 20)):
        number += some.count(b",")
        heard.append(some)
    return b"".join(heard).split(b",")[:number]


def _read(said: bytes) -> Any:
    return json.loads(base64.b64decode(said))


def _program() -> str:
    try:
        from pagefind_bin import get_executable
    except ImportError as fault:
        raise NoIndex(str(fault)) from None
    return str(get_executable())
