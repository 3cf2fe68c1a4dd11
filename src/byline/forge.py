"""The forge: at which of its addresses a text of the portal can be changed, commented on and looked back at."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from byline.piece import Origin
from byline.settings import Forge

# The addresses are those of the forges' own buttons: GitHub's documentation, "Creating an issue" (by a URL query);
# GitLab's, "Create an issue, using a URL with prefilled values"; the routes of Forgejo, and of Gitea, from which it comes.
EDIT = {"github": "edit", "gitlab": "-/edit", "forgejo": "_edit"}
HISTORY = {"github": "commits", "gitlab": "-/commits", "forgejo": "commits/branch"}
ISSUE = {"github": "issues/new", "gitlab": "-/issues/new", "forgejo": "issues/new"}
FIELDS = {"github": ("title", "body"), "gitlab": ("issue[title]", "issue[description]"), "forgejo": ("title", "body")}


def origin(forge: Forge, path: str, title: str, text: str) -> Origin:
    """Where the file `path` can be worked on; `title` and `text` are what stands in a new issue about it."""
    repository, kind = forge.url.rstrip("/"), forge.kind
    place = f"{quote(forge.branch)}/{quote(path)}"
    issue = urlencode(dict(zip(FIELDS[kind], (title, text), strict=True)), quote_via=quote)
    return Origin(
        edit=f"{repository}/{EDIT[kind]}/{place}",
        suggest=f"{repository}/{ISSUE[kind]}?{issue}",
        history=f"{repository}/{HISTORY[kind]}/{place}",
    )
