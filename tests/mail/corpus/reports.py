"""Reports by RFC 3464, as the servers that keep to it write them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from engine.mail.incoming import MailKind
from tests.mail.corpus import HUNG, MINH, ORIGINAL, ORIGINAL_HEADERS, OWN, SUBJECT, Sample, encoded

POSTFIX = ("MAILER-DAEMON@mail.vinhlinh.example (Mail Delivery System)", "Undelivered Mail Returned to Sender")
EXIM = ("Mail Delivery System <Mailer-Daemon@mx.yte.example>", "Mail delivery failed: returning message to sender")
SENDMAIL = ("Mail Delivery Subsystem <MAILER-DAEMON@mx.yte.example>", "Returned mail: see transcript for details")
EXCHANGE = (
    "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@yte.example>",
    f"Undeliverable: {SUBJECT}",
)
OFFICE365 = ("postmaster@yte.onmicrosoft.example", f"Undeliverable: {SUBJECT}")
GMAIL = ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)")
DOMINO = ("Postmaster@yte.example", "DELIVERY FAILURE: User minh (minh@yte.example) not listed in Domino Directory")
OPENING_WORDS = "This is the mail system.\n\nI'm sorry to have to inform you that your message was not delivered.\n"


def field(block: dict[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in block.items())


def recipient(action: str, status: str, diagnostic: str = "", address: str = MINH, **others: str) -> dict[str, str]:
    """Return the fields of one recipient."""
    block = {"Final-Recipient": f"rfc822; {address}", "Action": action, "Status": status}
    if diagnostic:
        block["Diagnostic-Code"] = diagnostic
    return block | {name.replace("_", "-"): value for name, value in others.items()}


def report(
    who: tuple[str, str],
    *recipients: dict[str, str],
    words: str = OPENING_WORDS,
    original: str = "message/rfc822",
    headers: str = "Auto-Submitted: auto-replied\nReturn-Path: <>\n",
    status_type: str = "message/delivery-status",
    packed: bool = False,
    html: bool = False,
) -> bytes:
    """Return a multipart/report. `packed` encodes its machine-readable part, against the rules."""
    status = "\n\n".join(field(block) for block in ({"Reporting-MTA": "dns; mail.vinhlinh.example"}, *recipients))
    if packed:
        status = base64.encodebytes((status + "\n").encode()).decode()
    enclosed = ORIGINAL if original == "message/rfc822" else ORIGINAL_HEADERS
    parts = [
        f"Content-Type: text/{'html' if html else 'plain'}; charset=utf-8\n\n{words}\n",
        f"Content-Type: {status_type}\n" + ("Content-Transfer-Encoding: base64\n" if packed else "") + f"\n{status}\n",
        f"Content-Type: {original}\n\n{enclosed}\n",
    ]
    body = "".join(f"--=_bound\n{part}\n" for part in parts) + "--=_bound--\n"
    head = (
        f"From: {who[0]}\nTo: {OWN}\nSubject: {encoded(who[1])}\nDate: Mon, 02 Dec 2024 07:00:05 +0700\n"
        f"Message-ID: <20241202000005.4XyZ@mx.example>\n{headers}MIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="=_bound"\n'
    )
    return f"{head}\n{body}".replace("\n", "\r\n").encode()


def sample(name: str, kind: MailKind, who: tuple[str, str], *recipients: dict[str, str], **how: Any) -> Sample:
    failed = (block for block in recipients if block.get("Action", "failed").startswith(("fail", "error")))
    addresses = frozenset(
        value.partition(";")[2].strip(" <>").lower() or value.strip(" <>").lower()
        for block in failed
        for name_, value in block.items()
        if name_ in ("Final-Recipient", "Original-Recipient")
    )
    return Sample(name, kind, report(who, *recipients, **how), addresses if kind in ("hard", "soft") else frozenset())


def said(host: str, words: str) -> str:
    return f"smtp; {words} (host {host} said: {words})"


def postfix() -> Iterator[Sample]:
    unknown = f"smtp; 550 5.1.1 <{MINH}>: Recipient address rejected: User unknown in virtual mailbox table"
    yield sample("postfix unknown user", "hard", POSTFIX, recipient("failed", "5.1.1", unknown))
    yield sample(
        "postfix unknown user, headers only",
        "hard",
        POSTFIX,
        recipient("failed", "5.1.1", unknown),
        original="text/rfc822-headers",
    )
    local = 'x-unix; user unknown. Command output: "minh"'
    yield sample(
        "postfix local unknown",
        "hard",
        POSTFIX,
        recipient("failed", "5.1.1", local, Original_Recipient=f"rfc822;{MINH}"),
    )
    nohost = (
        "X-Postfix; Host or domain name not found. Name service error for name=yte.example type=AAAA: Host not found"
    )
    yield sample("postfix host not found", "soft", POSTFIX, recipient("failed", "5.4.4", nohost))
    nullmx = "X-Postfix; Domain yte.example does not accept mail (nullMX)"
    yield sample("postfix null mx", "hard", POSTFIX, recipient("failed", "5.1.0", nullmx))
    expired = "X-Postfix; connect to mx.yte.example[192.0.2.1]:25: Connection timed out"
    yield sample("postfix expired in the queue", "soft", POSTFIX, recipient("failed", "4.4.1", expired))
    late = {"Will_Retry_Until": "Sat, 7 Dec 2024 07:00:00 +0700"}
    delayed = (POSTFIX[0], "Delayed Mail (still being retried)")
    yield sample("postfix delayed", "auto", delayed, recipient("delayed", "4.4.1", expired, **late))
    yield sample(
        "postfix mailbox full",
        "soft",
        POSTFIX,
        recipient("failed", "5.2.2", "x-unix; maildir over quota: mailbox full"),
    )
    spam = "smtp; 554 5.7.1 Service unavailable; Client host [203.0.113.5] blocked using zen.spamhaus.example"
    yield sample("postfix blocked", "soft", POSTFIX, recipient("failed", "5.7.1", spam))
    grey = f"smtp; 450 4.2.0 <{MINH}>: Recipient address rejected: Greylisted, see http://postgrey.example"
    yield sample("postfix greylisted too long", "soft", POSTFIX, recipient("failed", "4.2.0", grey))
    grey5 = f"smtp; 550 5.1.1 <{MINH}>: Recipient address rejected: Greylisting in action, please try later"
    yield sample("postfix greylisting said as unknown", "soft", POSTFIX, recipient("failed", "5.1.1", grey5))
    loop = "X-Postfix; mail for yte.example loops back to myself"
    yield sample("postfix loops back", "soft", POSTFIX, recipient("failed", "5.4.6", loop))
    large = "smtp; 552 5.3.4 Message size exceeds fixed limit"
    yield sample("postfix message too large", "soft", POSTFIX, recipient("failed", "5.3.4", large))
    bare = f"smtp; 550 5.1.1 unknown or illegal alias: {MINH}"
    yield sample("postfix bare status, telling words", "hard", POSTFIX, recipient("failed", "5.0.0", bare))
    sender = f"smtp; 550 5.1.0 <{OWN}>: Sender address rejected: not allowed"
    yield sample("postfix sender refused", "soft", POSTFIX, recipient("failed", "5.1.0", sender))
    other = recipient("failed", "5.1.1", unknown.replace(MINH, HUNG), HUNG)
    yield sample("postfix two recipients, both gone", "hard", POSTFIX, recipient("failed", "5.1.1", unknown), other)
    yield sample("postfix one gone, one relayed", "hard", POSTFIX, other, recipient("relayed", "2.0.0"))
    success = (POSTFIX[0], "Successful Mail Delivery Report")
    yield sample("postfix delivered", "auto", success, recipient("delivered", "2.0.0", "smtp; 250 2.0.0 Ok: queued"))
    yield sample("postfix relayed", "auto", success, recipient("relayed", "2.0.0", "smtp; 250 2.0.0 Ok"))
    yield sample("postfix expanded", "auto", success, recipient("expanded", "2.0.0"))
    far = recipient("failed", "5.1.1", unknown.replace(MINH, "m.nguyen@nha.example"), "m.nguyen@nha.example")
    yield sample("postfix forwarded on and gone there", "hard", POSTFIX, far | {"Original-Recipient": f"rfc822;{MINH}"})


def exim_and_sendmail() -> Iterator[Sample]:
    yield sample(
        "exim unknown", "hard", EXIM, recipient("failed", "5.0.0", "smtp; 550 5.1.1 The email account does not exist")
    )
    yield sample("exim unrouteable", "hard", EXIM, recipient("failed", "5.0.0", "X-Exim; Unrouteable address"))
    yield sample("exim retry timeout", "soft", EXIM, recipient("failed", "5.0.0", "smtp; 451 retry timeout exceeded"))
    delayed = (EXIM[0], "Warning: message 1tHxyz-0001Ab-2C delayed 24 hours")
    yield sample("exim delayed", "auto", delayed, recipient("delayed", "4.0.0", "smtp; 451 temporary failure"))
    yield sample(
        "sendmail unknown", "hard", SENDMAIL, recipient("failed", "5.1.1", f"SMTP; 550 5.1.1 <{MINH}>... User unknown")
    )
    yield sample(
        "sendmail unknown said as system trouble",
        "hard",
        SENDMAIL,
        recipient("failed", "5.3.0", "SMTP; 553 5.3.0 No such user here"),
    )
    yield sample("sendmail host unknown", "hard", SENDMAIL, recipient("failed", "5.1.2", "SMTP; 550 Host unknown"))
    yield sample(
        "sendmail too many hops", "soft", SENDMAIL, recipient("failed", "5.4.6", "SMTP; 554 5.4.6 Too many hops")
    )
    yield sample(
        "sendmail service unavailable",
        "soft",
        SENDMAIL,
        recipient("failed", "5.0.0", "SMTP; 554 5.0.0 Service unavailable"),
    )
    warning = (SENDMAIL[0], "Warning: could not send message for past 4 hours")
    yield sample(
        "sendmail delayed", "auto", warning, recipient("delayed", "4.4.1", "SMTP; 421 4.4.1 Operation timed out")
    )
    commented = recipient("failed (bad destination mailbox address)", "5.1.1 (bad destination mailbox address)")
    yield sample("sendmail comments in the fields", "hard", SENDMAIL, commented)


def microsoft() -> Iterator[Sample]:
    gone = "smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"
    yield sample(
        "exchange not found", "hard", EXCHANGE, recipient("failed", "5.1.1", gone, X_Display_Name="Minh"), html=True
    )
    full = "smtp;554 5.2.2 STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; mailbox full"
    yield sample("exchange mailbox full", "soft", EXCHANGE, recipient("failed", "5.2.2", full))
    quota = "smtp;554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException; Failed to process message"
    yield sample("exchange quota said as other", "soft", EXCHANGE, recipient("failed", "5.2.0", quota))
    closed = "smtp;550 5.7.1 RESOLVER.RST.AuthRequired; authentication required"
    yield sample("exchange takes no mail from outside", "soft", EXCHANGE, recipient("failed", "5.7.1", closed))
    off = "smtp;550 5.2.1 mailbox disabled, not accepting messages"
    yield sample("exchange mailbox disabled", "hard", EXCHANGE, recipient("failed", "5.2.1", off))
    old = ("System Administrator <postmaster@yte.example>", f"Undeliverable: {SUBJECT}")
    words = f"Your message\n\n  Subject: x\n\ndid not reach the following recipient(s):\n\n{MINH} on 02/12/2024\n"
    yield sample("exchange 2003", "hard", old, recipient("failed", "5.1.1"), words=words, headers="")
    new = "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient minh@yte.example not found by SMTP address lookup"
    yield sample("office 365 not found", "hard", OFFICE365, recipient("failed", "5.1.10", new), html=True)
    edge = "smtp;550 5.4.1 Recipient address rejected: Access denied. [SG2APC01.protection.outlook.example]"
    yield sample("office 365 refused at the edge", "hard", OFFICE365, recipient("failed", "5.4.1", edge))
    spf = "smtp;550 5.7.23 The message was rejected because of Sender Policy Framework violation"
    yield sample("office 365 spf", "soft", OFFICE365, recipient("failed", "5.7.23", spf))
    ttl = "smtp;550 5.4.300 Message expired -> 451 4.7.5 Remote server failed certificate checks"
    yield sample("office 365 expired", "soft", OFFICE365, recipient("failed", "5.4.300", ttl))
    rate = "smtp;550 5.7.705 Access denied, tenant has exceeded threshold"
    yield sample("office 365 tenant blocked", "soft", OFFICE365, recipient("failed", "5.7.705", rate))
    delayed = (OFFICE365[0], f"Delivery delayed:{SUBJECT}")
    yield sample("office 365 delayed", "auto", delayed, recipient("delayed", "4.4.7", "smtp;400 4.4.7 Message delayed"))
    vietnamese = (OFFICE365[0], f"Không thể gửi: {SUBJECT}")
    words = f"<p>Thư của bạn tới {MINH} không thể gửi được.</p><p>Không tìm thấy minh tại yte.example.</p>"
    yield sample(
        "office 365 in Vietnamese", "hard", vietnamese, recipient("failed", "5.1.10", new), words=words, html=True
    )
    receipt = (EXCHANGE[0], f"Delivered: {SUBJECT}")
    yield sample("exchange delivered", "auto", receipt, recipient("delivered", "2.0.0"))


def webmail() -> Iterator[Sample]:
    found = {
        "headers": f"X-Failed-Recipients: {MINH}\nAuto-Submitted: auto-replied\nReferences: <00112233445566778899aabb@vinhlinh.example>\n"
    }
    nobody = "smtp; 550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 NoSuchUser"
    yield sample("gmail no such user", "hard", GMAIL, recipient("failed", "5.1.1", nobody), **found)
    full = "smtp; 452-4.2.2 The recipient's inbox is out of storage space. 452 4.2.2 OverQuotaTemp"
    yield sample("gmail out of storage", "soft", GMAIL, recipient("failed", "4.2.2", full), **found)
    full5 = "smtp; 552-5.2.2 The recipient's inbox is out of storage space and inactive. 552 5.2.2 OverQuotaPerm"
    yield sample("gmail out of storage for good", "soft", GMAIL, recipient("failed", "5.2.2", full5), **found)
    off = "smtp; 550-5.2.1 The email account that you tried to reach is inactive. 550 5.2.1 DisabledUser"
    yield sample("gmail inactive", "hard", GMAIL, recipient("failed", "5.2.1", off), **found)
    dmarc = "smtp; 550-5.7.26 Unauthenticated email from vinhlinh.example is not accepted due to domain's DMARC policy."
    yield sample("gmail dmarc", "soft", GMAIL, recipient("failed", "5.7.26", dmarc), **found)
    dns = "smtp; DNS Error: DNS type 'mx' lookup of yte.example responded with code NXDOMAIN Domain name not found: yte.example"
    yield sample("gmail no such domain", "hard", GMAIL, recipient("failed", "5.1.2", dns), **found)
    delayed = (GMAIL[0], "Delivery Status Notification (Delay)")
    yield sample("gmail delayed", "auto", delayed, recipient("delayed", "4.4.1", "smtp; The server did not respond"))
    yahoo = ("MAILER-DAEMON@yahoo.example", "Failure Notice")
    gone = "smtp; 552 1 Requested mail action aborted, mailbox not found"
    yield sample("yahoo mailbox not found", "hard", yahoo, recipient("failed", "5.0.0", gone))
    zimbra = ("MAILER-DAEMON@mail.yte.example (Mail Delivery System)", "Undelivered Mail Returned to Sender")
    over = "smtp; 552 5.2.2 Over quota (in reply to end of DATA command)"
    yield sample("zimbra over quota", "soft", zimbra, recipient("failed", "5.2.2", over))
    locked = f"smtp; 550 5.1.1 <{MINH}>: Recipient address rejected: yte.example"
    yield sample("zimbra account closed", "hard", zimbra, recipient("failed", "5.1.1", locked))


def others() -> Iterator[Sample]:
    listed = "X-Notes; User minh (minh@yte.example) not listed in Domino Directory"
    yield sample("domino not listed", "hard", DOMINO, recipient("failed", "5.1.1", listed))
    bare = {"Final-Recipient": f"rfc822;{MINH}", "Action": "failed", "Status": "5.0.0", "Diagnostic-Code": listed}
    yield sample("domino bare status", "hard", DOMINO, bare)
    time = "X-Notes; Delivery time expired"
    yield sample("domino expired", "soft", DOMINO, recipient("failed", "4.4.7", time))
    courier = ('"Courier mail server at mx.yte.example" <@mx.yte.example>', "NOTICE: mail delivery status.")
    yield sample("courier", "hard", courier, recipient("failed", "5.0.0", "unix; 550 User unknown."))
    opensmtpd = ("Mailer Daemon <MAILER-DAEMON@mx.yte.example>", "Delivery status notification: error")
    yield sample("opensmtpd says error", "hard", opensmtpd, recipient("error", "5.1.1", "smtp; 550 Invalid recipient"))
    kerio = ("postmaster@yte.example", "Undeliverable mail: Nhac viec")
    yield sample("kerio", "hard", kerio, recipient("failed", "5.1.1", "smtp; 550 5.1.1 User not found"))
    gateway = {"Final-Recipient": f"<{MINH}>", "Action": "failed", "Status": "5.1.1"}
    yield sample("a gateway without address types", "hard", POSTFIX, gateway)
    silent = {"Final-Recipient": f"rfc822; {MINH}", "Status": "5.1.1"}
    yield sample("a report without action", "hard", POSTFIX, silent)
    named = {"Final-Recipient": f"rfc822;<{MINH}>", "Action": "failed", "Status": "5.1.1"}
    yield sample("address in brackets", "hard", POSTFIX, named)
    shouting = {"FINAL-RECIPIENT": f"RFC822; {MINH.upper()}", "ACTION": "FAILED", "STATUS": "5.1.1"}
    yield Sample("in capitals", "hard", report(POSTFIX, shouting), frozenset({MINH}))
    ses = ("MAILER-DAEMON@amazonses.example", "Delivery Status Notification (Failure)")
    yield sample("amazon ses", "hard", ses, recipient("failed", "5.1.1", "smtp; 550 5.1.1 user unknown"))
    yield sample(
        "report encoded against the rules",
        "hard",
        POSTFIX,
        recipient("failed", "5.1.1", "smtp; 550 no such user"),
        packed=True,
    )
    utf8 = {
        "Original-Recipient": f"rfc822;{MINH}",
        "Final-Recipient": "utf-8; minh@phòngytế.example",
        "Action": "failed",
    }
    yield sample(
        "address beyond ascii (RFC 6533)",
        "hard",
        POSTFIX,
        utf8 | {"Status": "5.1.1"},
        status_type="message/global-delivery-status",
    )
    escaped = {"Final-Recipient": r"utf-8; minh@t\x{1EBF}.example", "Action": "failed", "Status": "5.6.7"}
    yield Sample("address beyond ascii, escaped", "soft", report(POSTFIX, escaped), frozenset({"minh@tế.example"}))
    vietnamese = ("Hệ thống thư công vụ <postmaster@mail.quangtri.example>", f"Thư không gửi được: {SUBJECT}")
    words = "Thư của quý vị không chuyển được tới người nhận dưới đây."
    full = "smtp; 552 5.2.2 Hộp thư người nhận đã đầy"
    yield sample(
        "a province's server, mailbox full", "soft", vietnamese, recipient("failed", "5.2.2", full), words=words
    )
    gone = "smtp; 550 5.1.1 Địa chỉ không tồn tại trên hệ thống"
    yield sample("a province's server, unknown", "hard", vietnamese, recipient("failed", "5.1.1", gone), words=words)
    virus = "smtp; 554 5.7.1 Message contains a virus and was rejected"
    yield sample("a virus scanner", "soft", POSTFIX, recipient("failed", "5.7.1", virus))
    content = "smtp; 550 5.6.0 Message content rejected"
    yield sample("content refused", "soft", POSTFIX, recipient("failed", "5.6.0", content))
    syntax = "smtp; 501 5.5.4 Invalid arguments"
    yield sample("protocol trouble", "soft", POSTFIX, recipient("failed", "5.5.4", syntax))
    unavailable = "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable"
    yield sample("hotmail mailbox unavailable", "hard", POSTFIX, recipient("failed", "5.5.0", unavailable))


def samples() -> list[Sample]:
    """Return all of them."""
    return [*postfix(), *exim_and_sendmail(), *microsoft(), *webmail(), *others()]
