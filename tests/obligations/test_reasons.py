"""Every step to a limit is said with its ground: nothing that was decided on the way is silent."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import counted, moved
from engine.deadlines.rules import After, Ahead, Due
from engine.obligations.history import DUE, facts_of
from engine.obligations.reasons import steps
from engine.obligations.values import Obligation, Tracked
from tests.conftest import due
from tests.obligations.stories import CALENDAR, events

REPORT = Obligation(
    plan="binh-dang-gioi",
    task="bao-cao",
    agency="phong-y-te",
    occurrence="-",
    kind="report",
    role="assigned",
    basis="explicit",
    section="V",
    text="Báo cáo",
    quote="Báo cáo trước ngày 10/12/2024",
    due=due("{kind: before, date: 2024-12-10}"),
)
SWAPPED = (
    "thứ Bảy, 04/5/2024, là ngày làm việc (Làm bù cho ngày 29/4/2024, theo Công văn 2450/VPCP-KGVX ngày 12/4/2024)"
)
HOLIDAY = "thứ Hai, 02/9/2024, là ngày nghỉ (Quốc khánh, theo Bộ luật Lao động 2019, Điều 112"
TO_MONDAY = "; theo kế hoạch, thời hạn chuyển sang ngày làm việc tiếp theo: thứ Hai, 16/12/2024."
TO_FRIDAY = "; theo kế hoạch, thời hạn chuyển về ngày làm việc liền trước: thứ Sáu, 13/12/2024."
STAYS = "là ngày nghỉ (Chủ nhật); kế hoạch không nói dời hạn nên thời hạn giữ nguyên."
RECEIVED = "{kind: after, event: ngày nhận văn bản, %s}"


def said(
    rule: Due, story: str = "", *, occurrence: str = "-", calendar: WorkingCalendar = CALENDAR, **opened: str
) -> list[str]:
    """Return the steps to a rule's limit; `story` is what happened after the opening."""
    limit = {"due": DUE.dump_python(rule, mode="json", by_alias=True, exclude_none=True), "basis": "explicit"}
    if to := moved(rule, CALENDAR):
        limit["moved_to"] = to.isoformat()
    told = events(f"2024-01-02: {{opened: {limit | opened}}}\n{story}")
    facts = facts_of(told)
    assert facts is not None
    return steps(Tracked(dataclasses.replace(REPORT, due=rule, occurrence=occurrence), facts), told, calendar)


def recorded(rule: Due, happened_at: str) -> list[str]:
    """Return the steps to a term whose event has been recorded."""
    assert isinstance(rule, After | Ahead)
    limit = counted(rule, dt.datetime.fromisoformat(happened_at), CALENDAR)
    data = {"event": rule.event, "happened_at": happened_at, "due": DUE.dump_python(limit, mode="json")}
    data["due"] = {key: value for key, value in data["due"].items() if value is not None}
    if to := moved(limit, CALENDAR):
        data["moved_to"] = to.isoformat()
    return said(rule, f"2024-05-29: {{event_recorded: {data}}}")


@pytest.mark.parametrize(
    ("rule", "how"),
    [
        ("{kind: before, date: 2024-12-10}", "“trước ngày” là đến hết ngày liền trước (cách hiểu mặc định)"),
        ("{kind: before, date: 2024-12-10, missed_from: lenient}",
         "trong hạn đến hết chính ngày ghi trên văn bản (cách hiểu ghi trong tệp kế hoạch)"),
        ("{kind: before, date: 2024-12-10, time: '17:00'}", "trong hạn đến đúng giờ ghi trên văn bản"),
        ("{kind: by, date: 2024-12-10}", "“chậm nhất” là đến hết chính ngày đó"),
        ("{kind: on, date: 2024-12-10}", "trong ngày đó"),
        ("{kind: on, date: 2024-12-10, tentative: true}", "trong ngày đó; ngày này là dự kiến"),
        ("{kind: between, from: 2024-12-01, to: 2024-12-10}", "đến hết ngày cuối của khoảng thời gian"),
    ],
)  # fmt: skip
def test_how_the_words_are_read_is_said(rule: str, how: str) -> None:
    assert said(due(rule))[1] == f"Cách tính: {how}."


def test_the_words_stand_as_printed() -> None:
    printed = due("{kind: by, date: 2024-12-31, printed: trong tháng 12 năm 2024}")
    assert said(printed)[::2][:2] == [
        "Kế hoạch ghi: trong tháng 12 năm 2024.",
        "Tức là chậm nhất ngày 31/12/2024 (thứ Ba).",
    ]


@pytest.mark.parametrize(
    ("rule", "step"),
    [
        ("{kind: by, date: 2024-12-13}", "Ngày cuối, thứ Sáu, 13/12/2024, là ngày làm việc."),
        ("{kind: by, date: 2024-12-15}", STAYS),
        ("{kind: before, date: 2024-09-03}", HOLIDAY),
        ("{kind: by, date: 2024-05-04}", SWAPPED),
        ("{kind: by, date: 2024-12-15, roll: next}", TO_MONDAY),
        ("{kind: before, date: 2024-12-16, roll: previous}", TO_FRIDAY),
    ],
)
def test_a_day_off_is_said_with_its_document_and_what_follows(rule: str, step: str) -> None:
    assert any(step in one for one in said(due(rule)))


def test_the_instant_of_being_late_follows_the_day_to_which_a_limit_moved() -> None:
    assert said(due("{kind: by, date: 2024-12-15, roll: next}"))[-1] == "Tính là quá hạn từ 00 giờ 00 ngày 17/12/2024."


def test_a_calendar_that_has_changed_since_is_said() -> None:
    told = said(due("{kind: by, date: 2024-05-04, roll: next}"), calendar=WorkingCalendar())
    assert "Lịch nghỉ đã thay đổi: lần chạy tới sẽ tính lại thời hạn." in told


def test_a_year_without_a_table_is_said_loudly() -> None:
    assert "CHÚ Ý: chưa có lịch nghỉ lễ năm 2044, mới tính thứ Bảy, Chủ nhật; thời hạn có thể thay đổi." in said(
        due("{kind: by, date: 2044-03-01}")
    )


def test_a_term_waits_for_its_event() -> None:
    assert said(due(RECEIVED % "days: 5, working: true")) == [
        "Kế hoạch ghi: trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản.",
        "Chưa ghi nhận “ngày nhận văn bản” nên chưa tính được thời hạn (ghi nhận bằng phancong record-event).",
    ]


def test_a_term_says_its_event_and_how_it_was_counted() -> None:
    assert recorded(due(RECEIVED % "days: 5, working: true"), "2024-05-29T08:00:00+07:00")[:4] == [
        "Kế hoạch ghi: trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản.",
        "Đã ghi nhận ngày nhận văn bản 29/5/2024.",
        "Tính 05 ngày làm việc, không kể ngày xảy ra sự kiện (Bộ luật Dân sự 2015, Điều 147).",
        "Cách tính: “chậm nhất” là đến hết chính ngày đó.",
    ]


@pytest.mark.parametrize(
    ("rule", "way"),
    [
        (RECEIVED % "months: 1", "Tính 01 tháng, đến ngày tương ứng hoặc ngày cuối tháng (Bộ luật Dân sự 2015, Điều 148)."),
        (RECEIVED % "hours: 48", "Tính 48 giờ từ thời điểm đó."),
        ("{kind: ahead, event: ngày bầu cử, days: 95}", "Tính lùi 95 ngày, không kể ngày xảy ra sự kiện (Bộ luật Dân sự 2015, Điều 147)."),
    ],
)  # fmt: skip
def test_every_length_says_how_it_is_counted(rule: str, way: str) -> None:
    assert recorded(due(rule), "2024-05-29T08:00:00+07:00")[2] == way


def test_a_term_that_ends_on_a_day_off_moves_by_law() -> None:
    told = recorded(due(RECEIVED % "days: 3"), "2024-05-29T08:00:00+07:00")
    by_law = "theo Bộ luật Dân sự 2015, khoản 5 Điều 148, thời hạn chuyển sang ngày làm việc tiếp theo"
    assert any(by_law in step for step in told)


def test_one_of_many_says_its_rule_and_its_period() -> None:
    monthly = due("{kind: before, date: 2024-12-25, printed: trước ngày 25 hằng tháng}")
    assert said(monthly, occurrence="2024-12", starts="2024-12-01")[:2] == [
        "Kế hoạch ghi: trước ngày 25 hằng tháng.",
        "Nhiệm vụ định kỳ; kỳ này: tháng 12/2024, bắt đầu ngày 01/12/2024.",
    ]


@pytest.mark.parametrize(
    ("story", "ground"),
    [
        ("2024-12-05: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}", "gia hạn ngày 05/12/2024, căn cứ: CV 12"),
        ("2024-12-05: {redated: {due: {kind: by, date: 2024-12-20}}}", "kế hoạch thay đổi ngày 05/12/2024"),
        ("2024-12-05: {recalculated: {due: {kind: by, date: 2024-12-20}}}", "lịch nghỉ thay đổi, tính lại ngày 05/12/2024"),
    ],
)  # fmt: skip
def test_another_limit_than_the_first_says_by_what(story: str, ground: str) -> None:
    told = said(due("{kind: before, date: 2024-12-10}"), story)
    assert told[0] == "Kế hoạch ghi: trước ngày 10/12/2024."
    assert told[1] == f"Thời hạn điều chỉnh: chậm nhất ngày 20/12/2024 ({ground})."


def test_an_extension_by_telephone_waits_for_its_document_and_then_names_it() -> None:
    granted = "{due: {kind: by, date: 2024-12-20}, basis: điện thoại, provisional: true}"
    story = f"2024-12-05: {{extended: {granted}}}\n"
    waits = "Thời hạn điều chỉnh là tạm thời, chờ văn bản."
    assert waits in said(due("{kind: before, date: 2024-12-10}"), story)
    told = said(due("{kind: before, date: 2024-12-10}"), story + "2024-12-06: {documented: {basis: CV 12}}")
    assert waits not in told
    assert told[1].endswith("(gia hạn, căn cứ: CV 12).")


def test_an_extension_to_a_day_off_does_not_move() -> None:
    story = "2024-12-05: {extended: {due: {kind: by, date: 2024-12-22}, basis: CV 12}}"
    told = said(due("{kind: by, date: 2024-12-10, roll: next}"), story)
    assert any("gia hạn đến đúng ngày này nên thời hạn giữ nguyên" in step for step in told)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{kind: ongoing}", ["Kế hoạch không ấn định thời hạn cho nhiệm vụ này."]),
        ("{kind: on-request}",
         ["Kế hoạch ghi: khi có yêu cầu.", "Không có ngày cụ thể nên không tính quá hạn, không cảnh báo."]),
        ("{kind: every, period: quarter}",
         ["Kế hoạch ghi: định kỳ hằng quý, không ấn định ngày.",
          "Không có ngày cụ thể nên không tính quá hạn, không cảnh báo."]),
    ],
)  # fmt: skip
def test_what_has_no_day_says_so(rule: str, told: list[str]) -> None:
    assert said(due(rule)) == told


@pytest.mark.parametrize(
    ("story", "basis", "last"),
    [
        ("2024-03-01: suspended", "explicit", "Kế hoạch đang tạm dừng: không tính quá hạn, không cảnh báo."),
        ("", "invited", "Cơ quan được đề nghị phối hợp: không tính quá hạn, không cảnh báo."),
    ],
)
def test_what_is_never_late_says_why(story: str, basis: str, last: str) -> None:
    assert said(due("{kind: before, date: 2024-12-10}"), story, basis=basis)[-1] == last
