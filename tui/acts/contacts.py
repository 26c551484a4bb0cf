"""A contact of an agency and its absences: asked for in a form filled from what is known, so that nothing typed over is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from engine.directory.models import Absence, Contact, Post
from engine.lists.agencies import AgencyPage
from tui.acts.act import Desk, filled
from tui.agency_rows import days
from tui.dialogs.form import DateField, Field, Form, TextField, TickField
from tui.dialogs.pick import Choice, Pick
from tui.office_agencies import Agencies
from tui.words import POST_WORDS

NOBODY = "chưa có, thêm mới"
NEW = "đợt vắng mặt mới"


def ask_contact(desk: Desk, verbs: Agencies, page: AgencyPage) -> None:
    """Ask which post, then for its contact."""
    usual = page.row.contact.post if page.row.contact else "official"
    posts: list[Post] = sorted(POST_WORDS, key=lambda post: post != usual)
    choices = [Choice(post, POST_WORDS[post], _who(page.posts.get(post))) for post in posts]

    def chosen(key: str | None) -> None:
        if post := next((one for one in posts if one == key), None):
            known = page.posts.get(post)
            form = Form(f"Đầu mối: {POST_WORDS[post]}", page.row.name, _contact_fields(known, page), "Ghi")
            filled(desk, form, lambda found: verbs.save(known, {**found, "post": post}))

    desk.push_screen(Pick("Sửa đầu mối nào?", choices), chosen)


def _who(contact: Contact | None) -> str:
    return ", ".join(filter(None, (contact.name, contact.email))) if contact else NOBODY


def _contact_fields(known: Contact | None, page: AgencyPage) -> list[Field]:
    fields: list[Field] = [
        TextField("name", "Họ tên:", value=known.name if known else ""),
        TextField("position", "Chức vụ:", value=known.position if known else ""),
        TextField("email", "Thư điện tử:", "Hãy ghi địa chỉ thư điện tử.", known.email if known else ""),
        TextField("phone", "Điện thoại:", value=known.phone if known else ""),
    ]
    if known and known.email.lower() in page.row.returned:
        fields.append(TickField("confirmed", "Thư đã bị trả lại, nhưng địa chỉ này đúng: gửi thư lại"))
    return fields


def ask_absence(desk: Desk, verbs: Agencies, page: AgencyPage) -> None:
    """Ask whose absence, or which one known to correct, then for its days and who stands in."""
    today = desk.office.now().date()
    asked: Mapping[str, tuple[Contact, Absence | None]] = {
        f"{post}{number}": (contact, absence)
        for post, contact in page.posts.items()
        for number, absence in enumerate((None, *reversed(contact.absences)))
    }

    def chosen(key: str | None) -> None:
        if key is not None:
            contact, absence = asked[key]
            near = absence.start if absence else today
            form = Form("Vắng mặt", _who(contact), _absence_fields(absence, near), "Ghi")
            filled(desk, form, lambda found: verbs.away(contact, absence, found))

    _pick(desk, [_absence_choice(key, *of) for key, of in asked.items()], chosen)


def _pick(desk: Desk, choices: list[Choice], chosen: Callable[[str | None], None]) -> None:
    """Ask which one, where there is more than one."""
    if len(choices) == 1:
        chosen(choices[0].key)
    else:
        desk.push_screen(Pick("Ai vắng mặt, đợt nào?", choices), chosen)


def _absence_choice(key: str, contact: Contact, absence: Absence | None) -> Choice:
    said = contact.name or POST_WORDS[contact.post]
    return Choice(key, f"{said}: {days(absence) if absence else NEW}", "" if absence else POST_WORDS[contact.post])


def _absence_fields(known: Absence | None, near: dt.date) -> list[Field]:
    start, end = (known.start, known.end) if known else (near, None)
    fields: list[Field] = [
        DateField("start", "Vắng từ ngày:", near, "Hãy ghi ngày.", start),
        DateField("end", "đến hết ngày:", near, "Hãy ghi ngày.", end),
        TextField("name", "Họ tên người thay:", value=known.name if known else ""),
        TextField("substitute", "Thư điện tử của người thay:", value=(known.substitute or "") if known else ""),
        TextField("phone", "Điện thoại người thay:", value=known.phone if known else ""),
    ]
    return [*fields, TickField("over", "Xóa đợt vắng mặt này")] if known else fields
