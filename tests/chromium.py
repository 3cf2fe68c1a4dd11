"""The system's Chromium, for tests that look at pages in a real browser."""

from __future__ import annotations

import os
import shutil  # noqa: TID251  # to look the browser up
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium")
MISSING = "no Chromium: install the Debian package `chromium` to run the browser's tests"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def marks(group: str) -> list[pytest.MarkDecorator]:
    """The marks of a module whose tests need the browser, all of them in one process."""
    return [
        pytest.mark.browser,
        pytest.mark.skipif(not CHROMIUM and not os.environ.get("BYLINE_CI"), reason=MISSING),  # noqa: TID251
        pytest.mark.xdist_group(group),
        # Playwright and the server leave sockets to the end of the process.
        pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    ]


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, for as long as it is needed."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
