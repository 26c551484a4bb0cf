"""Contacts: take over a filled-in form into the ledger, all of it or nothing, and make the form to fill in.

What the form does not name is left alone. A form taken over twice changes nothing the second time. One contact can be
corrected by itself too, by a person who has seen what it was.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel, ValidationError

from engine.directory.contact_form import AWAY, HELD, Form, read_form, with_zero, wrong_in
from engine.directory.contact_template import Known, as_csv, as_xlsx, rows_of
from engine.directory.models import Absence, Agency, Contact, Directory
from engine.directory.naming import folded
from engine.errors import OutsideError, PhancongError, UsageError
from engine.ledger.address_book import AddressBook, read_address_book, save_contacts
from engine.ledger.ledger import Ledger, NothingRecordedError
from engine.ledger.mails import trust_again
from engine.ledger.tables import plans
from engine.reading.problems import Problem, has_errors
from engine.reading.sayings import Saying, nearest, slug
from engine.reading.sheets import read_workbook

M = TypeVar("M", bound=BaseModel)


class TemplateExistsError(PhancongError):
    """Tệp này đã có; hãy chọn tên khác để không ghi đè nội dung đã điền."""


class TemplateEndingError(UsageError):
    """Tên tệp biểu mẫu cần kết thúc bằng .xlsx hoặc .csv."""


class TemplateNotWrittenError(OutsideError):
    """Không ghi được tệp biểu mẫu. Hãy kiểm tra thư mục và quyền ghi."""


class ContactChangedError(PhancongError):
    """Đầu mối này vừa được người khác sửa; xin xem lại rồi sửa."""


class NoSuchAgencyError(PhancongError):
    """Danh bạ chưa có cơ quan này."""


class WrongContactError(PhancongError):
    """Thông tin đầu mối chưa đúng."""


@dataclass(frozen=True)
class Change:
    """One contact of one agency, as it was (None: there was none) and as the form has it."""

    agency: str
    agency_name: str
    before: Contact | None
    after: Contact

    @property
    def key(self) -> str:
        """Return what the log calls it."""
        return f"{self.agency}/{self.after.post}"


@dataclass(frozen=True)
class Imported:
    """What a form changed. With an error among the problems nothing was; the rest are the ledger's contacts it does not name."""

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    left_alone: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Say that the form could be taken over."""
        return not has_errors(self.problems)


def import_contacts(ledger: Ledger, path: Path, at: dt.datetime) -> Imported:
    """Take over the contacts of a form. Raises NothingRecordedError before any plan: no agency is known yet."""
    workbook = read_workbook(path)
    if not workbook.sheets:
        return Imported(problems=workbook.problems)
    if not ledger.exists:
        raise NothingRecordedError
    with ledger.write(at) as unit:
        book = read_address_book(unit.connection)
        agencies = _Agencies(unit.connection, book, unit.at.date())
        form = read_form(workbook, agencies.find)
        result = compared(form, book)
        confirmed = _confirmed(unit.connection, form) if result.ok else []
        if result.ok and (result.added or result.changed or confirmed):
            new = [*result.added, *result.changed]
            save_contacts(unit.connection, _by_agency(new))
            unit.note("contacts_imported", _told(path, result) | ({"confirmed": confirmed} if confirmed else {}))
            ledger.commit(unit)
    return result


def _confirmed(connection: sa.Connection, form: Form) -> list[str]:
    """Let letters go again to addresses that had returned them: a person says that they are right."""
    return trust_again(connection, {contact.email for contact in form.contacts.values()})


def _told(path: Path, result: Imported) -> dict[str, Any]:
    """Return what the log keeps: whose letters go to which address from now on."""
    added, changed = ({one.key: one.after.email for one in some} for some in (result.added, result.changed))
    return {"file": path.name.encode(errors="replace").decode(), "added": added, "changed": changed}


def save_contact(
    ledger: Ledger, agency: str, before: Contact | None, after: Contact, at: dt.datetime, *, confirmed: bool = False
) -> bool:
    """Take over one contact that a person has corrected, in the place of `before`, as it was when they began.

    A new address, or one that is `confirmed`, is trusted again when it had returned letters. Says whether there was
    anything to record. Raises ContactChangedError when another person was quicker.
    """
    with ledger.write(at) as unit:
        book = read_address_book(unit.connection, [agency])
        if agency not in book.names:
            raise NoSuchAgencyError
        known = book.posts.get(agency, {}).get(after.post)
        if known not in (before, after):
            raise ContactChangedError
        is_new = known is None or known.email.lower() != after.email.lower()
        trusted = trust_again(unit.connection, {after.email}) if is_new or confirmed else []
        if known != after:
            save_contacts(unit.connection, {agency: [after]})
        elif not trusted:
            return False
        unit.note("contact_saved", _said(Change(agency, book.name(agency), known, after), trusted))
        ledger.commit(unit)
    return True


def _said(change: Change, trusted: list[str]) -> dict[str, Any]:
    """Return what the log keeps of one contact: whose letters go where, and who is away until when."""
    away = [[one.start.isoformat(), one.end.isoformat(), one.substitute or ""] for one in change.after.absences]
    told = {"contact": change.key, "email": change.after.email, "new": change.before is None}
    return told | ({"absences": away} if away else {}) | ({"confirmed": trusted} if trusted else {})


def contact_of(fields: Mapping[str, str]) -> Contact:
    """Return a contact as typed (`post`, `email`, `name`, `position`, `phone`); raises WrongContactError."""
    return _made(Contact, dict(fields) | with_zero(fields), HELD)


def absence_of(start: dt.date, end: dt.date, fields: Mapping[str, str]) -> Absence:
    """Return an absence as typed (`substitute`, `name`, `phone` of who stands in); raises WrongContactError."""
    stands_in = {field: typed for field, typed in fields.items() if typed}
    return _made(Absence, {"start": start, "end": end} | stands_in | with_zero(stands_in), AWAY)


def with_absence(contact: Contact, absence: Absence | None, instead_of: Absence | None = None) -> Contact:
    """Return a contact with one more absence, or with one in the place of another; None takes that other one away."""
    others = {one.start: one for one in contact.absences if one != instead_of}
    if absence is not None:
        others[absence.start] = absence
    return contact.model_copy(update={"absences": tuple(others[day] for day in sorted(others))})


def _made(model: type[M], values: Mapping[str, Any], columns: Mapping[str, str]) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = (f"{message[0].upper()}{message[1:]}. {hint}." for _, (_, message, hint) in wrong_in(error, columns))
        raise WrongContactError(" ".join(found)) from error


def compared(form: Form, book: AddressBook) -> Imported:
    """Return what a form says that the address book does not."""
    if has_errors(form.problems):
        return Imported(problems=form.problems)
    said = [_change(book, agency, contact, form.columns) for (agency, _), contact in form.contacts.items()]
    known = sum(len(by_post) for by_post in book.posts.values())
    return Imported(
        added=tuple(one for one in said if one.before is None),
        changed=tuple(one for one in said if one.before not in (None, one.after)),
        unchanged=sum(one.before == one.after for one in said),
        left_alone=known - sum(one.before is not None for one in said),
        problems=form.problems,
    )


def _change(book: AddressBook, agency: str, said: Contact, columns: frozenset[str]) -> Change:
    """Complete what the form says with what is known where it has no column to say it."""
    before = book.posts.get(agency, {}).get(said.post)
    return Change(agency, book.name(agency), before, _completed(said, before, columns) if before else said)


def _completed(said: Contact, known: Contact, columns: frozenset[str]) -> Contact:
    kept = {field: getattr(known, field) for field, column in HELD.items() if column not in columns}
    if AWAY["start"] not in columns:
        return said.model_copy(update={**kept, "absences": known.absences})
    fields = [field for field, column in AWAY.items() if column not in columns]
    known_from = {absence.start: absence for absence in known.absences}
    absences = (
        one.model_copy(update={field: getattr(known_from.get(one.start, one), field) for field in fields})
        for one in said.absences
    )
    return said.model_copy(update={**kept, "absences": tuple(absences)})


def _by_agency(changes: list[Change]) -> dict[str, list[Contact]]:
    found: dict[str, list[Contact]] = defaultdict(list)
    for change in changes:
        found[change.agency].append(change.after)
    return found


class _Agencies:
    """Who is meant by the name in a form: an agency of the ledger, by its id, its name or what a directory calls it."""

    def __init__(self, connection: sa.Connection, book: AddressBook, on: dt.date) -> None:
        self.names, self.on = book.names, on
        stored = (json.loads(spec)["directory"] for spec in connection.execute(sa.select(plans.c.spec)).scalars())
        wanted = ({"agencies": one["agencies"], "groups": one["groups"]} for one in stored)
        self.directories = [Directory.model_validate(directory) for directory in wanted]
        listed = {agency.id for directory in self.directories for agency in directory.agencies}
        others = (Agency.model_construct(id=one, name=name) for one, name in book.names.items() if one not in listed)
        self.directories.append(Directory.model_construct(agencies=tuple(others)))
        self.find = cache(self._find)

    def _find(self, name: str) -> str | Saying:
        for id_ in (name, name.rpartition("(")[2].removesuffix(")")):
            if id_ in self.names:
                return id_
        found = [entry for directory in self.directories if (entry := directory.find(name, self.on))]
        ids = sorted({entry.id for entry in found if isinstance(entry, Agency)})
        if len(ids) > 1:
            hint = f"Ghi thêm mã trong ngoặc, ví dụ {labelled(name, ids[0])}; các mã: {', '.join(ids)}"
            return "ambiguous-agency", f"“{name}” là tên của {len(ids)} cơ quan", hint
        return ids[0] if ids else self._unknown(name, is_group=bool(found))

    def _unknown(self, name: str, *, is_group: bool) -> Saying:
        if is_group:
            return "group-as-office", f"“{name}” là một nhóm", "Ghi từng cơ quan trong nhóm, mỗi cơ quan một dòng"
        near = nearest(name, self.names.values())
        hint = f"Ý bạn là “{near}”?" if near else "Ghi tên như trong kế hoạch; kế hoạch cần được apply trước"
        return "unknown-agency", f"chưa biết cơ quan “{name}”", hint


def write_template(ledger: Ledger, path: Path) -> int:
    """Write the form to fill in; return for how many agencies. What is there already is never written over."""
    write = {".xlsx": as_xlsx, ".csv": as_csv}.get(path.suffix.lower())
    if write is None:
        raise TemplateEndingError
    with ledger.read() as connection:
        book = read_address_book(connection)
    shared = Counter(map(folded, book.names.values()))
    agencies = sorted(book.names.items(), key=lambda one: (slug(one[1]), one[0]))
    content = write(
        rows_of(
            Known(name if shared[folded(name)] == 1 else labelled(name, agency), book.posts.get(agency, {}))
            for agency, name in agencies
        )
    )
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise TemplateExistsError from None
    except (OSError, ValueError) as error:
        raise TemplateNotWrittenError from error
    return len(agencies)


def labelled(name: str, agency: str) -> str:
    """Return how the form calls an agency whose name another one has too."""
    return f"{name} ({agency})"
