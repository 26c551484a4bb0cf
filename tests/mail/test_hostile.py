"""Mail from anybody: nothing in it makes the reading fail, stop, or leave what a database or a screen cannot take."""

from __future__ import annotations

import time
import unicodedata
import zipfile
from base64 import encodebytes
from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.clock import moment
from engine.mail.inboxes import BEGINNING, LARGE, FolderInbox
from engine.mail.incoming import Arrival, Incoming, read
from engine.mail.replies import MOST, written
from engine.steps.collect import understand
from tests.mail.corpus import MINH, OWN, formats, machines, people, reports
from tests.mail.letterbox import Letterbox

CORPUS = [one.raw for one in (*reports.samples(), *formats.samples(), *machines.samples(), *people.samples())]
HEADERS = st.sampled_from(
    [
        b"From",
        b"Subject",
        b"Content-Type",
        b"Content-Transfer-Encoding",
        b"Content-Disposition",
        b"Message-ID",
        b"References",
    ]
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"multipart/report; report-type=delivery-status; boundary=b",
            b"message/delivery-status",
            b"message/rfc822",
            b"text/html; charset=idna",
            b"text/plain; charset=\xff",
            b"=?utf-8?B?////?= =?x?q?=80?=",
            b"base64",
            b"x-uuencode",
            b"attachment; filename*=utf-16''%00; filename=\"../../x\"",
            b"<00112233445566778899aabb@vinhlinh.example>",
        ]
    ),
)
BODIES = st.lists(
    st.sampled_from(
        [b"--b\r\n", b"--b--\r\n", b"\r\n", b"Action: failed\r\n", b"Status: 5.1.1\r\n", b"\x00\xff\xed\xa0\x80"]
    )
)


def fit(mail: Incoming) -> bool:
    """Say whether everything that is kept can be stored and shown."""
    texts = (mail.message_id, mail.sender, mail.subject, mail.text, *(file.name for file in mail.files))
    return all(unicodedata.is_normalized("NFC", t) and "\0" not in t and t.encode("utf-8") is not None for t in texts)


@given(st.binary())
def test_any_bytes_are_read_without_failing(raw: bytes) -> None:
    assert fit(read(raw, OWN))


@given(st.lists(st.tuples(HEADERS, VALUES)), BODIES)
@example(
    [(b"Content-Type", b"message/delivery-status"), (b"Content-Transfer-Encoding", b"base64")], [b"\r\n", b"=\r\n"]
)
def test_any_message_is_read_without_failing(headers: list[tuple[bytes, bytes]], body: list[bytes]) -> None:
    head = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    assert fit(read(head + b"\r\n" + b"".join(body), OWN))


@given(st.sampled_from(CORPUS), st.integers(0, 2000), st.binary(max_size=8), st.integers(0, 40))
def test_a_damaged_message_of_the_corpus_is_read_without_failing(raw: bytes, at: int, put: bytes, cut: int) -> None:
    assert fit(read(raw[:at] + put + raw[at + cut :], OWN))


@given(st.text())
def test_some_of_what_a_person_wrote_is_always_left(text: str) -> None:
    assert bool(written(text)) is bool(text.strip()[:MOST])


def nested(depth: int) -> bytes:
    levels = (f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return f"From: {MINH}\r\nSubject: sau\r\n{''.join(levels)}Content-Type: text/plain\r\n\r\nđáy".encode()


def test_a_message_nested_a_thousand_deep_is_still_known_by_its_headers() -> None:
    mail = understand(Arrival(nested(1000), "1"), OWN)
    assert (mail.kind, mail.sender, mail.subject) == ("reply", MINH, "sau")


def test_a_bounce_nested_a_thousand_deep_gives_up_no_address() -> None:
    raw = nested(1000).replace(b"\xc4\x91\xc3\xa1y", b"Action: failed\r\nFinal-Recipient: rfc822; minh@yte.example")
    assert understand(Arrival(raw, "1"), OWN).failures == ()


@pytest.mark.parametrize(
    "text",
    ["<!--" * 50_000, "<a " * 60_000, "&#" * 90_000, "<p>" * 60_000, "<blockquote>" * 16_000],
    ids=["comments", "tags", "entities", "paragraphs", "quotations"],
)
def test_html_that_is_meant_to_take_long_does_not(text: str) -> None:
    raw = f"From: {MINH}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{text}".encode()
    started = time.monotonic()
    assert read(raw, OWN).kind == "reply"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "text",
    ["On " + "a " * 5000, "> " * 40_000, "From: a\n" * 20_000, "-" * 100_000, "on a\n" * 20_000, "<" * 400 + "@" * 400],
    ids=["on", "quoted", "headers", "dashes", "introductions", "brackets"],
)
def test_text_that_is_meant_to_take_long_does_not(text: str) -> None:
    started = time.monotonic()
    written(text)
    read(f"From: MAILER-DAEMON@x\r\nSubject: failure notice\r\n\r\n{text}".encode(), OWN)
    assert time.monotonic() - started < 5


def test_a_header_with_a_line_break_in_it_stays_one_line() -> None:
    mail = read(b"From: a@b.example\r\nSubject: =?utf-8?Q?x=0D=0ABcc:_v@v.example?=\r\n\r\nx", OWN)
    assert mail.subject == "x Bcc: v@v.example"


def test_marks_that_turn_text_around_are_taken_out() -> None:
    raw = "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx\u202ey\x00z\u2066".encode()
    assert read(raw, OWN).text == "xyz"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.exe", "/abs/x", "a\r\nb", "x" * 5000, "\u202egnp.exe", ".."]
)
def test_an_attachments_name_is_a_name_and_nothing_else(name: str) -> None:
    raw = (
        "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{quote(name, safe='')}\r\n\r\nx\r\n--b--"
    )
    [file] = read(raw.encode(), OWN).files
    assert 0 < len(file.name) <= 200
    assert not set(file.name) & set("/\\\r\n\u202e")
    assert file.name.strip(".")


def test_a_message_without_an_id_is_known_by_what_is_in_it() -> None:
    first, second = read(b"From: a@b.example\r\n\r\n1", OWN), read(b"From: a@b.example\r\n\r\n2", OWN)
    assert first.message_id == read(b"From: a@b.example\r\n\r\n1", OWN).message_id != second.message_id


def test_an_id_longer_than_the_ledger_takes_is_replaced() -> None:
    raw = f"From: a@b.example\r\nMessage-ID: <{'x' * 200}@{'y' * 200}>\r\n\r\n1".encode()
    assert len(read(raw, OWN).message_id) <= 255


def with_attachment(box: Letterbox, content: bytes) -> bytes:
    head = box.reply(box.to("minh@yte.example")[0], "").partition(b"Content-Type")[0]
    return (
        head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip\r\n"
        b"Content-Disposition: attachment; filename=a.zip\r\n\r\n" + content + b"\r\n--b--\r\n"
    )


def test_a_zip_bomb_is_kept_unopened(box: Letterbox) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("x", b"\0" * 50_000_000)
    raw = with_attachment(box, b"").replace(
        b"a.zip\r\n\r\n", b"a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodebytes(packed.getvalue())
    )
    box.put(raw)
    box.run("2024-11-04T08:00")
    [file] = box.waiting[0].files
    kept = box.office.home / "attachments" / str(file.sha256)
    assert (kept.read_bytes(), file.size) == (packed.getvalue(), len(packed.getvalue()))


def test_of_a_mail_of_50_megabytes_only_the_beginning_is_fetched(box: Letterbox) -> None:
    box.put(with_attachment(box, b"a" * 70 + b"\r\n" * (LARGE // 2)))
    [arrival] = FolderInbox(box.folder).arrivals("", moment("2024-11-01").date())
    assert (len(arrival.raw), arrival.whole) == (BEGINNING, False)
    box.run("2024-11-04T08:00")
    [mail] = box.waiting
    assert (mail.kind, mail.letter is not None) == ("reply", True)
    assert [(file.name, file.sha256) for file in mail.files] == [("a.zip", None)]


def test_an_attachment_over_20_megabytes_is_named_and_not_kept(box: Letterbox) -> None:
    box.put(with_attachment(box, b"a" * (21 * 1024 * 1024)))
    box.run("2024-11-04T08:00")
    assert [file.sha256 for file in box.waiting[0].files] == [None]
    assert not list((box.office.home / "attachments").glob("*"))
