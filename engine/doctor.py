"""Doctor: what needs a person. Each finding says what and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.words import moment_words
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.mails import waiting_mails
from engine.ledger.reader import letter_rows, tracked_all, unwatched
from engine.ledger.registers import last_import
from engine.ledger.runs import last_run
from engine.ledger.verification import first_break
from engine.lists.late_run import is_run_late
from engine.obligations.ladder import is_watched, next_action_at
from engine.register.freshness import age_words, is_fresh
from engine.settings import DEFAULT_BASE_URL, DEFAULT_MAIL_FROM, Settings


@dataclass(frozen=True)
class Finding:
    """One thing that needs a person."""

    code: str
    what: str
    remedy: str


def doctor(ledger: Ledger, at: dt.datetime) -> list[Finding]:
    """Look at settings, calendar, runs, letters, contacts and the log."""
    found = [*_settings(ledger.settings), *_templates(ledger.settings)]
    if not ledger.exists:
        return [*found, Finding("no-plan", "Chưa theo dõi kế hoạch nào.", "Bắt đầu bằng: phancong apply TỆP")]
    with ledger.read() as connection:
        found += _calendar(ledger, at)
        found += _runs(ledger, connection, at)
        found += _letters(connection)
        found += _register(connection, at, ledger)
        found += _contacts(connection, at.date())
        found += _forgotten(connection, at, ledger)
        found += _mails(connection)
        found += _log(ledger, connection)
    return found


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.mail_from == DEFAULT_MAIL_FROM:
        yield Finding("mail-from", "Chưa đặt địa chỉ gửi thư.", "Đặt PHANCONG_MAIL_FROM là hộp thư của cơ quan.")
    if settings.smtp_url is None:
        what = f"Chưa đặt máy chủ thư; thư nằm tại {settings.mailbox}."
        yield Finding("smtp", what, "Đặt PHANCONG_SMTP_URL để thư đến được các đơn vị.")
    if settings.links and settings.base_url == DEFAULT_BASE_URL:
        what = "Liên kết trong thư chỉ mở được trên máy này."
        yield Finding("base-url", what, "Đặt PHANCONG_BASE_URL, hoặc PHANCONG_LINKS=off nếu không dùng liên kết.")
    if settings.mail_redirect:
        what = f"Đang tập dượt: mọi thư gửi về {settings.mail_redirect}."
        yield Finding("redirect", what, "Bỏ PHANCONG_MAIL_REDIRECT khi đưa vào sử dụng.")


def _templates(settings: Settings) -> Iterator[Finding]:
    if settings.templates.is_dir():
        from engine.letters.overrides import problems_in

        for problem in problems_in(settings.templates):
            remedy = "Sửa hoặc xóa tệp; trong khi chờ, thư dùng mẫu có sẵn. Xem trước: phancong letters preview"
            yield Finding("template", f"Mẫu thư có lỗi: {problem}", remedy)


def _calendar(ledger: Ledger, at: dt.datetime) -> Iterator[Finding]:
    if not ledger.calendar.knows(at.year):
        what = f"Chưa có lịch nghỉ lễ năm {at.year}: mới tính thứ Bảy, Chủ nhật."
        yield Finding("calendar", what, "Bổ sung tệp lịch của năm vào plan_specs/calendars.")


def _runs(ledger: Ledger, connection: sa.Connection, at: dt.datetime) -> Iterator[Finding]:
    last = last_run(connection, at)
    remedy = "Đặt lịch chạy phancong run vào sáng mỗi ngày (cron hoặc systemd)."
    if last is None:
        yield Finding("run", "Chưa có lần chạy nào.", remedy)
    elif is_run_late(last.at, at, lambda: ledger.calendar):
        yield Finding("run", f"Lượt chạy tự động đã quá giờ, lần gần nhất: {moment_words(last.at)}.", remedy)


def _letters(connection: sa.Connection) -> Iterator[Finding]:
    for letter in letter_rows(connection, statuses=["failed"]):
        what = f"Máy chủ thư từ chối thư gửi {letter.email}: {letter.subject}."
        yield Finding(
            "refused", what, "Kiểm tra địa chỉ thư của đơn vị; gửi lại hoặc bỏ qua trong phancong tui (phím 8)."
        )
    waiting = len(letter_rows(connection, statuses=["pending", "sending"]))
    if waiting:
        yield Finding("outbox", f"{waiting} thư còn ở hàng chờ.", "Kiểm tra máy chủ thư rồi chạy: phancong run")
    held = len(letter_rows(connection, statuses=["held"]))
    if held:
        yield Finding("held", f"{held} thư chờ phát hành.", "Xem và phát hành trong phancong tui.")


def _register(connection: sa.Connection, at: dt.datetime, ledger: Ledger) -> Iterator[Finding]:
    """Ask for the register where somebody is about to be urged: no agency is blamed for a report it sent."""
    imported_at = last_import(connection, at)
    urges = letter_rows(connection, statuses=["held"])
    if urges and not is_fresh(imported_at, at, ledger.calendar):
        yield Finding("register", age_words(imported_at), "Nhập trước khi đôn đốc: phancong confirm --from TỆP")


def _contacts(connection: sa.Connection, today: dt.date) -> Iterator[Finding]:
    book = read_address_book(connection)
    agencies = {t.obligation.agency for t in tracked_all(connection) if not t.facts.own and not t.facts.withdrawn_at}
    remedy = "Bổ sung vào danh bạ bằng: phancong contacts import TỆP"
    for agency in sorted(agencies):
        if book.email(agency) is None:
            yield Finding("contact", f"{book.name(agency)} chưa có địa chỉ thư.", remedy)
        elif book.email(agency, today) is None and book.email(agency) in book.returned:
            what = f"Thư gửi {book.name(agency)} ({book.email(agency)}) bị trả lại, chưa có địa chỉ khác."
            yield Finding(
                "contact-returned", what, "Gọi hỏi địa chỉ đúng (phancong calls), rồi phancong contacts import TỆP"
            )
        elif book.email(agency, today) is None:
            what = f"Cán bộ đầu mối của {book.name(agency)} đang vắng, chưa có người thay và hộp thư chung."
            yield Finding("contact-away", what, remedy)


def _forgotten(connection: sa.Connection, at: dt.datetime, ledger: Ledger) -> Iterator[Finding]:
    """Reckon anew, for every obligation, whether a run or a person still has it before them."""
    remedy = "Chạy lại phancong run; nếu vẫn còn, hãy báo người phụ trách chương trình."
    book, stored = read_address_book(connection), set(unwatched(connection))
    for tracked in tracked_all(connection):
        reckoned = is_watched(tracked.facts, next_action_at(tracked.facts, at, ledger.calendar))
        if not reckoned or tracked.id in stored:
            what = (
                f"{book.name(tracked.obligation.agency)}: {tracked.obligation.text}: còn mở mà không có mốc tiếp theo."
            )
            yield Finding("unwatched", what, remedy)


def _mails(connection: sa.Connection) -> Iterator[Finding]:
    waiting = Counter(mail.kind for mail in waiting_mails(connection))
    if waiting["reply"]:
        yield Finding("replies", f"{waiting['reply']} thư trả lời chờ xem.", "Xem bằng: phancong mails")
    if waiting["unread"]:
        what = f"{waiting['unread']} thư đến không đọc được."
        yield Finding("unread", what, "Mở hộp thư để xem, rồi: phancong mails dismiss SỐ")


def _log(ledger: Ledger, connection: sa.Connection) -> Iterator[Finding]:
    broken = first_break(ledger, connection)
    if broken:
        what = f"Nhật ký diễn biến đã bị thay đổi ngoài chương trình: {broken.message}."
        yield Finding("audit", what, "Giữ nguyên hiện trạng và báo người phụ trách.")
