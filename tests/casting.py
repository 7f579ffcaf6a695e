"""The cast, made through the API once in a while and put back from memory in between: making it takes twenty requests.

What is kept are the rows that making it leaves, and the people and connections as they were then. Both are put back as
they were, so no test sees what another did. A cast is made anew after a while, because sign-ins and codes grow old.
"""

import copy
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

from tests.base import Cast, make_cast

LIFE = 30  # seconds
Rows = dict[str, tuple[str, list[tuple[Any, ...]]]]


@dataclass(frozen=True)
class Kept:
    made: float
    cast: Cast
    rows: Rows


_kept: list[Kept] = []


def cast() -> Cast:
    """A cast of this test's own, in an empty database."""
    if _kept and time.monotonic() - _kept[0].made < LIFE:
        _put(_kept[0].rows)
    else:
        before = _rows()
        made = make_cast()
        _kept[:] = [Kept(time.monotonic(), made, _without(before))]
        cache.clear()  # what making it has counted
    return copy.deepcopy(_kept[0].cast)


def _rows() -> Rows:
    """Every row of every table, with the names of the columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own table
            columns = ", ".join(connection.ops.quote_name(column[0]) for column in cursor.description)
            found[table] = columns, cursor.fetchall()
    return found


def _without(before: Rows) -> Rows:
    return {table: (columns, rows) for table, (columns, rows) in _rows().items() if rows and not before[table][1]}


def _put(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            places = ", ".join(["%s"] * len(values[0]))
            statement = f"INSERT INTO {connection.ops.quote_name(table)} ({columns}) VALUES ({places})"  # noqa: S608  # as above
            cursor.executemany(statement, values)
