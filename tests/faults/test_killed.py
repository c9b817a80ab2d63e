"""What was acknowledged survives the sudden end of the program."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from shopplanner.services import history, safety
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting

EDITS = """
import sys
from pathlib import Path
from shopplanner.services.workspace import open_workspace
from shopplanner.services.workspace_settings import set_setting
workspace = open_workspace(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    set_setting(workspace, "typed", number, merge_key="typed")
    print(number, flush=True)
"""
BACKUPS = """
import sys
from pathlib import Path
from shopplanner.services import safety
from shopplanner.services.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
while True:
    safety.back_up(workspace)
    print("made", flush=True)
"""


def killed(program: str, path: Path, lines: int) -> list[bytes]:
    """Run a program until it has said so many lines, kill it, and return all it said."""
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(lines)]
        running.kill()
        return said + running.stdout.readlines()


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_the_last_keystroke_survives(workspace: Workspace, lines: int) -> None:
    workspace.close()
    acknowledged = int(killed(EDITS, workspace.path, lines)[-1])
    again = open_workspace(workspace.path)
    assert acknowledged <= get_setting(again, "typed") <= acknowledged + 1, "at most the one under way is more"
    step = history.next_undo(again)
    assert step is not None, "what survived can be undone"
    history.undo(again)
    assert get_setting(again, "typed") is None
    again.close()
    assert safety.verify(workspace.path).sound


def test_a_backup_under_way_leaves_only_whole_ones(workspace: Workspace) -> None:
    workspace.close()
    killed(BACKUPS, workspace.path, 3)
    made = safety.backups_of(workspace.path)
    assert len(made) >= 3
    assert all(safety.is_sound(one.path) for one in made)
    again = open_workspace(workspace.path)
    again.close()


def test_a_lock_left_behind_does_not_keep_anybody_out(workspace: Workspace) -> None:
    workspace.close()
    killed(EDITS, workspace.path, 1)
    assert any(file.name.endswith(".lock") for file in workspace.path.parent.iterdir())
    started = time.monotonic()
    open_workspace(workspace.path).close()
    assert time.monotonic() - started < 4
    assert not any(file.name.endswith(".lock") for file in workspace.path.parent.iterdir())
