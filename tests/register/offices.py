"""The offices whose registers are read: their plans, and an office that has adopted them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from engine.spec.plan import Plan, load_plan

ROOT = Path(__file__).parents[2]
VINH_LINH = ROOT / "plan_specs" / "vinh-linh-2024.yaml"

HEADER = """
    plan:
      id: {id}
      number: {number}
      date: {date}
      title: {title}
      issuer: {issuer}
      coordinator: {coordinator}
      period: {{from: 2024-01-01, to: 2024-12-31}}
      source: van-ban.txt
      directory: {directory}
    assignments: []
    reports:
      - id: {report}
        section: V
        text: {text}
        quote: "{quote}"
        to: {issuer}
        via: {coordinator}
        due: {due}
        owed_by: [{{agency: {agency}, basis: explicit}}]
"""
TRE_EM = {
    "id": "tre-em-2024",
    "number": "15/KH-UBND",
    "date": "2024-01-10",
    "title": "Thực hiện công tác trẻ em trên địa bàn huyện Vĩnh Linh năm 2024",
    "issuer": "ubnd-huyen-vinh-linh",
    "coordinator": "phong-ldtbxh",
    "directory": str(ROOT / "plan_specs" / "agencies" / "vinh-linh.yaml"),
    "report": "bao-cao-nam",
    "text": "Báo cáo kết quả thực hiện công tác trẻ em năm 2024",
    "quote": "UBND các xã, thị trấn báo cáo trước ngày 12/12/2024",
    "due": "{kind: before, date: 2024-12-12}",
    "agency": "xa-thi-tran",
}
CCHC = {
    "id": "cchc-2024",
    "number": "08/KH-UBND",
    "date": "2024-01-05",
    "title": "Cải cách hành chính năm 2024 trên địa bàn huyện Lệ Sơn",
    "issuer": "ubnd-huyen",
    "coordinator": "phong-noi-vu",
    "directory": "danh-ba.yaml",
    "report": "bao-cao-quy",
    "text": "Báo cáo định kỳ hằng quý công tác cải cách hành chính",
    "quote": "Định kỳ hằng quý báo cáo chậm nhất ngày 14 của tháng cuối quý",
    "due": '{kind: every, period: quarter, limit: by, dates: ["day 14 of last month"]}',
    "agency": "tat-ca",
}
CHUYEN_DOI_SO = CCHC | {
    "id": "chuyen-doi-so-2024",
    "number": "12/KH-UBND",
    "title": "Chuyển đổi số huyện Lệ Sơn năm 2024",
    "coordinator": "phong-van-hoa",
    "text": "Báo cáo kết quả thực hiện chuyển đổi số hằng quý",
}
LE_SON = """
    agencies:
      - {id: ubnd-huyen, name: UBND huyện Lệ Sơn, relation: higher}
      - {id: phong-noi-vu, name: Phòng Nội vụ, relation: peer}
      - {id: phong-van-hoa, name: Phòng Văn hóa và Thông tin, relation: peer}
      - {id: phong-tu-phap, name: Phòng Tư pháp, relation: peer, aliases: [Phòng TP]}
      - {id: phong-tai-nguyen, name: Phòng Tài nguyên và Môi trường, relation: peer}
      - {id: xa-phu-hoa, name: UBND xã Phú Hòa, relation: lower}
      - {id: xa-phu-hai, name: UBND xã Phú Hải, relation: lower}
      - {id: xa-phu-an, name: UBND xã Phú An, relation: lower}
      - {id: xa-tan-phu, name: UBND xã Tân Phú, relation: lower}
      - {id: xa-tan-an, name: UBND xã Tân An, relation: lower}
      - {id: xa-hoa-an, name: UBND xã Hòa An, relation: lower}
      - {id: xa-an-phu, name: UBND xã An Phú, relation: lower}
      - {id: thi-tran-le-son, name: UBND thị trấn Lệ Sơn, relation: lower}
    groups:
      - id: tat-ca
        name: Các phòng, UBND các xã, thị trấn
        members: [phong-noi-vu, phong-van-hoa, phong-tu-phap, phong-tai-nguyen, xa-phu-hoa, xa-phu-hai, xa-phu-an,
          xa-tan-phu, xa-tan-an, xa-hoa-an, xa-an-phu, thi-tran-le-son]
"""
BAO_LUC = {
    "id": "bao-luc-gia-dinh-2024",
    "number": "31/KH-UBND",
    "date": "2024-01-22",
    "title": "Phòng, chống bạo lực gia đình năm 2024 trên địa bàn tỉnh Sơn Hà",
    "issuer": "ubnd-tinh",
    "coordinator": "so-van-hoa",
    "directory": "danh-ba.yaml",
    "report": "bao-cao-nam",
    "text": "Báo cáo kết quả thực hiện Kế hoạch năm 2024",
    "quote": "Báo cáo kết quả thực hiện trước ngày 15/11/2024",
    "due": "{kind: before, date: 2024-11-15}",
    "agency": "tat-ca",
}
GIAM_NGHEO = BAO_LUC | {
    "id": "giam-ngheo-2024",
    "number": "44/KH-UBND",
    "title": "Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2024",
    "coordinator": "so-ldtbxh",
    "report": "bao-cao-thang",
    "text": "Báo cáo hằng tháng tình hình thực hiện công tác giảm nghèo",
    "quote": "Chậm nhất ngày 15 hằng tháng báo cáo tình hình thực hiện",
    "due": '{kind: every, period: month, limit: by, dates: ["day 15"]}',
}
SON_HA = """
    agencies:
      - {id: ubnd-tinh, name: UBND tỉnh Sơn Hà, relation: higher}
      - {id: so-van-hoa, name: "Sở Văn hóa, Thể thao và Du lịch", relation: peer}
      - {id: so-ldtbxh, name: Sở Lao động - Thương binh và Xã hội, relation: peer}
      - {id: so-y-te, name: Sở Y tế, relation: peer}
      - {id: so-giao-duc, name: Sở Giáo dục và Đào tạo, relation: peer, aliases: [Sở GD&ĐT]}
      - {id: so-tu-phap, name: Sở Tư pháp, relation: peer, aliases: [Sở TP]}
      - {id: huyen-ba-vang, name: UBND huyện Ba Vàng, relation: lower}
      - {id: huyen-son-tay, name: UBND huyện Sơn Tây, relation: lower}
      - {id: huyen-son-tra, name: UBND huyện Sơn Trà, relation: lower}
      - {id: huyen-tra-bong, name: UBND huyện Trà Bồng, relation: lower}
      - {id: huyen-minh-long, name: UBND huyện Minh Long, relation: lower}
      - {id: huyen-tu-nghia, name: UBND huyện Tư Nghĩa, relation: lower}
      - {id: thanh-pho-son-ha, name: UBND thành phố Sơn Hà, relation: lower}
    groups:
      - id: tat-ca
        name: Các sở và UBND các huyện, thành phố
        members: [so-y-te, so-giao-duc, so-tu-phap, huyen-ba-vang, huyen-son-tay, huyen-son-tra, huyen-tra-bong,
          huyen-minh-long, huyen-tu-nghia, thanh-pho-son-ha]
"""


def plans_of(name: str, folder: Path) -> list[Plan]:
    """Write and load the plans of the office whose register it is."""
    if name in ("quy-3", "cap-tinh"):
        (folder / "danh-ba.yaml").write_text(dedent(LE_SON if name == "quy-3" else SON_HA), "utf-8")
        some = (CCHC, CHUYEN_DOI_SO) if name == "quy-3" else (BAO_LUC, GIAM_NGHEO)
        return [_written(one, folder) for one in some]
    children = [_written(TRE_EM, folder)] if name in ("thang-12", "phong-ban") else []
    return [_loaded(VINH_LINH), *children]


def _written(said: dict[str, str], folder: Path) -> Plan:
    path = folder / f"{said['id']}.yaml"
    path.write_text(dedent(HEADER.format(**said)), "utf-8")
    (folder / "van-ban.txt").write_text("\n".join(one["quote"] for one in _ALL), "utf-8")
    return _loaded(path)


def _loaded(path: Path) -> Plan:
    plan, problems = load_plan(path)
    assert plan is not None, [str(problem) for problem in problems]
    return plan


_ALL = (TRE_EM, CCHC, CHUYEN_DOI_SO, BAO_LUC, GIAM_NGHEO)
