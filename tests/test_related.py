"""What to read next: from elsewhere first, with a reason, and always the same."""

from __future__ import annotations

import random  # noqa: TID251  # with seeds

import pytest
from portal import edition, page, story
from test_site import site, stories

from byline.published import Published
from byline.related import HOW_MANY, REACH, related
from byline.site import Site

PRODUCTION, SERVICE = {"departments": "[production]"}, {"departments": "[field-service]"}
LEARNING = {"topics": "[learning]", "roles": ""}


def beside(files: dict[str, str], key: str = "2026/a") -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """The related stories of one, each with what it shares and where it comes from."""
    made, _ = site(files)
    return [(one.other.key, one.topics, one.roles, one.from_department) for one in related(made.by_key[key], made)]


def keys(files: dict[str, str], key: str = "2026/a") -> list[str]:
    return [one[0] for one in beside(files, key)]


def test_another_department_goes_before_a_likelier_story_next_door() -> None:
    both = {"topics": "[learning, quality]", "roles": "[fitter]"}
    files = stories(
        a={**PRODUCTION, **both},
        near={**PRODUCTION, **both, "date": "2026-03-13"},
        far={**SERVICE, "topics": "[learning]", "roles": "[technician]", "date": "2026-01-01"},
    )
    assert beside(files) == [
        ("2026/far", ("learning",), (), "field-service"),
        ("2026/near", ("learning", "quality"), ("fitter",), ""),
    ]


def test_a_topic_counts_more_than_a_role_and_two_more_than_one() -> None:
    files = stories(
        a={**PRODUCTION, "topics": "[learning, quality]", "roles": "[fitter]"},
        role={**SERVICE, "topics": "", "roles": "[fitter]", "date": "2026-03-13"},
        topic={**SERVICE, "topics": "[quality]", "roles": "[technician]", "date": "2026-03-12"},
        two={**SERVICE, "topics": "[quality, learning]", "roles": "[technician]", "date": "2026-03-11"},
    )
    assert beside(files) == [
        ("2026/two", ("learning", "quality"), (), "field-service"),
        ("2026/topic", ("quality",), (), "field-service"),
        ("2026/role", (), ("fitter",), "field-service"),
    ]


def test_equal_ones_by_nearness_in_time() -> None:
    files = stories(
        a={**PRODUCTION, **LEARNING, "date": "2026-03-10"},
        **{
            f"s{day:02}": {**SERVICE, **LEARNING, "roles": "[technician]", "date": f"2026-03-{day:02}"}
            for day in (1, 5, 9, 20, 30)
        },
    )
    found = keys(files)
    assert found == ["2026/s09", "2026/s05", "2026/s01"]
    assert len(found) == HOW_MANY == 3


def test_a_story_that_comes_between_two_others_does_not_part_them() -> None:
    """Nearness is time, not the number of stories between: nobody's neighbours change with what they share nothing with."""
    ones = {
        f"s{day:02}": {**SERVICE, **LEARNING, "roles": "[technician]", "date": f"2026-03-{day:02}"}
        for day in (5, 20, 30)
    }
    a = {**PRODUCTION, **LEARNING, "date": "2026-03-12"}
    others = {f"x{day:02}": {"date": f"2026-03-{day:02}"} for day in range(6, 12)}
    assert keys(stories(a=a, **ones)) == keys(stories(a=a, **ones, **others)) == ["2026/s05", "2026/s20", "2026/s30"]


def test_nothing_in_common_nothing_beside() -> None:
    assert keys(stories(a={"topics": "[learning]"}, b={"topics": "[quality]", "roles": "[technician]"})) == []


def test_never_itself_its_translation_what_it_answers_nor_its_answers() -> None:
    files = stories(
        a={"topics": "[learning]", "reply_to": "2026/question"},
        question={"topics": "[learning]"},
        answer={"topics": "[learning]", "reply_to": "2026/a"},
        german={"topics": "[learning]", "language": "de", "translation_of": "2026/a"},
        other={"topics": "[learning]", "date": "2026-01-01"},
    )
    assert keys(files) == ["2026/other"]


def test_of_two_versions_the_one_in_the_readers_language() -> None:
    files = stories(
        a={**PRODUCTION, "topics": "[learning]"},
        de={**PRODUCTION, "topics": "[learning]", "language": "de"},
        en={**SERVICE, "topics": "[learning]"},
        en_de={**SERVICE, "topics": "[learning]", "language": "de", "translation_of": "2026/en", "date": "2026-03-15"},
    )
    assert keys(files) == ["2026/en", "2026/de"]
    assert keys(files, "2026/de") == ["2026/en-de", "2026/a"]


def test_what_is_withheld_is_never_beside() -> None:
    assert keys(stories(a={"topics": "[learning]"}, b={"topics": "[learning]", "status": "draft"})) == []


def test_the_order_of_the_files_changes_nothing() -> None:
    files = stories(
        **{
            f"s{number:02}": {
                **(PRODUCTION if number % 2 else SERVICE),
                "topics": f"[{('learning', 'quality')[number % 2]}, x{number % 3}]",
                "date": f"2026-03-{1 + number % 9:02} 10:00",
            }
            for number in range(24)
        }
    )
    wanted = {key: beside(files, key) for key in ("2026/s00", "2026/s11", "2026/s23")}
    for seed in range(3):
        mixed = random.Random(seed).sample(sorted(files.items()), len(files))  # noqa: S311
        assert {key: beside(dict(mixed), key) for key in wanted} == wanted


def test_every_neighbour_shares_something() -> None:
    files = stories(
        **{f"s{number:02}": {"topics": f"[t{number % 5}, t{number % 3}]", "roles": ""} for number in range(30)}
    )
    made, _ = site(files)
    for one in made.stories:
        found = related(one, made)
        assert len({other.other.key for other in found}) == len(found) == HOW_MANY
        assert all(other.topics or other.roles for other in found)
        assert one not in [other.other for other in found]


def plainly(one: Published, made: Site) -> list[str]:
    """The keys of the related stories, by looking at every story and putting all of them in order."""
    near: set[str] = set()
    for kind in ("topics", "roles"):
        for name in getattr(one, kind):
            having = [other.key for other in made.stories if name in getattr(other, kind)]
            here = having.index(one.key)
            near |= {key for index, key in enumerate(having) if abs(index - here) <= REACH}

    def rank(key: str) -> tuple[bool, int, int, str]:
        other = made.by_key[key]
        shared = 3 * len({*one.topics} & {*other.topics}) + 2 * len({*one.roles} & {*other.roles})
        next_door = bool({*one.departments} & {*other.departments})
        return (next_door, -shared, abs(other.appeared - one.appeared), other.id)

    return sorted(near - {one.key}, key=rank)[:HOW_MANY]


@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_and_likeliest_of_all(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311

    def some(*names: str) -> str:
        return f"[{', '.join(chance.sample(names, chance.randint(0, 2)))}]"

    made, _ = site(
        stories(
            **{
                f"s{number:03}": {
                    "departments": some("production", "field-service", "other"),
                    "roles": some("fitter", "technician"),
                    "topics": some("learning", "quality", "t1", "t2", "t3", "t4"),
                    "date": f"2026-0{chance.randint(1, 5)}-{chance.randint(1, 28):02}",
                }
                for number in range(120)
            }
        )
    )
    for one in made.stories:
        assert [found.other.key for found in related(one, made)] == plainly(one, made)


@pytest.mark.parametrize(("one", "other"), [("production", "field-service"), ("field-service", "production")])
def test_the_page_says_why(one: str, other: str) -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story(departments=f"[{one}]", topics="[learning]"),
            "content/stories/2026/b.md": story(title="B", departments=f"[{other}]", topics="[learning]"),
        }
    )
    name = {"production": "Production", "field-service": "Field service"}[other]
    assert f"related ../../../stories/2026/b/ B | Learning | Fitter | {name}" in page(made, "stories/2026/a/")
