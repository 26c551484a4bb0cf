"""Print the communes of a province since 01/7/2025 as a directory, so that a maintainer can repeat the files of units/.

    python tools/units.py dataset.db "Quảng Trị" > plan_specs/agencies/units/quang-tri-2025.yaml

The units come from the database file of the package `vietnamadminunits` (data/dataset.db in its wheel); the resolution
that made them comes from the table below. Only the files count at run time.
"""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from engine.reading.sayings import slug

SINCE = "2025-07-01"
COUNTRY = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
RESOLUTIONS = {  # of the Standing Committee of the National Assembly, all of 16/6/2025
    "Bắc Ninh": "Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2025",
    "Hà Nội": "Nghị quyết số 1656/NQ-UBTVQH15 ngày 16/6/2025",
    "Lâm Đồng": "Nghị quyết số 1671/NQ-UBTVQH15 ngày 16/6/2025",
    "Quảng Trị": "Nghị quyết số 1680/NQ-UBTVQH15 ngày 16/6/2025",
}
UNCHANGED = frozenset(
    {
        "Cao Bằng", "Điện Biên", "Hà Nội", "Hà Tĩnh", "Huế", "Lai Châu",
        "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Sơn La", "Thanh Hóa",
    }
)  # fmt: skip
UNITS = "SELECT province, ward FROM admin_units WHERE provinceShort = ? ORDER BY wardCode"


def units(database: Path, province: str) -> list[tuple[str, str]]:
    """Return the full names of a province and of each of its communes, in the order of their official codes."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(UNITS, (province,)).fetchall()
    return [(unicodedata.normalize("NFC", above), unicodedata.normalize("NFC", unit)) for above, unit in rows]


def lower_first(name: str) -> str:
    """Return a unit's name as it stands within a sentence: `xã Vĩnh Linh`."""
    return name[0].lower() + name[1:]


def agency(unit: str, *, ending: str) -> tuple[str, str]:
    """Return id and name of a unit's people's committee."""
    name = f"UBND {lower_first(unit)}"
    return slug(name) + ending, name


def directory(province: str, found: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of the file. Ids end in the year: many a new commune has the name of an old one."""
    whole = found[0][0]
    changed = province not in UNCHANGED
    above, name = agency(whole, ending="-2025" if changed else "")
    begun = f", since: {SINCE}" if changed else ""
    common = f"relation: lower, level: commune, part_of: {above}, since: {SINCE}"
    yield f'# Lập bằng: python tools/units.py dataset.db "{province}". Danh mục lấy từ gói vietnamadminunits.'
    yield f"# {len(found)} đơn vị hành chính cấp xã từ ngày 01/7/2025, theo {RESOLUTIONS[province]}"
    yield f"# và {COUNTRY}. `relation` viết cho cơ quan đầu mối cấp tỉnh; sửa khi cần."
    yield "agencies:"
    yield f"  - {{id: {above}, name: {name}, relation: higher, level: province{begun}, aliases: [{whole}]}}"
    for _, unit in found:
        own, name = agency(unit, ending="-2025")
        yield f'  - {{id: {own}, name: "{name}", aliases: ["{unit}"], {common}}}'
    yield "groups:"
    yield f"  - id: {slug('UBND cấp xã ' + whole)}-2025"
    yield f"    name: UBND các xã, phường{special(found)} của {lower_first(whole)}"
    yield f"    rule: {{level: commune, of: {above}}}"


def special(found: list[tuple[str, str]]) -> str:
    """Return the words for special zones where the province has one."""
    return ", đặc khu" if any(unit.startswith("Đặc khu") for _, unit in found) else ""


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    file, wanted = Path(sys.argv[1]), sys.argv[2]
    print(*directory(wanted, units(file, wanted)), sep="\n")
