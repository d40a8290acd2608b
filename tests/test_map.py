"""The map in claims/README.md sends nobody to what does not exist."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "claims"

MAP = (CLAIMS / "README.md").read_text()
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w/]+(?:/|\.(?:py|html|css|js|md))")
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")


def test_every_path_in_the_map_exists() -> None:
    paths = {code for code in CODE.findall(MAP) if PATH.fullmatch(code)}
    assert len(paths) > 50
    missing = {path for path in paths if not any((top / path).exists() for top in (CLAIMS, ROOT))}
    missing -= {"DATA_DIR/captures/"}  # of the desk, not of the repository
    assert not missing, f"claims/README.md names {sorted(missing)}: correct the map."


def test_every_module_in_the_map_exists() -> None:
    layout = MAP[: MAP.index("## To change something")]
    names = {code for code in CODE.findall(layout) if NAME.fullmatch(code)}
    assert len(names) > 50
    there = {
        path.stem
        for top in (CLAIMS, *(ROOT / name for name in ("templates", "static", "tests")))
        for path in [top, *top.rglob("*")]
        if "__pycache__" not in path.parts
    }
    missing = names - there
    assert not missing, f"claims/README.md names {sorted(missing)}: correct the map."


def test_every_model_is_in_the_map() -> None:
    models = {model.__name__ for model in apps.get_app_config("claims").get_models()}
    missing = models - set(CODE.findall(MAP))
    assert not missing, f"Say in claims/README.md to which noun {sorted(missing)} belongs."
