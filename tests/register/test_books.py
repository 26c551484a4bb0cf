"""Registers of different hands: what is proposed is true, what is true is proposed but for two at most."""

from __future__ import annotations

import pytest

from engine.apply import apply
from engine.clock import moment
from engine.register_import import Imported, import_register
from tests.conftest import Office
from tests.register.books import SIZE, Book, read_book
from tests.register.layouts import Layout, by_law, ioffice, qlvb, serial
from tests.register.offices import plans_of

MISSED_AT_MOST = 2
BOOKS: dict[str, tuple[str, Layout]] = {
    "thang-12": ("2024-12-12T08:00", qlvb),
    "thang-6": ("2024-06-06T08:00", by_law),
    "ca-nam": ("2024-12-16T08:00", ioffice),
    "phong-ban": ("2024-12-10T08:30", serial),
    "quy-3": ("2024-09-16T08:00", ioffice),
    "cap-tinh": ("2024-11-20T08:00", qlvb),
    "ioffice-thang-12": ("2024-12-20T08:00", ioffice),
    "so-giay-thang-6": ("2024-06-14T08:00", by_law),
    "qlvb-dau-nam-sau": ("2025-01-10T08:00", serial),
}


def imported(office: Office, book: Book) -> Imported:
    at, layout = BOOKS[book.name]
    for plan in plans_of(book.name, office.files):
        apply(office.ledger, plan, moment("2024-02-01"))
    return import_register(office.ledger, layout(office.files, book), moment(at))


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_false_is_proposed_and_at_most_two_reports_are_missed(office: Office, name: str) -> None:
    book = read_book(name)
    assert (len(book.lines), len(book.reports) >= 18) == (SIZE, True)
    result = imported(office, book)
    assert (result.ok, result.unread) == (True, 0), result.problems
    found = {(one.document.number, one.owed.id) for one in result.proposed}
    assert found - book.expected - book.either == set()
    assert len({number for number, _ in book.expected - found}) <= MISSED_AT_MOST, book.expected - found
