"""The outbox: a letter is in one pair of hands at a time, and in none that is dead."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from engine.clock import moment
from engine.ledger import log, outbox
from engine.ledger.connection import writing, writing_at_once
from engine.ledger.outbox import Outgoing
from engine.ledger.tables import alerts, answers, letters, metadata, reminders
from engine.steps.remind import remind
from tests.conftest import MINH, Office

HERE = socket.gethostname()
US = outbox.holder()
A_LIVE_ONE = f"{HERE}:{os.getppid()}"
ELSEWHERE = "may-khac:1"


@pytest.fixture
def drafted(office: Office) -> Office:
    """Return an office whose first letters are written and have not left."""
    office.apply()
    remind(office.ledger, moment("2024-11-01T08:00"))
    return office


def claim(office: Office, who: str = US, *but: str, released_only: bool = False) -> Outgoing | None:
    with writing(office.ledger.engine) as connection:
        claimed = outbox.claim(connection, who, but, released_only=released_only, at_most=1)
        connection.commit()
    return next(iter(claimed), None)


def claim_all(office: Office, who: str) -> list[str]:
    return [letter.email for letter in iter(lambda: claim(office, who), None)]


def mark(office: Office, uid: str, who: str, status: str) -> bool:
    with writing(office.ledger.engine) as connection:
        marked = outbox.end_claim(connection, [uid], who, status, None)
        connection.commit()
    return marked


def hand_over(office: Office, uid: str, who: str) -> bool:
    with writing_at_once(office.ledger.engine) as connection:
        handing = outbox.HandedOver(connection, who)
        marked = handing.mark(uid, moment("2024-11-01T08:00"))
        handing.close()
    return marked


def free_dead(office: Office) -> None:
    with writing(office.ledger.engine) as connection:
        outbox.free_dead(connection)
        connection.commit()


def change(office: Office, **values: object) -> None:
    with writing(office.ledger.engine) as connection:
        connection.execute(sa.update(letters).values(values))
        connection.commit()


def let_leases_expire(office: Office) -> None:
    change(office, claimed_until=letters.c.claimed_until - outbox.LEASE_SECONDS - 1)


@pytest.fixture(scope="module")
def a_dead_one() -> str:
    """Return a holder on this host that was a real process and has exited."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return f"{HERE}:{process.pid}"


def test_every_letter_is_claimed_once(drafted: Office) -> None:
    taken = claim_all(drafted, A_LIVE_ONE)
    assert sorted(taken) == sorted({letter.email for letter in drafted.letters()})
    assert claim(drafted, US) is None


def test_a_live_holders_lease_is_left_alone(drafted: Office) -> None:
    claim_all(drafted, A_LIVE_ONE)
    free_dead(drafted)
    assert claim(drafted) is None


def test_a_lease_of_another_host_is_left_alone_until_it_expires(drafted: Office) -> None:
    claim_all(drafted, ELSEWHERE)
    free_dead(drafted)
    assert claim(drafted) is None
    let_leases_expire(drafted)
    assert claim(drafted) is not None


def test_an_expired_lease_is_taken_over_and_its_first_holder_has_nothing_more_to_say(drafted: Office) -> None:
    first = claim(drafted, A_LIVE_ONE)
    assert first
    let_leases_expire(drafted)
    assert first.uid in {claimed.uid for claimed in iter(lambda: claim(drafted, US), None)}
    assert not hand_over(drafted, first.uid, A_LIVE_ONE)
    assert hand_over(drafted, first.uid, US)


def test_a_dead_holder_of_this_host_loses_its_lease_at_once(drafted: Office, a_dead_one: str) -> None:
    lost = claim_all(drafted, a_dead_one)
    assert claim(drafted) is None
    free_dead(drafted)
    assert sorted(claim_all(drafted, US)) == sorted(lost)


def test_a_process_number_means_nothing_on_another_host(drafted: Office, a_dead_one: str) -> None:
    claim_all(drafted, f"may-khac:{a_dead_one.rpartition(':')[2]}")
    free_dead(drafted)
    assert claim(drafted) is None


@pytest.mark.parametrize("status", ["sent", "failed", "dropped", "held"])
def test_a_letter_that_is_not_waiting_is_never_claimed(drafted: Office, status: str) -> None:
    with writing(drafted.ledger.engine) as connection:
        connection.execute(sa.update(letters).values(status=status, mode="hold"))
        connection.commit()
    assert claim(drafted) is None


def test_a_letter_that_was_sent_is_never_claimed_again_though_its_lease_is_long_over(drafted: Office) -> None:
    claimed = claim(drafted)
    assert claimed
    hand_over(drafted, claimed.uid, US)
    let_leases_expire(drafted)
    assert claimed.email not in claim_all(drafted, US)


def test_several_letters_are_claimed_together_and_no_more_than_asked(drafted: Office) -> None:
    with writing(drafted.ledger.engine) as connection:
        assert len(outbox.claim(connection, US, (), released_only=False, at_most=2)) == 2
        assert len(outbox.claim(connection, US, (), released_only=False)) == 2


def test_a_lease_is_prolonged_for_who_holds_it_alone(drafted: Office) -> None:
    ours, theirs = claim(drafted, US), claim(drafted, ELSEWHERE)
    assert ours
    assert theirs
    let_leases_expire(drafted)
    with writing(drafted.ledger.engine) as connection:
        outbox.renew(connection, US)
        connection.commit()
    retaken = {letter.uid for letter in iter(lambda: claim(drafted, A_LIVE_ONE), None)}
    assert theirs.uid in retaken
    assert ours.uid not in retaken


def test_what_was_handed_over_before_its_process_died_is_told_to_the_log_by_the_next(drafted: Office) -> None:
    claimed = claim(drafted, A_LIVE_ONE)
    assert claimed
    hand_over(drafted, claimed.uid, A_LIVE_ONE)
    drafted.run("2024-11-01T09:00")
    with drafted.ledger.read() as connection:
        told = [entry.letter for entry, _ in log.walk(connection) if entry.kind == "letter_sent"]
    assert told.count(claimed.uid) == 1
    assert claimed.uid not in {path.stem for path in drafted.settings.mailbox.iterdir()}


def test_letters_may_be_passed_over(drafted: Office) -> None:
    first = claim(drafted)
    assert first
    mark(drafted, first.uid, US, "pending")
    second = claim(drafted, US, first.uid)
    assert second
    assert second.uid != first.uid


def test_outside_sending_hours_only_what_a_person_released_is_claimed(drafted: Office) -> None:
    assert claim(drafted, released_only=True) is None
    change(drafted, mode="hold")
    assert claim(drafted, released_only=True) is not None


def test_every_attempt_is_counted_and_keeps_the_message_id(drafted: Office) -> None:
    first = claim(drafted)
    assert first
    mark(drafted, first.uid, US, "pending")
    assert claim(drafted) == first
    with drafted.ledger.read() as connection:
        query = sa.select(letters.c.attempts).where(letters.c.uid == first.uid)
        assert connection.execute(query).scalar() == 2


def a_letter(office: Office) -> dict[str, object]:
    with office.ledger.read() as connection:
        row = connection.execute(sa.select(letters).where(letters.c.email == "minh@yte.example")).mappings().one()
    return {**row, "uid": "0" * 24, "message_id": "<khac@x.example>"}


def insert(office: Office, table: sa.Table, row: dict[str, object]) -> None:
    with writing(office.ledger.engine) as connection:
        connection.execute(sa.insert(table).values(row))
        connection.commit()


def test_one_letter_a_contact_a_day_is_in_the_schema(drafted: Office) -> None:
    another = a_letter(drafted)
    with pytest.raises(sa.exc.IntegrityError, match=r"letters\.email, letters\.day"):
        insert(drafted, letters, another)
    insert(drafted, letters, {**another, "status": "dropped"})


def test_one_held_letter_a_contact_is_in_the_schema(drafted: Office) -> None:
    held = {**a_letter(drafted), "mode": "hold", "status": "held"}
    insert(drafted, letters, held)
    with pytest.raises(sa.exc.IntegrityError, match=r"letters\.email"):
        insert(drafted, letters, {**held, "uid": "1" * 24, "message_id": "<nua@x.example>"})
    insert(drafted, letters, {**held, "uid": "2" * 24, "message_id": "<x@x.example>", "status": "sent"})


def test_a_message_id_is_one_letters(drafted: Office) -> None:
    with drafted.ledger.read() as connection:
        known = connection.execute(sa.select(letters.c.message_id)).scalars().first()
    with pytest.raises(sa.exc.IntegrityError, match=r"letters\.message_id"):
        insert(drafted, letters, {**a_letter(drafted), "message_id": known, "status": "dropped"})


def first_row(office: Office, table: sa.Table) -> dict[str, object]:
    with office.ledger.read() as connection:
        return dict(connection.execute(sa.select(table)).mappings().first() or {})


def test_a_rung_is_written_for_once(drafted: Office) -> None:
    again = {**first_row(drafted, reminders), "id": None}
    with pytest.raises(sa.exc.IntegrityError, match=r"reminders\.obligation, reminders\.rung"):
        insert(drafted, reminders, again)


def test_an_alert_is_raised_once_a_deadline(drafted: Office) -> None:
    row = {"obligation": MINH, "version": 1, "raised_at": moment("2024-12-10"), "state": "open"}
    insert(drafted, alerts, row)
    with pytest.raises(sa.exc.IntegrityError, match=r"alerts\.obligation, alerts\.version"):
        insert(drafted, alerts, row)


def test_an_answer_is_recorded_once(drafted: Office) -> None:
    row: dict[str, object] = {"obligation": MINH, "digest": "x", "seq": 1}
    insert(drafted, answers, row)
    with pytest.raises(sa.exc.IntegrityError, match=r"answers\.obligation, answers\.digest"):
        insert(drafted, answers, row)


NAMED = {
    "uq_letter_one_a_contact_a_day",
    "uq_letter_one_held_a_contact",
    "uq_letter_message_id",
    "uq_reminder_once_a_rung",
    "uq_alert_once_a_deadline",
    "uq_answer_once",
    "uq_document_proposed_once",
    "uq_mail_read_once",
}


def test_what_may_happen_once_has_a_name() -> None:
    constraints = {str(c.name) for t in metadata.tables.values() for c in t.constraints}
    indexes = {str(index.name) for table in metadata.tables.values() for index in table.indexes if index.unique}
    assert {name for name in constraints | indexes if name.startswith("uq_")} == NAMED


def test_two_offices_do_not_share_an_outbox(drafted: Office, new_office: Callable[..., Office]) -> None:
    other = new_office()
    other.ledger.prepare()
    assert claim(other) is None
