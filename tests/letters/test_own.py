"""Letters to our own side say how many, who, and what was done; the one to a head asks and blames nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engine.deadlines.rules import Before, By
from engine.letters.own import alerts, digest, head, missing
from engine.letters.own_values import (
    Absent,
    Alarm,
    Alerts,
    Digest,
    HeldLetter,
    Missing,
    Summary,
    Tally,
    ToHead,
    Waiting,
)
from engine.letters.values import Letter

from .cast import CONG_AN, DECEMBER, HO_XA, LAN, PHU_NU, PLAN, TRUNG_TAM, VINH_CHAP, Y_TE, report, seen, task

AT = dt.datetime(2024, 12, 11, 8)
IMPORTED = dt.datetime(2024, 12, 10, 16, 45)
TALLY = Tally(
    "Báo cáo định kỳ đợt tháng 12",
    "report",
    Before(date=DECEMBER),
    total=18,
    in_time=13,
    late=1,
    absent=(
        Absent("UBND xã Vĩnh Chấp", 2, (dt.date(2024, 12, 10),)),
        Absent("UBND xã Vĩnh Ô"),
        Absent("UBND xã Vĩnh Khê", asks_until=dt.date(2024, 12, 20)),
        Absent("UBND thị trấn Hồ Xá", 1),
    ),
    last_day=dt.date(2024, 12, 9),
)
MISSING = Missing(
    AT,
    LAN,
    PLAN,
    (TALLY,),
    reminded=(dt.date(2024, 12, 9), dt.date(2024, 12, 2)),
    called=(dt.date(2024, 12, 10),),
    imported_at=IMPORTED,
    summary=Summary("Báo cáo tổng hợp", "UBND huyện", Before(date=dt.date(2024, 12, 15))),
)
HEAD = ToHead(AT, LAN, "UBND xã Vĩnh Chấp", "lower", (report("after"),), reminded=2, called=1)
ALERTS = Alerts(
    AT,
    LAN,
    PLAN,
    (
        Alarm(
            report("after", received=dt.date(2024, 11, 18)),
            "lower", 2, dt.date(2024, 12, 9), "đ/c Hoa", "0912 345 678",
        ),
        Alarm(report("after", Y_TE), "peer", asks_until=dt.date(2024, 12, 20)),
        Alarm(report("after", text="Báo cáo tổng hợp", agency=LAN.office), "peer", waits_for="báo cáo của 04 đơn vị"),
    ),
    recorded=14,
    total=18,
    imported_at=IMPORTED,
)  # fmt: skip
DIGEST = Digest(
    AT,
    LAN,
    dt.date(2024, 12, 24),
    coming=(task("coming"), task("coming", HO_XA), report("coming", due=By(date=dt.date(2024, 12, 20)))),
    overdue=(report("after"),),
    waiting=(
        Waiting(report(), "time", dt.date(2024, 12, 9), dt.date(2024, 12, 20)),
        Waiting(task(), "review", dt.date(2024, 12, 10)),
    ),
    held=(HeldLetter("UBND xã Vĩnh Chấp", "Đề nghị gửi báo cáo định kỳ đợt tháng 12", dt.date(2024, 12, 11)),),
    imported_at=IMPORTED,
    last_run_at=dt.datetime(2024, 12, 11, 0, 30, tzinfo=dt.UTC),
)
QUIET = Digest(AT, LAN, dt.date(2024, 12, 24), coming=(), overdue=())
OWN: dict[str, Letter] = {
    "missing": missing(MISSING),
    "head": head(HEAD),
    "alerts": alerts(ALERTS),
    "digest": digest(DIGEST),
}


@pytest.mark.parametrize("name", OWN)
def test_page_and_text_say_the_same(name: str) -> None:
    sent = OWN[name]
    assert sent.kind == name
    assert [line for line in sent.text.splitlines() if line and line != "---"] == seen(sent.html).splitlines()
    assert "http" not in sent.text


def test_a_leader_reads_how_many_who_and_what_was_done() -> None:
    text = missing(MISSING).text
    assert "đã ghi nhận 14/18 đơn vị (đúng hạn 13, sau thời hạn 01); chưa ghi nhận 04 đơn vị:" in text
    assert "UBND xã Vĩnh Chấp (đã đề nghị 02 lần; đã trao đổi qua điện thoại ngày 10/12), UBND xã Vĩnh Ô," in text
    assert "UBND xã Vĩnh Khê (xin gia hạn đến ngày 20/12/2024)" in text
    assert "gửi thư nhắc việc các ngày 02/12 và 09/12; trao đổi qua điện thoại ngày 10/12;" in text
    assert "đã đối chiếu sổ văn bản đến lúc 16 giờ 45 ngày 10/12/2024." in text
    assert "(b) báo cáo đồng chí Phó Chủ tịch UBND huyện phụ trách;" in text
    assert text.index("(a)") < text.index("(b)") < text.index("(c)") < text.index("Kính trình đồng chí")


def test_a_report_to_a_leader_fits_on_one_page() -> None:
    everybody = tuple(Absent(f"UBND xã Vĩnh Số {number}") for number in range(18))
    assert len(missing(replace(MISSING, tallies=(replace(TALLY, absent=everybody),))).text) < 3_000


def test_what_was_not_done_is_said_too() -> None:
    text = missing(replace(MISSING, reminded=(), called=(), imported_at=None, summary=None)).text
    assert "chưa gửi thư nhắc việc; chưa trao đổi qua điện thoại; chưa đối chiếu sổ văn bản đến." in text
    assert "việc tổng hợp, báo cáo UBND huyện chưa đầy đủ số liệu." in text


@pytest.mark.parametrize(
    ("agency", "called"),
    [
        ("UBND xã Vĩnh Chấp", "Đồng chí Chủ tịch UBND xã Vĩnh Chấp"),
        ("Phòng Y tế", "Đồng chí Trưởng Phòng Y tế"),
        (TRUNG_TAM.agencies[0], "Đồng chí Giám đốc Trung tâm Văn hóa Thông tin - TDTT"),
        (CONG_AN.agencies[0], "Đồng chí Trưởng Công an huyện"),
        ("Ban Chỉ huy Quân sự huyện", "Đồng chí Chỉ huy trưởng Ban Chỉ huy Quân sự huyện"),
        ("Nhà máy nước", "Đồng chí Thủ trưởng Nhà máy nước"),
    ],
)
def test_a_head_is_addressed_by_the_office_he_holds(agency: str, called: str) -> None:
    assert head(replace(HEAD, agency=agency)).text.startswith(f"Kính gửi: {called}\n")


def test_a_head_is_asked_with_respect() -> None:
    sent = head(HEAD)
    assert sent.subject == (
        "Kính đề nghị quan tâm chỉ đạo việc gửi báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới"
    )
    assert "chưa ghi nhận được báo cáo sau của UBND xã theo Kế hoạch số 58/KH-UBND" in sent.text
    assert "sau 02 lần gửi thư nhắc và 01 lần trao đổi qua điện thoại:" in sent.text
    assert "Kính đề nghị đồng chí quan tâm chỉ đạo bộ phận chuyên môn sớm gửi báo cáo" in sent.text
    for word in ("quá hạn", "đôn đốc", "vi phạm", "yêu cầu", "không báo cáo"):
        assert word not in sent.subject + sent.text


def test_several_things_are_put_before_a_head_in_one_letter() -> None:
    sent = head(replace(HEAD, items=(report("after"), task("after", plan=PLAN)), called=0))
    assert sent.subject == "Kính đề nghị quan tâm chỉ đạo việc gửi kết quả 02 nội dung"
    assert "sau 02 lần gửi thư nhắc:" in sent.text
    assert "1. Báo cáo định kỳ đợt tháng 12, mục V, thời hạn: trước ngày 10/12/2024" in sent.text


def test_the_coordinator_sees_what_was_tried_and_whom_to_call() -> None:
    text = alerts(ALERTS).text
    assert "đã ghi nhận 14/18 kết quả đã đến hạn; 02 cảnh báo mới." in text
    assert "Lần nhập sổ văn bản đến gần nhất: 16 giờ 45 ngày 10/12/2024." in text
    assert "đã nhắc 02 lần, gần nhất 09/12 · đã tiếp nhận 18/11 · đ/c Hoa, ĐT 0912 345 678" in text
    assert "chưa nhắc lần nào · chưa xác nhận tiếp nhận · xin gia hạn đến 20/12/2024" in text


def test_each_alert_brings_a_text_to_copy() -> None:
    text = alerts(ALERTS).text
    assert text.count("Tin nhắn để chép: “") == 2
    assert "“Kính nhờ đ/c phụ trách của UBND xã Vĩnh Chấp: báo cáo định kỳ đợt tháng 12" in text


def test_what_only_follows_from_missing_reports_stands_apart() -> None:
    before, _, follows = alerts(ALERTS).text.partition("Chưa hoàn thành do còn chờ các kết quả nêu trên")
    assert "Báo cáo tổng hợp" not in before
    assert "Báo cáo tổng hợp (mục V) · trước ngày 10/12/2024" in follows
    assert "chờ: báo cáo của 04 đơn vị" in follows


def test_an_office_that_never_imported_its_register_is_told_so() -> None:
    assert "Chưa nhập sổ văn bản đến lần nào." in alerts(replace(ALERTS, imported_at=None)).text
    assert "Chưa nhập sổ văn bản đến lần nào." in digest(QUIET).text


def test_the_week_is_told_by_day() -> None:
    text = digest(DIGEST).text
    assert "Chủ nhật, 15/12/2024:\n- Rà soát, bổ sung phương án ứng phó bão mạnh (Kế hoạch số 71/KH-UBND): " in text
    assert text.index("15/12/2024:") < text.index("20/12/2024:")
    assert "UBND xã Vĩnh Chấp, UBND thị trấn Hồ Xá." in text
    assert "đề nghị gia hạn đến ngày 20/12/2024 (từ ngày 09/12/2024)." in text
    assert "Lần chạy gần nhất: 07 giờ 30 ngày 11/12/2024." in text


def test_many_agencies_are_counted_not_named() -> None:
    many = tuple(report("coming", agency=f"UBND xã Vĩnh Số {number}") for number in range(18))
    assert "(Kế hoạch số 58/KH-UBND): 18 đơn vị." in digest(replace(QUIET, coming=many)).text


def test_a_quiet_week_says_so() -> None:
    text = digest(QUIET).text
    for words in ("Không có nội dung đến hạn", "Không có nội dung qua thời hạn", "Không có việc chờ xử lý"):
        assert words in text


def test_to_whom_the_agency_belongs_decides_the_text_to_copy() -> None:
    text = alerts(replace(ALERTS, alarms=(Alarm(report("after", VINH_CHAP), "security"),))).text
    assert "mong quý cơ quan phối hợp, sớm cung cấp" in text


def test_the_head_of_the_front_is_asked_to_work_together() -> None:
    front = ToHead(AT, LAN, PHU_NU.agencies[0], "front", (report("after", PHU_NU),), reminded=2, called=1)
    sent = head(front)
    assert sent.subject.startswith("Kính đề nghị quan tâm, phối hợp cung cấp báo cáo định kỳ đợt tháng 12")
    assert "quan tâm, phối hợp cung cấp kết quả để việc tổng hợp được đầy đủ." in sent.text
    for word in ("thời hạn", "chỉ đạo", "lần gửi thư nhắc", "chưa ghi nhận"):
        assert word not in sent.subject + sent.text
