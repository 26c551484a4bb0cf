"""Commands about links: which there are, ending them, sending fresh ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import AsJson, At, Reason, moment_of, open_ledger, print_json
from cli.language import Command, Group

if TYPE_CHECKING:
    from engine.manage_links import Listed

OUTSIDE = 3
Contact = Annotated[str | None, typer.Option("--contact", metavar="ĐỊA-CHỈ", help="Địa chỉ thư hoặc mã cơ quan.")]
OfPlan = Annotated[str | None, typer.Option("--plan", metavar="KẾ-HOẠCH", help="Mã kế hoạch.")]
TokenOf = Annotated[str | None, typer.Option("--token-of", metavar="THƯ", help="Mã thư, xem bằng links list.")]
SomeIds = Annotated[list[str] | None, typer.Argument(metavar="[ĐẦU-VIỆC]", help="Mã đầu việc.")]


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    links = typer.Typer(cls=Group, help="Liên kết phản hồi trong thư.", rich_markup_mode=None, no_args_is_help=True)
    links.command("list", cls=Command, help="Các liên kết đã gửi.")(list_links)
    links.command("revoke", cls=Command, help="Thu hồi liên kết.")(revoke)
    links.command("renew", cls=Command, help="Gửi lại liên kết mới đến địa chỉ trong danh bạ.")(renew)
    app.add_typer(links, name="links")


def list_links(contact: Contact = None, plan: OfPlan = None, at: At = None, as_json: AsJson = False) -> None:
    """Print links, the newest first; never a token."""
    from engine.manage_links import Wanted
    from engine.manage_links import list_links as verb

    found = verb(open_ledger(at), Wanted(contact=contact, plan=plan), moment_of(at))
    if as_json:
        print_json({"links": [_as_json(one) for one in found]})
        return
    for one in found:
        typer.echo(f"{one.link.letter}  {one.link.email}  {one.subject}\n    {_state(one)}")
    if not found:
        typer.echo("Chưa gửi liên kết nào.")


def revoke(
    obligations: SomeIds = None,
    token_of: TokenOf = None,
    contact: Contact = None,
    plan: OfPlan = None,
    reason: Reason = "",
    at: At = None,
) -> None:
    """End links; letters sent later carry fresh ones."""
    from engine.manage_links import Wanted
    from engine.manage_links import revoke as verb

    wanted = Wanted(token_of, contact, plan, tuple(obligations or ()))
    ended = verb(open_ledger(at), wanted, moment_of(at), reason)
    typer.echo(f"Đã thu hồi {len(ended)} liên kết của {len({link.letter for link in ended})} thư.")


def renew(
    obligations: SomeIds = None,
    token_of: TokenOf = None,
    contact: Contact = None,
    plan: OfPlan = None,
    at: At = None,
) -> None:
    """Send fresh links to the contacts on record."""
    from engine.mail.carriers import carrier_for
    from engine.manage_links import Wanted
    from engine.manage_links import renew as verb
    from engine.steps.deliver import deliver

    ledger, moment = open_ledger(at), moment_of(at)
    sent_to = verb(ledger, Wanted(token_of, contact, plan, tuple(obligations or ())), moment)
    sent = deliver(ledger, carrier_for(ledger.settings), moment)
    typer.echo(f"Đã soạn {len(sent_to)} thư có liên kết mới, gửi đến: {', '.join(sent_to)}.")
    if sent.failed:
        typer.echo(sent.trouble or "Có thư bị máy chủ từ chối. Xem: phancong doctor", err=True)
        raise typer.Exit(OUTSIDE)


def _state(one: Listed) -> str:
    from engine.deadlines.words import date_words

    link = one.link
    until = f"hiệu lực đến hết ngày {date_words(link.expires_at.date())}"
    if link.revoked_at:
        until = f"đã thu hồi ngày {date_words(link.revoked_at.date())}"
    elif not one.good:
        until = f"hết hiệu lực từ ngày {date_words(link.expires_at.date())}"
    handed = f"; đã chuyển cho {link.handed_to or 'đồng chí khác trong đơn vị'}" if link.handed_at else ""
    return f"gửi ngày {date_words(link.made_at.date())}; {until}{handed}"


def _as_json(one: Listed) -> dict[str, object]:
    link = one.link
    times = ("made_at", "expires_at", "revoked_at", "handed_at")
    said = {name: moment.isoformat() if (moment := getattr(link, name)) else None for name in times}
    return {"letter": link.letter, "email": link.email, **said, "handed_to": link.handed_to, "good": one.good}
