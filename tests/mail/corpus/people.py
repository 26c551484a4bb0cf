"""What people write: replies, some of which look like machines' or quote them, and our own letters come round again."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from tests.mail.corpus import LETTER, LETTER_TEXT, MINH, ORIGINAL, OWN, SUBJECT, Sample, encoded, message

RE = f"In-Reply-To: {LETTER}\nReferences: {LETTER}"
SENT = "Phòng Y tế đã gửi báo cáo số 45/BC-PYT ngày 05/12/2024 qua hệ thống văn bản."
QUOTED = "\n".join(f"> {line}" for line in LETTER_TEXT.splitlines())


def reply(
    name: str,
    words: str,
    *headers: str,
    subject: str = f"Re: {SUBJECT}",
    about: str = RE,
    said: str | None = SENT,
    sender: str = f"Minh <{MINH}>",
) -> Sample:
    first = f"From: {sender}", f"To: {OWN}", f"Subject: {encoded(subject)}"
    head = "\n".join((*first, f"Message-ID: <{name.replace(' ', '.')}@yte.example>", *filter(None, (about, *headers))))
    return Sample(name, "reply", message(head, words), names_the_letter=bool(about), said=said)


def programs() -> Iterator[Sample]:
    """Yield how the usual mail programs quote."""
    yield reply("nothing quoted", SENT)
    gmail = f"{SENT}\n\nVào Th 2, 2 thg 12, 2024 vào lúc 07:00 Phòng Lao động <{OWN}> đã viết:\n\n{QUOTED}\n"
    yield reply("gmail vi", gmail)
    wrapped = f"{SENT}\n\nVào Th 2, 2 thg 12, 2024 vào lúc 07:00 Phòng Lao động - Thương binh và Xã hội\n<{OWN}> đã viết:\n\n{QUOTED}\n"
    yield reply("gmail vi, wrapped", wrapped)
    yield reply("gmail en", f"{SENT}\n\nOn Mon, Dec 2, 2024 at 7:00 AM Phòng Lao động <{OWN}> wrote:\n\n{QUOTED}\n")
    outlook = f"{SENT}\n\n________________________________\nTừ: Phòng Lao động <{OWN}>\nĐã gửi: Thứ Hai, 02 Tháng Mười Hai 2024 07:00\nĐến: Minh\nChủ đề: {SUBJECT}\n\n{LETTER_TEXT}"
    yield reply("outlook vi", outlook, subject=f"TL: {SUBJECT}")
    desktop = f"{SENT}\n\nFrom: Phòng Lao động [mailto:{OWN}]\nSent: Monday, December 2, 2024 7:00 AM\nTo: Minh\nSubject: {SUBJECT}\n\n{LETTER_TEXT}"
    yield reply("outlook en", desktop)
    phone = (
        f"{SENT}\n\nĐã gửi từ iPhone của tôi\n\nVào 07:00, 2 thg 12, 2024, Phòng Lao động <{OWN}> đã viết:\n\n{QUOTED}"
    )
    yield reply("iphone vi", phone)
    yield reply("iphone en", f"{SENT}\n\nSent from my iPhone\n\n> On 2 Dec 2024, at 07:00, {OWN} wrote:\n> \n{QUOTED}")
    zimbra = f"{SENT}\n\n----- Thư gốc -----\nTừ: {OWN}\nĐến: {MINH}\nĐã gửi: Thứ Hai, 2 Tháng 12, 2024 07:00\nChủ đề: x\n\n{LETTER_TEXT}"
    yield reply("zimbra vi", zimbra)
    yield reply("original message", f"{SENT}\n\n-----Original Message-----\nFrom: {OWN}\n\n{LETTER_TEXT}")
    yield reply("answered below", f"Vào 07:00 02/12/2024, Phòng Lao động <{OWN}> đã viết:\n{QUOTED}\n\n{SENT}")
    yield reply("with a signature", f"{SENT}\n\n-- \nNguyễn Minh\nPhòng Y tế\n")
    yahoo = f"{SENT}\n\n    Vào Thứ Hai, 2 tháng 12, 2024 lúc 07:00:00 GMT+7, Phòng Lao động <{OWN}> đã viết:  \n \n {LETTER_TEXT}"
    yield reply("yahoo vi", yahoo)


def alternative(name: str, plain: str | None, html: str, **how: str) -> Sample:
    head = (
        f"From: =?utf-8?Q?Nguy=E1=BB=85n_Minh?= <{MINH}>\nTo: {OWN}\nSubject: {encoded('Re: ' + SUBJECT)}\n"
        f"Message-ID: <{name.replace(' ', '.')}@yte.example>\n{RE}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"'
    )
    text = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n" if plain else ""
    packed = base64.encodebytes(html.encode()).decode()
    body = f"{text}--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{packed}\n--b--"
    return Sample(name, "reply", message(head, body), said=how.get("said", SENT))


def written_as() -> Iterator[Sample]:
    """Yield replies in HTML, in other charsets, with files."""
    html = f"<html><head><style>p {{color: red}}</style></head><body><p>{SENT}</p><blockquote>Kính gửi: Phòng Y tế</blockquote></body></html>"
    yield alternative("html alone", None, html)
    yield alternative("plain and html", SENT, html)
    div = f'<div dir="ltr">{SENT}</div><br><div class="gmail_quote">Vào 07:00 Phòng Lao động &lt;{OWN}&gt; đã viết:<br><blockquote>Kính gửi</blockquote></div>'
    yield alternative("gmail html", None, div)
    old = f"From: {MINH}\nTo: {OWN}\nSubject: Re: Nhac viec\nMessage-ID: <old@yte.example>\n{RE}"
    yield Sample(
        "windows-1258",
        "reply",
        message(old, "\u0111a\u0303 g\u01b0\u0309i b\xe1o c\xe1o.", charset="cp1258"),
        said="đã gửi báo cáo.",
    )
    wrong = message(old.replace("old@", "wrong@"), SENT).replace(b"charset=utf-8", b"charset=x-unknown")
    yield Sample("unknown charset", "reply", wrong, said=SENT)
    lying = message(old.replace("old@", "lying@"), SENT).replace(b"charset=utf-8", b"charset=us-ascii")
    yield Sample("charset that does not hold", "reply", lying, said=SENT)
    raw = message(
        f"From: Nguyễn Minh <{MINH}>\nTo: {OWN}\nSubject: Re: {SUBJECT}\nMessage-ID: <raw@yte.example>\n{RE}", SENT
    )
    yield Sample("headers of raw bytes", "reply", raw, said=SENT)
    yield with_file("with a report", "bao-cao-45.pdf", "application/pdf")
    yield with_file(
        "with a word file",
        "Báo cáo số 45.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    yield with_file("signed", "smime.p7s", "application/pkcs7-signature", "multipart/signed; protocol=x")


def with_file(name: str, file: str, content_type: str, multipart: str = "multipart/mixed") -> Sample:
    head = (
        f"From: {MINH}\nTo: {OWN}\nSubject: {encoded('Re: ' + SUBJECT)}\nMessage-ID: <{name.replace(' ', '.')}@yte.example>\n{RE}\n"
        f'MIME-Version: 1.0\nContent-Type: {multipart}; boundary="b"'
    )
    body = (
        f'--b\nContent-Type: text/plain; charset=utf-8\n\n{SENT}\n--b\nContent-Type: {content_type}; name="{encoded(file)}"\n'
        f'Content-Disposition: attachment; filename="{encoded(file)}"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--'
    )
    return Sample(name, "reply", message(head, body), said=SENT)


def like_machines() -> Iterator[Sample]:
    """Yield people's replies that speak of what machines speak of."""
    automation = "Re: Báo cáo tự động hóa hồ sơ"
    yield reply("speaks of automation", SENT, subject=automation)
    yield reply("subject says automatic", SENT, subject="Về thư trả lời tự động của quý Phòng")
    yield reply("auto-submitted no", SENT, "Auto-Submitted: no", subject=f"Tự động trả lời: {SUBJECT}")
    stands_in = "Đồng chí Minh hiện vắng mặt (nghỉ phép), tôi trả lời thay: báo cáo đã gửi."
    yield reply("stands in for who is away", stands_in, said=stands_in)
    trip = "Do đồng chí Trưởng phòng đi công tác nên báo cáo gửi chậm, mong quý Phòng thông cảm."
    yield reply("away as a reason", trip, said=trip)
    asks = "Em gửi thư cho xã thì bị trả lại như dưới, chị xem giúp địa chỉ."
    bounce = "> I'm sorry to have to inform you that your message could not be delivered\n> <vanthu@xa.example>: user unknown"
    yield reply("quotes a bounce", f"{asks}\n\n{bounce}", said=asks)
    forwarded = f"{asks}\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System\nSubject: Undelivered Mail\n\n550 5.1.1 user unknown"
    yield reply("forwards a bounce", forwarded, subject="Fwd: Undelivered Mail Returned to Sender", said=asks)
    yield reply("answers about a delivery", SENT, subject="Delivery of the report")
    yield reply(
        "through a group", SENT, "Precedence: list", "List-Id: <vanphong.yte.example>", "Sender: vanphong@yte.example"
    )
    yield reply(
        "through exchange",
        SENT,
        "X-MS-Has-Attach:",
        "X-Auto-Response-Suppress: DR, RN, NRN",
        "X-MS-TNEF-Correlator: <x>",
    )
    yield reply("who keeps the post also answers", SENT, sender="Văn thư <postmaster@yte.example>")
    yield reply("root answers", SENT, sender="Quản trị <root@yte.example>")
    yield reply("with a return path", SENT, f"Return-Path: <{MINH}>", "Precedence: normal")
    yield reply("important", SENT, "Importance: high", "Disposition-Notification-To: minh@yte.example")
    full = "Hộp thư của tôi đã đầy nên không nhận được thư trước, đề nghị gửi lại."
    yield reply("tells of a full mailbox", full, said=full)
    office = "Out of curiosity: is the office open on Friday?"
    yield reply("out of curiosity", office, subject="Out of curiosity", said=office)
    absent = "Danh sách đại biểu vắng mặt gửi kèm."
    yield reply("list of the absent", absent, subject="Danh sách vắng mặt", said=absent)
    yield reply("program that names no letter", SENT, about="", subject=f"TL: {SUBJECT}")


def enclosing_a_bounce() -> Sample:
    """Return a person's mail with a bounce enclosed as a message."""
    head = (
        f"From: {MINH}\nTo: {OWN}\nSubject: Fwd: Undelivered Mail\nMessage-ID: <enclosing@yte.example>\n{RE}\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"'
    )
    report = (
        "From: MAILER-DAEMON@yte.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="c"\n\n'
        f"--c\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {MINH}\nAction: failed\nStatus: 5.1.1\n--c--"
    )
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{SENT}\n--b\nContent-Type: message/rfc822\n\n{report}\n--b--"
    )
    return Sample("encloses a bounce", "reply", message(head, body), said=SENT)


def come_round() -> Iterator[Sample]:
    """Yield our own letters."""
    yield Sample("our own letter", "loop", message(ORIGINAL.partition("\n\n")[0], LETTER_TEXT), names_the_letter=False)
    again = f"Resent-From: {MINH}\nResent-To: {OWN}\n{ORIGINAL.partition(chr(10) * 2)[0]}"
    yield Sample("our own letter, sent on", "loop", message(again, LETTER_TEXT), names_the_letter=False)
    copy = (
        f"From: Phòng Lao động <{OWN.upper()}>\nTo: {MINH}\nCc: {OWN}\nSubject: x\nMessage-ID: <copy@vinhlinh.example>"
    )
    yield Sample("a copy to ourselves", "loop", message(copy, "x"), names_the_letter=False)


def samples() -> list[Sample]:
    """Return all of them."""
    return [*programs(), *written_as(), *like_machines(), enclosing_a_bounce(), *come_round()]
