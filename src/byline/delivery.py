"""The door to what is published: readers see the old edition or the new one, and the new one costs what has changed.

Beside the output folder `public` lies its twin, `.public-twin/edition`: the same files, as hard links. The new edition
is completed there, and the two are exchanged in one step; then the other one is brought level, so that nothing of the
old edition is left. The first edition has no twin: it is only moved into place.

    .public-twin/lock      is locked while a build is at work; goes with it
    .public-twin/edition   the twin
    .public-twin/level     stands only while the twin holds exactly what public does, and tells what that was
    .public-twin/old       the old edition for an instant, where the system cannot exchange folders

A build that is killed leaves no `level`; the next one brings the twin level before it begins.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from byline import imprint, lock, twin
from byline.changes import Changes
from byline.imprint import MARK
from byline.tree import File
from byline.twin import Put
from byline.workers import Workers, dismiss


class OutputRefused(Exception):
    """The edition cannot be written: a key of `byline.messages`, the path, and the system's own words, if it refused."""

    def __init__(self, reason: str, path: Path, system: str = "") -> None:
        super().__init__(reason, path, system)  # all three, so that it comes whole out of a worker
        self.reason = reason
        self.path = path
        self.system = system


class Delivery(msgspec.Struct, frozen=True):
    """A new edition of the folder `out`, which is being completed in `folder`.

    If `level`, the folder began with exactly what `out` holds: the edition whose id is `edition`, or an unknown one
    if that is empty. If not, there is no old edition, and the folder began empty.
    """

    out: Path
    folder: Path
    level: bool
    edition: str


def holds_sources(root: Path, out: Path) -> bool:
    """Whether writing to `out` would put the portal at `root` itself in danger."""
    here, target = root.resolve(), out.resolve()
    sources = [here / name for name in ("content", "layouts", "assets", "src", "tests", "docs", ".git")]
    return here.is_relative_to(target) or any(target.is_relative_to(source) for source in sources)


def is_tidy(out: Path) -> bool:
    """Whether no build is at work on `out`, and none that was killed has left something beside it."""
    beside = _beside(out.absolute())
    return not beside.exists() or imprint.is_level(out, beside / "edition")


@contextmanager
def begin(out: Path) -> Iterator[Delivery]:
    """A new edition of `out`, for the length of a `with`. If that is left without `finish`, all stays as it was.

    Raises OutputRefused where `out` holds something else than an edition, where another build is at work on it, and
    where the system refuses.
    """
    out = out.absolute()
    _refuse_foreign(out)
    beside = _beside(out)
    held = _locked(out, beside)
    try:
        delivery = _opened(out, beside)
        try:
            _prepare(delivery)
            yield delivery
        finally:
            dismiss()  # whoever is still at work would go on writing into what is made level
            _tidy(delivery)
    except OutputRefused as refused:
        place = out if refused.path.is_relative_to(beside) else refused.path  # nobody knows of the hidden folder
        raise OutputRefused(refused.reason, place, refused.system) from None
    finally:
        lock.give_back(beside, held)


def examine(delivery: Delivery) -> None:
    """Look at every file of the two folders instead of relying on what the last build noted. Raises OutputRefused.

    What somebody has added to the old edition is in the new one's folder, too, after that, and what they have taken
    away is in neither, so that putting all files and removing the others makes the new edition whole.
    """
    if delivery.level:
        try:
            twin.make_level(str(delivery.out), str(delivery.folder))
        except OSError as fault:
            raise _refusal(delivery.out, fault) from None


def put(folder: Path, file: File) -> Put:
    """Put a file of the new edition into a delivery's folder; only one that differs from what is there is written.

    Workers may do it, in any order. Raises OutputRefused.
    """
    try:
        return twin.place(str(folder), file)
    except OSError as fault:
        raise _refusal(Path(folder), fault) from None


def finish(
    delivery: Delivery, done: Mapping[str, Put], removed: Iterable[str], edition: str, changed_list: Path | None = None
) -> Changes:
    """Show the new edition, whose id is `edition`: what was put, without what is removed, and all that was there before.

    If nothing differs, nothing is exchanged. The file `changed_list` tells what does; it is written before the exchange,
    since a list that is lost is lost for ever: the next build compares with this one. Raises OutputRefused, and leaves
    the old edition whole.
    """
    out, folder = delivery.out, delivery.folder
    leaving = sorted(set(removed) - done.keys())
    gone = [path for path in leaving if os.path.isfile(out / path)]
    changes = Changes(_which(done, Put.ADDED), _which(done, Put.CHANGED), tuple(gone))
    if both := twin.folders_of(*changes.added, *changes.changed) & done.keys():
        raise OutputRefused("not-written", out, f"a file and a folder are both named {min(both)}")
    try:
        for path in leaving:
            twin.take_away(str(folder), path)
        if changed_list:
            _write_list(changed_list, changes)
        if delivery.level and changes.none:
            if edition != delivery.edition:
                imprint.mark(out, folder.parent, edition)
        else:
            imprint.mark(folder, folder.parent, edition)
            if delivery.level:  # a first edition takes nothing away, and has too many files
                twin.send(str(folder), (*changes.added, *changes.changed, MARK))
            _show(delivery)
    except OSError as fault:
        raise _refusal(out, fault) from None
    if delivery.level:
        with suppress(OSError):  # the new edition stands; what is not level is looked after at the end
            twin.catch_up(str(out), str(folder), (*changes.added, *changes.changed, MARK), gone)
            imprint.say_level(out, folder)
    return changes


def standing(out: Path) -> frozenset[str]:
    """The paths of all files of the edition in this folder; none if there is no edition."""
    return twin.paths(str(out)) - {MARK}


def deliver(out: Path, files: Sequence[File], workers: Workers, changed_list: Path | None = None) -> Changes:
    """Make `out` hold exactly these files. Raises OutputRefused and WorkerLost."""
    with begin(out) as delivery:
        examine(delivery)
        before = standing(delivery.folder)

        def deal(file: File) -> tuple[Put, bytes]:
            return put(delivery.folder, file), hashlib.sha256(file.data).digest()

        dealt = dict(zip((file.path for file in files), workers.map(deal, files), strict=True))
        edition = hashlib.sha256(repr(sorted((path, digest) for path, (_, digest) in dealt.items())).encode())
        done = {path: outcome for path, (outcome, _) in dealt.items()}
        return finish(delivery, done, before - done.keys(), edition.hexdigest()[:32], changed_list)


def _beside(out: Path) -> Path:
    return out.with_name(f".{out.name}-twin")


def _refuse_foreign(out: Path) -> None:
    try:
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise OutputRefused("no-folder", out)
        if os.path.ismount(out):
            raise OutputRefused("mounted", out)
        if out.is_dir() and not (out / MARK).is_file() and any(out.iterdir()):
            raise OutputRefused("foreign", out)
    except OSError as fault:
        raise _refusal(out, fault) from None


def _locked(out: Path, beside: Path) -> int:
    """Keep other builds away; what `lock.give_back` takes."""
    try:
        return lock.take(beside)
    except BlockingIOError:
        raise OutputRefused("at-work", out) from None
    except OSError as fault:
        raise _refusal(out.parent, fault) from None


def _opened(out: Path, beside: Path) -> Delivery:
    """What stands here, however the last build ended."""
    old = beside / "old"
    try:
        if old.exists() and not out.exists():
            old.rename(out)  # a build was killed between its two renames
        return Delivery(out, beside / "edition", (out / MARK).is_file(), imprint.edition_of(out))
    except OSError as fault:
        raise _refusal(out, fault) from None


def _prepare(delivery: Delivery) -> None:
    """Make the folder for the new edition ready, whatever earlier builds have left there."""
    out, folder = delivery.out, delivery.folder
    try:
        twin.clear(str(folder.with_name("old")))
        _sweep(out)
        known = imprint.is_level(out, folder)
        imprint.unsay_level(folder)
        if not delivery.level:
            twin.clear(str(folder))
            twin.make_folder(str(folder))
        elif not known:
            twin.make_level(str(out), str(folder))
    except OSError as fault:
        raise _refusal(out, fault) from None


def _sweep(out: Path) -> None:
    """Take away what Byline's first version left beside the output when it was killed."""
    pattern = re.compile(rf"\.{re.escape(out.name)}-[a-z0-9_]{{8}}(-old)?")
    for one in out.parent.iterdir():
        if pattern.fullmatch(one.name) and one.is_dir() and not one.is_symlink():
            unfinished = one.stat().st_mode & 0o777 == 0o700
            if unfinished or (one / MARK).is_file():
                with suppress(OSError):  # it may be somebody else's, and is no reason not to build
                    twin.clear(str(one))


def _write_list(path: Path, changes: Changes) -> None:
    """Write what has changed into a file, in one step."""
    fresh = path.with_name(f".{path.name}-new")
    data = changes.as_text().encode("utf-8", "surrogateescape")
    try:
        if path.exists() and not path.is_file():  # such as /dev/stdout
            path.write_bytes(data)
            return
        twin.clear(str(fresh))
        twin.create(str(fresh), data)
        fresh.replace(path)
    except OSError as fault:
        raise _refusal(path, fault) from None


def _show(delivery: Delivery) -> None:
    """The one step in which readers get the new edition."""
    if delivery.level:
        twin.swap(delivery.folder, delivery.out, delivery.folder.with_name("old"))
    else:
        delivery.folder.rename(delivery.out)


def _tidy(delivery: Delivery) -> None:
    """Bring a twin level that is not: the build went wrong. What is nobody's twin, or cannot be mended, goes."""
    out, folder = delivery.out, delivery.folder
    try:
        if out.exists():
            twin.clear(str(folder.with_name("old")))
        if imprint.is_level(out, folder):
            return
        if not delivery.level:
            twin.clear(str(folder))
            return
        twin.make_level(str(out), str(folder))
        imprint.say_level(out, folder)
    except OSError:
        with suppress(OSError):  # what is left is the next build's to clear
            twin.clear(str(folder))


def _which(done: Mapping[str, Put], wanted: Put) -> tuple[str, ...]:
    return tuple(sorted(path for path, outcome in done.items() if outcome is wanted))


def _refusal(path: Path, fault: OSError) -> OutputRefused:
    mounted = fault.errno in {errno.EBUSY, errno.EXDEV}
    return OutputRefused("mounted" if mounted else "not-written", path, fault.strerror or str(fault))
