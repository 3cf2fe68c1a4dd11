"""The pressroom: prints a forme, in memory or into the folder that readers see."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from byline.edition import Wishes, is_sound
from byline.forme import Forme
from byline.problem import Problem
from byline.tree import File, write_edition
from byline.workers import Workers


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing: all problems, and whether the edition may be published (and has been, where it was asked for)."""

    problems: tuple[Problem, ...]
    sound: bool


def print_edition(forme: Forme, wishes: Wishes, out: Path, workers: Workers) -> Printed:
    """Print a forme into the folder `out`, if it is sound. Raises OutputRefused and WorkerLost."""
    if not is_sound(forme.problems, wishes):
        return Printed(forme.problems, sound=False)
    made = workers.map(forme.file, forme.paths)
    problems = forme.told(one for one in made if isinstance(one, Problem))
    sound = is_sound(problems, wishes)
    if sound:
        write_edition(out, [one for one in made if isinstance(one, File)], workers)
    return Printed(problems, sound)


def proof(forme: Forme, wishes: Wishes, workers: Workers) -> Printed:
    """Print a forme for nobody, to find what only comes up in printing."""
    found = [one for one in workers.map(lambda path: _fault(forme, path), forme.paths) if one]
    problems = forme.told(found)
    return Printed(problems, bool(forme.paths) and is_sound(problems, wishes))


def _fault(forme: Forme, path: str) -> Problem | None:
    made = forme.file(path)
    return made if isinstance(made, Problem) else None
