"""One cast: Lan coordinates; UBND xã Vĩnh Chấp, Phòng Y tế (Minh answers there), Công an and Hội Phụ nữ are written to.

The plan has the sentences of Vĩnh Linh 2024; its number and date are assumed.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

from engine.deadlines.rules import VIETNAM, After, Before, By, Due, Every, Ongoing, OnRequest
from engine.letters.compose import compose
from engine.letters.values import Draft, Evidence, Item, Letter, PlanTitle, Recipient, Sender, Stage

JUNE, DECEMBER = dt.date(2024, 6, 5), dt.date(2024, 12, 10)
LINK = "https://nhacviec.example.vn/x/Zm9vYmFy"

LAN = Sender(
    office="Phòng Lao động - Thương binh và Xã hội", person="Lan", position="chuyên viên", phone="0233 3820 123"
)
VINH_CHAP = Recipient(("UBND xã Vĩnh Chấp",), "lower")
HO_XA = Recipient(("UBND thị trấn Hồ Xá",), "lower")
Y_TE = Recipient(("Phòng Y tế",), "peer")
CONG_AN = Recipient(("Công an huyện",), "security")
PHU_NU = Recipient(("Hội Liên hiệp Phụ nữ huyện",), "front")
SO = Recipient(("Sở Lao động - Thương binh và Xã hội",), "higher")
THUE = Recipient(("Chi cục Thuế khu vực Vĩnh Linh - Gio Linh",), "vertical")
TRUNG_TAM = Recipient(("Trung tâm Văn hóa Thông tin - TDTT",), "affiliated")
EVERYBODY = (VINH_CHAP, TRUNG_TAM, Y_TE, THUE, CONG_AN, PHU_NU, SO)

PLAN = PlanTitle(
    title="Triển khai thực hiện công tác Bình đẳng giới và hoạt động vì sự tiến bộ của phụ nữ "
    "trên địa bàn huyện Vĩnh Linh năm 2024",
    short_title="công tác bình đẳng giới",
    issuer="UBND huyện Vĩnh Linh",
    number="58/KH-UBND",
    date=dt.date(2024, 4, 12),
)
STORM_PLAN = PlanTitle(
    title="Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2024",
    short_title="phòng, chống thiên tai",
    issuer="UBND huyện Vĩnh Linh",
    number="71/KH-UBND",
    date=dt.date(2024, 5, 6),
)
QUOTE = (
    "Báo cáo định kỳ trước ngày 05/6/2024 và ngày 10/12/2024 về UBND huyện "
    "(qua Phòng Lao động - Thương binh và Xã hội)."
)
DESTINATION = "UBND huyện Vĩnh Linh (qua Phòng Lao động - Thương binh và Xã hội)"
STORM_QUOTE = "UBND các xã, thị trấn rà soát, bổ sung phương án ứng phó bão mạnh, hoàn thành trong ngày 15/12/2024."
BUDGET_QUOTE = "Bố trí kinh phí để thực hiện Kế hoạch theo quy định."
SHELTER_QUOTE = "Tiếp tục duy trì và triển khai mô hình “địa chỉ tin cậy- nhà tạm lánh cộng đồng” ở địa phương."
MONTHLY_QUOTE = "Báo cáo tháng gửi trước ngày 10 hằng tháng."
QUICK_QUOTE = "Báo cáo nhanh trong 05 ngày làm việc, tính từ ngày nhận văn bản"
WEEKLY_QUOTE = "Hằng tuần báo cáo tình hình về UBND huyện."
REQUEST_QUOTE = "Báo cáo khi có yêu cầu."

MORNINGS: dict[Stage, dt.date] = {
    "renewed": dt.date(2024, 12, 3),
    "corrected": dt.date(2024, 11, 14),
    "new": dt.date(2024, 5, 2),
    "coming": dt.date(2024, 12, 2),
    "last_day": dt.date(2024, 12, 9),
    "after": dt.date(2024, 12, 11),
    "extended": dt.date(2024, 12, 9),
    "declined": dt.date(2024, 12, 6),
    "returned": dt.date(2024, 12, 6),
    "recorded": dt.date(2024, 12, 12),
    "receipt": dt.date(2024, 11, 21),
}
URGENCY: tuple[Stage, ...] = (
    "renewed",
    "corrected", "extended", "declined", "returned", "after", "last_day", "coming", "receipt", "new", "recorded",
)  # fmt: skip

BROUGHT_FORWARD: dict[str, Any] = {
    "why": "plan",
    "told": Before(date=dt.date(2024, 12, 15)),
    "told_last_day": dt.date(2024, 12, 14),
}
DECISIONS: dict[str, dict[str, Any]] = {
    "corrected": BROUGHT_FORWARD,
    "extended": {
        "said_reason": "Công văn số 512/UBND-LĐTBXH ngày 09/12/2024 của UBND huyện Vĩnh Linh",
        "due": By(date=dt.date(2024, 12, 20)),
        "first": Before(date=DECEMBER),
    },
    "declined": {"asked": "time", "said_reason": "UBND huyện phải báo cáo Sở trước ngày 15/12/2024"},
    "returned": {"said_reason": "biểu số liệu kèm theo chưa có số nữ đại biểu HĐND"},
    "recorded": {"evidence": Evidence(dt.date(2024, 12, 9), "45/BC-UBND", dt.date(2024, 12, 6))},
}


def report(stage: Stage = "new", to: Recipient = VINH_CHAP, **changes: Any) -> Item:
    """The report of December; one that is only invited from Hội Phụ nữ. What was decided about it stands in DECISIONS."""
    said: dict[str, Any] = {
        "obligation": "vinh-linh-2024/bao-cao/vinh-chap/2024-12",
        "plan": PLAN,
        "agency": to.agencies[0],
        "kind": "report",
        "role": "assigned",
        "basis": "invited" if to.relation == "front" else "inferred",
        "section": "V",
        "text": "Báo cáo định kỳ đợt tháng 12",
        "quote": QUOTE,
        "due": Before(date=DECEMBER),
        "stage": stage,
        "destination": DESTINATION,
    }
    return Item(**(said | DECISIONS.get(stage, {}) | changes))


def june_report(stage: Stage = "new", to: Recipient = VINH_CHAP, **changes: Any) -> Item:
    """The report of June, which the same sentence asks for."""
    return report(stage, to, **{"text": "Báo cáo định kỳ đợt tháng 6", "due": Before(date=JUNE)} | changes)


def task(stage: Stage = "new", to: Recipient = VINH_CHAP, **changes: Any) -> Item:
    """A task of another plan; its last day is a Sunday."""
    said: dict[str, Any] = {
        "plan": STORM_PLAN,
        "kind": "task",
        "basis": "explicit",
        "section": "III.2",
        "text": "Rà soát, bổ sung phương án ứng phó bão mạnh",
        "quote": STORM_QUOTE,
        "due": By(date=dt.date(2024, 12, 15)),
        "destination": "",
        "day_off": "Chủ nhật",
    }
    return report(stage, to, **said | changes)


def ongoing(quote: str = BUDGET_QUOTE, to: Recipient = VINH_CHAP, **changes: Any) -> Item:
    """A task without a limit."""
    due: Due = Ongoing()
    said = {"plan": PLAN, "section": "IV.11", "quote": quote, "text": quote, "due": due, "day_off": None}
    return task("new", to, **said | changes)


def monthly(stage: Stage = "new", to: Recipient = VINH_CHAP, **changes: Any) -> Item:
    """The report of December of those owed every month."""
    said = {"text": "Báo cáo tháng", "recurs": "Trước ngày 10 hằng tháng.", "section": "VI", "quote": MONTHLY_QUOTE}
    return report(stage, to, **said | changes)


def undated(to: Recipient = VINH_CHAP) -> tuple[Item, ...]:
    """What has no day of its own: a term that waits for its event, a period, a request, a time from a day on."""
    term = After(event="ngày nhận văn bản", days=5, working=True)
    since = Ongoing.model_validate({"from": dt.date(2024, 7, 1)})
    return (
        monthly("new", to, text="Báo cáo nhanh", recurs="", quote=QUICK_QUOTE, due=term),
        monthly("new", to, text="Báo cáo tình hình", recurs="", quote=WEEKLY_QUOTE, due=Every(period="week")),
        monthly("new", to, text="Báo cáo khi có yêu cầu", recurs="", quote=REQUEST_QUOTE, due=OnRequest()),
        ongoing(SHELTER_QUOTE, to, text="Duy trì mô hình địa chỉ tin cậy", due=since),
        ongoing(to=to),
    )


def draft(*items: Item, to: Recipient = VINH_CHAP, **changes: Any) -> Draft:
    """What Lan sends at 08:00 on the day that the most urgent of the items calls for."""
    stages = [item.stage for item in items]
    stage = next(stage for stage in URGENCY if stage in stages)
    said: dict[str, Any] = {
        "at": dt.datetime.combine(MORNINGS[stage], dt.time(8), VIETNAM),
        "sender": LAN,
        "recipient": to,
        "items": items,
        "link": LINK,
        "reply_by": dt.date(2024, 12, 12) if stage == "after" else None,
    }
    return Draft(**(said | changes))


def letter(*items: Item, to: Recipient = VINH_CHAP, **changes: Any) -> Letter:
    """The letter of a draft."""
    return compose(draft(*items, to=to, **changes))


def seen(page: str) -> str:
    """What a reader sees of an HTML letter, a line a paragraph."""
    body = page.split("<body", 1)[1].split(">", 1)[1]
    lines = re.sub(r"</(p|li|h2)>", "\n", body)
    words = html.unescape(re.sub(r"<[^>]+>", "", lines))
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def both(written: Letter) -> tuple[str, str]:
    """The words of a letter as its text and as its page show them."""
    return written.text, seen(written.html)
