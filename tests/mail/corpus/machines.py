"""Answers that no person wrote: out of office, acknowledgements, challenges, notices of lists, receipts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mail.corpus import LETTER, MINH, OWN, SUBJECT, Sample, encoded, message

RE = f"In-Reply-To: {LETTER}\nReferences: {LETTER}"
AUTO = "Auto-Submitted: auto-replied"


def answer(name: str, kind: str, subject: str, words: str, *headers: str, sender: str = f"Minh <{MINH}>") -> Sample:
    head = "\n".join(
        (
            f"From: {sender}",
            f"To: {OWN}",
            f"Subject: {encoded(subject)}",
            f"Message-ID: <{name.replace(' ', '.')}@yte.example>",
            *headers,
        )
    )
    assert kind in ("away", "auto")
    about = any(LETTER in header for header in headers)
    return Sample(name, "away" if kind == "away" else "auto", message(head, words), names_the_letter=about)


def away_in_vietnamese() -> Iterator[Sample]:
    oof = "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", RE
    leave = "Tôi nghỉ phép từ ngày 02/12 đến hết ngày 06/12/2024. Việc gấp xin liên hệ đ/c Hoa, 0233 111 1111."
    yield answer("exchange vi", "away", f"Tự động trả lời: {SUBJECT}", leave, *oof)
    yield answer("exchange vi, other words", "away", f"Trả lời tự động: {SUBJECT}", "Hiện tôi đang đi công tác.", *oof)
    yield answer("subject alone", "away", f"Vắng mặt: {SUBJECT}", "Tôi đi vắng tuần này.")
    yield answer(
        "subject alone, automatic", "away", f"Tự động trả lời: {SUBJECT}", "Tôi đang đi công tác tại Hà Nội.", RE
    )
    yield answer(
        "gmail vacation vi",
        "away",
        f"Đi công tác Re: {SUBJECT}",
        "Tôi đi công tác.",
        AUTO,
        "Precedence: bulk",
        "X-Autoreply: yes",
        RE,
    )
    yield answer(
        "sieve vi",
        "away",
        "Thông báo vắng mặt",
        "Tôi nghỉ thai sản đến tháng 5.",
        "Auto-Submitted: auto-replied (vacation)",
        RE,
    )
    yield answer(
        "zimbra away vi",
        "away",
        f"Re: {SUBJECT}",
        "Tôi vắng mặt đến ngày 10/12.",
        "Auto-Submitted: auto-replied (zimbra; vacation)",
        RE,
    )
    yield answer(
        "mdaemon vi", "away", f"RE: {SUBJECT}", "Đồng chí Minh đi học đến hết tháng 12.", AUTO, "Precedence: bulk"
    )
    yield answer("roundcube vi", "away", f"Auto: {SUBJECT}", "Hiện tôi không có mặt tại cơ quan.", AUTO, RE)
    yield answer("leave in the subject", "away", "Nghỉ phép", "Đến 09/12.", "Precedence: auto_reply")
    training = "Thư này được gửi tự động. Tôi đang dự lớp tập huấn, sẽ trả lời sau."
    yield answer("training", "away", f"Phản hồi tự động: {SUBJECT}", training)


def away_in_english() -> Iterator[Sample]:
    oof = "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", RE
    leave = "I am on annual leave until 9 December with limited access to e-mail."
    yield answer("exchange en", "away", f"Automatic reply: {SUBJECT}", leave, *oof)
    yield answer(
        "exchange en of old",
        "away",
        f"Out of Office: {SUBJECT}",
        "I am out of the office.",
        "X-Auto-Response-Suppress: All",
    )
    yield answer("outlook of old", "away", f"Out of Office AutoReply: {SUBJECT}", "I will return on Monday.")
    yield answer(
        "gmail vacation en",
        "away",
        f"On vacation Re: {SUBJECT}",
        "I am on vacation.",
        AUTO,
        "Precedence: bulk",
        "X-Autoreply: yes",
        RE,
    )
    yield answer("vacation(1)", "away", "away from my mail", "I will be back on Monday.", "Precedence: bulk", RE)
    yield answer(
        "vacation(1) marked",
        "away",
        "away from my mail",
        "I am on holiday.",
        "Auto-Submitted: auto-replied",
        "Precedence: junk",
    )
    yield answer(
        "sieve en", "away", f"Auto: {SUBJECT}", "I'm away until Friday.", "Auto-Submitted: auto-replied (vacation)", RE
    )
    yield answer(
        "domino en", "away", "AUTO: Minh is out of the office (returning 09/12/2024)", "I am out of the office.", AUTO
    )
    yield answer(
        "domino of old", "away", "AUTO: Minh is out of the office (returning 09/12/2024)", "I am out of the office."
    )
    yield answer(
        "cpanel",
        "away",
        f"Re: {SUBJECT}",
        "I am on a business trip.",
        "X-Autorespond: Nhac viec",
        "Precedence: auto_reply",
    )
    yield answer("yahoo", "away", "Yahoo! Auto Response", "I'm travelling.", AUTO, "X-Yahoo-Newman-Property: vacation")
    yield answer("kerio en", "away", f"Re: {SUBJECT}", "Out of office until 9 Dec.", AUTO, "Return-Path: <>")
    yield answer(
        "groupwise", "away", f"Out of Office: Re: {SUBJECT}", "On leave.", "X-Mailer: GroupWise Internet Agent", AUTO
    )
    yield answer("in brackets", "away", f"[Out of Office] {SUBJECT}", "Away until Friday.")


def acknowledgements() -> Iterator[Sample]:
    got = "Đã nhận được thư của quý cơ quan. Đây là thư tự động, vui lòng không trả lời."
    yield answer("office robot", "auto", f"Tự động trả lời: {SUBJECT}", got, AUTO, RE)
    yield answer("no reply", "auto", "Xác nhận đã nhận thư", got, sender="Cổng dịch vụ công <noreply@quangtri.example>")
    yield answer("không trả lời", "auto", "Tiếp nhận thông tin", got, sender="khong-tra-loi@quangtri.example")
    yield answer(
        "tickets",
        "auto",
        "[Ticket#2024120210000012] Nhac viec",
        "Your request has been received.",
        "Auto-Submitted: auto-generated",
        RE,
    )
    yield answer(
        "tickets marked otherwise",
        "auto",
        "[#1234] Nhac viec",
        "We received your message.",
        "X-Auto-Response-Suppress: All",
    )
    yield answer(
        "a machine that says generated",
        "auto",
        "Mã hồ sơ 000.12",
        "Hồ sơ đã được tiếp nhận.",
        "Auto-Submitted: auto-generated; owner=x",
    )
    yield answer("auto-notified", "auto", "Thông báo", "Văn bản đã vào sổ.", "Auto-Submitted: auto-notified", RE)
    yield answer("x-autoreply alone", "auto", f"Re: {SUBJECT}", "Chúng tôi đã nhận được thư.", "X-Autoreply: yes", RE)
    yield answer(
        "nobody's return path",
        "auto",
        f"Re: {SUBJECT}",
        "Thư của quý vị đã được chuyển đến văn thư.",
        "Return-Path: <>",
        RE,
    )
    challenge = "Please confirm that you are a person by replying to this message. Your mail is held until then."
    yield answer(
        "challenge",
        "auto",
        "Please confirm your message",
        challenge,
        AUTO,
        "Precedence: bulk",
        sender="minh-confirm+77@yte.example",
    )
    yield answer("challenge without marks", "auto", "Confirm your message", challenge, "Precedence: junk")


def lists_and_receipts() -> Iterator[Sample]:
    held = "Your mail to 'cac-xa' is being held until the list moderator can review it for approval."
    owner = "cac-xa-bounces@lists.example"
    yield answer(
        "mailman holds",
        "auto",
        "Your message to cac-xa awaits moderator approval",
        held,
        "Precedence: bulk",
        sender=owner,
    )
    refused = "You are not allowed to post to this mailing list."
    admin = "X-List-Administrivia: yes"
    yield answer("mailman refuses", "auto", "Request to mailing list rejected", refused, admin, sender=owner)
    yield answer(
        "list command",
        "auto",
        "The results of your email commands",
        "- Unprocessed",
        AUTO,
        sender="cac-xa-request@lists.example",
    )
    yield read_receipt("read receipt", f"Đã đọc: {SUBJECT}", "Thư của bạn đã được đọc.", "displayed")
    yield read_receipt(
        "deleted unread", f"Not read: {SUBJECT}", "Your message was deleted without being read.", "deleted"
    )
    yield feedback()


def read_receipt(name: str, subject: str, words: str, what: str) -> Sample:
    head = (
        f"From: Minh <{MINH}>\nTo: {OWN}\nSubject: {encoded(subject)}\nMessage-ID: <{name.replace(' ', '.')}@yte.example>\n{RE}\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary="b"'
    )
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n--b\nContent-Type: message/disposition-notification\n\n"
        f"Final-Recipient: rfc822;{MINH}\nOriginal-Message-ID: {LETTER}\nDisposition: manual-action/MDN-sent-manually; {what}\n--b--"
    )
    return Sample(name, "auto", message(head, body))


def feedback() -> Sample:
    head = (
        f"From: abuse@mail.example\nTo: {OWN}\nSubject: FW: Nhac viec\nMessage-ID: <arf@mail.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"'
    )
    body = (
        "--b\nContent-Type: text/plain\n\nThis is an abuse report.\n--b\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: abuse\nUser-Agent: X/1\nVersion: 1\n--b\nContent-Type: message/rfc822\n\nMessage-ID: {LETTER}\nSubject: x\n\nx\n--b--"
    )
    return Sample("abuse report", "auto", message(head, body), names_the_letter=False)


def samples() -> list[Sample]:
    """Return all of them."""
    return [*away_in_vietnamese(), *away_in_english(), *acknowledgements(), *lists_and_receipts()]
