"""What GET shows; it changes nothing, however often and by whatever it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from engine.hand_over import token_after
from engine.ledger.ledger import Ledger
from engine.open_link import OpenLetter, glance, open_file, open_link, open_list
from web.forms import Mistake, Typed
from web.handed import handed_over
from web.kept_pages import KeptPages
from web.language import in_english, language, say
from web.listing import list_view
from web.receipt import receipts
from web.rendering import page
from web.security import DOWNLOAD
from web.view import letter_view
from web.words import call_of

RESULT, LIST, FILE, FRESH = "ket-qua", "danh-sach", "tep", "lien-ket-moi"


@dataclass(frozen=True)
class Address:
    """Where one link's pages are, as browsers ask for them; `prefix` when a proxy puts us under a path."""

    prefix: str
    token: str
    language: str

    @property
    def here(self) -> str:
        """Return the letter's page."""
        return self._at("")

    def at(self, page_: str) -> str:
        """Return one of its other pages."""
        return self._at(f"/{page_}")

    def _at(self, below: str) -> str:
        return f"{self.prefix}/x/{quote(self.token, safe='')}{below}{self.language}"


def address_of(ledger: Ledger, request: Request) -> Address:
    """Return where the pages of a request's link are, in the language it asked for."""
    asked = request.query_params.get("lang")
    language = f"?lang={asked}" if asked in ("vi", "en") else ""
    return Address(urlsplit(ledger.settings.base_url).path.rstrip("/"), request.path_params["token"], language)


class Pages:
    """The pages of one ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Name the ledger and the clock."""
        self._ledger, self._clock = ledger, clock
        self._kept = KeptPages()

    def healthz(self, _request: Request) -> Response:
        """Say that we are here."""
        return PlainTextResponse("ok")

    def show(self, request: Request) -> Response:
        """Show what stands behind a link."""
        address = address_of(self._ledger, request)

        def made() -> HTMLResponse:
            letter = open_link(self._ledger, address.token, self._clock())
            alone = letter.answerable if len(letter.lines) == 1 else []
            return form_page(letter, address, Typed(items=tuple(alone)), ())

        return self._unless_changed("letter", address, made)

    def recorded(self, request: Request) -> Response:
        """Show what was answered, and the link that was made for a colleague."""
        address = address_of(self._ledger, request)
        letter = open_link(self._ledger, address.token, self._clock())
        new = token_after(self._ledger, letter.link) if letter.link.handed_at else None
        values = {
            "receipts": receipts(letter),
            "handed": handed_over(letter),
            "new_link": f"{self._ledger.settings.base_url}/x/{new}" if new else "",
            "office": letter.office.name,
            "call": call_of(letter.office.name, letter.office.contact),
            "address": address,
        }
        return page("recorded.html.j2", values)

    def whole_list(self, request: Request) -> Response:
        """Show all that the letter's agencies have, of every plan."""
        address = address_of(self._ledger, request)

        def made() -> HTMLResponse:
            found = open_list(self._ledger, address.token, self._clock())
            return page("list.html.j2", {"list": list_view(found), "address": address})

        return self._unless_changed("list", address, made)

    def _unless_changed(self, name: str, address: Address, make: Callable[[], HTMLResponse]) -> Response:
        """Return a page made before when nothing has happened since, in its minute; a dead link is refused first."""
        seen = glance(self._ledger, address.token, self._clock())
        minute = seen.at.replace(second=0, microsecond=0)
        return self._kept.page((name, address, language(), seen.seq, minute), make)

    def file(self, request: Request) -> Response:
        """Hand out a file that was sent along; never shown, always saved."""
        params = request.path_params
        found = open_file(self._ledger, params["token"], params["digest"], self._clock())
        name = found.name or say("tep-kem-theo")
        return FileResponse(found.path, 200, DOWNLOAD, "application/octet-stream", filename=name)

    def fresh(self, request: Request) -> Response:
        """Say what follows from asking for a fresh link: the same whoever asks, and whatever exists."""
        return page("fresh.html.j2", {})


def form_page(
    letter: OpenLetter, address: Address, typed: Typed, found: Iterable[Mistake], status: int | None = None
) -> HTMLResponse:
    """Return the page of a letter; with mistakes it is refused, and keeps what was typed."""
    wrong = {mistake.field: mistake.message for mistake in found}
    values = {
        "letter": letter_view(letter),
        "handed": handed_over(letter),
        "typed": typed,
        "wrong": wrong,
        "address": address,
        "other_language": "?lang=vi" if in_english() else "?lang=en",
    }
    return page("letter.html.j2", values, status or (422 if wrong else 200))
