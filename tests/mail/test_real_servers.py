"""Real servers: a letter goes out through Postfix into Dovecot, a reply and a bounce come back through IMAP."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from engine.clock import moment
from engine.ledger.mails import MailRow, waiting_mails
from engine.mail.carriers import SmtpCarrier
from engine.mail.inboxes import BEGINNING, LARGE, ImapInbox, InboxError
from engine.mail.incoming import Arrival
from engine.run import RunResult, run
from tests.conftest import DIRECTORY, MINH, PLAN, Office
from tests.mail.conftest import MINH_ALONE, MINH_AND_THE_BOX
from tests.mail.letterbox import FROM
from tests.mail.real_servers import PASSWORD, MailServers, mail_servers, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs Postfix and Dovecot: apt-get install -y {missing()}")
BOX = "vanthu@yte.example"
EVERYBODY_ELSE = ("hung@vinhchap.example", "vanthu@vinho.example", "vanphong@phunu.example")
LONG_AGO = dt.date(2024, 1, 1)


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    """Serve everybody but Minh, whose mailbox does not exist."""
    with mail_servers(FROM, BOX, "khac@vinhlinh.example", *EVERYBODY_ELSE) as both:
        yield both


@pytest.fixture
def office(new_office: Callable[..., Office], servers: MailServers) -> Office:
    """Return an office that sends and reads through these servers; Phòng Y tế has a second address."""
    urls = {"smtp_url": servers.smtp_url, "imap_url": servers.imap_url(FROM)}
    office = new_office(mail_from=FROM, **urls)
    office.apply("2024-11-01", office.plan(PLAN, DIRECTORY.replace(MINH_ALONE, MINH_AND_THE_BOX)))
    return office


def a_run(office: Office, at: str) -> RunResult:
    settings = office.settings
    assert settings.smtp_url
    assert settings.imap_url
    return run(office.ledger, SmtpCarrier(settings.smtp_url), moment(at), ImapInbox(settings.imap_url))


def waiting(office: Office) -> list[MailRow]:
    with office.ledger.read() as connection:
        return waiting_mails(connection)


def received(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def answer(servers: MailServers, to: EmailMessage, words: str) -> None:
    """Answer a letter as a mail program does, with a file."""
    reply = EmailMessage()
    reply["From"], reply["To"] = BOX, FROM
    reply["Subject"] = f"Re: {to['Subject']}"
    reply["Message-ID"] = "<tra-loi@yte.example>"
    reply["In-Reply-To"] = reply["References"] = str(to["Message-ID"])
    quoted = "> Kính gửi: Phòng Y tế"
    reply.set_content(f"{words}\n\nVào 08:00 01/11/2024, {FROM} đã viết:\n{quoted}\n")
    reply.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Báo cáo số 45.pdf")
    with smtplib.SMTP("127.0.0.1", servers.smtp) as connection:
        connection.send_message(reply)


def test_a_letter_goes_out_a_bounce_moves_on_and_a_reply_is_matched(office: Office, servers: MailServers) -> None:
    assert a_run(office, "2024-11-01T08:00").delivered == 4
    servers.wait_for(FROM, 1)
    second = a_run(office, "2024-11-04T08:00")
    assert (second.letters, second.delivered, second.trouble) == (1, 1, None)
    assert [(mail.kind, mail.to) for mail in waiting(office)] == [("hard", "minh@yte.example")]

    [letter] = map(received, servers.wait_for(BOX, 1))
    answer(servers, letter, "Đã tiếp nhận nhiệm vụ.")
    servers.wait_for(FROM, 2)
    assert a_run(office, "2024-11-05T08:00").letters == 0
    reply = waiting(office)[-1]
    assert (reply.kind, reply.sender, reply.text) == ("reply", BOX, "Đã tiếp nhận nhiệm vụ.")
    assert MINH in reply.obligations
    assert [(file.name, file.size, bool(file.sha256)) for file in reply.files] == [("Báo cáo số 45.pdf", 5, True)]


def arrivals(url: str, after: str = "") -> list[Arrival]:
    """Read a mailbox, and say goodbye."""
    inbox = ImapInbox(url, timeout=5)
    try:
        return list(inbox.arrivals(after, LONG_AGO))
    finally:
        inbox.close()


def put(servers: MailServers, address: str, body: str, subject: str = "x") -> None:
    with smtplib.SMTP("127.0.0.1", servers.smtp) as connection:
        message = f"From: ai@yte.example\r\nSubject: {subject}\r\nMessage-ID: <{subject}@yte.example>\r\n\r\n{body}\r\n"
        connection.sendmail("ai@yte.example", [address], message)


def test_a_mailbox_is_read_on_from_where_it_was_left_and_nothing_in_it_changes(servers: MailServers) -> None:
    address = "khac@vinhlinh.example"
    url = servers.imap_url(address)
    put(servers, address, "a", "mot")
    servers.wait_for(address, 1)
    [first] = arrivals(url)
    assert arrivals(url, first.place) == []
    put(servers, address, "b" * 70 + ("\r\n" + "b" * 70) * (BEGINNING // 60), "hai")
    servers.wait_for(address, 2)
    [second] = arrivals(url, first.place)
    assert (b"hai" in second.raw, len(second.raw) > BEGINNING, second.whole) == (True, True, True)
    assert [one.place for one in arrivals(url, "1:999")] == [first.place, second.place]
    flags = [path.name.partition(":2,")[2] for path in servers.messages(address)]
    assert flags == ["", ""]  # Dovecot writes an S into the name of what was seen


def test_of_a_mail_of_50_megabytes_only_the_beginning_is_fetched(servers: MailServers) -> None:
    address = EVERYBODY_ELSE[0]
    box = servers.folder / "home" / address / "Maildir"
    put(servers, address, "x", "nho")
    small = len(servers.wait_for(address, 1))
    line = b"a" * 76 + b"\r\n"
    (box / "new" / "1700000000.M1P1.may").write_bytes(
        b"From: a@b.example\r\n\r\n" + line * (50 * 1024 * 1024 // len(line))
    )
    servers.wait_for(address, small + 1)
    large = [one for one in arrivals(servers.imap_url(address)) if not one.whole]
    assert [len(one.raw) for one in large] == [BEGINNING]
    assert LARGE > 27 * 1024 * 1024


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda servers: servers.imap_url(FROM, f"{PASSWORD}x"), "không nhận tên hoặc mật khẩu"),
        (lambda servers: servers.imap_url("ai-do@vinhlinh.example"), "không nhận tên hoặc mật khẩu"),
        (lambda servers: servers.imap_url(FROM, folder="Thư mục khác"), "không có thư mục “Thư mục khác”"),
        (lambda servers: servers.imap_url(FROM) + "?starttls=1", "không có STARTTLS"),
        (lambda servers: servers.imap_url(FROM).replace("imap:", "imaps:"), "không lập được kết nối an toàn"),
        (lambda servers: f"imap://a:b@127.0.0.1:{servers.smtp}", "không trả lời đúng cách"),
        (lambda servers: "imap://a:b@127.0.0.1:1", "không kết nối được"),
    ],
    ids=["password", "name", "folder", "starttls", "tls", "another server", "nobody"],
)
def test_what_is_wrong_with_a_mailbox_is_said_without_its_password(
    servers: MailServers, change: Callable[[MailServers], str], words: str
) -> None:
    with pytest.raises(InboxError) as error:
        arrivals(change(servers))
    assert words in error.value.message
    assert "lần chạy sau sẽ đọc tiếp" in error.value.message
    assert PASSWORD not in error.value.message
