"""The endpoints: GET shows, POST acts and sends on to what was recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.answer import Answer, NotSensibleError, WithdrawnError, answer, check_sense
from engine.ledger.ledger import Ledger
from engine.open_link import OpenLetter, open_link
from web.attachments import keep
from web.forms import Mistake, Typed, read_form
from web.receipt import receipts
from web.rendering import page
from web.security import capped, refuse_other_sites
from web.sense import OBJECTED_AT, answer_of, mistakes
from web.view import letter_view
from web.words import call_of

FIELD_LIMIT = 64 * 1024


class Pages:
    """The pages of one ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Name the ledger and the clock; `base_url` may have a path when a proxy puts us under one."""
        self._ledger, self._clock = ledger, clock
        self._prefix = urlsplit(ledger.settings.base_url).path.rstrip("/")

    def healthz(self, _request: Request) -> Response:
        """Say that we are here."""
        return PlainTextResponse("ok")

    def show(self, request: Request) -> Response:
        """Show what stands behind a link."""
        letter = open_link(self._ledger, request.path_params["token"], self._clock())
        alone = letter.answerable if len(letter.lines) == 1 else []
        return _form(letter, Typed(items=tuple(alone)), ())

    def recorded(self, request: Request) -> Response:
        """Show what was answered."""
        token = request.path_params["token"]
        letter = open_link(self._ledger, token, self._clock())
        office, call = letter.office.name, call_of(letter.office.name, letter.office.contact)
        values = {"receipts": receipts(letter), "office": office, "call": call, "back": self._address(token)}
        return page("recorded.html.j2", values)

    async def act(self, request: Request) -> Response:
        """Record an answer, then show what was recorded; what a robot filled in is not an answer."""
        refuse_other_sites(request.headers, self._ledger.settings.base_url)
        token = request.path_params["token"]
        posted = Request(request.scope, capped(request.receive))
        async with posted.form(max_files=4, max_part_size=FIELD_LIMIT) as form:
            typed = read_form(form)
            if typed.website:
                return RedirectResponse(self._address(token), 303)
            return await run_in_threadpool(self._record, token, typed)

    def _record(self, token: str, typed: Typed) -> Response:
        at = self._clock()
        letter = open_link(self._ledger, token, at)
        found = mistakes(typed, letter.answerable) or self._refused(letter, typed, at)
        if found:
            return _form(letter, typed, found)
        return RedirectResponse(f"{self._address(token)}/ket-qua", 303)

    def _refused(self, letter: OpenLetter, typed: Typed, at: dt.datetime) -> list[Mistake]:
        """Record a form without mistakes; return what the engine objects to."""
        try:
            self._answer(letter, typed, at)
        except NotSensibleError as error:
            return [Mistake(OBJECTED_AT.get(typed.action, "action"), error.message)]
        except WithdrawnError as error:
            return [Mistake("item", error.message)]
        return []

    def _answer(self, letter: OpenLetter, typed: Typed, at: dt.datetime) -> None:
        said = answer_of(typed)
        check_sense(said, at)
        said = self._with_attachment(said, typed)
        chosen = [obligation for obligation in letter.answerable if obligation in typed.items]
        answer(self._ledger, chosen, said, at, actor=_actor(said), letter=letter.uid)

    def _with_attachment(self, said: Answer, typed: Typed) -> Answer:
        if said.kind != "done" or typed.attachment is None:
            return said
        return replace(said, attachment=keep(typed.attachment.file, self._ledger.settings.home))

    def _address(self, token: str) -> str:
        return f"{self._prefix}/x/{quote(token, safe='')}"


def _actor(said: Answer) -> str:
    return f"{said.name} ({said.position})" if said.position else said.name


def _form(letter: OpenLetter, typed: Typed, found: Iterable[Mistake]) -> Response:
    """Return the page of a letter; with mistakes it is refused, and keeps what was typed."""
    wrong = {mistake.field: mistake.message for mistake in found}
    values = {"letter": letter_view(letter), "typed": typed, "wrong": wrong}
    return page("letter.html.j2", values, 422 if wrong else 200)
