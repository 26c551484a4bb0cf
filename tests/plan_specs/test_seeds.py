"""The specs made of news items say what the items say and no more; what these leave open is asked, never filled in.

What each says was read by hand and stands here: who does what in which role, and every date. The traps are the dates
of publication and of cited documents, and the report dates that such an item does not give.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from engine.deadlines.rules import After, Between, On, Ongoing
from engine.reading.problems import Severity
from engine.spec.models import Task
from engine.spec.plan import Plan, load_plan
from engine.spec.quotations import Source, folded

ROOT = Path(__file__).resolve().parents[2]
PLAN_SPECS = ROOT / "plan_specs"
ORIGINALS = ROOT.parent / "shared" / "seeds"  # the items as they were found, where they are at hand
BAC_NINH, HA_NOI, DAK_NONG, SO_Y_TE = NEWS = (
    "bac-ninh-4303-2024",
    "ha-noi-247-2023",
    "dak-nong-702-2024",
    "so-y-te-dak-nong-2024",
)
ORIGINAL_OF = {BAC_NINH: "000", HA_NOI: "001", DAK_NONG: "002", "vinh-linh-2024": "003", SO_Y_TE: "004"}
DESERVED = {"open-question", "nobody-told"}
NOBODY = "-"

# agency | role | how its sentence, or its part of the sentence, begins
SAID = {
    BAC_NINH: """
        so-ldtbxh-bac-ninh | lead | Sở Lao động - Thương binh và Xã hội chủ trì, phối hợp với các Sở, Ban, ngành liên quan
        so-ldtbxh-bac-ninh | assigned | tham mưu UBND tỉnh tổ chức các hoạt động của Tháng hành động năm 2024
        so-ldtbxh-bac-ninh | support | Phối hợp với các cơ quan thông tin đại chúng tăng cường tuyên truyền
        so-ban-nganh-dia-phuong-bac-ninh | assigned | Các Sở, ban, ngành, địa phương theo chức năng, nhiệm vụ tiếp tục
        so-ban-nganh-dia-phuong-bac-ninh | assigned | nâng cao hiệu quả mạng lưới y tế từ tuyến tỉnh đến cơ sở
        so-ban-nganh-dia-phuong-bac-ninh | assigned | Tăng cường công tác truyền thông góp phần nâng cao nhận thức
        so-ban-nganh-dia-phuong-bac-ninh | assigned | triển khai, nhân rộng các mô hình phòng, chống bạo lực gia đình
        so-ban-nganh-dia-phuong-bac-ninh | lead | chủ trì phối hợp với các ngành liên quan tăng cường công tác thanh tra
        so-ban-nganh-dia-phuong-bac-ninh | assigned | Tiếp tục triển khai các giải pháp để bảo đảm môi trường giáo dục
        so-ban-nganh-dia-phuong-bac-ninh | assigned | tăng cường công tác bồi dưỡng, tập huấn giảng dạy
        so-ban-nganh-dia-phuong-bac-ninh | assigned | Đồng thời, tăng cường thanh tra, kiểm tra nền nếp
    """,
    HA_NOI: """
        so-nganh-doan-the-quan-huyen-ha-noi | assigned | UBND TP yêu cầu 100% các Sở, ban, ngành, đoàn thể TP và UBND
        so-nganh-doan-the-quan-huyen-ha-noi | assigned | Tăng cường ứng dụng CNTT trong tuyên truyền
        so-ldtbxh-ha-noi | lead | Sở Lao động - Thương binh và Xã hội được giao là cơ quan thường trực, tham mưu UBND TP
        so-ldtbxh-ha-noi | lead | Chủ trì, phối hợp UBND huyện Mê Linh tổ chức Lễ phát động cấp TP
        ubnd-huyen-me-linh-ha-noi | support | phối hợp UBND huyện Mê Linh tổ chức Lễ phát động cấp TP
    """,
    DAK_NONG: """
        co-quan-chuc-nang-dia-phuong-dak-nong | assigned | Cơ quan chức năng, địa phương cung cấp thông tin
        ubnd-tinh-dak-nong | assigned | UBND tỉnh tổ chức lễ phát động Tháng hành động
        - | assigned | đẩy mạnh các hoạt động truyền thông về chủ đề, thông điệp
        - | assigned | tổ chức các hoạt động hỗ trợ, thúc đẩy bình đẳng giới
        - | assigned | UBND tỉnh yêu cầu, việc xây dựng kế hoạch và triển khai các hoạt động
        - | assigned | Trong quá trình triển khai tăng cường ứng dụng công nghệ thông tin
    """,
    SO_Y_TE: """
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tổ chức triển khai thi hành Luật Bình đẳng giới
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Rà soát, nghiên cứu, kiến nghị, đề xuất
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Lồng ghép vấn đề bình đẳng giới trong xây dựng
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Trên cơ sở Kế hoạch số 560/KH-UBND ngày 16/8/2021
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tập trung triển khai các giải pháp thực hiện một số mục tiêu
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tổ chức triển khai các chương trình, đề án nhằm thúc đẩy
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Đẩy mạnh truyền thông về các chủ trương, chính sách
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Đa dạng các loại hình truyền thông
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tích cực phổ biến chính sách, pháp luật
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tổ chức thực hiện Tháng hành động vì bình đẳng giới
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Đối với Chương trình phòng ngừa, ứng phó với bạo lực
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tăng cường công tác phối hợp liên ngành
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Triển khai thực hiện các nội dung, nhiệm vụ liên quan
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Bố trí kinh phí triển khai các hoạt động về bình đẳng giới
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Đẩy mạnh xã hội hóa, huy động nguồn lực
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tiếp tục đề cao vai trò, trách nhiệm của các cấp ủy Đảng
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Tham gia các lớp tập huấn kỹ năng lồng ghép giới
        don-vi-truc-thuoc-so-y-te-dak-nong | assigned | Kiểm tra, xử lý vi phạm về bình đẳng giới; kịp thời xác minh
    """,
}
ASKED = {
    BAC_NINH: ["plan", "đoạn 5", "thanh-tra-bao-luc-gia-dinh", "đoạn 6"],
    HA_NOI: ["plan", "đoạn 6", "le-phat-dong"],
    DAK_NONG: ["plan", "đoạn 5", "le-phat-dong", "đoạn 6", "đoạn 7"],
    SO_Y_TE: ["plan", "đoạn 2", "xu-ly-vi-pham"],
}
SIZES = {
    BAC_NINH: {"so-ban-nganh-dia-phuong-bac-ninh": 17 + 8},
    HA_NOI: {"so-nganh-doan-the-quan-huyen-ha-noi": 21 + 6 + 30},
    DAK_NONG: {"co-quan-chuc-nang-dia-phuong-dak-nong": 1 + 8},
    SO_Y_TE: {},
}
LOCAL = {
    BAC_NINH: {"thành phố": 2, "thị xã": 2, "huyện": 4},
    HA_NOI: {"quận": 12, "huyện": 17, "thị xã": 1},
    DAK_NONG: {"thành phố": 1, "huyện": 7},
    SO_Y_TE: {},
}


def plan_of(name: str) -> Plan:
    """Return a plan of the project."""
    plan, problems = load_plan(PLAN_SPECS / f"{name}.yaml")
    assert plan is not None, problems
    return plan


def tasks(plan: Plan) -> list[Task]:
    """Return the tasks of a plan in the order of the file."""
    return [task for entry in plan.spec.assignments for task in entry.tasks]


def quotations(plan: Plan) -> list[str]:
    """Return every sentence that a spec quotes."""
    said = [task.quote for task in tasks(plan)]
    return [*said, *(report.quote for report in plan.spec.reports), *(mark.quote for mark in plan.spec.marks)]


def starts(plan: Plan) -> dt.date:
    """Return the day the plan is tracked from."""
    assert plan.spec.plan.assumed_start is not None
    return plan.spec.plan.assumed_start


@pytest.mark.parametrize("name", NEWS)
def test_a_spec_has_no_error_and_only_the_warnings_that_its_text_deserves(name: str) -> None:
    _, problems = load_plan(PLAN_SPECS / f"{name}.yaml")
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert {problem.code for problem in problems} <= DESERVED


@pytest.mark.parametrize("name", NEWS)
def test_each_sentence_that_assigns_work_is_one_task_in_the_order_of_the_text(name: str) -> None:
    plan = plan_of(name)
    said = [line.strip().split(" | ") for line in SAID[name].strip().splitlines()]
    found = [(entry.agency or NOBODY, task.role) for entry in plan.spec.assignments for task in entry.tasks]
    assert found == [(agency, role) for agency, role, _ in said]
    openings = [opening for _, _, opening in said]
    assert [task.quote[: len(opening)] for task, opening in zip(tasks(plan), openings, strict=True)] == openings


@pytest.mark.parametrize("name", ORIGINAL_OF)
def test_every_quotation_stands_in_the_source(name: str) -> None:
    plan = plan_of(name)
    source = Source(plan.source_text or "")
    assert [quote for quote in quotations(plan) if not source.has(quote)] == []


def test_quotations_and_sources_stand_in_the_originals_where_these_are_at_hand() -> None:
    strange: list[tuple[str, str]] = []
    for name, number in ORIGINAL_OF.items():
        for original in ORIGINALS.glob(f"{number}_*.txt"):
            plan, text = plan_of(name), Source(original.read_text("utf-8"))
            lines = [line for line in (plan.source_text or "").splitlines() if line.strip()]
            strange += [(original.name, passage) for passage in [*quotations(plan), *lines] if not text.has(passage)]
    assert strange == []


def test_the_traps_are_left_in_the_text() -> None:
    sources = {name: folded(plan_of(name).source_text or "") for name in NEWS}
    assert "11/11/2024 07:30" in sources[BAC_NINH]
    assert "Thúc đẩy bình đẳng giới và sự phát triển toàn diện của phụ nữ Thủ đô" not in sources[HA_NOI]
    assert "Kếhoạch số129/KH-UBND" in sources[SO_Y_TE]


def test_nothing_is_due_on_a_day_but_the_launch_and_the_training_that_may_be_held() -> None:
    dated = {name: {task.id: task.due for task in tasks(plan_of(name)) if task.due != Ongoing()} for name in NEWS}
    launch = On(date=dt.date(2023, 11, 10), tentative=True)
    training = After(event="ngày cấp trên tổ chức lớp tập huấn", days=0, printed="khi cấp trên tổ chức")
    assert dated == {
        BAC_NINH: {},
        HA_NOI: {"le-phat-dong": launch, "phoi-hop-le-phat-dong": launch},
        DAK_NONG: {},
        SO_Y_TE: {"tham-gia-tap-huan": training},
    }


@pytest.mark.parametrize("name", NEWS)
def test_no_report_is_made_up(name: str) -> None:
    assert plan_of(name).spec.reports == ()


def test_the_campaign_is_a_mark_where_the_text_gives_its_days() -> None:
    windows = {name: [mark.due for mark in plan_of(name).spec.marks] for name in NEWS}
    assert windows == {
        BAC_NINH: [_window(2024, "từ ngày 15/11 - 15/12/2024")],
        HA_NOI: [_window(2023, "từ ngày 15/11 đến 15/12/2023")],
        DAK_NONG: [_window(2024, "từ ngày 15/11 đến ngày 15/12/2024")],
        SO_Y_TE: [],
    }


def _window(year: int, printed: str) -> Between:
    days = {"from": dt.date(year, 11, 15), "to": dt.date(year, 12, 15)}
    return Between.model_validate({**days, "printed": printed})


def test_number_and_coordinator_are_those_of_the_text_and_the_start_is_said_to_be_assumed() -> None:
    heads = [plan_of(name).spec.plan for name in NEWS]
    assert [(head.number, head.date, head.coordinator, str(head.assumed_start)) for head in heads] == [
        ("4303/KH-UBND", None, "so-ldtbxh-bac-ninh", "2024-11-11"),
        ("247/KH-UBND", None, "so-ldtbxh-ha-noi", "2023-11-01"),
        ("702", None, "ubnd-tinh-dak-nong", "2024-11-15"),
        (None, None, "so-y-te-dak-nong", "2024-01-08"),
    ]
    assert all("ngày ban hành" in (head.question or "") for head in heads)


@pytest.mark.parametrize("name", NEWS)
def test_what_the_text_leaves_open_is_asked(name: str) -> None:
    spec = plan_of(name).spec
    asked = ["plan"] if spec.plan.question else []
    for entry in spec.assignments:
        asked += [entry.section] if entry.question else []
        asked += [task.id for task in entry.tasks if task.question]
    assert asked == ASKED[name]


@pytest.mark.parametrize("name", NEWS)
def test_a_group_has_the_members_that_are_plainly_known(name: str) -> None:
    plan = plan_of(name)
    sizes = {group.id: len(plan.directory.members(group.id, starts(plan))) for group in plan.directory.groups}
    assert sizes == SIZES[name]
    kinds = ("thành phố", "thị xã", "quận", "huyện")
    names = [agency.name for agency in plan.directory.agencies if agency.relation == "lower"]
    found = Counter(kind for each in names for kind in kinds if each.startswith(f"UBND {kind} "))
    assert found == LOCAL[name]
