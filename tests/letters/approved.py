"""Every letter that was read and approved, by the name of its golden file: who reads it, and why it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.deadlines.rules import VIETNAM, After, Between, By
from engine.letters.own import alerts, digest, head, missing
from engine.letters.short import short
from engine.letters.values import Evidence, Letter, Recipient, Stage

from .cast import (
    CONG_AN,
    HO_XA,
    LAN,
    MORNINGS,
    PHU_NU,
    PLAN,
    SHELTER_QUOTE,
    SO,
    VINH_CHAP,
    Y_TE,
    june_report,
    letter,
    monthly,
    ongoing,
    report,
    task,
    undated,
)
from .test_own import ALERTS, DIGEST, HEAD, MISSING, QUIET

NUMBERLESS = replace(PLAN, number=None, date=None)
READERS = {"ubnd-xa": VINH_CHAP, "phong-y-te": Y_TE, "cong-an": CONG_AN, "hoi-phu-nu": PHU_NU, "so": SO}
STAGES: dict[str, Stage] = {
    "thong-bao": "new",
    "nhac-viec": "coming",
    "ngay-cuoi": "last_day",
    "sau-han": "after",
    "dieu-chinh": "corrected",
    "gia-han": "extended",
    "giu-nguyen": "declined",
    "bo-sung": "returned",
    "ghi-nhan": "recorded",
    "xac-nhan": "receipt",
    "gui-lai": "renewed",
}
TAKEN_OVER: dict[str, Any] = {
    "taken_over_from": ("UBND xã Vĩnh Ô", "UBND xã Vĩnh Khê", "UBND thị trấn Bến Quan"),
    "taken_over_by": "Nghị quyết số 1680/NQ-UBTVQH15 ngày 16/6/2025",
}
SATURDAY, MONDAY = dt.date(2024, 12, 14), dt.date(2024, 12, 16)
MOVED: dict[str, dict[str, Any]] = {
    "Báo cáo chuyên đề": {"due": By(date=SATURDAY), "told": By(date=SATURDAY), "told_last_day": MONDAY},
    "Báo cáo tổng kết": {
        "due": By(date=SATURDAY),
        "last_day": MONDAY,
        "told": By(date=SATURDAY),
        "told_last_day": SATURDAY,
    },
}
COUNTED: dict[str, Any] = {
    "due": By(date=dt.date(2024, 12, 2), printed="05 ngày làm việc kể từ ngày nhận"),
    "why": "event",
    "told": After(event="ngày nhận văn bản", days=5, working=True),
    "told_last_day": None,
}


def simple_letters() -> dict[str, Letter]:
    """Each stage to each reader; the notice tells both reports and the work without a limit."""
    letters = {}
    for reader, to in READERS.items():
        for name, stage in STAGES.items():
            more = (june_report("new", to), ongoing(SHELTER_QUOTE, to), ongoing(to=to)) if stage == "new" else ()
            letters[f"{reader}.{name}"] = letter(report(stage, to), *more, to=to)
        letters[f"{reader}.tiep-nhan"] = letter(report("new", to, **TAKEN_OVER), ongoing(to=to, **TAKEN_OVER), to=to)
        letters[f"{reader}.dinh-ky"] = letter(monthly("coming", to), to=to)
    return letters


def merged_letters() -> dict[str, Letter]:
    """What meets in one letter."""
    drill = task(
        "new",
        role="support",
        section="III.4",
        text="Tổ chức diễn tập cấp xã",
        quote="Tổ chức diễn tập cấp xã từ ngày 16/12/2024 đến ngày 20/12/2024.",
        due=Between.model_validate({"from": dt.date(2024, 12, 16), "to": dt.date(2024, 12, 20)}),
        day_off=None,
    )
    invited = task(
        "coming", basis="invited", section="III.6", text="Gửi gương điển hình", quote="Giới thiệu gương điển hình."
    )
    two = Recipient(VINH_CHAP.agencies + HO_XA.agencies, "lower")
    seen = dt.date(2024, 11, 18)
    return {
        "gop.mot-co-quan": letter(report("after"), task("coming", received=seen), drill, invited, ongoing()),
        "gop.hai-co-quan": letter(
            report("after"), report("after", HO_XA), task("coming", HO_XA), ongoing(), ongoing(to=HO_XA), to=two, link=None
        ),
        "gop.hoi-phu-nu": letter(
            june_report("after", PHU_NU), report("coming", PHU_NU), task("new", PHU_NU), to=PHU_NU,
            at=dt.datetime(2024, 12, 2, 8), reply_by=dt.date(2024, 12, 4),
        ),
    }  # fmt: skip


def other_letters() -> dict[str, Letter]:
    """What else decides the wording: capacity, a plan without number, tasks, no limit at all."""
    chairman = replace(LAN, signs_for_authority=True)
    june = june_report("new", plan=NUMBERLESS)
    return {
        "tl-chu-tich.sau-han": letter(report("after"), sender=chairman),
        "chua-co-so.thong-bao": letter(report("new", plan=NUMBERLESS), june, link=None),
        "nhiem-vu.nhac-viec": letter(task("coming"), report("coming")),
        "nhiem-vu.sau-han": letter(task("after"), at=dt.datetime(2024, 12, 16, 8), reply_by=dt.date(2024, 12, 17)),
        "khong-thoi-han.thong-bao": letter(ongoing(to=Y_TE, section="IV.2"), to=Y_TE),
        "gop.dieu-chinh": letter(
            report("corrected"), report("corrected", basis="invited", text="Bài tham luận"), task("coming")
        ),
        "lich-nghi.dieu-chinh": letter(
            *(report("corrected", text=text, why="calendar", **moved) for text, moved in MOVED.items())
        ),
        "tu-su-kien.dieu-chinh": letter(report("corrected", Y_TE, **COUNTED), to=Y_TE),
        "giao-lai.thong-bao": letter(report("new", taken_over_from=("UBND xã Vĩnh Ô",))),
        "chua-ro-ngay.thong-bao": letter(report("new"), *undated(VINH_CHAP)),
        "chua-ro-ngay-phu-nu.thong-bao": letter(*undated(PHU_NU), to=PHU_NU),
        "khong-thoi-han.gui-lai": letter(replace(ongoing(to=Y_TE, section="IV.2"), stage="renewed"), to=Y_TE),
        "khong-thoi-han.xac-nhan": letter(replace(ongoing(to=Y_TE, section="IV.2"), stage="receipt"), to=Y_TE),
        "khong-thoi-han-so.thong-bao": letter(ongoing(to=SO), to=SO),
        "khong-thoi-han-phu-nu.xac-nhan": letter(replace(ongoing(to=PHU_NU), stage="receipt"), to=PHU_NU),
        "ubnd-xa.giu-phan-cong": letter(report("declined", asked="assignment")),
        "so.giu-phan-cong": letter(report("declined", SO, asked="assignment"), to=SO),
        "ubnd-xa.gia-han-cho-van-ban": letter(report("extended", provisional=True)),
        "ubnd-xa.khong-phat-sinh": letter(report("recorded", evidence=Evidence(dt.date(2024, 12, 9), nothing=True))),
        "ubnd-xa.sau-han-lan-hai": letter(report("after", urged=1)),
        "cong-an.gia-han-va-sau-han": letter(report("extended", CONG_AN), june_report("after", CONG_AN), to=CONG_AN),
        "moi-phoi-hop.sau-han": letter(report("after", basis="invited")),
    }


def own_letters() -> dict[str, Letter]:
    """What goes to our own side, and to the head of a late agency."""
    police = replace(HEAD, agency="Công an huyện", relation="security", items=(report("after", CONG_AN),), called=0)
    front = replace(HEAD, agency="Hội Liên hiệp Phụ nữ huyện", relation="front", items=(report("after", PHU_NU),))
    return {
        "noi-bo.chua-ghi-nhan": missing(MISSING),
        "noi-bo.chua-lam-gi": missing(replace(MISSING, reminded=(), called=(), imported_at=None, summary=None)),
        "noi-bo.canh-bao": alerts(ALERTS),
        "noi-bo.trong-tuan": digest(DIGEST),
        "noi-bo.tuan-khong-viec": digest(QUIET),
        "nguoi-dung-dau.ubnd-xa": head(HEAD),
        "nguoi-dung-dau.hai-noi-dung": head(
            replace(HEAD, items=(report("after"), task("after", plan=PLAN, due=By(date=dt.date(2024, 12, 8)))))
        ),
        "nguoi-dung-dau.cong-an": head(police),
        "nguoi-dung-dau.hoi-phu-nu": head(front),
    }


def short_texts() -> dict[str, str]:
    """What may be copied into a message to each reader, a text a stage: of a report, and of a task."""
    return {f"tin-ngan.{name}": "\n\n".join(_texts(to)) + "\n" for name, to in READERS.items()}


def _texts(to: Recipient) -> Iterator[str]:
    for name, stage in STAGES.items():
        at = dt.datetime.combine(MORNINGS[stage], dt.time(8), VIETNAM)
        owed = report(stage, to)
        drill = replace(owed, kind="task", text="Tổ chức diễn tập cấp xã")
        yield f"[{name}, báo cáo]\n{short(owed, LAN, to.relation, at)}"
        yield f"[{name}, nhiệm vụ]\n{short(drill, LAN, to.relation, at)}"


LETTERS = simple_letters() | merged_letters() | other_letters() | own_letters()
