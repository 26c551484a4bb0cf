"""Contacts and links of an agency as the person at the terminal corrects them."""

from __future__ import annotations

from typing import Any

from engine.directory.models import Contact
from tui.office import Office, Outcome


class Agencies:
    """The verbs for one agency."""

    def __init__(self, office: Office, agency: str, name: str) -> None:
        """Name the agency."""
        self._office, self._agency, self._name = office, agency, name

    def save(self, before: Contact | None, fields: dict[str, Any]) -> Outcome:
        """Take over a contact as typed; its absences stay."""
        from engine.contacts import contact_of, save_contact

        kept = before.absences if before else ()
        after = contact_of(fields).model_copy(update={"absences": kept})
        save_contact(self._office.ledger, self._agency, before, after, self._office.now())
        return Outcome(f"Đã ghi đầu mối của {self._name}.")

    def away(self, contact: Contact, fields: dict[str, Any]) -> Outcome:
        """Record an absence of a contact."""
        from engine.contacts import absence_of, save_contact

        after = contact.model_copy(update={"absences": (*contact.absences, absence_of(fields))})
        save_contact(self._office.ledger, self._agency, contact, after, self._office.now())
        return Outcome(f"Đã ghi thời gian vắng mặt của {contact.name or contact.email}.")

    def revoke(self) -> Outcome:
        """Take back the links in the letters to this agency."""
        from engine.manage_links import Wanted, revoke

        gone = revoke(self._office.ledger, Wanted(contact=self._agency), self._office.now())
        return Outcome(f"Đã thu hồi {len(gone)} liên kết của {self._name}.")
