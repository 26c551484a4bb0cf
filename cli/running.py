"""Commands that run and read: run, status, explain, audit, doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import AsJson, At, moment_of, open_ledger, print_json
from cli.language import Command, Group
from engine.errors import PhancongError

if TYPE_CHECKING:
    from engine.explain import Explanation
    from engine.run import RunResult
    from engine.standing import Line, PlanStanding

OUTSIDE = 3


class UnknownPlanError(PhancongError):
    """Không theo dõi kế hoạch nào có mã này."""


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command("run", cls=Command, help="Một lần chạy: nhắc việc, cảnh báo, gửi thư.")(run)
    app.command("status", cls=Command, help="Tình hình thực hiện tại một thời điểm.")(status)
    app.command("explain", cls=Command, help="Một đầu việc: thời hạn từ đâu ra, đã có diễn biến gì.")(explain)
    app.command("doctor", cls=Command, help="Những điều cần người xử lý.")(doctor)
    audit = typer.Typer(cls=Group, help="Nhật ký diễn biến.", rich_markup_mode=None, no_args_is_help=True)
    audit.command("verify", cls=Command, help="Kiểm tra nhật ký có bị thay đổi ngoài chương trình không.")(audit_verify)
    audit.callback()(lambda: None)
    app.add_typer(audit, name="audit")


def run(
    at: At = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ làm gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Do one run; end with 3 when letters could not leave or mail could not be read."""
    from engine.mail.carriers import carrier_for
    from engine.mail.inboxes import inbox_for
    from engine.run import rehearse
    from engine.run import run as verb

    ledger, moment = open_ledger(at), moment_of(at)
    settings = ledger.settings
    ways = carrier_for(settings), inbox_for(settings.imap_url)
    result = rehearse(ledger, moment) if dry_run else verb(ledger, ways[0], moment, ways[1])
    if as_json:
        print_json(result.counts())
    else:
        typer.echo(run_words(result))
    if result.failed or result.trouble:
        typer.echo(result.trouble or "Có thư bị máy chủ từ chối. Xem: phancong doctor", err=True)
        raise typer.Exit(OUTSIDE)


def run_words(result: RunResult) -> str:
    """Return a run's figures for a person."""
    from engine.deadlines.words import moment_words

    lines = [
        f"Lần chạy lúc {moment_words(result.at)}:",
        f"  Mốc nhắc việc đến: {result.reminders} · thư soạn: {result.letters} (chờ phát hành: {result.held})",
        f"  Thư đã gửi: {result.delivered} · chưa gửi được: {result.failed}",
        f"  Cảnh báo mới: {result.alerts_raised}",
    ]
    if result.without_contact:
        lines.append(f"  Chưa có địa chỉ thư: {len(result.without_contact)} đơn vị. Xem: phancong doctor")
    if result.unwatched:
        lines.append(
            f"  CHÚ Ý: {len(result.unwatched)} đầu việc còn mở mà không có mốc tiếp theo. Xem: phancong doctor"
        )
    return "\n".join(lines)


def status(
    plan: Annotated[str | None, typer.Option("--plan", metavar="MÃ-KẾ-HOẠCH", help="Chỉ một kế hoạch.")] = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say where things stand."""
    from engine.register.freshness import age_words
    from engine.status import status as verb
    from engine.status import status_json

    found = verb(open_ledger(at), moment_of(at), plan)
    if plan and not found.plans:
        raise UnknownPlanError(f"Không theo dõi kế hoạch nào có mã “{plan}”.")
    if as_json:
        print_json(status_json(found))
        return
    if not found.plans:
        typer.echo("Chưa theo dõi kế hoạch nào. Bắt đầu bằng: phancong apply TỆP")
    if any("overdue" in one.counts for one in found.plans):
        typer.echo(age_words(found.imported_at))
    for one in found.plans:
        typer.echo(plan_words(one))


def plan_words(found: PlanStanding) -> str:
    """Return one plan's figures, and every obligation that has a limit."""
    from engine.deadlines.words import limit_words
    from engine.obligations.states import STATE_WORDS

    lines = [found.plan.title]
    lines += [f"  {STATE_WORDS[state]}: {count}" for state, count in found.counts.items()]
    dated = [line for line in found.lines if line.tracked.facts.due.kind != "ongoing"]
    lines += [
        f"    {STATE_WORDS[line.state]:<22} {line.agency_name}: {line.tracked.obligation.text}, "
        f"{limit_words(line.tracked.facts.due)}{_rests(line)}  [{line.id}]"
        for line in dated
    ]
    return "\n".join(lines)


def _rests(line: Line) -> str:
    """Return what must be known of a limit at a glance: that it rests, or waits for its document."""
    from engine.obligations.states import FLAG_WORDS

    return "".join(f" ({FLAG_WORDS[flag]})" for flag in line.flags if flag in ("suspended", "provisional"))


def explain(
    obligation: Annotated[str, typer.Argument(metavar="ĐẦU-VIỆC")], at: At = None, as_json: AsJson = False
) -> None:
    """Say how a date came about and what has happened."""
    from engine.explain import explain as verb

    found = verb(open_ledger(at), obligation, moment_of(at))
    if as_json:
        print_json(explanation_json(found))
        return
    for line in explanation_words(found):
        typer.echo(line)


def explanation_json(found: Explanation) -> dict[str, object]:
    """Return an explanation as JSON values."""
    from engine.status import line_json

    return {
        "obligation": line_json(found.line),
        "taken_over_from": list(found.line.tracked.facts.predecessors),
        "handed_on_to": list(found.line.tracked.facts.successors),
        "steps": list(found.steps),
        "reminders": [{"rung": r.name, "at": r.at.isoformat(), "mode": r.mode} for r in found.rungs],
        "events": [{"at": e.at.isoformat(), "kind": e.kind, "actor": e.actor, "data": e.data} for e in found.events],
        "letters": [
            {"subject": letter.subject, "status": letter.status, "to": letter.email} for letter in found.letters
        ],
    }


def explanation_words(found: Explanation) -> list[str]:
    """Return an explanation for a person."""
    from engine.deadlines.words import moment_words
    from engine.history_words import event_words, rung_words
    from engine.obligations.states import FLAG_WORDS, STATE_WORDS

    what = found.line.tracked.obligation
    stands = [STATE_WORDS[found.line.state], *(FLAG_WORDS[flag] for flag in found.line.flags)]
    hands = {"Tiếp nhận từ": found.taken_over_from, "Chuyển cho": found.handed_on_to}
    return [
        f"{found.line.agency_name}: {what.text}",
        f"Kế hoạch: {found.plan_title}",
        f"Mục {what.section}: “{what.quote}”",
        f"Tình trạng: {' · '.join(stands)}",
        *(f"{label}: {words}" for label, words in hands.items() if words),
        "Thời hạn:",
        *(f"  {step}" for step in found.steps),
        "Lịch nhắc việc:",
        *(f"  {moment_words(rung.at)}: {rung_words(rung)}" for rung in found.rungs),
        "Diễn biến xử lý:",
        *(f"  {moment_words(event.at)}: {event_words(event, found.names)}" for event in found.events),
    ]


def doctor(at: At = None, as_json: AsJson = False) -> None:
    """List what needs a person; end with 1 when something does."""
    from engine.doctor import doctor as verb

    findings = verb(open_ledger(at), moment_of(at))
    if as_json:
        print_json({"findings": [vars(finding) for finding in findings]})
    elif not findings:
        typer.echo("Mọi thứ ổn, không có gì cần người xử lý.")
    else:
        for finding in findings:
            typer.echo(f"- {finding.what} {finding.remedy}")
    if findings:
        raise typer.Exit(1)


def audit_verify(as_json: AsJson = False) -> None:
    """Walk the log; end with 4 when it is not what was written."""
    from engine.audit import TamperingFoundError, audit

    found = audit(open_ledger())
    if as_json:
        broken = found.broken and {"seq": found.broken.seq, "message": found.broken.message}
        print_json({"events": found.events, "intact": found.broken is None, "broken": broken})
    elif found.broken is None:
        typer.echo(f"Nhật ký nguyên vẹn: {found.events} diễn biến.")
    if found.broken:
        raise TamperingFoundError(
            f"Nhật ký diễn biến đã bị thay đổi ngoài chương trình, tại diễn biến thứ {found.broken.seq}: "
            f"{found.broken.message}. Hãy giữ nguyên hiện trạng và báo người phụ trách."
        )
