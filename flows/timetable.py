"""What a plan's flow is called and when it runs, as text: known without importing Prefect, which takes 1.7 s.

One rule set (RFC 5545) says both kinds of date: every Monday to Friday at 07:00 as a safety run, and the mornings of the
agenda by name, which adds the Saturdays worked in exchange and the days off on which a limit is missed. It is a union: a
morning that is both is one run.
"""

from __future__ import annotations

import datetime as dt
import re

from engine.deadlines.rules import VIETNAM
from engine.obligations.ladder import morning
from engine.steps.agenda import PlanAgenda

TAG = "phancong"
TIMEZONE = VIETNAM.key
SAFETY_RUNS = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
STEP_WORDS = {
    "collect": "đọc thư trả lời, thư bị trả lại",
    "open": "mở đầu việc đến kỳ, theo lịch làm việc",
    "gather": "cập nhật thư chờ gửi theo phản hồi",
    "remind": "soạn thư nhắc việc",
    "alert": "nêu cảnh báo",
    "deliver": "gửi thư",
}
SCHEDULE_WORDS = "07 giờ 00 từ thứ Hai đến thứ Sáu, và những ngày có việc nêu dưới đây (giờ Việt Nam)"
_REFUSED_BY_PREFECT = re.compile(r"[/&%<>]")


def flow_name(agenda: PlanAgenda) -> str:
    """Return a name that tells an operator, who sees only Prefect's page, which plan it is; the id keeps it unique."""
    return _REFUSED_BY_PREFECT.sub("-", f"{agenda.plan.id}: {agenda.plan.short_title}")


def description(agenda: PlanAgenda) -> str:
    """Return what an operator reads beside the name."""
    number = f"Kế hoạch số {agenda.plan.number}" if agenda.plan.number else "Kế hoạch chưa ghi số"
    steps = "; ".join(STEP_WORDS[step] for step in agenda.steps)
    return f"{number}: {agenda.plan.title}.\n\nMỗi lần chạy: {steps}. Chạy lại không gửi thư lần thứ hai."


def rule_set(agenda: PlanAgenda) -> str:
    """Return when the flow runs, as an RFC 5545 rule set in local time (TIMEZONE)."""
    lines = [f"DTSTART:{_local(morning(agenda.at.date()))}", SAFETY_RUNS]
    if agenda.next:
        lines.append("RDATE:" + ",".join(map(_local, agenda.next)))
    return "\n".join(lines)


def _local(when: dt.datetime) -> str:
    return when.astimezone(VIETNAM).strftime("%Y%m%dT%H%M%S")
