"""The register: what only one file can have, and who has it; and which stories others name.

With it, a new text is held against all others at once, without a look at each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from byline import address
from byline.standing import Value
from byline.story import Story


@dataclass(frozen=True, slots=True)
class Register:
    """The claims of all files of a portal that has no error in any of them."""

    claims: Mapping[str, str]  # the path of the file that has it
    named: Mapping[str, int]  # by its key, how many stories answer or translate a story
    originals: Mapping[str, str]  # for each translation the key of the story that it names, by its own

    def has(self, place: str) -> bool:
        """Whether a file asks for this address."""
        return _at(place) in self.claims

    def holder(self, place: str) -> str:
        """The path of the file that asks for an address; empty if there is none."""
        return self.claims.get(_at(place), "")


def register(values: Iterable[Value]) -> Register:
    """The register of these stories, people and plain pages."""
    every = [*values]
    stories = [one for one in every if isinstance(one, Story)]
    return Register(
        {claim: one.path for one in every for claim in _claims(one)},
        Counter(name for story in stories for name in _names(story)),
        {story.key: story.front.translation_of for story in stories if story.front.translation_of},
    )


def entered(old: Register, before: Sequence[Story], after: Sequence[Story]) -> Register | None:
    """The register with some stories in the place of others; None if they may claim what another file has."""
    gone = {claim for one in before for claim in _claims(one)}
    come = [claim for one in after for claim in set(_claims(one))]
    if len(set(come)) < len(come) or any(claim in old.claims and claim not in gone for claim in come):
        return None
    claims = old.claims
    if gone != set(come) or {one.path for one in before} != {one.path for one in after}:
        patched = dict(claims)
        for claim in gone:
            del patched[claim]
        patched |= {claim: one.path for one in after for claim in _claims(one)}
        claims = patched
    named = Counter(old.named)
    named.subtract(name for one in before for name in _names(one))
    named.update(name for one in after for name in _names(one))
    originals = dict(old.originals)
    for one in before:
        originals.pop(one.key, None)
    originals |= {one.key: one.front.translation_of for one in after if one.front.translation_of}
    missing = {one.key for one in before} - {one.key for one in after}
    chained = any(
        one.front.translation_of and (named[one.key] or one.front.translation_of in originals) for one in after
    )
    if chained or any(named[key] for key in missing):
        return None
    return Register(claims, named, originals)


def _claims(one: Value) -> Iterator[str]:
    """What only one file can have; on many disks, names that differ only in case are one."""
    yield _at(one.address)
    if isinstance(one, Story):
        yield f"id {one.id.casefold()}"
        yield f"version {one.language} {one.front.translation_of or one.key}"
        if series := one.front.series:
            yield f"part {series.id.casefold()} {series.part} {one.language}"
        yield from (_at(made) for made in map(address.old, one.front.aliases) if made)


def _names(one: Story) -> Iterator[str]:
    """The stories that a story names, and that therefore have to be there."""
    yield from filter(None, (one.front.reply_to, one.front.translation_of))


def _at(place: str) -> str:
    return f"at {place.casefold()}"
