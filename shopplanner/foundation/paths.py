"""Where things lie: shipped resources and the user's own folders. Nothing else in the program knows."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

APP_NAME = "ShopPlanner"
HOME_VARIABLE = "SHOPPLANNER_HOME"


@cache
def resources() -> Path:
    """Return the folder of shipped resources: in the frozen program, in the wheel, or beside the source."""
    package = Path(__file__).resolve().parent.parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for folder in (frozen, package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def _user_folder(kind: str) -> Path:
    """Return a folder of the user's own, made if missing; ``SHOPPLANNER_HOME`` moves all of them."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        folder = Path(home) / kind
    else:
        import platformdirs

        folder = Path(getattr(platformdirs, f"user_{kind}_dir")(APP_NAME, appauthor=False))
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def config_folder() -> Path:
    """Return the folder of settings and user packs."""
    return _user_folder("config")


def data_folder() -> Path:
    """Return the folder of backups and of workspaces kept in the default place."""
    return _user_folder("data")


def log_folder() -> Path:
    """Return the folder of logs and crash files."""
    return _user_folder("log")
