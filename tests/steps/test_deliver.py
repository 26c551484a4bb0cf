"""Letters leave over real SMTP, each once; whatever the server does, none is lost and the password is never shown."""

from __future__ import annotations

import datetime as dt
import ssl
import warnings
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cli.main import run as phancong
from engine.answer import Answer, answer
from engine.audit import audit
from engine.clock import moment
from engine.doctor import doctor
from engine.ledger.connection import writing
from engine.ledger.tables import contacts, letters
from engine.mail.carriers import Mailbox, Meanwhile, SmtpCarrier, WrongSmtpUrlError, nothing
from engine.mail.message import Mail
from engine.release import release
from engine.run import RunResult, run
from engine.steps.deliver import Delivered, deliver
from engine.steps.remind import remind
from tests.conftest import MINH, Office
from tests.mail_server import MailServer, mail_server, nobody_there, silent_server

FRIDAY = "2024-11-01T08:00"
SATURDAY = "2024-11-02T08:00"
MONDAY = "2024-11-04T08:00"
PASSWORD = "mật-khẩu-của-Lan"
EVERYBODY = {"minh@yte.example", "hung@vinhchap.example", "vanthu@vinho.example", "vanphong@phunu.example"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


@pytest.fixture
def adopted(office: Office) -> Office:
    office.apply()
    return office


def send(office: Office, url: str, at: str = FRIDAY, timeout: float = 20.0) -> RunResult:
    return run(office.ledger, SmtpCarrier(url, timeout), moment(at))


def to_agencies(server: MailServer) -> list[str]:
    """Return who got a letter, leaving out what goes to our own side."""
    return [email for email in server.recipients if email != "lan@ldtbxh.example"]


def deliver_again(office: Office, server: MailServer, at: str = FRIDAY) -> Delivered:
    return deliver(office.ledger, SmtpCarrier(server.url), moment(at))


def statuses(office: Office) -> dict[str, str]:
    return {letter.email: letter.status for letter in office.letters()}


def to(server: MailServer, email: str) -> EmailMessage:
    return next(message for message in server.received if message["To"] == email)


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


# What arrives


def test_every_letter_arrives_at_its_address(adopted: Office, server: MailServer) -> None:
    result = send(adopted, server.url)
    assert (result.letters, result.delivered, result.failed) == (4, 4, 0)
    assert set(server.recipients) == EVERYBODY
    assert {str(message["To"]) for message in server.received} == EVERYBODY


def test_a_message_is_text_and_html_and_says_that_a_machine_sent_it(adopted: Office, server: MailServer) -> None:
    send(adopted, server.url)
    for message in server.received:
        assert message.get_content_type() == "multipart/mixed"
        assert [part.get_content_type() for part in message.iter_parts()] == ["multipart/alternative", "text/calendar"]
        assert message["Auto-Submitted"] == "auto-generated"


def test_headers_are_read_as_they_were_meant(new_office: Callable[..., Office], server: MailServer) -> None:
    office = new_office(mail_from="Phòng Lao động, Thương binh và Xã hội <phong@ldtbxh.example>")
    office.apply()
    send(office, server.url)
    message = to(server, "minh@yte.example")
    written = dict(message.raw_items())["From"]
    assert str(make_header(decode_header(written))) == office.settings.mail_from
    assert message["Subject"] == next(one.subject for one in office.letters() if one.email == "minh@yte.example")
    assert message["Date"].datetime == moment(FRIDAY)


def test_the_text_arrives_as_it_was_written(adopted: Office, server: MailServer) -> None:
    send(adopted, server.url)
    written = next(one.text for one in adopted.letters() if one.email == "minh@yte.example")
    assert plain(to(server, "minh@yte.example")).rstrip("\n") == written.rstrip("\n")


def test_a_message_id_is_the_letters_own_and_of_the_senders_domain(
    new_office: Callable[..., Office], server: MailServer
) -> None:
    office = new_office(mail_from="phong@ldtbxh.example")
    office.apply()
    send(office, server.url)
    assert sorted(server.ids) == sorted(f"<{letter.uid}@ldtbxh.example>" for letter in office.letters())


def test_a_second_run_of_the_same_moment_sends_nothing(adopted: Office, server: MailServer) -> None:
    send(adopted, server.url)
    result = send(adopted, server.url)
    assert (result.reminders, result.letters, result.delivered) == (0, 0, 0)
    assert len(server.received) == 4


def test_a_letter_that_left_is_recorded_with_its_moment(adopted: Office, server: MailServer) -> None:
    send(adopted, server.url)
    assert {(letter.status, letter.sent_at) for letter in adopted.letters()} == {("sent", moment(FRIDAY))}


# A server that refuses


@pytest.fixture
def refused_once(adopted: Office, server: MailServer) -> Callable[[], RunResult]:
    """Run once against the server as it is, then heal it, run again, and see that each letter arrived once."""

    def both() -> RunResult:
        first = send(adopted, server.url)
        server.answers, server.data_answer, server.hangs_up = {}, "250 OK", 0
        again = send(adopted, server.url)
        assert (again.letters, again.delivered, again.failed) == (0, 4, 0)
        assert sorted(server.recipients) == sorted(EVERYBODY)
        return first

    return both


def test_a_server_that_takes_nothing_today_gets_every_letter_once_tomorrow(
    refused_once: Callable[[], RunResult], server: MailServer
) -> None:
    server.answers = dict.fromkeys(EVERYBODY, "451 Try again later")
    first = refused_once()
    assert (first.delivered, first.failed) == (0, 4)
    assert first.trouble
    assert first.trouble.startswith("Máy chủ thư hoãn nhận")


def test_a_server_that_relays_for_nobody_is_in_trouble_not_the_addresses(
    refused_once: Callable[[], RunResult], server: MailServer
) -> None:
    server.answers = dict.fromkeys(EVERYBODY, "554 5.7.1 Relay access denied")
    assert refused_once().failed == 4


@pytest.mark.parametrize("said", ["451 4.3.0 Cannot queue", "452 Insufficient storage", "530 Authentication required"])
def test_messages_that_are_not_taken_now_wait(
    refused_once: Callable[[], RunResult], server: MailServer, said: str
) -> None:
    server.data_answer = said
    assert refused_once().failed == 4


@pytest.mark.parametrize("said", ["550 5.1.1 No such user", "550 No such user", "553 Mailbox name not allowed"])
def test_an_address_that_is_refused_for_good_fails_alone(adopted: Office, server: MailServer, said: str) -> None:
    server.answers = {"hung@vinhchap.example": said}
    result = send(adopted, server.url)
    assert (result.delivered, result.failed, result.trouble) == (3, 1, None)
    assert statuses(adopted) == dict.fromkeys(EVERYBODY, "sent") | {"hung@vinhchap.example": "failed"}


def test_the_doctor_names_the_address_that_was_refused(adopted: Office, server: MailServer) -> None:
    server.answers = {"hung@vinhchap.example": "550 No such user"}
    send(adopted, server.url)
    refused = [finding for finding in doctor(adopted.ledger, moment(FRIDAY)) if finding.code == "refused"]
    assert [("hung@vinhchap.example" in one.what, one.remedy) for one in refused] == [
        (True, "Kiểm tra địa chỉ thư của đơn vị; gửi lại hoặc bỏ qua trong phancong tui (phím 8).")
    ]


def test_a_refused_address_is_not_tried_again(adopted: Office, server: MailServer) -> None:
    server.answers = {"hung@vinhchap.example": "550 No such user"}
    send(adopted, server.url)
    server.answers = {}
    assert send(adopted, server.url).delivered == 0


def test_one_address_that_is_put_off_keeps_nobody_else_waiting(adopted: Office, server: MailServer) -> None:
    server.answers = {"hung@vinhchap.example": "450 Greylisted"}
    result = send(adopted, server.url)
    assert (result.delivered, result.failed) == (3, 1)
    assert statuses(adopted)["hung@vinhchap.example"] == "pending"


def test_a_message_that_is_refused_for_good_keeps_nobody_else_waiting(adopted: Office, server: MailServer) -> None:
    server.data_answer = "554 Looks like spam"
    assert send(adopted, server.url).failed == 4
    assert set(statuses(adopted).values()) == {"failed"}


def test_an_address_no_server_can_take_is_refused_not_retried(office: Office, server: MailServer) -> None:
    office.apply()
    with writing(office.ledger.engine) as connection:  # by a hand in the database: the directory refuses it
        theirs = contacts.c.email == "minh@yte.example"
        connection.execute(sa.update(contacts).where(theirs).values(email="minh@tế.example"))
        connection.commit()
    assert (send(office, server.url).failed, statuses(office)["minh@tế.example"]) == (1, "failed")


# A server in trouble


def test_a_server_that_is_not_there_keeps_no_letter_from_leaving_later(adopted: Office, server: MailServer) -> None:
    result = send(adopted, nobody_there())
    assert (result.letters, result.delivered, result.failed) == (4, 0, 4)
    assert result.trouble
    assert "không kết nối được" in result.trouble
    assert set(statuses(adopted).values()) == {"pending"}
    assert send(adopted, server.url).delivered == 4


def test_a_server_that_says_nothing_is_waited_for_once(adopted: Office, server: MailServer) -> None:
    with silent_server() as url:
        result = send(adopted, url, timeout=0.2)
    assert (result.delivered, result.failed) == (0, 4)
    assert result.trouble
    assert "không trả lời" in result.trouble
    assert send(adopted, server.url).delivered == 4


def test_a_name_that_leads_nowhere_is_said(adopted: Office) -> None:
    result = send(adopted, "smtp://may-chu-khong-co.invalid")
    assert result.failed == 4
    assert result.trouble
    assert "may-chu-khong-co.invalid:25 không kết nối được" in result.trouble


def test_a_server_that_hangs_up_in_the_middle_of_a_message_gets_it_again(
    refused_once: Callable[[], RunResult], server: MailServer
) -> None:
    server.hangs_up = 9
    first = refused_once()
    assert (first.delivered, first.failed) == (0, 4)
    assert first.trouble
    assert "ngắt kết nối giữa chừng" in first.trouble


def test_a_server_that_hangs_up_half_way_through_the_letters_gets_the_rest_over_a_new_connection(
    adopted: Office, server: MailServer
) -> None:
    server.a_session = 1
    assert send(adopted, server.url).delivered == 4
    assert set(server.recipients) == EVERYBODY


def test_the_message_id_is_the_same_on_the_second_try(adopted: Office, server: MailServer) -> None:
    send(adopted, nobody_there())
    before = {letter.uid for letter in adopted.letters()}
    deliver_again(adopted, server)
    assert {message_id.partition("@")[0].lstrip("<") for message_id in server.ids} == before


class Lost(Mailbox):
    """Takes a letter, and our side dies before it can record that."""

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        super().send(mail, name, meanwhile)
        raise KeyboardInterrupt


def test_a_letter_taken_but_not_recorded_goes_again_as_the_same_letter(adopted: Office, server: MailServer) -> None:
    remind(adopted.ledger, moment(FRIDAY))
    with pytest.raises(KeyboardInterrupt):
        deliver(adopted.ledger, Lost(adopted.settings.mailbox), moment(FRIDAY))
    (taken,) = (path.stem for path in adopted.settings.mailbox.glob("*.eml"))
    with adopted.ledger.engine.begin() as connection:
        connection.execute(sa.update(letters).values(claimed_until=0))
    assert deliver_again(adopted, server).delivered == 4
    assert [taken in message_id for message_id in server.ids].count(True) == 1


class Slow(Mailbox):
    """Takes so long that somebody answers meanwhile."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.settings.mailbox)
        self.office = office

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        super().send(mail, name, meanwhile)
        answer(self.office.ledger, [MINH], Answer("received", name=name), moment("2024-11-01T09:30"))


def test_an_answer_that_comes_while_letters_leave_stops_none_of_them(adopted: Office) -> None:
    result = run(adopted.ledger, Slow(adopted), moment(FRIDAY))
    assert (result.delivered, result.failed) == (4, 0)
    assert audit(adopted.ledger).broken is None


# When letters may leave


def test_on_a_day_off_nothing_leaves_by_itself(adopted: Office, server: MailServer) -> None:
    send(adopted, nobody_there())
    result = send(adopted, server.url, SATURDAY)
    assert (result.letters, result.delivered, result.failed) == (0, 0, 0)
    assert send(adopted, server.url, MONDAY).delivered == 4


@pytest.mark.parametrize("at", ["2024-11-04T06:59", "2024-11-04T00:00"])
def test_before_seven_nothing_leaves_by_itself(adopted: Office, server: MailServer, at: str) -> None:
    assert send(adopted, server.url, at).delivered == 0
    assert send(adopted, server.url, "2024-11-04T07:00").delivered == 4


@pytest.mark.parametrize("at", ["2024-12-14T08:00", "2024-12-15T23:00", "2024-12-16T06:00"])
def test_what_a_person_released_leaves_at_any_time(adopted: Office, server: MailServer, at: str) -> None:
    send(adopted, nobody_there(), "2024-12-11T08:00")
    release(adopted.ledger, [MINH], moment(at))
    assert deliver_again(adopted, server, at).delivered == 1
    assert to_agencies(server) == ["minh@yte.example"]


def test_a_held_letter_never_leaves_without_a_person(adopted: Office, server: MailServer) -> None:
    adopted.run(FRIDAY)
    for day in range(11, 31):
        send(adopted, server.url, f"2024-12-{day}T08:00")
    assert to_agencies(server) == []
    assert [letter.mode for letter in adopted.letters("held")] == ["hold"] * 3


# A rehearsal


def test_a_rehearsal_goes_to_one_address_and_says_so(new_office: Callable[..., Office], server: MailServer) -> None:
    office = new_office(mail_redirect="lan@ldtbxh.example")
    office.apply()
    send(office, server.url)
    assert set(server.recipients) == {"lan@ldtbxh.example"}
    for message in server.received:
        assert message["Subject"].startswith("[TẬP DƯỢT] ")
        assert plain(message).startswith("TẬP DƯỢT: thư này lẽ ra gửi tới ")
        html = message.get_body(("html",))
        assert html is not None
        assert "TẬP DƯỢT" in html.get_content()


# Logging in, and secrets


def allow_lan(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
    password = getattr(data, "password", b"")
    return AuthResult(success=password == b"dung", handled=False)


@pytest.fixture
def strict_server() -> Iterator[MailServer]:
    """Return a server that wants a password, and takes it without TLS: here it goes no further than this machine."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        yield from _strict_server()


def _strict_server() -> Iterator[MailServer]:
    with mail_server(authenticator=allow_lan, auth_required=True, auth_require_tls=False) as started:
        yield started


def test_letters_go_to_who_logs_in(adopted: Office, strict_server: MailServer) -> None:
    url = strict_server.url.replace("//", "//lan%40ldtbxh.example:dung@")
    assert send(adopted, url).delivered == 4


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("sai", "không nhận tên hoặc mật khẩu trong PHANCONG_SMTP_URL."),
        ("m%E1%BA%ADt", "chỉ nhận tên và mật khẩu viết bằng chữ không dấu."),
    ],
)
def test_a_wrong_password_is_said_without_saying_it(
    adopted: Office, strict_server: MailServer, password: str, sentence: str
) -> None:
    result = send(adopted, strict_server.url.replace("//", f"//lan:{password}@"))
    assert result.failed == 4
    stays = "Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."
    assert result.trouble == f"Máy chủ thư 127.0.0.1:{strict_server.port} {sentence} {stays}"


def self_signed(folder: Path) -> ssl.SSLContext:
    """Make a server's certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    since = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, since, since + dt.timedelta(days=36500))
    certificate = builder.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem")
    return context


def test_a_server_nobody_vouches_for_gets_no_letter(adopted: Office, tmp_path: Path) -> None:
    with mail_server(tls_context=self_signed(tmp_path)) as server:
        result = send(adopted, f"{server.url}?starttls=1")
    assert (result.failed, server.received) == (4, [])
    assert result.trouble
    assert "chứng thư chưa được tin cậy" in result.trouble


def test_a_server_without_starttls_gets_no_letter_in_the_clear(adopted: Office, server: MailServer) -> None:
    result = send(adopted, f"{server.url}?starttls=1")
    assert (result.failed, server.received) == (4, [])
    assert result.trouble
    assert "không có STARTTLS" in result.trouble


@pytest.mark.parametrize(
    "url",
    [
        "",
        "may-chu",
        "http://may-chu",
        "smtp://",
        "smtp://may-chu:thu",
        "smtp://may-chu:99999",
        "smtp://may-chu:0",
        "smtp://[may-chu",
        "smtp://lan:mat／khau@may-chu",
        "smtp://may-chu?starttls=true",
        "smtp://may-chu?starttls",
    ],
)
def test_a_wrong_url_is_refused_before_anything_is_drafted(url: str) -> None:
    with pytest.raises(WrongSmtpUrlError, match="PHANCONG_SMTP_URL chưa đúng") as refused:
        SmtpCarrier(url)
    assert refused.value.__context__ is None or refused.value.__suppress_context__


URLS = [
    "smtp://lan:{password}@127.0.0.1:{port}",
    "smtp://lan:{password}@127.0.0.1:{port}?starttls=1",
    "smtp://lan:{password}@127.0.0.1:{port}?starttls=co",
    "smtps://lan:{password}@127.0.0.1:1",
    "smtp://lan:{password}@[127.0.0.1",
    "smtp://lan:{password}＠@127.0.0.1",
    "smtp://lan:{password}@may chu",
]


@pytest.mark.parametrize("url", URLS)
def test_the_password_is_never_said_recorded_or_logged(
    adopted: Office,
    strict_server: MailServer,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PHANCONG_HOME", str(adopted.home))
    monkeypatch.setenv("PHANCONG_SMTP_URL", url.format(password=PASSWORD, port=strict_server.port))
    assert phancong(["run", "--at", FRIDAY]) in (1, 3)
    said = capfd.readouterr()
    kept = b"".join(path.read_bytes() for path in adopted.home.rglob("*") if path.is_file())
    assert PASSWORD not in said.out + said.err
    assert PASSWORD.encode() not in kept
    assert "Traceback" not in said.err


def test_settings_are_shown_without_what_is_secret(office: Office, new_office: Callable[..., Office]) -> None:
    url = f"smtp://lan:{PASSWORD}@may-chu"
    shown = repr(new_office(smtp_url=url, secret=PASSWORD, database_url=office.settings.url).settings)
    assert PASSWORD not in shown
    assert PASSWORD not in repr(SmtpCarrier(url)._address)


# The local mailbox


def test_without_a_mail_server_letters_are_files_each_once(adopted: Office) -> None:
    adopted.run(FRIDAY)
    files = {path.stem for path in adopted.settings.mailbox.iterdir()}
    assert files == {letter.uid for letter in adopted.letters()}


def test_a_mailbox_that_cannot_be_written_keeps_the_letters(adopted: Office) -> None:
    adopted.settings.mailbox.touch()
    result = adopted.run(FRIDAY)
    assert (result.failed, set(statuses(adopted).values())) == (4, {"pending"})
    adopted.settings.mailbox.unlink()
    assert adopted.run(FRIDAY).delivered == 4
