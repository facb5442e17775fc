"""Hosts that asked for quiet, kept so that a restart does not forget what they asked."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from news.politeness import LONGEST_QUIET, QuietHost
from storage.database import Database
from storage.statements import insert_into
from storage.tables import quiet_hosts

_LONGEST = LONGEST_QUIET + timedelta(hours=1)  # for two machines whose clocks differ


def quiet(db: Database, now: datetime) -> tuple[QuietHost, ...]:
    """Return the hosts that are still to be left alone, by name.

    A hold that would last longer than any does was written down by a clock that was wrong, and counts as over.
    """
    rows = select(quiet_hosts).where(quiet_hosts.c.quiet_until > now, quiet_hosts.c.quiet_until <= now + _LONGEST)
    rows = rows.order_by(quiet_hosts.c.host)
    with db.begin_read() as connection:
        return tuple(QuietHost(row.host, row.quiet_until, row.why) for row in connection.execute(rows))


def hold(db: Database, host: str, until: datetime, why: str) -> None:
    """Leave a host alone until then; a hold that ends later stays as it is."""
    new = {"quiet_until": until, "why": why}
    with db.begin_write() as connection:
        statement = insert_into(connection, quiet_hosts).values(host=host, **new)
        later = quiet_hosts.c.quiet_until < until
        connection.execute(statement.on_conflict_do_update(index_elements=["host"], set_=new, where=later))


def lift(db: Database, host: str) -> bool:
    """Let a host be asked again at once; return whether it was held."""
    with db.begin_write() as connection:
        return connection.execute(delete(quiet_hosts).where(quiet_hosts.c.host == host)).rowcount > 0
