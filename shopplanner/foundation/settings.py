"""Settings of this computer: declared once with type, default and limits, kept in a small versioned file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopplanner.foundation import files, paths

VERSION = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting; ``valid`` decides whether a stored value is still usable."""

    key: str
    default: Any
    valid: Callable[[Any], bool]


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


DECLARED: tuple[Setting, ...] = (
    Setting("language", "system", _one_of("system", "zh_CN", "en", "pseudo")),
    Setting("theme", "system", _one_of("system", "light", "dark")),
    Setting("font_points", 0, _whole(0, 24)),
    Setting("font_family", "", _is(str)),
    Setting("swap_state_colours", False, _is(bool)),
    Setting("backup_folder", "", _is(str)),
    Setting("backup_minutes", 30, _whole(5, 24 * 60)),
    Setting("recent_files", [], _is(list)),
    Setting("reopen_last", True, _is(bool)),
)
BY_KEY = {setting.key: setting for setting in DECLARED}


class Settings:
    """The settings in force; every change is written at once."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config_folder() / "settings.json"
        self._values = self._load()

    def get(self, key: str) -> Any:
        """Return a setting's value; its default if none was stored or the stored one is no longer valid."""
        declared = BY_KEY[key]
        value = self._values.get(key, declared.default)
        return value if declared.valid(value) else declared.default

    def set(self, key: str, value: Any) -> None:
        """Store a value.

        Raises:
            ValueError: if the value is not allowed for the key.
        """
        if not BY_KEY[key].valid(value):
            raise ValueError(key)
        if self._values.get(key) != value:
            self._values[key] = value
            files.write_text(self._file, json.dumps({"version": VERSION, **self._values}, ensure_ascii=False, indent=1))

    def remember_file(self, path: Path, keep: int = 8) -> None:
        """Put a workspace at the head of the recent files."""
        recent = [str(path), *(name for name in self.get("recent_files") if name != str(path))]
        self.set("recent_files", recent[:keep])

    def _load(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {key: value for key, value in stored.items() if key in BY_KEY} if isinstance(stored, dict) else {}
