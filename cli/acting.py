"""Commands that record: confirm, and the coordinator's acts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.context import AsJson, At, Ids, Reason, moment_of, open_ledger
from cli.language import Command
from engine.errors import UsageError

OUTSIDE = 3
Until = Annotated[str, typer.Option("--until", metavar="NGÀY", help="Ngày, ví dụ 2024-12-20.")]


class SayWhatError(UsageError):
    """Cần --received, hoặc --done-at NGÀY cùng --document SỐ-KÝ-HIỆU, hoặc chỉ --from TỆP."""


class AcceptWhatError(UsageError):
    """Cần mã đầu việc, hoặc chỉ --proposed."""


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command("confirm", cls=Command, help="Ghi nhận điều đơn vị báo bằng cách khác.")(confirm)
    app.command("accept", cls=Command, help="Xác nhận kết quả đang chờ.")(accept)
    app.command("return", cls=Command, help="Đề nghị bổ sung, hoàn thiện kết quả.")(give_back)
    app.command("extend", cls=Command, help="Gia hạn.")(extend)
    app.command("decline", cls=Command, help="Giữ nguyên thời hạn, phân công mà đơn vị đề nghị thay đổi.")(decline)
    app.command("reassign", cls=Command, help="Giao lại cho cơ quan khác.")(reassign)
    app.command("record-event", cls=Command, help="Ghi nhận sự kiện mà thời hạn tính theo.")(record_event)
    app.command("withdraw", cls=Command, help="Dừng theo dõi.")(withdraw)
    app.command("silence", cls=Command, help="Tạm ngừng nhắc đến một ngày.")(silence)
    app.command("acknowledge", cls=Command, help="Đã nắm thông tin cảnh báo.")(acknowledge)
    app.command("release", cls=Command, help="Phát hành thư đang chờ.")(release)


def confirm(
    obligation: Annotated[str | None, typer.Argument(metavar="ĐẦU-VIỆC")] = None,
    received: Annotated[bool, typer.Option("--received", help="Đơn vị đã tiếp nhận nhiệm vụ.")] = False,
    done_at: Annotated[str | None, typer.Option("--done-at", metavar="NGÀY", help="Ngày gửi văn bản.")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản.")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="TỆP", help="Sổ văn bản đến, .xlsx hoặc .csv.")
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--column", metavar="CỘT=TÊN", help='Ví dụ "Nơi gửi=Tên cột trong sổ".')
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Với --from: chỉ cho biết sẽ đề xuất gì.")] = False,
    as_json: AsJson = False,
    reason: Reason = "",
    at: At = None,
) -> None:
    """Record what came another way, one or a register; the coordinator's own word needs no acceptance."""
    one = (obligation, done_at, document, received or None, reason or None)
    many = (columns, dry_run or None, as_json or None)
    if source is not None and not any(one):
        from cli.incoming import import_file

        import_file(source, columns or (), at, dry_run=dry_run, as_json=as_json)
    elif source is None and obligation is not None and not any(many):
        _confirm_one(obligation, done_at, document, reason, at, received=received)
    else:
        raise SayWhatError


def _confirm_one(
    obligation: str, done_at: str | None, document: str | None, reason: str, at: str | None, *, received: bool
) -> None:
    from engine import clock
    from engine.answer import Answer, answer

    if received == (done_at is not None) or (done_at is not None and not document):
        raise SayWhatError
    said = Answer("received", reason=reason, by_office=True)
    if done_at is not None:
        said = Answer("done", number=document, sent=clock.day(done_at), reason=reason, by_office=True)
    new = answer(open_ledger(at), [obligation], said, moment_of(at))
    typer.echo("Đã ghi nhận." if new else "Nội dung này đã được ghi nhận từ trước.")


def accept(
    obligations: Annotated[
        list[str] | None, typer.Argument(metavar="ĐẦU-VIỆC", help="Mã đầu việc, xem bằng phancong status.")
    ] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Tất cả kết quả mà sổ văn bản đến đề xuất.")] = False,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="MÃ-KẾ-HOẠCH", help="Với --proposed: chỉ một kế hoạch.")
    ] = None,
    reason: Reason = "",
    at: At = None,
) -> None:
    """Accept results that wait."""
    from engine import acts
    from engine.register_import import proposed as waiting

    if bool(obligations) == proposed or (plan and not proposed):
        raise AcceptWhatError
    ledger = open_ledger(at)
    chosen = obligations or waiting(ledger, plan)
    if not chosen:
        typer.echo("Không có kết quả nào do sổ văn bản đến đề xuất đang chờ xác nhận.")
        return
    acts.accept(ledger, chosen, moment_of(at), reason)
    typer.echo(f"Đã xác nhận {len(chosen)} kết quả." if proposed else "Đã xác nhận kết quả.")


def give_back(obligations: Ids, reason: Reason = "", at: At = None) -> None:
    """Return results to be completed."""
    from engine import acts

    acts.give_back(open_ledger(at), obligations, moment_of(at), reason)
    typer.echo("Đã ghi đề nghị bổ sung, hoàn thiện.")


def extend(
    obligations: Ids,
    until: Until,
    basis: Annotated[str, typer.Option("--basis", metavar="CĂN-CỨ", help="Văn bản, hoặc điện thoại chờ văn bản.")],
    provisional: Annotated[bool, typer.Option("--provisional", help="Tạm thời, chờ văn bản.")] = False,
    at: At = None,
) -> None:
    """Grant more time; the same day granted again with its document makes a provisional limit final."""
    from engine import acts, clock

    acts.extend(open_ledger(at), obligations, moment_of(at), clock.day(until), basis, provisional=provisional)
    typer.echo("Đã điều chỉnh thời hạn, chờ văn bản." if provisional else "Đã điều chỉnh thời hạn.")


def decline(
    obligations: Ids,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ-DO", help="Lý do, ghi trong thư trả lời đơn vị.")],
    at: At = None,
) -> None:
    """Keep limit and assignment as they are; the agency that asked is told."""
    from engine import acts

    acts.decline(open_ledger(at), obligations, moment_of(at), reason)
    typer.echo("Đã ghi nhận: giữ nguyên thời hạn, phân công. Đơn vị được thông báo trong lần chạy tới.")


def reassign(
    obligations: Ids,
    to: Annotated[str, typer.Option("--to", metavar="CƠ-QUAN", help="Mã cơ quan tiếp nhận trong danh bạ.")],
    reason: Reason = "",
    at: At = None,
) -> None:
    """Give obligations with their limits to another agency."""
    from engine import acts

    acts.reassign(open_ledger(at), obligations, moment_of(at), to, reason)
    typer.echo("Đã giao lại cho cơ quan tiếp nhận.")


def record_event(
    obligations: Annotated[list[str], typer.Argument(metavar="ĐẦU-VIỆC", help="Mã đầu việc, hoặc mã kế hoạch.")],
    happened: Annotated[
        str, typer.Option("--on", metavar="NGÀY", help="Ngày xảy ra, ví dụ 2025-01-05 hoặc 2025-01-05T09:30.")
    ],
    reason: Reason = "",
    at: At = None,
) -> None:
    """Record what limits are counted from; a plan's id stands for all of its obligations that wait for it."""
    from engine import acts, clock

    counted = acts.record_event(open_ledger(at), obligations, moment_of(at), clock.moment(happened), reason)
    typer.echo(f"Đã ghi nhận sự kiện; tính được thời hạn của {len(counted)} đầu việc.")


def withdraw(obligations: Ids, reason: Reason = "", at: At = None) -> None:
    """Stop tracking."""
    from engine import acts

    acts.withdraw(open_ledger(at), obligations, moment_of(at), reason)
    typer.echo("Đã dừng theo dõi.")


def silence(obligations: Ids, until: Until, reason: Reason = "", at: At = None) -> None:
    """Stop reminding until a day."""
    from engine import acts, clock

    acts.silence(open_ledger(at), obligations, moment_of(at), clock.day(until), reason)
    typer.echo("Đã tạm ngừng nhắc.")


def acknowledge(obligations: Ids, reason: Reason = "", at: At = None) -> None:
    """Say that somebody knows of the alert."""
    from engine import acts

    acts.acknowledge(open_ledger(at), obligations, moment_of(at), reason)
    typer.echo("Đã nắm thông tin.")


def release(obligations: Ids, at: At = None) -> None:
    """Let held letters go, and send them."""
    from engine.mail.carriers import carrier_for
    from engine.release import release as verb
    from engine.steps.deliver import deliver

    ledger, moment = open_ledger(at), moment_of(at)
    released = verb(ledger, obligations, moment)
    if released.dropped:
        typer.echo(f"{len(released.dropped)} thư không cần gửi nữa: đơn vị đã phản hồi.")
    if released.released:
        if released.asks:
            typer.echo(released.asks, err=True)
        sent = deliver(ledger, carrier_for(ledger.settings), moment)
        typer.echo(f"Đã phát hành {len(released.released)} thư; đã gửi {sent.delivered}.")
        if sent.failed:
            typer.echo(sent.trouble or "Có thư bị máy chủ từ chối. Xem: phancong doctor", err=True)
            raise typer.Exit(OUTSIDE)
