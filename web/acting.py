"""What POST does: it records what a person typed, and sends on to a page that says so. What a robot filled in it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.answer import (
    Answer,
    HandedOverError,
    NotOfLetterError,
    NotSensibleError,
    WithdrawnError,
    answer_through,
    check_sense,
)
from engine.attachments import keep
from engine.hand_over import Colleague, hand_over
from engine.ledger.ledger import Ledger
from engine.manage_links import ask_again
from engine.open_link import open_link
from web.failures import EXPIRED, calm_page
from web.forms import Mistake, Typed, file_name, read_form
from web.language import objection
from web.pages import FRESH, RESULT, Address, address_of, form_page
from web.security import capped, refuse_other_sites
from web.sense import HAND_OVER, OBJECTED_AT, answer_of, mistakes, name_mistakes

FIELD_LIMIT = 64 * 1024
GONE = 410
WRITERS = 2  # the log is written by one at a time: one more gets ready meanwhile, others wait where they cost nothing


class Acting:
    """What is done through the links of one ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Name the ledger and the clock."""
        self._ledger, self._clock = ledger, clock
        self._writers = CapacityLimiter(WRITERS)

    async def act(self, request: Request) -> Response:
        """Record an answer, then show what was recorded; what a robot filled in is not an answer."""
        address = address_of(self._ledger, request)
        typed_then = partial(self._record, address)
        return await self._typed(request, typed_then, address.here)

    async def ask_again(self, request: Request) -> Response:
        """Have a fresh link sent to the contact on record, if this one has expired; say the same in any case."""
        address = address_of(self._ledger, request)
        return await self._typed(request, partial(self._ask_again, address), address.at(FRESH))

    async def _typed(self, request: Request, then: Callable[[Typed], Response], for_robots: str) -> Response:
        """Read the form of a post of our own page, and act on it unless the decoy is filled."""
        refuse_other_sites(request.headers, self._ledger.settings.base_url)
        posted = Request(request.scope, capped(request.receive))
        async with posted.form(max_files=4, max_part_size=FIELD_LIMIT) as form:
            typed = read_form(form)
            if typed.website:
                return RedirectResponse(for_robots, 303)
            return await to_thread.run_sync(then, typed, limiter=self._writers)

    def _ask_again(self, address: Address, typed: Typed) -> Response:
        if wrong := name_mistakes(typed):
            said = {mistake.field: mistake.message for mistake in wrong}
            return calm_page(replace(EXPIRED, status=422), again=address.at(FRESH), typed=typed, wrong=said)
        ask_again(self._ledger, address.token, self._clock())
        return RedirectResponse(address.at(FRESH), 303)

    def _record(self, address: Address, typed: Typed) -> Response:
        try:
            found = mistakes(typed, typed.items) or self._refused(address, typed)
        except (HandedOverError, NotOfLetterError):
            found = None
        if found == []:
            return RedirectResponse(address.at(RESULT), 303)
        return self._again(address, typed, found or [])

    def _again(self, address: Address, typed: Typed, found: list[Mistake]) -> Response:
        """Return the form once more, with all that is wrong; through a link that was handed over only to be read."""
        letter = open_link(self._ledger, address.token, self._clock())
        if letter.link.handed_at and typed.action != HAND_OVER:
            return form_page(letter, address, Typed(), (), GONE)
        return form_page(letter, address, typed, mistakes(typed, letter.answerable) or found)

    def _refused(self, address: Address, typed: Typed) -> list[Mistake]:
        """Record a form without mistakes; return what the engine objects to."""
        try:
            self._act(address, typed)
        except NotSensibleError as error:
            return [Mistake(OBJECTED_AT.get(typed.action, "action"), objection(error.message))]
        except WithdrawnError as error:
            return [Mistake("item", objection(error.message))]
        return []

    def _act(self, address: Address, typed: Typed) -> None:
        at, actor = self._clock(), _actor(typed)
        if typed.action == HAND_OVER:
            to = Colleague(typed.colleague, typed.colleague_position)
            hand_over(self._ledger, address.token, to, at, actor)
        else:
            said = answer_of(typed)
            check_sense(said, at)
            answer_through(self._ledger, address.token, typed.items, self._with_attachment(said, typed), at, actor)

    def _with_attachment(self, said: Answer, typed: Typed) -> Answer:
        if said.kind != "done" or typed.attachment is None:
            return said
        digest = keep(typed.attachment.file, self._ledger.settings.home)
        return replace(said, attachment=digest, attachment_name=file_name(typed.attachment))


def _actor(typed: Typed) -> str:
    return f"{typed.name} ({typed.position})" if typed.position else typed.name
