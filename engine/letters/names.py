"""How a letter names offices, plans and places in a plan: in full once, then short, as an official would.

Everything here is spelling: no rule of tone (voice.py) and no dates of limits (lines.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.deadlines.words import date_words
from engine.letters.values import PlanTitle

_COMMITTEE = re.compile(
    r"^(?:UBND|[ỦU][ỶYỷy] ban nhân dân) (?P<level>tỉnh|thành phố|TP|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b",
    re.IGNORECASE,
)
_KINDS = (
    "Ban Chỉ đạo", "Ban Quản lý", "Ban", "Bệnh viện", "Bộ", "Chi cục", "Cục", "Đài", "Đội", "Hạt", "Phòng", "Sở",
    "Thanh tra", "Trạm", "Trung tâm", "UBND", "Ủy ban nhân dân", "Văn phòng", "Viện",
)  # fmt: skip
_DOCUMENTS = {
    "KH": "Kế hoạch", "QĐ": "Quyết định", "CT": "Chỉ thị", "CTr": "Chương trình", "NQ": "Nghị quyết", "TB": "Thông báo",
    "HD": "Hướng dẫn", "PA": "Phương án", "ĐA": "Đề án",
}  # fmt: skip
_KEEP_CAPITAL = (
    "Ban", "Bộ", "Chiến lược", "Chương trình", "Công an", "Dự án", "Đảng", "Đề án", "Hội", "Luật", "Mặt trận", "Năm",
    "Ngày", "Nghị", "Quyết định", "Sở", "Tết", "Tháng", "Tuần", "Ủy ban",
)  # fmt: skip
_VERBS = (
    "bảo đảm", "bảo vệ", "đảm bảo", "đẩy mạnh", "hưởng ứng", "kiểm tra", "nâng cao", "phát động", "phối hợp",
    "tăng cường", "thực hiện", "tổ chức", "triển khai", "xây dựng",
)  # fmt: skip
_HEADS = (
    ("UBND", "Chủ tịch"), ("Ủy ban", "Chủ tịch"), ("Hội", "Chủ tịch"), ("Liên đoàn", "Chủ tịch"), ("Mặt trận", "Chủ tịch"),
    ("Ban Chỉ huy Quân sự", "Chỉ huy trưởng"), ("Ban", "Trưởng"), ("Bộ", "Bộ trưởng"), ("Chi cục", "Chi cục trưởng"),
    ("Công an", "Trưởng"), ("Cục", "Cục trưởng"), ("Đoàn", "Bí thư"), ("Huyện đoàn", "Bí thư"), ("Phòng", "Trưởng"),
    ("Thanh tra", "Chánh"), ("Tòa án", "Chánh án"), ("Văn phòng", "Chánh"), ("Viện kiểm sát", "Viện trưởng"),
    ("Viện", "Viện trưởng"), ("Bệnh viện", "Giám đốc"), ("Đài", "Giám đốc"), ("Sở", "Giám đốc"), ("Trung tâm", "Giám đốc"),
)  # fmt: skip
_TITLE_IN_SUBJECT = 90


def capital(words: str) -> str:
    """Return `words` with a capital first letter."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """Return `words` as they stand inside a sentence: an ordinary first word is lowered, a name keeps its capital."""
    first, _, rest = words.partition(" ")
    is_name = not first[1:].islower() or rest[:1].isupper() or _begins(words, _KEEP_CAPITAL)
    return words if is_name else words[:1].lower() + words[1:]


def is_committee(office: str) -> bool:
    """Say whether `office` is a people's committee, which may require where its departments may only ask."""
    return _COMMITTEE.match(office) is not None


@lru_cache(1_000)
def short_office(office: str) -> str | None:
    """Return `Phòng`, `Trung tâm`, `UBND xã`: what an office is called after its first mention; None when unclear."""
    committee = _COMMITTEE.match(office)
    if committee:
        level = committee["level"]
        return f"UBND {level.lower() if level.isupper() and level != 'TP' else level}"
    return next((kind for kind in _KINDS if _begins(office, (kind,))), None)


def shared_name(offices: tuple[str, ...]) -> str:
    """Return what several offices behind one address are called together: `UBND các xã, thị trấn`, else `các đơn vị`."""
    committees = [_COMMITTEE.match(office) for office in offices]
    levels = dict.fromkeys(match["level"].lower() for match in committees if match)
    return f"UBND các {', '.join(levels)}" if all(committees) else "các đơn vị"


def head_of(office: str) -> str:
    """Return whom a letter to the head of an office addresses: `Đồng chí Chủ tịch UBND xã Vĩnh Chấp`."""
    return f"Đồng chí {next((head for kind, head in _HEADS if _begins(office, (kind,))), 'Thủ trưởng')} {office}"


def joined(offices: tuple[str, ...]) -> str:
    """Return several names in one sentence: `A`, `A và B`, `A, B và C`."""
    *others, last = offices
    return f"{', '.join(others)} và {last}" if others else last


def document(plan: PlanTitle) -> str:
    """Return the kind of document, `Kế hoạch` unless its number says otherwise: what it is called once it is known."""
    number = _number(plan)
    sign = re.search(r"/([^\W\d_]+)-", number) if number else None
    return _DOCUMENTS.get(sign[1], "Kế hoạch") if sign else "Kế hoạch"


def full_name(plan: PlanTitle, *, with_title: bool = False) -> str:
    """Return the plan as first mentioned: by number, date and issuer, by its title while one of them is missing."""
    number = _number(plan)
    if not (number and plan.date):
        numbered = f" số {number}" if number else ""
        return f"{document(plan)}{numbered} {_bare_title(plan, plan.title)} của {plan.issuer}"
    name = f"{document(plan)} số {number} ngày {date_words(plan.date)} của {plan.issuer}"
    return f"{name} về {_bare_title(plan, plan.title)}" if with_title else name


def short_name(plan: PlanTitle) -> str:
    """Return the plan as mentioned again where several plans meet: `Kế hoạch số 58/KH-UBND`."""
    number = _number(plan)
    return f"{document(plan)} {f'số {number}' if number else _bare_title(plan, plan.short_title or plan.title)}"


def name_in_subject(plan: PlanTitle) -> str:
    """Return the plan as a subject line names it: short enough to be read in a list of mails."""
    if _number(plan) and plan.date:
        return full_name(plan)
    title = _bare_title(plan, plan.short_title or plan.title)
    return f"{document(plan)} {title if len(title) <= _TITLE_IN_SUBJECT else ''} của {plan.issuer}".replace("  ", " ")


def topic(plan: PlanTitle, text: str) -> str:
    """Return what a report is about, as a list of mails tells it apart: ` về công tác bình đẳng giới`, or nothing."""
    title = _bare_title(plan, plan.short_title)
    if (
        not text.lower().startswith("báo cáo")
        or not title
        or len(title) > _TITLE_IN_SUBJECT
        or title.lower() in text.lower()
    ):
        return ""
    return f" theo {document(plan)} {title}" if _begins(title, _VERBS) else f" về {title}"


def place(section: str) -> str:
    """Return where a sentence stands: `mục IV.2`, `Điều 3`, `Phụ lục, mục I.3`; empty when it is not known."""
    if section.startswith("PL."):
        return f"Phụ lục, mục {section[3:]}"
    return f"mục {section}" if re.match(r"[IVXLC\d]+\b", section) else section


def _number(plan: PlanTitle) -> str | None:
    """Return the number as printed after "số"; a draft's blank (`/KH-UBND`) is none."""
    number = re.sub(r"^[Ss]ố:?\s*", "", plan.number or "")
    return number if number[:1].isdigit() else None


def _bare_title(plan: PlanTitle, title: str) -> str:
    """Return a title as it follows the word for its document, which is not said twice."""
    kind = document(plan)
    bare = title[len(kind) :].strip() if title.lower().startswith(kind.lower() + " ") else title
    return uncapital(bare)


def _begins(words: str, starts: tuple[str, ...]) -> bool:
    return any(words == start or words.startswith(start + " ") for start in starts)
