"""How a backup is worded: when it was made, why, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.services.safety import Backup

REASONS: Final = {
    "manual": "shell.backups.reason_manual",
    "schedule": "shell.backups.reason_schedule",
    "daily": "shell.backups.reason_daily",
    "closing": "shell.backups.reason_closing",
    "before_restore": "shell.backups.reason_before_restore",
    "before_upgrade": "shell.backups.reason_before_upgrade",
}


def time_of(backup: Backup) -> str:
    """Return when a backup was made, in this computer's time."""
    return f"{backup.at.astimezone():%Y-%m-%d %H:%M}"


def reason_of(backup: Backup) -> str:
    """Return why a backup was made."""
    return text(REASONS.get(backup.reason, "shell.backups.reason_other"))


def size(count: int) -> str:
    """Return a number of bytes as ``12.3 MB``."""
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count / 1000:,.0f} kB"
