"""An open workspace: the handle that every service takes, and the units of work that change it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import Location, NotFoundError, WorkspaceError
from shopplanner.domain.messages import Message, message
from shopplanner.foundation.clock import Clock, SystemClock
from shopplanner.services import step_codec
from shopplanner.storage import journal
from shopplanner.storage.database import Database
from shopplanner.storage.tables.core import ShopRow

T = TypeVar("T")
SUFFIX = ".shopplan"


class Unit:
    """One unit of work: a session on the writer, and afterwards what it did."""

    def __init__(
        self, connection: Connection, label: Message, areas: frozenset[Area], place: Place | None, merge_key: str | None
    ) -> None:
        self.connection = connection
        self.session = Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        self.label = label
        self.areas = areas
        self.place = place
        self.merge_key = merge_key
        self.batch_id: int | None = None
        self.step_id: int | None = None
        self.told: Message | None = None

    def set_batch(self, batch_id: int) -> None:
        """Record this unit as the import ``batch_id``, which undo takes out of force as a whole."""
        self.batch_id = batch_id

    def outcome(self, value: T, place: Place | None = None) -> Outcome[T]:
        """Return the finished unit's outcome; to be called after the ``with`` block."""
        areas = self.areas if self.step_id is not None else frozenset[Area]()
        told = self.told if self.step_id is not None else None
        return Outcome(value, self.label, areas, self.step_id, place or self.place, told)


class Workspace:
    """An open workspace and the shop in it that is being worked on."""

    def __init__(self, database: Database, clock: Clock, actor: str = "") -> None:
        self.database = database
        self.clock = clock
        self.actor = actor or _user()
        with database.read() as session:
            first = session.scalar(select(ShopRow.id).order_by(ShopRow.id).limit(1))
        if first is None:
            raise WorkspaceError(
                message("errors.no_shop", path=str(database.path)), where=Location(file=str(database.path))
            )
        self._shop_id = first

    @property
    def path(self) -> Path:
        """The workspace's file."""
        return self.database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.database.read_only

    @property
    def shop_id(self) -> int:
        """The shop that is being worked on."""
        return self._shop_id

    def select_shop(self, shop_id: int) -> None:
        """Work on another shop of the workspace.

        Raises:
            NotFoundError: if there is no such shop.
        """
        with self.read() as session:
            if session.get(ShopRow, shop_id) is None:
                raise NotFoundError(message("errors.no_such_shop"))
        self._shop_id = shop_id

    def read(self) -> AbstractContextManager[Session]:
        """A read-only session: one consistent picture of the data, from any thread."""
        return self.database.read()

    @contextmanager
    def edit(
        self, label: Message, *areas: Area, place: Place | None = None, merge_key: str | None = None
    ) -> Iterator[Unit]:
        """One transaction and one step of undo; everything in it or, on any exception, nothing.

        Args:
            label: the step's name for undo.
            areas: what pages have to look at again.
            place: where the change can be seen.
            merge_key: consecutive steps with the same key within 30 seconds become one.
        """
        with self.database.write() as connection:
            journal.record(connection, on=True)
            unit = Unit(connection, label, frozenset(areas), place, merge_key)
            with unit.session, unit.session.begin():
                yield unit
            images = journal.collect(connection)
            journal.record(connection, on=False)
            unit.step_id = journal.write_step(connection, self._head(unit), images)

    @contextmanager
    def load(self, label: Message, *areas: Area, place: Place | None = None) -> Iterator[Unit]:
        """One transaction of bulk facts, unseen by the row journal.

        With ``unit.set_batch(id)`` it becomes a step that undo takes back through its import batch; planner rows that
        the same step changes are recorded when they are made inside ``journaling(unit)``.
        """
        with self.database.write() as connection:
            journal.record(connection, on=False)
            unit = Unit(connection, label, frozenset(areas), place, None)
            with unit.session, unit.session.begin():
                yield unit
            images = journal.collect(connection)
            journal.record(connection, on=False)
            unit.step_id = journal.write_step(connection, self._head(unit), images)

    def close(self) -> None:
        """Close the workspace's file."""
        self.database.close()

    def _head(self, unit: Unit) -> journal.StepHead:
        return journal.StepHead(
            shop_id=self._shop_id,
            at=self.clock.now(),
            actor=self.actor,
            label=step_codec.encode_message(unit.label),
            areas=step_codec.encode_areas(unit.areas),
            place=step_codec.encode_place(unit.place),
            merge_key=unit.merge_key,
            batch_id=unit.batch_id,
        )


@contextmanager
def journaling(unit: Unit) -> Iterator[None]:
    """Inside ``Workspace.load``: record the planner rows changed in the block as part of the step."""
    unit.session.flush()
    journal.resume(unit.connection, on=True)
    yield
    unit.session.flush()
    journal.resume(unit.connection, on=False)


def create_workspace(
    path: Path, shop_name: str, *, clock: Clock | None = None, platform: str = "taobao", sample: bool = False
) -> Workspace:
    """Make a new workspace file with one shop and open it.

    Raises:
        WorkspaceError: if the file exists or its folder cannot be written.
    """
    clock = clock or SystemClock()
    database = Database.create(path, clock.now())
    with database.write() as connection:
        connection.execute(insert(ShopRow).values(name=shop_name, platform=platform, sample=sample))
    return Workspace(database, clock)


def open_workspace(path: Path, *, read_only: bool = False, clock: Clock | None = None) -> Workspace:
    """Open a workspace file; for reading only if asked.

    Raises:
        WorkspaceError: one of its kinds, which say why the file cannot be opened and what to do.
    """
    clock = clock or SystemClock()
    database = Database.open(path, clock.now(), read_only=read_only)
    try:
        return Workspace(database, clock)
    except BaseException:
        database.close()
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
