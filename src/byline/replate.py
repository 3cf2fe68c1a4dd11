"""Replating: a new plate for a page between two editions, when only the text of its story is another.

Nothing but the story's own page and the feeds that carry it shows more of a text than its beginning and its length. So
where these stay the same, the forme stays as it is but for one page. The preview uses it, to be quick; it looks at
everything when there is time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from byline.address import file_of
from byline.forme import Forme
from byline.leaf import story_order
from byline.problem import Severity, in_order
from byline.site import publish
from byline.standing import Standing
from byline.story import Story
from byline.words import minutes


def replated(forme: Forme, articles: Mapping[str, Standing]) -> Forme | None:
    """The forme with these articles in the place of others; None if more than the text of stories is different."""
    site, pages, stories = forme.site, dict(forme.pages), dict(forme.replated)
    for path, new in articles.items():
        old = forme.setting.articles.get(path)
        was, is_ = old.answer[0] if old else None, new.answer[0]
        if not isinstance(was, Story) or not isinstance(is_, Story) or _face(was) != _face(is_):
            return None
        if any(one.severity is Severity.ERROR for one in new.answer[1]) or is_.key not in site.by_key:
            return None
        before = site.by_key[is_.key]
        told = publish(is_, site.people, forme.instant, site.settings.zone, draft=before.draft)
        edit = forme.edits[site.settings.shown_in(is_.language)]
        one = stories[is_.key] = replace(told, appeared=before.appeared)
        pages[file_of(is_.address)] = story_order(edit, one, forme.pictures_by_source, forme.addresses)
    setting = replace(forme.setting, articles={**forme.setting.articles, **articles})
    mended = {problem for path in articles for problem in forme.setting.articles[path].answer[1]}
    problems = [one for one in forme.problems if one.place.path not in articles or one not in mended]
    new_ones = [problem for article in articles.values() for problem in article.answer[1]]
    return replace(forme, pages=pages, replated=stories, setting=setting, problems=in_order((*problems, *new_ones)))


def _face(story: Story) -> tuple[object, ...]:
    """What others may show of a story."""
    body, front = story.body, story.front
    pictures = [(use.path, use.named, use.alt) for use in body.pictures]
    return (
        story.key,
        story.id,
        story.language,
        front,
        minutes(body.words, story.language),
        front.summary or body.excerpt,
        pictures,
    )
