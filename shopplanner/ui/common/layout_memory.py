"""Where windows, splitters and columns were left: kept apart from the settings, lost without harm."""

from __future__ import annotations

import json
import logging
from typing import Any

from shopplanner.foundation import files, paths

log = logging.getLogger(__name__)


class _Memory:
    values: dict[str, Any] | None = None


def get(key: str, default: Any = None) -> Any:
    """Return what was remembered under ``key``."""
    return _values().get(key, default)


def put(key: str, value: Any) -> None:
    """Remember a JSON value; written when ``save`` is called."""
    _values()[key] = value


def columns(table: str) -> dict[str, int]:
    """Return the remembered widths of a table's columns in pixels."""
    widths = get(f"columns/{table}")
    return dict(widths) if isinstance(widths, dict) else {}


def remember_column(table: str, column: str, width: int) -> None:
    """Remember one column's width."""
    put(f"columns/{table}", {**columns(table), column: width})


def save() -> None:
    """Write the file; a failure is logged, as nothing of value is lost."""
    try:
        content = json.dumps(_values(), ensure_ascii=False, indent=1)
        files.write_text(paths.config_folder() / "layout.json", content)
    except OSError as error:
        log.info("layout not written: %s", error)


def forget() -> None:
    """Read the file again when something is asked for next."""
    _Memory.values = None


def _values() -> dict[str, Any]:
    if _Memory.values is None:
        _Memory.values = _load()
    return _Memory.values


def _load() -> dict[str, Any]:
    file = paths.config_folder() / "layout.json"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
