"""Who answers what, and when, in the demo's year. Invented: it says nothing of how any real office worked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

PLAN = "vinh-linh-2024"
JUNE, DECEMBER = "bao-cao-thang-6", "bao-cao-thang-12"
Act = Literal["received", "done", "nothing", "extend", "release", "accept"]

OFFICES = (
    "phong-y-te", "phong-van-hoa-thong-tin", "phong-giao-duc-dao-tao", "van-phong-hdnd-ubnd", "thanh-tra-huyen",
    "phong-noi-vu", "phong-nong-nghiep", "phong-tai-nguyen-moi-truong", "phong-kinh-te-ha-tang", "phong-tu-phap",
    "cong-an-huyen", "phong-tai-chinh-ke-hoach", "trung-tam-van-hoa-thong-tin-tdtt",
)  # fmt: skip
COMMUNES = (
    "ubnd-thi-tran-ho-xa", "ubnd-thi-tran-ben-quan", "ubnd-thi-tran-cua-tung", "ubnd-xa-hien-thanh",
    "ubnd-xa-kim-thach", "ubnd-xa-trung-nam", "ubnd-xa-vinh-chap", "ubnd-xa-vinh-giang", "ubnd-xa-vinh-ha",
    "ubnd-xa-vinh-hoa", "ubnd-xa-vinh-khe", "ubnd-xa-vinh-lam", "ubnd-xa-vinh-long", "ubnd-xa-vinh-o",
    "ubnd-xa-vinh-son", "ubnd-xa-vinh-thai", "ubnd-xa-vinh-thuy", "ubnd-xa-vinh-tu",
)  # fmt: skip
LATE_IN_DECEMBER = (
    "phong-noi-vu", "cong-an-huyen", "ubnd-xa-vinh-o", "ubnd-xa-vinh-khe", "ubnd-xa-vinh-ha", "ubnd-xa-vinh-son",
    "ubnd-xa-trung-nam", "ubnd-thi-tran-ben-quan", "ubnd-xa-vinh-thai",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One thing somebody does. `fields` are what is typed on the page beside a name and a position."""

    agency: str
    task: str
    act: Act
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def obligation(self) -> str:
        """Return the obligation's id."""
        return f"{PLAN}/{self.task}/{self.agency}/-"


def _sent(agency: str, task: str, number: int, sent: dt.date) -> Scene:
    fields = {
        "document_number": f"{number:02d}/BC",
        "document_date": sent.isoformat(),
        "sent_date": sent.isoformat(),
    }
    return Scene(agency, task, "done", fields)


def _story() -> dict[dt.date, list[Scene]]:
    days: dict[dt.date, list[Scene]] = defaultdict(list)
    for agency in (*OFFICES[:9], *COMMUNES[:14]):
        days[dt.date(2024, 1, 3)].append(Scene(agency, JUNE, "received"))
    _june(days)
    _december(days)
    _after_the_limit(days)
    return days


def _june(days: dict[dt.date, list[Scene]]) -> None:
    in_time = (dt.date(2024, 5, 29), dt.date(2024, 5, 31), dt.date(2024, 6, 3), dt.date(2024, 6, 4))
    for number, agency in enumerate((*OFFICES, *COMMUNES)[:-2]):
        day = in_time[number % len(in_time)]
        days[day].append(_sent(agency, JUNE, 30 + number, day))
    for agency, day in (("ubnd-xa-vinh-thuy", dt.date(2024, 6, 6)), ("ubnd-xa-vinh-tu", dt.date(2024, 6, 7))):
        days[day].append(_sent(agency, JUNE, 71, day))


def _december(days: dict[dt.date, list[Scene]]) -> None:
    in_time = (dt.date(2024, 12, 3), dt.date(2024, 12, 5), dt.date(2024, 12, 6), dt.date(2024, 12, 9))
    punctual = [agency for agency in (*OFFICES, *COMMUNES) if agency not in LATE_IN_DECEMBER]
    for number, agency in enumerate(punctual[:-1]):
        day = in_time[number % len(in_time)]
        days[day].append(_sent(agency, DECEMBER, 90 + number, day))
    days[dt.date(2024, 12, 9)].append(Scene(punctual[-1], DECEMBER, "nothing"))


def _after_the_limit(days: dict[dt.date, list[Scene]]) -> None:
    later = {"until": "2024-12-16", "reason": "Chờ số liệu của các thôn"}
    days[dt.date(2024, 12, 10)].append(Scene("ubnd-xa-vinh-ha", DECEMBER, "extend", later))
    days[dt.date(2024, 12, 11)] += [
        Scene(agency, DECEMBER, "release") for agency in ("ubnd-xa-vinh-o", "ubnd-xa-vinh-khe", "ubnd-xa-vinh-son")
    ]
    before, after = dt.date(2024, 12, 9), dt.date(2024, 12, 12)
    days[after] += [
        _sent("ubnd-xa-vinh-o", DECEMBER, 118, after),
        _sent("ubnd-xa-vinh-khe", DECEMBER, 121, before),
        _sent("ubnd-xa-vinh-son", DECEMBER, 87, before),
        Scene("ubnd-xa-vinh-son", DECEMBER, "accept"),
    ]


SCENES = _story()
