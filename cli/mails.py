"""`phancong mails`, `calls`, `called`: what came back by mail, and whom to telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.context import AsJson, At, Ids, moment_of, open_ledger, print_json
from cli.language import Command, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.ledger.mails import KeptFile, MailRow

Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số của thư, xem bằng phancong mails.")]
Numbers = Annotated[list[int], typer.Argument(metavar="SỐ", help="Số của thư, xem bằng phancong mails.")]
Some = Annotated[list[str] | None, typer.Argument(metavar="ĐẦU-VIỆC", help="Mã đầu việc mà thư trả lời.")]
NONE_WAITS = "Không có thư đến nào chờ xem."
NOBODY = "Không có đơn vị nào cần gọi."


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    mails = typer.Typer(cls=Group, help="Thư trả lời, thư bị trả lại.", rich_markup_mode=None)
    mails.callback(invoke_without_command=True)(list_)
    mails.command("show", cls=Command, help="Một thư đến.")(show)
    mails.command("accept", cls=Command, help="Ghi nhận thư trả lời: đã tiếp nhận, hoặc đã gửi báo cáo.")(accept)
    mails.command("dismiss", cls=Command, help="Đã xem, không ghi nhận gì.")(dismiss)
    app.add_typer(mails, name="mails")
    app.command("calls", cls=Command, help="Những đơn vị cần gọi điện.")(calls)
    app.command("called", cls=Command, help="Ghi nhận đã gọi, đã nhắn.")(called)


def list_(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Cả những thư đã xử lý.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what waits to be looked at."""
    if context.invoked_subcommand is not None:
        return
    from engine.inbox import mail_json, waiting

    found = waiting(open_ledger(), settled=all_)
    if as_json:
        print_json({"mails": [mail_json(mail) for mail in found]})
        return
    for mail in found:
        typer.echo(mail_line(mail))
    if not found:
        typer.echo(NONE_WAITS)


def mail_line(mail: MailRow) -> str:
    """Return a message on one line."""
    from engine.deadlines.words import moment_words
    from engine.mail.incoming import KIND_WORDS

    return f"{mail.number:>4}  {moment_words(mail.at)}  {mail.sender or 'không rõ người gửi'}: {mail.subject}  ({KIND_WORDS[mail.kind]})"


def show(number: Number, as_json: AsJson = False) -> None:
    """Print one message."""
    from engine.inbox import mail_json, one

    ledger = open_ledger()
    mail = one(ledger, number)
    if as_json:
        print_json(mail_json(mail))
        return
    for line in mail_words(mail, str(ledger.settings.home / "attachments")):
        typer.echo(line)


def mail_words(mail: MailRow, folder: str) -> Iterator[str]:
    """Yield a message for a person; `folder` is where attachments are kept."""
    yield mail_line(mail)
    if mail.letter_subject:
        yield f"Về thư gửi {mail.to}: {mail.letter_subject}"
    yield from (f"Đầu việc: {obligation}" for obligation in mail.obligations)
    yield from (f"Tệp kèm theo: {_file(file, folder)}" for file in mail.files)
    if mail.settled_at:
        from engine.deadlines.words import moment_words

        yield f"Đã xử lý: {moment_words(mail.settled_at)} ({mail.settled_by})"
    yield ""
    yield mail.text


def _file(file: KeptFile, folder: str) -> str:
    where = f"{folder}/{file.sha256}" if file.sha256 else "quá lớn, chưa lưu; xem trong hộp thư"
    return f"{file.name} ({where})"


def accept(
    number: Number,
    as_: Annotated[Literal["received", "done"], typer.Option("--as", metavar="LOẠI", help="received hoặc done.")],
    obligations: Some = None,
    document: Annotated[str | None, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản.")] = None,
    sent: Annotated[str | None, typer.Option("--sent", metavar="NGÀY", help="Ngày gửi văn bản.")] = None,
    at: At = None,
) -> None:
    """Record a reply as what it says; the coordinator's word needs no further acceptance."""
    from engine import clock
    from engine.answer import accept_reply

    day = clock.day(sent) if sent else None
    new = accept_reply(open_ledger(at), number, as_, moment_of(at), obligations or [], document=document, sent=day)
    typer.echo(f"Đã ghi nhận thư trả lời cho {new} đầu việc." if new else "Nội dung này đã được ghi nhận từ trước.")


def dismiss(numbers: Numbers, at: At = None) -> None:
    """Put messages aside."""
    from engine import inbox

    inbox.dismiss(open_ledger(at), numbers, moment_of(at))
    typer.echo(f"Đã xem {len(set(numbers))} thư.")


def calls(at: At = None, as_json: AsJson = False) -> None:
    """List whom to call."""
    from engine.calls import call_json, call_lines, register_age, to_call

    ledger, moment = open_ledger(at), moment_of(at)
    found = to_call(ledger, moment)
    if as_json:
        print_json({"calls": [call_json(call) for call in found]})
        return
    if found:
        typer.echo(register_age(ledger, moment))
    lines = [line for call in found for line in call_lines(call)]
    typer.echo("\n".join(lines) or NOBODY)


def called(
    obligations: Ids,
    by: Annotated[Literal["phone", "zalo"], typer.Option("--by", metavar="CÁCH", help="phone hoặc zalo.")],
    note: Annotated[str, typer.Option("--note", metavar="NỘI-DUNG", help="Đã trao đổi gì, với ai.")] = "",
    at: At = None,
) -> None:
    """Record that somebody has called or written."""
    from engine import calls

    calls.called(open_ledger(at), obligations, moment_of(at), by, note)
    typer.echo("Đã ghi nhận.")
