"""The enlarger: which files are made of a photo, and that they are the same wherever they are made."""

from __future__ import annotations

import io

import pytest
from PIL import AvifImagePlugin, Image

from byline.enlarger import FALLBACK_WIDEST, NEARLY, TALLEST, WIDEST, enlarge, widths

PHOTO = Image.effect_noise((700, 480), 60).convert("RGB")


@pytest.mark.parametrize(
    ("own", "made"),
    [
        (1, (1,)), (240, (240,)), (479, (479,)), (480, (240, 480)), (599, (240, 599)), (600, (240, 480, 600)),
        (1000, (240, 480, 1000)), (1200, (240, 480, 960, 1200)), (1700, (240, 480, 960, 1700)),
        (1800, (240, 480, 960, 1440, 1800)), (2400, (240, 480, 960, 1440, 2400)), (9000, (240, 480, 960, 1440, 2400)),
    ],
)  # fmt: skip
def test_the_widths_of_its_files(own: int, made: tuple[int, ...]) -> None:
    assert widths(own) == made


def test_no_width_is_more_than_its_own_or_nearly_as_much() -> None:
    for own in range(1, WIDEST * 2):
        *others, last = widths(own)
        assert last == min(own, WIDEST)
        assert all(one <= last * NEARLY for one in others)


def test_each_width_is_there_in_both_kinds_and_in_proportion() -> None:
    made = enlarge("a.jpg", Image.new("RGB", (WIDEST * 2, 400)))
    assert (made.fallback.width, made.fallback.height) == (FALLBACK_WIDEST, 120)
    assert [kind for kind, _ in made.ladders] == ["image/avif", "image/webp"]
    for _, rungs in made.ladders:
        assert [(one.width, one.height) for one in rungs] == [(240, 20), (480, 40), (960, 80), (1440, 120), (2400, 200)]
    for one in made.prints:
        with Image.open(io.BytesIO(one.file.data)) as image:
            assert image.size == (one.width, one.height)


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((1, 1), (1, 1)),
        ((1, 7), (1, 7)),
        ((9, 1), (9, 1)),
        ((30, TALLEST * 2), (15, TALLEST)),
        ((1, 90_000), (1, TALLEST)),
    ],
)
def test_odd_shapes(size: tuple[int, int], made: tuple[int, int]) -> None:
    assert [(one.width, one.height) for one in enlarge("a.png", Image.new("RGB", size)).prints] == [made] * 3


@pytest.mark.parametrize(("mode", "fallback"), [("RGB", ".jpg"), ("RGBA", ".png")])
def test_the_file_for_all_programs_can_be_transparent_where_it_must(mode: str, fallback: str) -> None:
    assert enlarge("a.png", Image.new(mode, (9, 9))).address.endswith(fallback)


def test_the_bytes_do_not_depend_on_the_number_of_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Left alone, AVIF is written by as many threads as there are processors, and by two otherwise than by one."""

    def threads(number: int) -> None:
        monkeypatch.setattr(AvifImagePlugin, "_get_default_max_threads", lambda: number)

    def left_alone() -> bytes:
        out = io.BytesIO()
        PHOTO.save(out, "AVIF", speed=8)
        return out.getvalue()

    threads(1)
    one, alone = enlarge("a.png", PHOTO), left_alone()
    threads(4)
    assert left_alone() != alone
    assert enlarge("a.png", PHOTO) == one


def test_a_photo_costs_fewer_bytes_in_newer_kinds_of_files() -> None:
    made = enlarge("a.png", PHOTO.crop((0, 0, 140, 96)).resize((1400, 960), Image.Resampling.BICUBIC))
    (_, avif), (_, webp) = made.ladders
    assert len(avif[-1].file.data) < len(webp[-1].file.data) < len(made.fallback.file.data)
