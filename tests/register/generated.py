"""A register of two hundred rows made of word lists: eighteen true reports of December 2024 among what looks like them.

All is deterministic. A row is what stands in the file; beside it the obligations that it truly answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice, product

SIZE, TRUE = 200, 18
IMPORTED = "2024-12-12T09:00"
HEAD = ("STT", "Số đến", "Ngày đến", "Số ký hiệu", "Ngày văn bản", "Cơ quan ban hành", "Trích yếu")
DECEMBER = "vinh-linh-2024/bao-cao-thang-12/{}/-"
CHILDREN = "tre-em-2024/bao-cao-nam/{}/-"
CHILDREN_PLAN = """
    plan:
      id: tre-em-2024
      number: 15/KH-UBND
      date: 2024-01-10
      title: Thực hiện công tác trẻ em trên địa bàn huyện Vĩnh Linh năm 2024
      issuer: ubnd-huyen-vinh-linh
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: van-ban.txt
      directory: DIRECTORY
    assignments: []
    reports:
      - id: bao-cao-nam
        section: V
        text: Báo cáo kết quả thực hiện công tác trẻ em năm 2024
        quote: "UBND các xã, thị trấn báo cáo trước ngày 12/12/2024"
        to: ubnd-huyen-vinh-linh
        via: phong-ldtbxh
        due: {kind: before, date: 2024-12-12}
        owed_by: [{agency: xa-thi-tran, basis: explicit}]
"""

# agency, how the register calls it; Vĩnh Tú and Hồ Xá are misspelt
_REPORTERS = (
    ("ubnd-xa-vinh-chap", "UBND xã Vĩnh Chấp"),
    ("ubnd-xa-vinh-giang", "Ủy ban nhân dân xã Vĩnh Giang"),
    ("ubnd-xa-vinh-hoa", "UBND XÃ VĨNH HOÀ"),
    ("ubnd-xa-vinh-khe", "Uỷ ban nhân dân xã Vĩnh Khê - huyện Vĩnh Linh"),
    ("ubnd-xa-vinh-lam", "Xã Vĩnh Lâm"),
    ("ubnd-xa-vinh-tu", "UBND xã Vĩnh Tứ"),
    ("ubnd-thi-tran-ho-xa", "UBND thị trấn Hồ Xã"),
    ("ubnd-thi-tran-cua-tung", "UBND TT. Cửa Tùng"),
    ("ubnd-xa-trung-nam", "UBND xã Trung Nam"),
    ("ubnd-xa-hien-thanh", "UBND xã Hiền Thành (Văn thư)"),
    ("phong-y-te", "Phòng Y tế"),
    ("phong-tu-phap", "Phòng Tư pháp huyện Vĩnh Linh"),
    ("phong-giao-duc-dao-tao", "Phòng GD-ĐT"),
    ("phong-tai-chinh-ke-hoach", "Phòng Tài chính và Kế hoạch"),
    ("cong-an-huyen", "Công an huyện"),
    ("thanh-tra-huyen", "Thanh tra huyện"),
    ("hoi-nong-dan-huyen", "Hội Nông dân huyện"),
)
_MERGED = ("ubnd-xa-kim-thach", "UBND xã Kim Thạch")
_MERGED_SUMMARY = "Báo cáo lồng ghép kết quả công tác bình đẳng giới và công tác trẻ em năm 2024"
_WORDINGS = (
    "Báo cáo kết quả thực hiện công tác bình đẳng giới và hoạt động vì sự tiến bộ của phụ nữ năm 2024",
    "Báo cáo công tác BĐG và VSTBPN năm 2024",
    "V/v báo cáo kết quả công tác bình đẳng giới năm 2024",
    "Báo cáo tình hình thực hiện công tác bình đẳng giới đợt tháng 12/2024",
    "Báo cáo tổng kết công tác bình đẳng giới, vì sự tiến bộ của phụ nữ năm 2024; phương hướng, nhiệm vụ năm 2025",
    "Báo cáo kết quả triển khai Kế hoạch bình đẳng giới và VSTBPN năm 2024 của UBND huyện",
)

# What nobody asked for in December: {place} is filled with the sender's own
_OTHER_TOPICS = (
    "BC Báo cáo kết quả công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm 2024",
    "BC Báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024",
    "BC Báo cáo kết quả công tác phòng, chống bạo lực gia đình năm 2024",
    "BC Báo cáo kết quả triển khai Tháng hành động vì bình đẳng giới và phòng ngừa, ứng phó với bạo lực trên cơ sở giới năm 2024",
    "BC Báo cáo kết quả công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2023",
    "BC Báo cáo kết quả tập huấn công tác bình đẳng giới năm 2024",
    "BC Báo cáo giải trình số liệu bình đẳng giới năm 2024",
    "BC Báo cáo công tác bình đẳng giới quý III năm 2024",
    "BC Dự thảo Báo cáo kết quả công tác bình đẳng giới năm 2024",
    "BC Báo cáo tổng kết 10 năm thực hiện Nghị quyết về công tác phụ nữ",
    "BC Báo cáo sơ kết thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030",
    "KH Kế hoạch triển khai công tác bình đẳng giới và hoạt động vì sự tiến bộ của phụ nữ năm 2025",
    "CV V/v tham gia góp ý dự thảo báo cáo công tác bình đẳng giới năm 2024",
    "CV V/v đề nghị gia hạn gửi báo cáo kết quả công tác bình đẳng giới năm 2024",
    "TTr Tờ trình xin kinh phí hoạt động bình đẳng giới năm 2025",
    "QĐ Quyết định kiện toàn Ban vì sự tiến bộ của phụ nữ năm 2024",
    "TB Thông báo kết luận hội nghị tổng kết công tác bình đẳng giới năm 2024",
)
_LATE_REPORTERS = (
    ("UBND xã Vĩnh Long", "UBND"),
    ("UBND xã Vĩnh Thái", "UBND"),
    ("UBND xã Vĩnh Sơn", "UBND"),
    ("UBND thị trấn Bến Quan", "UBND"),
    ("Phòng Nội vụ", "PNV"),
    ("Phòng Văn hóa và Thông tin", "VHTT"),
)
_TRUE_WORDS = "Báo cáo kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2024"
_STRANGERS = (
    ("UBND xã Vĩnh Hòa, huyện Vĩnh Bảo", "UBND"),
    ("UBND xã Vĩnh Sơn, huyện Vĩnh Thạnh", "UBND"),
    ("UBND xã Vĩnh Thái, thành phố Nha Trang", "UBND"),
    ("UBND xã Vĩnh Long, huyện Gio Linh", "UBND"),
    ("UBND xã Vĩnh Thành", "UBND"),
    ("UBND xã Vĩnh Quang", "UBND"),
    ("UBND xã Trung Sơn", "UBND"),
    ("UBND phường Vĩnh Thái", "UBND"),
    ("UBND huyện Gio Linh", "UBND"),
    ("UBND huyện Vĩnh Lộc", "UBND"),
    ("Hội LHPN xã Vĩnh Long", "HPN"),
    ("Hội Liên hiệp Phụ nữ xã Vĩnh Sơn", "HLHPN"),
    ("Hội Phụ nữ thị trấn Bến Quan", "HPN"),
    ("Đảng ủy xã Vĩnh Thái", "ĐU"),
    ("HĐND xã Vĩnh Thái", "HĐND"),
    ("UBMTTQVN xã Vĩnh Sơn", "MTTQ"),
    ("Công an xã Vĩnh Long", "CAX"),
    ("Trạm Y tế xã Vĩnh Ô", "TYT"),
    ("Trường Tiểu học Vĩnh Sơn", "THVS"),
    ("Sở Nội vụ", "SNV"),
    ("Phòng Nội vụ huyện Gio Linh", "NV"),
    ("Phòng Văn hóa và Thông tin thành phố Đông Hà", "VHTT"),
)
_EVERYDAY = (
    "BC Báo cáo tình hình kinh tế - xã hội tháng 11 năm 2024",
    "BC Báo cáo kết quả tiếp công dân, giải quyết khiếu nại, tố cáo năm 2024",
    "BC Báo cáo công tác an toàn thực phẩm năm 2024",
    "BC Báo cáo kết quả thực hiện công tác dân số năm 2024",
    "BC Báo cáo kết quả giảm nghèo bền vững năm 2024",
    "KH Kế hoạch tuyển quân năm 2025",
    "CV V/v báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm 2024",
    "GM Giấy mời dự lễ tổng kết phong trào thi đua năm 2024",
)


@dataclass(frozen=True)
class Row:
    """One row of the register, and what it answers."""

    number: str
    dated: dt.date
    sender: str
    summary: str
    answers: frozenset[str] = frozenset()

    @property
    def arrived(self) -> dt.date:
        """Return the day it came: mail of one day is entered on the next."""
        return self.dated + dt.timedelta(days=1)


def december() -> list[Row]:
    """Return the register: the true reports spread evenly among the others."""
    others, every = iter(list(islice(_others(), SIZE - TRUE))), SIZE // TRUE
    rows: list[Row] = []
    for report in _reports():
        rows += [*islice(others, every - 1), report]
    return [*rows, *others]


def _reports() -> Iterator[Row]:
    for place, ((agency, sender), words) in enumerate(zip(_REPORTERS, cycle(_WORDINGS), strict=False)):
        sign = "UBND" if agency.startswith("ubnd") else "VP"
        yield Row(f"{301 + place}/BC-{sign}", _day(place), sender, words, frozenset({DECEMBER.format(agency)}))
    agency, sender = _MERGED
    answers = frozenset({DECEMBER.format(agency), CHILDREN.format(agency)})
    yield Row("398/BC-UBND", _day(6), sender, _MERGED_SUMMARY, answers)


def _others() -> Iterator[Row]:
    """Yield, hardest first: near topics of those who owe, the true words of others, a repeat, the everyday."""
    near = [(*sender, *topic.split(" ", 1)) for topic, sender in product(_OTHER_TOPICS, _LATE_REPORTERS)]
    strangers = [(*sender, "BC", _TRUE_WORDS) for sender in _STRANGERS]
    daily = [(*sender, *topic.split(" ", 1)) for sender, topic in product(_LATE_REPORTERS, _EVERYDAY)]
    for place, (sender, body, kind, summary) in enumerate((*near, *strangers, *daily)):
        sign = body if kind == "CV" else f"{kind}-{body}"
        yield Row(f"{501 + place}/{sign}", _day(place), sender, summary)
    for place in range(SIZE):
        yield Row(f"{901 + place}/BC-UBND", _day(place), "UBND xã Vĩnh Ô", _EVERYDAY[place % 3][3:])


def _day(place: int) -> dt.date:
    return dt.date(2024, 11, 25) + dt.timedelta(days=place % 14)
