"""A message holds the letter twice and its dates once, stays in its thread, and says in a rehearsal that it is one."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest

from engine.deadlines.rules import VIETNAM
from engine.letters.calendar import calendar
from engine.mail.message import POLICY, REHEARSAL, Parcel, build, message_id, sealed
from engine.settings import Settings
from tests.letters.cast import draft, letter, report, task
from tests.letters.every import EVERY

AT = dt.datetime(2024, 12, 2, 8, tzinfo=VIETNAM)
OFFICE = "Phòng Lao động, Thương binh và Xã hội <nhacviec@huyen.example.vn>"
FIRST = "<first@huyen.example.vn>"
COMING = letter(report("coming"), task("coming"))


def settings(**changes: Any) -> Settings:
    return Settings(home=Path("/nowhere"), **{"mail_from": OFFICE} | changes)


def parcel(**changes: Any) -> Parcel:
    said: dict[str, Any] = {
        "uid": "c0ffee",
        "email": "ubnd@vinhchap.example.vn",
        "subject": COMING.subject,
        "text": COMING.text,
        "html": COMING.html,
        "message_id": message_id("c0ffee", OFFICE),
    }
    return Parcel(**said | changes)


def received(sent: Message) -> EmailMessage:
    """The message as a modern mail program reads it."""
    read = message_from_bytes(sent.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    return read


def body(read: EmailMessage, kind: str) -> str:
    part = read.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_text_and_page_arrive_letter_by_letter() -> None:
    read = received(build(parcel(), settings(), AT))
    assert read.get_content_type() == "multipart/alternative"
    assert body(read, "plain") == COMING.text
    assert body(read, "html") == COMING.html
    assert read["Subject"] == COMING.subject
    sender = message_from_bytes(build(parcel(), settings(), AT).as_bytes())["From"]
    assert str(make_header(decode_header(sender))) == OFFICE


def test_every_line_of_a_message_is_short_and_plain() -> None:
    raw = build(parcel(calendar=calendar(draft(report("coming")), "huyen.example.vn")), settings(), AT).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 100


def test_robots_are_asked_not_to_answer_and_lists_can_be_sorted() -> None:
    read = received(build(parcel(), settings(), AT))
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Id"] == "Nhắc việc kế hoạch <nhac-viec.huyen.example.vn>"
    assert read["Reply-To"] == read["From"]
    assert "In-Reply-To" not in read


def test_answers_go_where_they_are_wanted() -> None:
    read = received(build(parcel(reply_to="nhacviec+c0ffee@huyen.example.vn"), settings(), AT))
    assert read["Reply-To"] == "nhacviec+c0ffee@huyen.example.vn"


def test_a_later_letter_stays_in_the_thread_of_the_first() -> None:
    read = received(build(parcel(follows=FIRST), settings(), AT))
    assert read["In-Reply-To"] == read["References"] == FIRST


def test_the_dates_of_a_letter_come_as_a_file_beside_it() -> None:
    read = received(build(parcel(calendar=calendar(draft(report("coming")), "huyen.example.vn")), settings(), AT))
    assert read.get_content_type() == "multipart/mixed"
    (part,) = read.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "lich.ics"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    (event,) = icalendar.Calendar.from_ical(str(part.get_content())).events
    assert event.start == dt.date(2024, 12, 9)
    assert body(read, "plain") == COMING.text


def test_a_letter_tried_again_is_the_same_mail() -> None:
    assert build(parcel(), settings(), AT).as_bytes() == build(parcel(), settings(), AT).as_bytes()


@pytest.mark.parametrize("name", EVERY)
def test_what_travels_is_what_the_library_would_write(name: str) -> None:
    sent = EVERY[name]
    dates = calendar(draft(report("coming")), "huyen.example.vn")
    for more in ({}, {"calendar": dates}, {"calendar": dates, "follows": FIRST}):
        mail = sealed(parcel(subject=sent.subject, text=sent.text, html=sent.html, **more), settings(), AT)
        assert mail.wire == mail.message.as_bytes(policy=POLICY.clone(linesep="\r\n"))


@pytest.mark.parametrize("name", EVERY)
def test_a_rehearsal_says_so_in_subject_text_and_page(name: str) -> None:
    sent = EVERY[name]
    rehearsed = settings(mail_redirect="lan@huyen.example.vn")
    read = received(build(parcel(subject=sent.subject, text=sent.text, html=sent.html), rehearsed, AT))
    banner = f"{REHEARSAL}: thư này lẽ ra gửi tới ubnd@vinhchap.example.vn."
    assert read["To"] == "lan@huyen.example.vn"
    assert read["Subject"] == f"[{REHEARSAL}] {sent.subject}"
    assert body(read, "plain") == f"{banner}\n\n{sent.text}"
    assert body(read, "html").count(f"<b>{banner}</b>") == 1


def test_no_value_begins_a_header_of_its_own() -> None:
    with pytest.raises(HeaderParseError):
        build(parcel(email="a@b.vn\nBcc: everybody@x.vn"), settings(), AT).as_bytes()
    with pytest.raises(HeaderParseError):
        build(parcel(follows="<a@b>\r\nBcc: everybody@x.vn"), settings(), AT).as_bytes()
