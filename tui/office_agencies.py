"""Contacts, absences and links of an agency as the person at the terminal corrects them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.directory.models import Absence, Contact
from tui.office import Office, Outcome

THE_SAME = Outcome("Không có gì thay đổi.")
NO_LINK = Outcome("Không còn liên kết nào mở được trong các thư đã gửi cho cơ quan này.", "warning")


class Agencies:
    """The verbs for one agency."""

    def __init__(self, office: Office, agency: str, name: str) -> None:
        """Name the agency."""
        self._office, self._agency, self._name = office, agency, name

    def save(self, before: Contact | None, fields: Mapping[str, Any]) -> Outcome:
        """Take over a contact as typed in the place of what the form was filled from; its absences stay."""
        from engine.contacts import contact_of

        typed = contact_of({name: typed for name, typed in fields.items() if name != "confirmed"})
        after = typed.model_copy(update={"absences": before.absences if before else ()})
        return self._save(before, after, f"Đã ghi đầu mối của {self._name}.", confirmed=fields.get("confirmed", False))

    def away(self, contact: Contact, instead_of: Absence | None, fields: Mapping[str, Any]) -> Outcome:
        """Record an absence of a contact, in the place of one known before, or take that one away."""
        from engine.contacts import absence_of, with_absence

        who = contact.name or contact.email
        if fields.get("over"):
            return self._save(contact, with_absence(contact, None, instead_of), f"Đã xóa đợt vắng mặt của {who}.")
        stands_in = {name: fields[name] for name in ("name", "substitute", "phone")}
        absence = absence_of(fields["start"], fields["end"], stands_in)
        after = with_absence(contact, absence, instead_of)
        return self._save(contact, after, f"Đã ghi thời gian vắng mặt của {who}.")

    def _save(self, before: Contact | None, after: Contact, sentence: str, *, confirmed: bool = False) -> Outcome:
        from engine.contacts import save_contact

        ledger, at = self._office.ledger, self._office.now()
        saved = save_contact(ledger, self._agency, before, after, at, confirmed=confirmed)
        return Outcome(sentence) if saved else THE_SAME

    def revoke(self) -> Outcome:
        """Take back the links in the letters to this agency."""
        from engine.manage_links import NoLinkError, Wanted, revoke

        try:
            gone = revoke(self._office.ledger, Wanted(contact=self._agency), self._office.now())
        except NoLinkError:
            return NO_LINK
        return Outcome(f"Đã thu hồi {len(gone)} liên kết của {self._name}.")

    def renew(self) -> Outcome:
        """Send fresh links for what is still open to the contact on record."""
        from engine.mail.carriers import carrier_for
        from engine.manage_links import Wanted, renew
        from engine.steps.deliver import deliver

        ledger, at = self._office.ledger, self._office.now()
        sent_to = renew(ledger, Wanted(contact=self._agency), at)
        delivered = deliver(ledger, carrier_for(ledger.settings), at)
        if delivered.trouble or delivered.failed:
            return Outcome(delivered.trouble or "Máy chủ thư từ chối thư; hãy kiểm tra địa chỉ thư.", "warning")
        return Outcome(f"Đã gửi thư có liên kết mới đến: {', '.join(sent_to)}.")
