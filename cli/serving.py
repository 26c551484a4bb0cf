"""Commands that stay: serve, tui, flows, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.context import AsJson, At, moment_of, open_ledger
from cli.language import Command, Group


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command("serve", cls=Command, help="Mở trang phản hồi cho các đơn vị.")(serve)
    app.command("tui", cls=Command, help="Màn hình làm việc của người theo dõi.")(tui)
    app.command("demo", cls=Command, help="Tình huống mô phỏng: kế hoạch Vĩnh Linh năm 2024.")(demo)
    flows = typer.Typer(cls=Group, help="Lịch chạy tự động (Prefect).", rich_markup_mode=None, no_args_is_help=True)
    flows.command("show", cls=Command, help="Các luồng và lần chạy tiếp theo.")(flows_show)
    flows.callback()(lambda: None)
    app.add_typer(flows, name="flows")


def serve(
    host: Annotated[str, typer.Option("--host", metavar="MÁY")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="CỔNG")] = 8765,
    at: At = None,
) -> None:
    """Serve the page behind the links until stopped."""
    from web.serve import listen
    from web.serve import serve as verb

    with listen(host, port) as listening:
        typer.echo(f"Trang phản hồi đang mở tại http://{host}:{listening.getsockname()[1]} (dừng: Ctrl+C).")
        verb(open_ledger(at), lambda: moment_of(at), listening)


def tui(
    plain: Annotated[bool, typer.Option("--plain", help="Từng dòng chữ, cho trình đọc màn hình và đường ống.")] = False,
    web: Annotated[bool, typer.Option("--web", help="Trong trình duyệt, cho máy không có SSH.")] = False,
    host: Annotated[str, typer.Option("--host", metavar="MÁY", help="Với --web.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="CỔNG", help="Với --web.")] = 8766,
    shortcut: Annotated[
        Path | None, typer.Option("--shortcut", metavar="TỆP.url", help="Với --web: ghi lối tắt cho Windows.")
    ] = None,
    at: At = None,
) -> None:
    """Open the coordinator's terminal."""
    from cli import terminal

    ledger = open_ledger(at)
    if web:
        terminal.open_web(ledger, terminal.Listening(host, port, shortcut), at)
    elif plain:
        terminal.open_plain(ledger, lambda: moment_of(at))
    else:
        terminal.open_screen(ledger, lambda: moment_of(at))


def demo() -> None:
    """Live Vĩnh Linh's year; then, in a terminal, look at it."""
    from cli.demo import demo as verb

    verb()


def flows_show(at: At = None, as_json: AsJson = False) -> None:
    """Print one flow per plan in force with its next dates."""
    from cli.flows import show

    show(open_ledger(at), moment_of(at), as_json=as_json)
