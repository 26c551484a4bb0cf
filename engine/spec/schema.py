"""The JSON Schema of a spec: editors complete and underline from it while a person writes."""

from __future__ import annotations

from typing import Any

from engine.spec.models import PlanSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Kế hoạch giao việc (Phân Công)"
SUMMARIES = {
    "Before": "Trước ngày D, hoặc trước H giờ ngày D.",
    "By": "Chậm nhất ngày D; tháng, quý, năm thì hết ngày cuối cùng.",
    "On": "Vào ngày D, hoặc dự kiến vào ngày D.",
    "Between": "Từ ngày A đến hết ngày B.",
    "Every": "Định kỳ: hằng ngày, tuần, tháng, quý, 06 tháng, năm.",
    "After": "Trong thời hạn N ngày kể từ một sự kiện.",
    "Ahead": "Trước một sự kiện N ngày.",
    "Ongoing": "Thường xuyên, không ấn định thời hạn.",
    "OnRequest": "Khi có yêu cầu, đột xuất.",
    "Ladder": "Lịch nhắc việc: giờ gửi, độ khẩn, số thư nhiều nhất, các mốc.",
    "Step": "Một mốc nhắc việc: khi nào, gửi ai, tự gửi hay chờ phát hành.",
    "Period": "Khoảng thời gian của kế hoạch, tính cả hai ngày.",
    "Header": "Văn bản: số, ngày, trích yếu, cơ quan ban hành, cơ quan đầu mối.",
    "Task": "Một nhiệm vụ, với câu giao việc.",
    "Assignment": "Một mục của phần “Tổ chức thực hiện”: cơ quan hoặc nhóm cơ quan và các nhiệm vụ được giao.",
    "OwedBy": "Cơ quan phải gửi báo cáo, và căn cứ.",
    "Report": "Một báo cáo: gửi ai, thời hạn nào.",
    "Mark": "Mốc thời gian chung, không giao cho cơ quan nào.",
}
WHOLE = "Tệp kế hoạch: thông tin chung, phân công, báo cáo, mốc thời gian."


def json_schema() -> dict[str, Any]:
    """Return the schema of a spec file, keys as a file writes them, described in Vietnamese for who writes one."""
    schema = _without_titles(PlanSpec.model_json_schema(by_alias=True))
    for name, definition in schema["$defs"].items():
        definition["description"] = SUMMARIES[name]
    return {"$schema": DIALECT, **schema, "title": TITLE, "description": WHOLE}


def _without_titles(part: Any) -> Any:
    """Drop the English titles that pydantic makes of names; a property called `title` stays."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _without_titles(value) for key, value in part.items() if key != "title" or not isinstance(value, str)}
