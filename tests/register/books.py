"""Registers as other offices write them: hard rows by hand in registers/*.txt, the everyday rows of a registry around them.

A line is `expected | number | dated | arrived | sender | summary`. Expected is `-` for what answers nothing, else
`kind:agency` by the prefixes on `@` lines, `+` between several; with `?` a person might decide either way.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "registers"
SIZE = 200
ZERO = dt.date(1899, 12, 30)  # day 0 of a spreadsheet

_OF_COMMUNES = """
BC Báo cáo tình hình kinh tế - xã hội, quốc phòng - an ninh tháng 11 năm 2024
BC Báo cáo kết quả công tác phòng chống thiên tai và tìm kiếm cứu nạn năm 2024
BC Báo cáo kết quả thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm 2024
BC Báo cáo công tác tiếp công dân, giải quyết đơn thư khiếu nại, tố cáo năm 2024
BC Báo cáo kết quả thực hiện công tác dân vận chính quyền năm 2024
BC Báo cáo công tác người cao tuổi năm 2024
BC Báo cáo kết quả thực hiện công tác thanh niên năm 2024
BC Báo cáo công tác bảo hiểm y tế toàn dân 6 tháng đầu năm 2024
BC Báo cáo kết quả thực hiện Quy chế dân chủ ở cơ sở năm 2024
BC Báo cáo kết quả công tác phòng, chống tham nhũng, tiêu cực năm 2024
BC Báo cáo tiến độ giải ngân vốn đầu tư công tháng 11 năm 2024
BC Báo cáo công tác an toàn thực phẩm năm 2024
KH Kế hoạch tổ chức Ngày hội Đại đoàn kết toàn dân tộc năm 2024
TTr Tờ trình về việc phê duyệt dự toán công trình đường giao thông nông thôn
TB Thông báo lịch tiếp công dân tháng 12 năm 2024
CV V/v báo cáo tình hình hoạt động của tổ công nghệ số cộng đồng
CV V/v rà soát đối tượng bảo trợ xã hội hưởng trợ cấp tháng 12/2024
QĐ Quyết định về việc kiện toàn Ban chỉ đạo phòng, chống dịch bệnh
"""
_OF_OTHERS = """
UBND tỉnh|KH Kế hoạch triển khai Đề án 06 trên địa bàn tỉnh năm 2025
Sở Nội vụ|CV V/v báo cáo kết quả xây dựng chính quyền năm 2024
Sở Y tế|HD Hướng dẫn giám sát dịch bệnh mùa đông xuân
Huyện ủy|TB Thông báo kết luận Hội nghị Ban Thường vụ Huyện ủy
Chi cục Thuế khu vực|BC Báo cáo kết quả thu ngân sách nhà nước tháng 11 năm 2024
Ngân hàng Chính sách xã hội huyện|BC Báo cáo hoạt động tín dụng chính sách năm 2024
Trường THPT|GM Giấy mời dự Lễ kỷ niệm Ngày Nhà giáo Việt Nam 20/11
Bảo hiểm xã hội huyện|BC Báo cáo tình hình phát triển đối tượng tham gia bảo hiểm năm 2024
Hạt Kiểm lâm|BC Báo cáo công tác quản lý, bảo vệ rừng năm 2024
Ban Chỉ huy Quân sự huyện|KH Kế hoạch tuyển chọn, gọi công dân nhập ngũ năm 2025
"""


@dataclass(frozen=True)
class Line:
    """One row of a register. `expected` are the obligations it answers, `either` those that a person might decide on."""

    number: str
    dated: str
    arrived: str
    sender: str
    summary: str
    expected: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Book:
    """A register with what it truly answers."""

    name: str
    lines: tuple[Line, ...]

    @property
    def expected(self) -> set[tuple[str, str]]:
        """Return what must be proposed, as (number, obligation)."""
        return {(line.number, one) for line in self.lines for one in line.expected}

    @property
    def either(self) -> set[tuple[str, str]]:
        """Return what may be proposed."""
        return {(line.number, one) for line in self.lines for one in line.either}

    @property
    def reports(self) -> set[str]:
        """Return the numbers of the true reports that matter here."""
        return {line.number for line in self.lines if line.expected}


def read_book(name: str) -> Book:
    """Read a register and fill it up to two hundred rows."""
    prefixes: dict[str, str] = {}
    lines: list[Line] = []
    for text in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if text.startswith("@"):
            key, _, form = text[1:].partition("=")
            prefixes[key.strip()] = form.strip()
        elif text and not text.startswith("#"):
            lines.append(_line(text, prefixes))
    return Book(name, tuple(_mixed(lines)))


def _line(text: str, prefixes: dict[str, str]) -> Line:
    said, number, dated, arrived, sender, summary = (part.strip() for part in text.split("|"))
    expected: set[str] = set()
    either: set[str] = set()
    for one in said.split("+") if said != "-" else ():
        kind, _, agency = one.lstrip("?").partition(":")
        (either if one.startswith("?") else expected).add(prefixes[kind].format(agency))
    return Line(number, dated, arrived, sender, summary, frozenset(expected), frozenset(either))


def _mixed(lines: list[Line]) -> Iterator[Line]:
    """Yield the rows by hand among everyday ones, in an order that is always the same."""
    everyday = itertools.islice(_everyday(lines), SIZE - len(lines))
    places = {place * SIZE // len(lines): line for place, line in enumerate(sorted(lines, key=_shuffled))}
    for place in range(SIZE):
        yield places[place] if place in places else next(everyday)


def _shuffled(line: Line) -> int:
    return sum(map(ord, line.number + line.sender)) * 7919 % 1009


def _everyday(lines: list[Line]) -> Iterator[Line]:
    """Yield what else the same offices send, the year round."""
    senders = list(dict.fromkeys(line.sender for line in lines if line.expected))
    ours = ((sender, topic) for topic in _OF_COMMUNES.split("\n") if topic for sender in senders)
    others = [line.split("|") for line in _OF_OTHERS.split("\n") if line]
    day = max(_day(line.arrived) for line in lines)
    for place, one in enumerate(ours):
        sender, said = one if place % 6 else others[place // 6 % len(others)]
        kind, _, summary = said.partition(" ")
        sign = "UBND" if kind == "CV" else f"{kind}-UBND"
        on = (day - dt.timedelta(days=place % 40)).strftime("%d/%m/%Y")
        yield Line(f"{1000 + place}/{sign}", on, on, sender, summary)


def _day(text: str) -> dt.date:
    if text.isdigit():
        return ZERO + dt.timedelta(days=int(text))
    day, month, year = map(int, text.split("/"))
    return dt.date(year, month, day)
