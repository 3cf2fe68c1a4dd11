"""What stands around a picture in other blogs' texts: captions in italics below it, and the lead picture once more."""

from __future__ import annotations

import re

from byline.front import Image
from byline.moving.fields import is_credit, plain
from byline.moving.tags import markdown_picture, outside_code

_ALT, _SRC, _END = r"!\[((?:[^\[\]\\]|\\.)*)\]", r"\(([^\s()]+)((?: \"[^\"\n]*\")?)\)", r"((?:\{[^{}\n]*\})?)"
_PICTURE = re.compile(_ALT + _SRC + _END)
_ALONE = re.compile(rf"^{_PICTURE.pattern}[ \t]*$", re.MULTILINE)
_CAPTIONED = re.compile(
    rf"^{_ALT}\(([^\s()]+)\)[ \t]*\n(?:[ \t]*\n)?([*_])(?!\3)([^*_\n]{{3,300}})\3[ \t]*$", re.MULTILINE
)


def with_captions(text: str) -> str:
    """The text with each picture of a line of its own in a paragraph of its own, and its caption or credit with it.

    What stands in italics right below a picture is taken for its caption.
    """

    def captioned(found: re.Match[str]) -> str:
        alt, said = re.sub(r"\\(.)", r"\1", found[1]), plain(found[4])
        return markdown_picture(found[2], alt, "" if is_credit(said) else said, said if is_credit(said) else "")

    text = outside_code(_CAPTIONED, captioned, text)
    return re.sub(
        r"(?<=[^\n])\n?\0|\0\n?(?=[^\n])", "\n\n", outside_code(_ALONE, lambda one: f"\0{one[0]}\0", text)
    ).replace("\0", "")


def with_lead(text: str, image: Image | None) -> tuple[str, Image | None]:
    """The text and the lead picture, which gets the description that the text gives of it.

    A text that begins with the same picture need not show it twice.
    """
    if image is None:
        return text, None
    found = next((one for one in _PICTURE.finditer(text) if one[2] == image.src), None)
    if found is None:
        return text, image
    alt = image.alt or re.sub(r"\\(.)", r"\1", found[1])
    said = re.search(r"credit=\"([^\"]*)\"", found[4])
    lead = Image(src=image.src, alt=alt, credit=image.credit or (said[1] if said else ""))
    at_once = not text[: found.start()].strip() and not found[3] and text[found.end() :].startswith("\n")
    return (text[found.end() :].lstrip("\n") if at_once else text), lead
