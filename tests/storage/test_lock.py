"""One program at a time may write, and the others learn which."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from shopplanner.domain.errors import WorkspaceLockedError
from shopplanner.storage import lock
from shopplanner.storage.lock import WorkspaceLock

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    first, second = WorkspaceLock(tmp_path / "a"), WorkspaceLock(tmp_path / "a")
    first.acquire(NOW)
    with pytest.raises(WorkspaceLockedError) as refused:
        second.acquire(NOW)
    assert refused.value.what.params["pid"] == str(os.getpid())
    assert refused.value.hint is not None
    first.release()
    second.acquire(NOW)
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_giving_back_what_is_not_held_does_nothing(tmp_path: Path) -> None:
    WorkspaceLock(tmp_path / "a").release()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_lock_on_a_file_that_its_last_owner_took_away_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, replaced: bool
) -> None:
    late = WorkspaceLock(tmp_path / "a")
    take, tries = lock._try_lock, []

    def overtaken(file: BinaryIO) -> bool:
        tries.append(1)
        if len(tries) == 1:
            late.path.unlink()
            if replaced:
                late.path.touch()
        return take(file)

    monkeypatch.setattr(lock, "_try_lock", overtaken)
    late.acquire(NOW)
    assert len(tries) == 2
    with pytest.raises(WorkspaceLockedError):
        WorkspaceLock(tmp_path / "a").acquire(NOW)
    late.release()


@pytest.mark.parametrize("written", [b"", b"[1]", b"\xff{"])
def test_an_owner_that_left_nothing_readable_is_unknown(tmp_path: Path, written: bytes) -> None:
    first, second = WorkspaceLock(tmp_path / "a"), WorkspaceLock(tmp_path / "a")
    first.acquire(NOW)
    first.path.write_bytes(written)
    with pytest.raises(WorkspaceLockedError) as refused:
        second.acquire(NOW)
    assert refused.value.what.params["user"] == "?"
    first.release()


def test_a_user_without_a_name_can_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    held = WorkspaceLock(tmp_path / "a")
    held.acquire(NOW)
    assert b'"user": "?"' in held.path.read_bytes()
    held.release()


def test_the_lock_dies_with_its_owner(tmp_path: Path) -> None:
    program = (
        "import sys, time; from datetime import datetime; from pathlib import Path;"
        "from shopplanner.storage.lock import WorkspaceLock;"
        "lock = WorkspaceLock(Path(sys.argv[1])); lock.acquire(datetime.now());"
        "print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "a")], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        with pytest.raises(WorkspaceLockedError):
            WorkspaceLock(tmp_path / "a").acquire(NOW)
        owner.kill()
        owner.wait()
    heir = WorkspaceLock(tmp_path / "a")
    heir.acquire(NOW)
    heir.release()
