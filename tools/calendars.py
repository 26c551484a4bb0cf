"""Print a year's working calendar as YAML, so that a maintainer can repeat plan_specs/calendars/YYYY.yaml.

    python tools/calendars.py 2028 > plan_specs/calendars/2028.yaml

Days come from the `holidays` library; the letters that fix Tết, Quốc khánh and swapped days each year come from
the tables below, which also hold swaps that the library does not know. Only the files count at run time.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from dataclasses import dataclass

import holidays

CODE_2019_SINCE = 2021  # the Code of 2012 was in force from 01/5/2013 to 31/12/2020
HOLIDAYS = {2012: "Bộ luật Lao động 2012, Điều 115", 2019: "Bộ luật Lao động 2019, Điều 112"}
# A weekly rest day that meets a holiday is made up.
MADE_UP = {2012: "Bộ luật Lao động 2012, khoản 3 Điều 115", 2019: "Bộ luật Lao động 2019, khoản 3 Điều 111"}
UNCONFIRMED = "cần đối chiếu thông báo nghỉ lễ của năm"
CULTURE_DAY = "Nghị quyết 80-NQ/TW và Nghị quyết 30/NQ-CP năm 2026, cần kiểm chứng việc sửa đổi Điều 112"
LETTERS = {
    2017: "Công văn 9794/VPCP-KGVX ngày 14/11/2016",
    2019: "Công văn 6519/VPCP-KGVX ngày 11/7/2018",
    2021: "Công văn 9895/VPCP-KGVX ngày 26/11/2020",
    2023: "Công văn 8056/VPCP-KGVX ngày 01/12/2022",
    2024: "Công văn 8662/VPCP-KGVX ngày 03/11/2023",
    2025: "Công văn 8726/VPCP-KGVX ngày 26/11/2024",
    2026: "Công văn 9859/VPCP-KGVX",
}
SUBSTITUTED = re.compile(r"thay cho ngày (\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True)
class Swap:
    """A working day given up, the rest day worked for it, and the letter that says so."""

    off: dt.date
    worked: dt.date
    source: str = "cần bổ sung số văn bản"


SWAPS = (
    Swap(dt.date(2018, 12, 31), dt.date(2019, 1, 5), "Công văn 6519/VPCP-KGVX ngày 11/7/2018"),
    Swap(dt.date(2019, 4, 29), dt.date(2019, 5, 4), "Công văn 6519/VPCP-KGVX ngày 11/7/2018"),
    Swap(dt.date(2024, 4, 29), dt.date(2024, 5, 4), "Công văn 2450/VPCP-KGVX ngày 12/4/2024"),
    Swap(dt.date(2025, 5, 2), dt.date(2025, 4, 26), "Công văn 8726/VPCP-KGVX ngày 26/11/2024"),
    Swap(dt.date(2026, 1, 2), dt.date(2026, 1, 10), "Công văn 12729/VPCP-KGVX ngày 25/12/2025"),
    Swap(dt.date(2026, 8, 31), dt.date(2026, 8, 22), "Công văn 9859/VPCP-KGVX"),
)


def swaps(days: dict[dt.date, str]) -> list[Swap]:
    """Return the swaps of the table and those that only the library knows."""
    known = {swap.off: swap for swap in SWAPS}
    for day, name in days.items():
        if day not in known and (match := SUBSTITUTED.search(name)):
            date, month, year = map(int, match.groups())
            known[day] = Swap(day, dt.date(year, month, date))
    return sorted(known.values(), key=lambda swap: swap.off)


def printed(day: dt.date) -> str:
    """Return a date as official documents write it: 04/5/2024, 02/01/2026."""
    month = f"{day:%m}" if day.month < 3 else str(day.month)
    return f"{day:%d}/{month}/{day.year}"


def display_name(name: str) -> str:
    """Spell a holiday as documents do; the library's "29 Tết" is the 28th when the twelfth month has 29 days."""
    return "Nghỉ Tết Nguyên đán" if name == "29 Tết" else name.replace("Nguyên Đán", "Nguyên đán")


def source(year: int, name: str) -> str:
    """Return the law behind a holiday and, where dates are fixed each year, the year's letter."""
    if "Văn hóa Việt Nam" in name:
        return CULTURE_DAY
    code = 2019 if year >= CODE_2019_SINCE else 2012
    article = (MADE_UP if "(nghỉ bù)" in name else HOLIDAYS)[code]
    tet = "Tết Nguyên" in name or "29 Tết" in name
    second_national_day = "Quốc khánh" in name and code == 2019  # before 2021 it was 2/9 alone
    return f"{article}; {LETTERS.get(year, UNCONFIRMED)}" if tet or second_national_day else article


def entry(day: dt.date, name: str, why: str) -> str:
    """Return one line of a calendar file."""
    return f'  - {{date: {day}, name: {name}, source: "{why}"}}'


def calendar(year: int) -> str:
    """Return the whole file for `year`; a swap may reach over New Year, so its neighbours are read too."""
    days = dict(holidays.country_holidays("VN", years=range(year - 1, year + 2), language="vi"))
    exchanged = swaps(days)
    off = {s.off: entry(s.off, f"Nghỉ hoán đổi với ngày {printed(s.worked)}", s.source) for s in exchanged}
    off |= {day: entry(day, display_name(name), source(year, name)) for day, name in days.items() if day not in off}
    worked = {s.worked: entry(s.worked, f"Làm bù cho ngày {printed(s.off)}", s.source) for s in exchanged}
    lines = [f"# Lập bằng: python tools/calendars.py {year}. Thứ Bảy, Chủ nhật không cần ghi.", f"year: {year}"]
    for key, entries in (("days_off", off), ("days_worked", worked)):
        listed = [entries[day] for day in sorted(entries) if day.year == year]
        lines += [f"{key}:", *listed] if listed else [f"{key}: []"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(calendar(int(sys.argv[1])), end="")
