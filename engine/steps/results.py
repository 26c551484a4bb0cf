"""A result as the log keeps it, whoever brought it: the agency, the coordinator who heard it, the register of documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from engine.obligations.ways import Way


@dataclass(frozen=True)
class Result:
    """The document that answers an obligation, and its days; see `engine.obligations.history.Done`."""

    sent: dt.date
    number: str | None = None
    document_date: dt.date | None = None
    nothing: bool = False
    attachment: str | None = None
    attachment_name: str | None = None
    arrived: dt.date | None = None
    from_register: bool = False
    way: Way | None = None

    def data(self, *, awaits_review: bool) -> dict[str, Any]:
        """Return the data of a `done_reported`, without who said it."""
        data: dict[str, Any] = {
            "sent": self.sent.isoformat(),
            "number": self.number,
            "document_date": self.document_date.isoformat() if self.document_date else None,
            "nothing": self.nothing,
            "attachment": self.attachment,
            "awaits_review": awaits_review,
        }
        if self.attachment_name:
            data["attachment_name"] = self.attachment_name
        if self.way:
            data["way"] = self.way
        if self.from_register:
            data |= {"from_register": True, "arrived": self.arrived.isoformat() if self.arrived else None}
        return data
