"""View: the coordinator's lists, a window at a time, so that what is not shown is not read.

Lists of now come from indexed queries (engine/lists/present.py); a moment before the last event is read by folding the
log and held in memory (engine/lists/past.py). Both answer the same.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from engine.directory.models import Contact
from engine.ledger import view as ask
from engine.ledger.address_book import PlanHead, plan_heads, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import last_event_at
from engine.ledger.registers import last_import
from engine.ledger.runs import RunRow, began_at, last_run
from engine.ledger.tables import moment_text
from engine.ledger.view import Stamp, StateCounts
from engine.lists.agencies import AgencyPage, AgencyRow, ordered
from engine.lists.calls import Patience
from engine.lists.late_run import is_run_late, late_words
from engine.lists.matrix import Matrix
from engine.lists.order import vietnamese_order
from engine.lists.past import Past, read_past
from engine.lists.plans import PlanPage, PlanRow, page_of
from engine.lists.present import Memory, Present
from engine.lists.runs import RunsPage, runs_page
from engine.lists.values import URGENCIES, Kind, Overview, Subject, View
from engine.register.freshness import is_fresh
from engine.standing import standing


class Lists:
    """The lists of one ledger. It remembers what does not change while the log does not grow; threads may share it."""

    def __init__(self, ledger: Ledger) -> None:
        """Name the ledger; nothing is read yet."""
        self._ledger = ledger
        self._memory = Memory()
        self._past: tuple[object, Past] | None = None
        self._patience = Patience(ledger.settings.call_after, lambda: ledger.calendar)

    def stamp(self) -> Stamp | None:
        """Return how far the ledger has grown; two probes of an index, to be asked often. None where there is none."""
        if not self._ledger.exists:
            return None
        with self._ledger.read() as connection:
            return ask.read_stamp(connection)

    def overview(self, at: dt.datetime) -> Overview:
        """Return how much stands on each list; nothing of a ledger not made yet."""
        if not self._ledger.exists:
            return Overview(at)
        with self._ledger.read() as connection:
            look = self._look(connection, at)
            waiting = View("waiting")
            urgencies = dict(zip(URGENCIES, look.sizes(waiting), strict=True))
            kinds: tuple[Kind, ...] = ("obligations", "unrecorded", "letters")
            counts = {kind: look.count(View(kind)) for kind in kinds}
            plans, last = plan_heads(connection), last_run(connection, at)
            imported = last_import(connection, self._ledger.as_of(connection, at))
            office = self._ledger.settings.office or next((plan.coordinator for plan in plans.values()), "")
            return Overview(
                at=at,
                plans=len(plans),
                office=read_address_book(connection, [office]).names.get(office, ""),
                counts={"waiting": sum(urgencies.values()), **counts},
                urgencies=urgencies,
                last_run=last,
                run_late=self._late_run(connection, last, at),
                stamp=ask.read_stamp(connection),
                imported_at=imported,
                register_is_old=bool(counts["unrecorded"]) and not self._is_fresh(imported, at),
            )

    def _late_run(self, connection: sa.Connection, last: RunRow | None, at: dt.datetime) -> str:
        since = last.at if last else began_at(connection)
        late = is_run_late(since, at, lambda: self._ledger.calendar)
        return late_words(last.at if last else None) if late else ""

    def _is_fresh(self, imported_at: dt.datetime | None, at: dt.datetime) -> bool:
        return is_fresh(imported_at, at, self._ledger.calendar, days_ago=1)

    def states(self, at: dt.datetime) -> StateCounts:
        """Return how many obligations are in each state."""
        if not self._ledger.exists:
            return StateCounts({}, 0, 0)
        with self._ledger.read() as connection:
            return self._look(connection, at).states()

    def page(self, at: dt.datetime, view: View, offset: int, limit: int) -> tuple[Subject, ...]:
        """Return the lines of a list from `offset` on, `limit` at most."""
        if not self._ledger.exists:
            return ()
        with self._ledger.read() as connection:
            return tuple(self._look(connection, at).page(view, offset, limit))

    def count(self, at: dt.datetime, view: View) -> int:
        """Return how long a list is. Of a filter that fits many it may take long: not to be waited for."""
        if not self._ledger.exists:
            return 0
        with self._ledger.read() as connection:
            return self._look(connection, at).count(view)

    def place_of(self, at: dt.datetime, view: View, key: str) -> int | None:
        """Return how many lines stand before the one of this key, or None when it is not in the list."""
        if not self._ledger.exists:
            return None
        with self._ledger.read() as connection:
            return self._look(connection, at).place_of(view, key)

    def plans(self) -> tuple[PlanHead, ...]:
        """Return the plans followed, in the order of the lists."""
        if not self._ledger.exists:
            return ()
        with self._ledger.read() as connection:
            return tuple(sorted(plan_heads(connection).values(), key=lambda plan: plan.id))

    def plan_rows(self, at: dt.datetime) -> tuple[PlanRow, ...]:
        """Return how far each plan has come."""
        if not self._ledger.exists:
            return ()
        with self._ledger.read() as connection:
            return tuple(self._look(connection, at).plan_rows())

    def plan_page(self, at: dt.datetime, plan: str) -> PlanPage | None:
        """Return one plan whole, or None when nothing of it was followed at `at`. Reads all of its obligations."""
        with self._ledger.read() as connection:
            at = self._ledger.as_of(connection, at)
            found = standing(connection, self._ledger.calendar, at, plan).plans
            return page_of(found[0].plan, found[0].lines, at) if found else None

    def agency_rows(self, at: dt.datetime, *, latest_first: bool = False) -> tuple[AgencyRow, ...]:
        """Return where each agency stands: in Vietnamese order, or those first that are late most."""
        if not self._ledger.exists:
            return ()
        with self._ledger.read() as connection:
            return tuple(ordered(self._look(connection, at).agency_rows(), latest_first=latest_first))

    def agency_page(self, at: dt.datetime, agency: str) -> AgencyPage:
        """Return one agency whole, of what it owes the first lines."""
        with self._ledger.read() as connection:
            look = self._look(connection, at)
            return look.agency_page(agency) if isinstance(look, Present) else look.agency_page(connection, agency)

    def matrix(self, at: dt.datetime, plan: str, *, undated: bool = False) -> Matrix:
        """Return who owes what of a plan, and where each stands; NothingRecordedError where there is no ledger."""
        with self._ledger.read() as connection:
            return self._look(connection, at).matrix(plan, undated=undated)

    def runs(self, at: dt.datetime) -> RunsPage | None:
        """Return letters on their way or not arrived, and the runs that were and come; None of a ledger not made yet."""
        if not self._ledger.exists:
            return None
        with self._ledger.read() as connection:
            return runs_page(connection, self._ledger.as_of(connection, at))

    def agency_names(self) -> dict[str, str]:
        """Return the names of all agencies by their ids, in Vietnamese order."""
        if not self._ledger.exists:
            return {}
        with self._ledger.read() as connection:
            names = read_address_book(connection).names
        return dict(sorted(names.items(), key=lambda one: (vietnamese_order(one[1]), one[0])))

    def posts(self, agency: str) -> tuple[Contact, ...]:
        """Return all contacts of an agency."""
        with self._ledger.read() as connection:
            return tuple(read_address_book(connection, [agency]).posts.get(agency, {}).values())

    def learn(self, at: dt.datetime) -> None:
        """Prepare what typed words are sought in, so that the first word typed need not wait for it."""
        if self._ledger.exists:
            with self._ledger.read() as connection:
                look = self._look(connection, at)
                if isinstance(look, Present):
                    look.dictionary()

    def _look(self, connection: sa.Connection, at: dt.datetime) -> Present | Past:
        stamp, at = ask.read_stamp(connection), self._ledger.as_of(connection, at)
        if last_event_at(connection) > moment_text(at):
            return self._read_past(connection, stamp, at)
        return Present(self._memory, connection, stamp, at, self._patience)

    def _read_past(self, connection: sa.Connection, stamp: Stamp, at: dt.datetime) -> Past:
        known = self._past
        if known is None or known[0] != (stamp, at):
            known = self._past = ((stamp, at), read_past(connection, self._ledger.calendar, at, self._patience))
        return known[1]
