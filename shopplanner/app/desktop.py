"""What Qt reads from the environment as it starts, on Linux; to be set before the application is made."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

INPUT_METHODS: Final = "wayland;fcitx;ibus"
"""Qt tries these in turn: fcitx answers the IBus protocol, so Chinese can be typed where only ``fcitx`` is set."""

MACHINE_IDS: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def prepare(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let Chinese be typed.

    A bare container has no machine id. Qt's IBus plug-in asks for it, and the bus library then aborts the process, so
    there the plug-in is not asked for.
    """
    if sys.platform.startswith("linux") and any(file.is_file() for file in MACHINE_IDS):
        environment.setdefault("QT_IM_MODULES", INPUT_METHODS)
