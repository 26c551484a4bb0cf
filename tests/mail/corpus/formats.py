"""Bounces in formats of their own: qmail's (QSBMF), older Exim, Sendmail, Gmail and Yahoo, MDaemon, hMailServer and others."""

from __future__ import annotations

from collections.abc import Iterator

from engine.mail.incoming import MailKind
from tests.mail.corpus import HUNG, MINH, ORIGINAL, OWN, SUBJECT, Sample, encoded, message


def bounce(
    name: str,
    kind: MailKind,
    sender: str,
    subject: str,
    words: str,
    *failed: str,
    headers: str = "Return-Path: <>",
    copy: str = ORIGINAL,
) -> Sample:
    head = f"From: {sender}\nTo: {OWN}\nSubject: {encoded(subject)}\nMessage-ID: <{name.replace(' ', '.')}@mx.example>\n{headers}"
    said = frozenset(failed or (MINH,)) if kind in ("hard", "soft") else frozenset()
    return Sample(name, kind, message(head, f"{words}\n\n{copy}"), said, names_the_letter=bool(copy))


QMAIL = "MAILER-DAEMON@mx.yte.example"
QMAIL_HI = """Hi. This is the qmail-send program at mx.yte.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.
"""
QMAIL_COPY = "\n--- Below this line is a copy of the message.\n"


def qmail() -> Iterator[Sample]:
    def said(why: str, address: str = MINH) -> str:
        return f"{QMAIL_HI}\n<{address}>:\n{why}\n{QMAIL_COPY}"

    gone = said("Sorry, no mailbox here by that name. (#5.1.1)")
    yield bounce("qmail no mailbox", "hard", QMAIL, "failure notice", gone)
    host = said("Sorry, I couldn't find any host named yte.example. (#5.1.2)")
    yield bounce("qmail no host", "hard", QMAIL, "failure notice", host)
    full = said("The user's mailbox is over quota. (#5.2.2)")
    yield bounce("qmail over quota", "soft", QMAIL, "failure notice", full)
    remote = said(
        "192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.1."
    )
    yield bounce("qmail remote unknown", "hard", QMAIL, "failure notice", remote)
    blocked = said("192.0.2.1 failed after I sent the message.\nRemote host said: 554 5.7.1 message blocked as spam")
    yield bounce("qmail remote blocked", "soft", QMAIL, "failure notice", blocked)
    tired = said("I'm not going to try again; this message has been in the queue too long. (#4.4.1)")
    yield bounce("qmail too long", "soft", QMAIL, "failure notice", tired)
    two = f"{QMAIL_HI}\n<{MINH}>:\nno mailbox here (#5.1.1)\n\n<{HUNG}>:\nno mailbox here (#5.1.1)\n{QMAIL_COPY}"
    yield bounce("qmail two recipients", "hard", QMAIL, "failure notice", two, MINH, HUNG)


EXIM = "Mail Delivery System <Mailer-Daemon@mx.yte.example>"
EXIM_HI = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:
"""
EXIM_COPY = "\n------ This is a copy of the message, including all the headers. ------\n"


def exim() -> Iterator[Sample]:
    failed = f"X-Failed-Recipients: {MINH}\nAuto-Submitted: auto-replied"

    def said(why: str) -> str:
        return f"{EXIM_HI}\n  {MINH}\n    {why}\n{EXIM_COPY}"

    subject = "Mail delivery failed: returning message to sender"
    remote = said(
        "host mx.yte.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:\n    550 5.1.1 User unknown"
    )
    yield bounce("exim of old, unknown", "hard", EXIM, subject, remote, headers=failed)
    yield bounce("exim of old, unrouteable", "hard", EXIM, subject, said("Unrouteable address"), headers=failed)
    full = said("mailbox is full: retry timeout exceeded")
    yield bounce("exim of old, full", "soft", EXIM, subject, full, headers=failed)
    mx = said("all relevant MX records point to non-existent hosts or (invalidly) to IP addresses: unknown domain")
    yield bounce("exim of old, no host", "hard", EXIM, subject, mx, headers=failed)
    delayed = f"""This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.yte.example.

The address to which the message has not yet been delivered is:

  {MINH}

No action is required on your part. Delivery attempts will continue for some time."""
    yield bounce("exim of old, delayed", "auto", EXIM, "Warning: message 1tH delayed 24 hours", delayed)


def sendmail_and_gmail() -> Iterator[Sample]:
    daemon = "Mail Delivery Subsystem <MAILER-DAEMON@mx.yte.example>"
    fatal = f"""The original message was received at Mon, 2 Dec 2024 07:00:01 +0700

   ----- The following addresses had permanent fatal errors -----
<{MINH}>

   ----- Transcript of session follows -----
... while talking to mx.yte.example.:
>>> RCPT To:<{MINH}>
<<< 550 5.1.1 User unknown
550 <{MINH}>... User unknown

   ----- Original message follows -----
"""
    yield bounce("sendmail of old", "hard", daemon, "Returned mail: User unknown", fatal)
    google = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
    failed = f"""Delivery to the following recipient failed permanently:

     {MINH}

Technical details of permanent failure:
The error that the other server returned was: 550 5.1.1 No such user

----- Original message -----
"""
    yield bounce(
        "gmail of old",
        "hard",
        google,
        "Delivery Status Notification (Failure)",
        failed,
        headers=f"X-Failed-Recipients: {MINH}",
    )
    late = f"""This is an automatically generated Delivery Status Notification

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipient has been delayed:

     {MINH}

Message will be retried for 2 more day(s)

----- Original message -----
"""
    yield bounce("gmail of old, delayed", "auto", google, "Delivery Status Notification (Delay)", late)
    yahoo = f"""Sorry, we were unable to deliver your message to the following address.

<{MINH}>:
554: delivery error: dd This user doesn't have a yahoo.example account ({MINH}) [0] - mta1234

--- Below this line is a copy of the message.
"""
    yield bounce("yahoo of old", "hard", "MAILER-DAEMON@yahoo.example", "Failure Notice", yahoo)
    quota = yahoo.replace(
        "dd This user doesn't have a yahoo.example account",
        "dd Sorry your message cannot be delivered. The mailbox is full",
    )
    yield bounce("yahoo of old, full", "soft", "MAILER-DAEMON@yahoo.example", "Failure Notice", quota)


def offices() -> Iterator[Sample]:
    """Yield what servers in the offices of provinces and districts write."""
    mdaemon = f"""The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

Failed address: {MINH}

--- Session Transcript ---
 Mon 2024-12-02 07:00:02: --> RCPT To:<{MINH}>
 Mon 2024-12-02 07:00:02: <-- 550 5.1.1 Recipient unknown
--- End Transcript ---

: Message contains [1] file attachments
"""
    yield bounce("mdaemon", "hard", "MDaemon@yte.example", "Permanent Delivery Failure", mdaemon, headers="")
    warned = f"""The attached message has NOT been delivered yet.

This is only a warning: delivery to {MINH} will be retried for 3 more days.
You do not need to resend your message.
"""
    yield bounce(
        "mdaemon delayed", "auto", "MDaemon@yte.example", "Warning: message delivery delayed", warned, headers=""
    )
    hmail = f"""Your message did not reach some or all of the intended recipients.

   Sent: Mon, 2 Dec 2024 07:00:00 +0700
   Subject: Nhac viec

The following recipient(s) could not be reached:

{MINH}
   Error Type: SMTP
   Remote server (192.0.2.1) issued an error.
   hMailServer sent: RCPT TO:<{MINH}>
   Remote server replied: 550 Unknown user

hMailServer
"""
    yield bounce(
        "hmailserver", "hard", "mailer-daemon@yte.example", "Message undeliverable: Nhac viec", hmail, headers=""
    )
    kerio = f"Your message was not delivered to the following recipients:\n\n{MINH}: 550 5.1.1 mailbox not found\n"
    yield bounce("kerio in words", "hard", "postmaster@yte.example", "Undeliverable mail", kerio)
    exchange = f"""Your message

  To:      Minh
  Subject: Nhac viec
  Sent:    Mon, 2 Dec 2024 07:00:00 +0700

did not reach the following recipient(s):

{MINH} on Mon, 2 Dec 2024 07:00:02 +0700
    The recipient name is not recognized
"""
    yield bounce(
        "exchange of old", "hard", "System Administrator <postmaster@yte.example>", "Undeliverable: Nhac viec", exchange
    )
    ironport = f"""The following message to <{MINH}> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.1.1 <{MINH}>: Recipient address rejected'
"""
    yield bounce(
        "ironport",
        "hard",
        "Mail Delivery System <MAILER-DAEMON@esa.example>",
        "Delivery Status Notification (Failure)",
        ironport,
    )
    imail = f"Undeliverable mail to: {MINH}\nUnknown user: {MINH}\n\nOriginal message follows.\n"
    yield bounce(
        "imail",
        "hard",
        "Postmaster <postmaster@yte.example>",
        "Undeliverable Mail",
        imail,
        headers="X-Mailer: <SMTP32 v8.22>",
    )
    domino = f"Your message could not be delivered.\n\nUser minh ({MINH}) not listed in Domino Directory\n"
    yield bounce(
        "domino in words",
        "hard",
        "postmaster@yte.example",
        "DELIVERY FAILURE: User not listed in Domino Directory",
        domino,
    )


def vietnamese() -> Iterator[Sample]:
    system = "Hệ thống thư điện tử công vụ <mailer-daemon@quangtri.example>"
    gone = f"Kính gửi quý vị,\n\nThư của quý vị gửi tới {MINH} không chuyển được.\nLý do: địa chỉ người nhận không tồn tại.\n"
    yield bounce("Vietnamese server, unknown", "hard", system, f"Thư không gửi được: {SUBJECT}", gone)
    full = f"Thư gửi tới {MINH} bị trả lại.\nLý do: hộp thư của người nhận đã đầy.\n"
    yield bounce("Vietnamese server, full", "soft", system, "Thông báo: thư bị trả lại", full)
    locked = f"Không thể gửi thư tới {MINH}: tài khoản đã khóa.\n"
    yield bounce("Vietnamese server, locked", "hard", system, "Không thể gửi thư", locked)
    later = f"Thư gửi tới {MINH} chưa chuyển được. Hệ thống sẽ thử gửi lại trong 3 ngày. Quý vị không cần gửi lại.\n"
    yield bounce("Vietnamese server, delayed", "auto", system, "Thư chưa gửi được", later)
    bare = f"Thư gửi tới {MINH} không chuyển được: địa chỉ không hợp lệ.\n"
    yield bounce("Vietnamese server, nothing returned", "hard", system, "Thư không gửi được", bare, copy="")


def samples() -> list[Sample]:
    """Return all of them."""
    return [*qmail(), *exim(), *sendmail_and_gmail(), *offices(), *vietnamese()]
