"""The indexer: the door to Pagefind's program, which makes an index of what it is told."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Thread
from typing import IO, Any

from byline.search import ENTRY, Record, wasm

SCRIPTS = ("pagefind.js", "pagefind-worker.js")
_ENDINGS = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")


class NoIndex(Exception):
    """Pagefind cannot be started, or has given up; the text says what it told."""


def indexed(records: Sequence[Record], language: str) -> dict[str, bytes]:
    """Pagefind's index of some records, by the paths of its files. Raises NoIndex."""
    made = {path: data for path, data in _made(records, language) if path.endswith(_ENDINGS)}
    if not made:
        raise NoIndex(f"Pagefind has found no words in {len(records)} stories")
    return made


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
        with subprocess.Popen(  # noqa: S603  # its own program, with nothing of ours in the command
            [_program(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",  # where it finds no settings of its own
            env={},
        ) as running:
            said = _heard(running.stdin, running.stdout, asked)
    except BrokenPipeError:
        said = []
    except OSError as fault:
        raise NoIndex(str(fault)) from None
    found = {one["message_id"]: one["payload"] for one in map(_read, said)}
    faults = [one["message"] for one in found.values() if one["type"] == "Error"]
    if faults or len(found) < len(asked):
        raise NoIndex("; ".join(faults) or "Pagefind ended before it was done")
    return [found[number] for number in range(len(asked))]


def _heard(
    questions: IO[bytes] | None, answers: IO[bytes] | None, asked: Sequence[Mapping[str, object]]
) -> list[bytes]:
    """As many answers as there are questions, or as come. They are read while others are asked, or both would wait."""
    if questions is None or answers is None:
        return []
    asking = Thread(target=_ask, args=(questions, asked), daemon=True)
    asking.start()
    heard: list[bytes] = []
    number = 0
    while number < len(asked) and (some := os.read(answers.fileno(), 1 << 20)):
        number += some.count(b",")
        heard.append(some)
    asking.join()
    return b"".join(heard).split(b",")[:number]


def _ask(questions: IO[bytes], asked: Sequence[Mapping[str, object]]) -> None:
    with suppress(OSError):  # it has ended, which is heard from its answers
        for number, payload in enumerate(asked):
            said = json.dumps({"message_id": number, "payload": payload}).encode()
            questions.write(base64.b64encode(said) + b",")
        questions.flush()


def _read(said: bytes) -> Any:
    return json.loads(base64.b64decode(said))


def _program() -> str:
    try:
        from pagefind_bin import get_executable
    except ImportError as fault:
        raise NoIndex(str(fault)) from None
    return str(get_executable())
