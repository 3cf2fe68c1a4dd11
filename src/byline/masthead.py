"""The masthead: the portal's name and the ways through it, as they stand on every page of one language."""

from __future__ import annotations

from byline import address
from byline.asset import FOLDER, Assets
from byline.listing import ARCHIVE, STORIES
from byline.page import Masthead
from byline.piece import Tag
from byline.plan import SUBSCRIBE, USAGE, Edit
from byline.search import SEARCH


def masthead(edit: Edit, assets: Assets) -> Masthead:
    """The masthead of one language of the portal."""
    site, words, at = edit.site, edit.words, edit.at
    logo = assets.by_name.get(site.settings.site.logo.removeprefix(f"{FOLDER}/"))
    kinds = [kind for kind in ("roles", "series") if site.by_term[kind]]
    plains = sorted(
        (plain for plain in site.plains if plain.language == words.language),
        key=lambda plain: (plain.front.order, plain.front.title),
    )
    return Masthead(
        title=site.settings.site.title.at(words.language),
        description=site.settings.site.description.at(words.language),
        language=words.language,
        home=at(""),
        homes=tuple((one, address.within(one, site.settings.language, "")) for one in site.settings.languages),
        base=site.settings.base,
        navigation=(
            Tag(words("stories"), at(STORIES)),
            Tag(words("people"), at("people/")),
            Tag(words("departments"), at("departments/")),
            Tag(words("topics"), at("topics/")),
        ),
        footer=(
            *(Tag(words(kind), at(f"{kind}/")) for kind in kinds),
            Tag(words("archive"), at(ARCHIVE)),
            *([Tag(words("usage"), at(USAGE))] if site.usage else []),
            *(Tag(plain.front.title, plain.address) for plain in plains),
        ),
        subscribe=at(SUBSCRIBE),
        logo=logo.address if logo else "",
        assets=tuple((name, one.address, one.integrity) for name, one in sorted(assets.by_name.items())),
        search=at(SEARCH),
    )
