"""Law 1: a module imports only modules on lower floors; no circle. And each library is known to few of them."""

from __future__ import annotations

import shutil  # noqa: TID251  # a copy of the sources to break
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from portal import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
CONTRACT, COUNTER, WITHIN, MOVING, LIBRARIES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]


def lint(sources: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml"],
        check=False,
        capture_output=True,
        text=True,
        cwd=sources,
        env={"PATH": "", "PYTHONPATH": str(sources), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_every_import_goes_down() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("problem.py", "from byline import edition\n", CONTRACT["name"]),  # up
        ("problem.py", "if TYPE_CHECKING:\n    from byline import edition\n", CONTRACT["name"]),  # up, for types
        ("person.py", "from byline import plain\n", CONTRACT["name"]),  # sideways
        ("counter/policy.py", "from byline import front\n", CONTRACT["name"]),  # of the engine
        ("report.py", "from byline.counter import policy\n", COUNTER["name"]),
        ("counter/hit.py", "from byline.counter import ledger\n", WITHIN["name"]),
        ("moving/blog.py", "from byline.moving import links\n", MOVING["name"]),
        ("nowhere.py", "", CONTRACT["name"]),  # a module that stands on no floor
        ("sitemap.py", "from feedgen.feed import FeedGenerator\n", LIBRARIES["name"]),
        ("darkroom.py", "def late() -> None:\n    from PIL import Image\n", LIBRARIES["name"]),
        ("decode.py", "import yaml\n", LIBRARIES["name"]),
        ("report.py", "import click\n", LIBRARIES["name"]),
        ("drawing.py", "from lxml import etree\n", LIBRARIES["name"]),
    ],
)
def test_the_contract_bites(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "src" / "byline", tmp_path / "byline", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "byline" / module).open("a", encoding="utf-8") as file:
        file.write(line)
    done = lint(tmp_path)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout or (not line and "nowhere" in done.stdout)


def test_the_contract_names_every_module_once() -> None:
    named = [name.strip() for floor in CONTRACT["layers"] for name in floor.split("|")]
    folder = ROOT / "src" / "byline"
    there = {file.stem for file in folder.glob("*.py")} | {file.parent.name for file in folder.glob("*/__init__.py")}
    assert sorted(named) == sorted(there - {"__init__", "__main__"})
    assert CONTRACT["type"] == "layers"
    assert CONTRACT["exhaustive"] is True
