"""What stands behind a letter's link: its own obligations, for as long as it is good, to whoever holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from engine.clock import moment
from engine.ledger.links import ExpiredLinkError, RevokedLinkError, UnknownLinkError
from engine.ledger.reader import last_event_at
from engine.ledger.tables import links
from engine.links import digest, sign
from engine.open_link import OpenLetter, open_link, whom_to_call
from tests.conftest import HUNG, MINH, Office

OTHER_KEY = b"another installation's key"
UNKNOWN = "00" * 12
TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office with its first letters sent."""
    office.apply()
    office.run("2024-11-01T08:00")
    return office


def uid(office: Office, email: str) -> str:
    """Return the identity of the letter to an address."""
    (letter,) = [letter for letter in office.letters() if letter.email == email]
    return letter.uid


def token(office: Office, email: str = "minh@yte.example") -> str:
    """Return the token of the letter to an address."""
    return sign(uid(office, email), office.ledger.keys.links)


def opened(office: Office, token_: str, at: str = "2024-11-05") -> OpenLetter:
    """Open a link."""
    return open_link(office.ledger, token_, moment(at))


def set_links(office: Office, **values: dt.datetime) -> None:
    """Change every link by hand."""
    with office.ledger.engine.begin() as connection:
        connection.execute(sa.update(links).values(values))


def test_a_link_shows_its_letter_s_obligations_as_they_stand_now(office: Office) -> None:
    found = opened(office, token(office), "2024-12-10T00:00")
    assert [(line.id, line.state) for line in found.lines] == [(TASK, "ongoing"), (MINH, "overdue")]
    assert (found.office.name, found.office.contact and found.office.contact.phone) == (
        "Phòng Lao động - Thương binh và Xã hội",
        "0233 000 0000",
    )


def test_hung_sees_nothing_of_minh(office: Office) -> None:
    found = opened(office, token(office, "hung@vinhchap.example"))
    assert [line.id for line in found.lines] == [HUNG]


def test_looking_changes_nothing(office: Office) -> None:
    with office.ledger.read() as connection:
        before = last_event_at(connection)
    for _ in range(3):
        opened(office, token(office))
    with office.ledger.read() as connection:
        assert last_event_at(connection) == before


def test_the_link_in_the_letter_is_the_one_that_opens(office: Office) -> None:
    (letter,) = [letter for letter in office.letters() if letter.email == "minh@yte.example"]
    assert f"\nhttp://127.0.0.1:8765/x/{token(office)}\n" in letter.text


def test_a_link_expires_after_four_hundred_days(office: Office) -> None:
    opened(office, token(office), "2025-12-06T07:59:59.999999")
    with pytest.raises(ExpiredLinkError):
        opened(office, token(office), "2025-12-06T08:00")


def test_a_revoked_link_is_refused_from_that_moment_on(office: Office) -> None:
    set_links(office, revoked_at=moment("2024-11-05T10:00"))
    opened(office, token(office), "2024-11-05T09:59")
    with pytest.raises(RevokedLinkError):
        opened(office, token(office), "2024-11-05T10:00")


def test_revoked_is_said_of_a_link_that_has_expired_too(office: Office) -> None:
    set_links(office, revoked_at=moment("2024-11-05T10:00"), expires_at=moment("2024-11-06"))
    with pytest.raises(RevokedLinkError):
        opened(office, token(office), "2024-11-07")


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: "A" + t, lambda t: t + "A", lambda t: t[::-1], lambda _: ""]
)
def test_a_token_that_was_tampered_with_is_unknown(office: Office, spoil: Callable[[str], str]) -> None:
    with pytest.raises(UnknownLinkError):
        opened(office, spoil(token(office)))


def test_no_single_changed_character_of_a_token_opens_anything(office: Office) -> None:
    good = token(office)
    spoilt = [good[:n] + ("B" if good[n] == "A" else "A") + good[n + 1 :] for n in range(len(good))]
    with office.ledger.read() as connection:
        known = set(connection.execute(sa.select(links.c.digest)).scalars())
    assert digest(good) in known
    assert not known.intersection(map(digest, spoilt))


def test_a_link_outlives_the_secret_it_was_made_with(office: Office, new_office: Callable[..., Office]) -> None:
    good = token(office)
    later = new_office(database_url=office.settings.url, secret="another secret")
    assert [line.id for line in opened(later, good).lines] == [TASK, MINH]


def test_a_letter_said_anew_keeps_its_link_and_after_a_change_of_secret_has_another_beside_it(
    office: Office, new_office: Callable[..., Office]
) -> None:
    office.run("2024-12-11T08:00")
    (held,) = [letter for letter in office.letters("held") if MINH in letter.obligations]
    first = held.text.partition("/x/")[2].split()[0]
    later = new_office(database_url=office.settings.url, secret="another secret")
    later.release("2024-12-11T09:00", MINH)
    (sent,) = [letter for letter in office.letters("sent") if letter.uid == held.uid]
    second = sent.text.partition("/x/")[2].split()[0]
    assert first != second
    assert {opened(later, one, "2024-12-12").link.letter for one in (first, second)} == {held.uid}


def test_with_links_off_no_link_is_known(new_office: Callable[..., Office]) -> None:
    silent = new_office(links=False)
    silent.apply()
    silent.run("2024-11-01T08:00")
    with silent.ledger.read() as connection:
        assert connection.execute(sa.select(links)).all() == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "ă" * 38, "%00", "=" * 38, "a b c", "\ud800"])
def test_what_is_no_token_at_all_is_unknown(office: Office, name: str) -> None:
    with pytest.raises(UnknownLinkError):
        opened(office, name)


def test_a_token_forged_with_another_key_is_unknown(office: Office) -> None:
    with pytest.raises(UnknownLinkError):
        opened(office, sign(uid(office, "minh@yte.example"), OTHER_KEY))


def test_a_genuine_token_of_no_letter_is_unknown(office: Office) -> None:
    with pytest.raises(UnknownLinkError):
        opened(office, sign(UNKNOWN, office.ledger.keys.links))


def test_where_nothing_was_recorded_no_link_is_known_and_nobody_to_call(new_office: Callable[..., Office]) -> None:
    empty = new_office()
    with pytest.raises(UnknownLinkError):
        opened(empty, sign(UNKNOWN, OTHER_KEY))
    assert whom_to_call(empty.ledger) is None


def test_a_page_without_a_letter_still_says_whom_to_call(office: Office) -> None:
    found = whom_to_call(office.ledger)
    assert found
    assert (found.name, found.contact and found.contact.name) == ("Phòng Lao động - Thương binh và Xã hội", "Lan")
