"""The issue forms of the forges, made of the kits; and a colleague who fills them in, as each forge hands it on.

GitHub, Gitea and Forgejo read the same forms in the same folder. GitLab has no forms, so its templates are Markdown
that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from byline.kit import FORMS, KITS, Field, Kit

GITHUB, GITLAB = ".github/ISSUE_TEMPLATE", ".gitlab/issue_templates"
CONFIDENTIAL = {"nomination", "removal"}  # names somebody else, or is nobody else's business
HEAD = (
    "# Made of src/byline/kit. Change the words there, then: .venv/bin/python -m pytest tests/test_forms.py --update\n"
)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as such, and lists indented, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT002  # its own
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def every() -> dict[str, str]:
    """The path and the text of every file that the kits make."""
    files = {f"{GITHUB}/config.yml": f"{HEAD}blank_issues_enabled: true\n"}
    for number, form in enumerate(FORMS, 1):
        for language, kit in KITS.items():
            files[f"{GITHUB}/{number}-{form}.{language}.yml"] = github(form, kit)
            files[f"{GITLAB}/{kit.forms[form][0]}.md"] = gitlab(form, kit)
    return files


def github(form: str, kit: Kit) -> str:
    """A form for GitHub, Gitea and Forgejo."""
    name, purpose, title, introduction = kit.forms[form]
    body = [{"type": "markdown", "attributes": {"value": introduction}}, *(_field(one, kit) for one in FORMS[form])]
    made = {"name": name, "description": purpose, "title": title, "body": body}
    return HEAD + yaml.dump(made, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _field(field: Field, kit: Kit) -> dict[str, Any]:
    kinds = {"line": "input", "text": "textarea", "choice": "dropdown", "boxes": "checkboxes"}
    attributes: dict[str, Any] = {"label": kit.questions[field.name]}
    if field.name in kit.hints:
        attributes["description"] = kit.hints[field.name]
    made: dict[str, Any] = {"type": kinds[field.shape], "id": field.name, "attributes": attributes}
    if field.shape == "boxes":
        required = {"required": True} if field.required else {}
        attributes["options"] = [{"label": one, **required} for one in kit.options[field.name]]
    elif field.shape == "choice":
        attributes["options"] = list(kit.options[field.name])
    if field.required and field.shape != "boxes":
        made["validations"] = {"required": True}
    return made


def gitlab(form: str, kit: Kit) -> str:
    """A template for GitLab."""
    blocks = [f"<!-- {kit.forms[form][3]} -->"]
    for field in FORMS[form]:
        blocks.append(f"### {kit.questions[field.name]}")
        if field.name in kit.hints:
            blocks.append(f"<!-- {kit.hints[field.name]} -->")
        blocks.append("\n".join(f"- [ ] {one}" for one in kit.options.get(field.name, ())))
    if form in CONFIDENTIAL:
        blocks.append("/confidential")
    return "\n\n".join(blocks) + "\n"


def handed_on_by_github(form: Mapping[str, Any], answers: Mapping[str, str]) -> str:
    """What becomes of a form that was filled in; of boxes, an answer names those that are ticked."""
    out = []
    for field in form["body"]:
        if field["type"] == "markdown":
            continue
        label, answer = field["attributes"]["label"], answers.get(field["id"], "")
        if field["type"] == "checkboxes":
            boxes = [one["label"] for one in field["attributes"]["options"]]
            answer = "\n".join(f"- [{'x' if one in answer else ' '}] {one}" for one in boxes)
        out.append(f"### {label}\n\n{answer or '_No response_'}")
    return "\n\n".join(out)


def handed_on_by_forgejo(form: Mapping[str, Any], answers: Mapping[str, str]) -> str:
    """The same by Forgejo or Gitea, which differ in their line ends and in the last one."""
    return handed_on_by_github(form, answers).replace("\n\n### ", "\n\n\n### ").replace("\n", "\r\n") + "\r\n\r\n"


def filled_in_at_gitlab(form: str, kit: Kit, answers: Mapping[str, str]) -> str:
    """A template of GitLab's with answers below its questions, and its hints left in; GitLab takes commands out."""
    text = gitlab(form, kit).replace("\n/confidential\n", "")
    for name, answer in answers.items():
        heading = f"### {kit.questions[name]}\n\n"
        if name in kit.options:
            for option in kit.options[name]:
                text = text.replace(f"- [ ] {option}", f"- [x] {option}") if option in answer else text
        else:
            hint = f"<!-- {kit.hints[name]} -->\n\n" if name in kit.hints else ""
            text = text.replace(f"{heading}{hint}", f"{heading}{hint}{answer}\n\n")
    return text
