"""What every letter says of an obligation, in its text and on its page alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from unicodedata import is_normalized, normalize

import pytest

from engine.deadlines.rules import Before, Between, On
from engine.letters.values import Item, Letter, Recipient, Stage

from .cast import (
    BUDGET_QUOTE,
    CONG_AN,
    DESTINATION,
    EVERYBODY,
    LAN,
    LINK,
    PLAN,
    QUOTE,
    SHELTER_QUOTE,
    URGENCY,
    Y_TE,
    both,
    june_report,
    letter,
    ongoing,
    report,
    seen,
    task,
)

STAGES = URGENCY
LIMIT = "trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)"
Maker = Callable[[Stage, Recipient], Item]
UNFINISHED = re.compile(
    r"None|Undefined|…|\.\.\.|\{\{|\}\}|\(\)|“”|\+07|\+00|UTC|  | [,.;:)]|[^.]\.\.|,,|;;|[,;:]\.|\( |\.[A-ZĐ]|còn -"
)


def standing(stage: Stage, to: Recipient) -> Item:
    """Work without a limit stands in letters of every stage."""
    return replace(ongoing(to=to), stage=stage)


def without_link(sent: Letter) -> Letter:
    """The letter without its link, whose dots are not ours."""
    return replace(sent, text=sent.text.replace(LINK, ""), html=sent.html.replace(LINK, ""))


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_every_letter_gives_matter_place_quotation_limit_and_destination(stage: Stage, to: Recipient) -> None:
    limit = "20/12/2024 (thứ Sáu)" if stage == "extended" else LIMIT
    for words in both(letter(report(stage, to), to=to)):
        assert f"Kính gửi: {to.agencies[0]}" in words
        assert "Báo cáo định kỳ đợt tháng 12" in words
        assert f"Căn cứ, mục V: “{QUOTE}”" in words
        assert limit in words
        assert f"Nơi nhận báo cáo: {DESTINATION}." in words
        assert "Kế hoạch số 58/KH-UBND ngày 12/4/2024 của UBND huyện Vĩnh Linh" in words


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_every_letter_says_whom_to_call_and_what_it_is_not(stage: Stage, to: Recipient) -> None:
    for words in both(letter(report(stage, to), to=to)):
        assert (
            "Đầu mối: đ/c Lan, chuyên viên Phòng Lao động - Thương binh và Xã hội, điện thoại 0233 3820 123." in words
        )
        assert "Thư này được gửi tự động để" in words
        assert ", không thay thế văn bản hành chính." in words
        assert "gửi qua Hệ thống quản lý văn bản và điều hành như thường lệ" in words
        assert "thư trả lời được ghi nhận là phản hồi" in words


def every_way(stage: Stage, to: Recipient) -> Iterator[Letter]:
    """The letters of a stage to a reader: with and without a link, for the authority or not, of reports and tasks."""
    makers: list[tuple[Maker, ...]] = [(report,), (task,), (report, task), (june_report, report, task, standing)]
    for made, link, authority in product(makers, (LINK, None), (False, True)):
        sender = replace(LAN, signs_for_authority=authority)
        yield letter(*(make(stage, to) for make in made), to=to, link=link, sender=sender)


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_no_letter_is_left_unfinished(stage: Stage, to: Recipient) -> None:
    for sent in every_way(stage, to):
        for words in (sent.subject, *both(without_link(sent))):
            assert not UNFINISHED.findall(words), words
        assert "\n" not in sent.subject
        assert "vinh-linh-2024" not in sent.subject + sent.text + sent.html


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_the_page_says_what_the_text_says(stage: Stage, to: Recipient) -> None:
    sent = letter(report(stage, to), task(stage, to), ongoing(to=to), to=to)
    text = [line for line in sent.text.splitlines() if line and line != "---"]
    assert text == seen(sent.html).splitlines()


def test_the_link_stands_alone_on_its_line() -> None:
    sent = letter(report("coming"))
    assert sent.text.splitlines().count(LINK) == 1
    assert sent.text.count(LINK) == 1
    assert re.search(rf'<p [^>]*><a href="{re.escape(LINK)}"[^>]*>{re.escape(LINK)}</a></p>', sent.html)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "renewed"])  # which only brings a link
def test_without_a_link_nothing_is_said_of_links(stage: Stage) -> None:
    sent = letter(report(stage), link=None)
    for words in both(sent):
        assert "bằng cách trả lời thư này." in words
        assert "liên kết" not in words
        assert "http" not in words
    assert "<a " not in sent.html


@pytest.mark.parametrize("stage", STAGES)
def test_the_police_are_asked_to_send_nothing_secret(stage: Stage) -> None:
    for words in both(letter(report(stage, CONG_AN), to=CONG_AN)):
        assert "Xin không gửi tài liệu mật qua thư điện tử." in words


def test_what_goes_to_the_police_after_a_limit_has_no_link() -> None:
    for words in both(letter(report("after", CONG_AN), to=CONG_AN)):
        assert "http" not in words
        assert "liên kết" not in words


def test_a_reminder_counts_calendar_days_to_the_last_day() -> None:
    assert f"{LIMIT}, còn 07 ngày." in letter(report("coming")).text


def test_a_last_day_letter_says_today_and_the_hour() -> None:
    sent = letter(report("last_day"))
    assert "hôm nay (thứ Hai, 09/12/2024) là ngày cuối gửi báo cáo sau:" in sent.text
    assert "Đến 08 giờ 00 hôm nay, Phòng Lao động - Thương binh và Xã hội chưa ghi nhận được báo cáo" in sent.text


def test_today_is_said_only_on_that_very_day() -> None:
    friday = dt.datetime(2024, 12, 6, 1, tzinfo=dt.UTC)
    sent = letter(report("last_day"), at=friday)
    assert sent.kind == "reminder"
    assert "còn 03 ngày" in sent.text
    assert "ôm nay" not in sent.subject + sent.text


def test_times_are_those_of_viet_nam() -> None:
    sent = letter(report("after"), at=dt.datetime(2024, 12, 11, 1, 5, tzinfo=dt.UTC))
    assert "Đến 08 giờ 05 ngày 11/12/2024, Phòng" in sent.text


def test_a_limit_to_the_hour_is_not_put_off_to_the_end_of_the_day() -> None:
    item = report("last_day", due=Before(date=dt.date(2024, 12, 9), time=dt.time(10)))
    sent = letter(item)
    assert "trước 10 giờ 00 ngày 09/12/2024 (thứ Hai), tức trước 10 giờ 00 hôm nay." in sent.text
    assert "trong ngày" not in sent.text


@pytest.mark.parametrize(
    ("name", "words"), [("Chủ nhật", "là Chủ nhật"), ("Tết Dương lịch", "là ngày nghỉ (Tết Dương lịch)")]
)
def test_a_last_day_off_is_said_to_stay(name: str, words: str) -> None:
    for said in both(letter(task("coming", day_off=name))):
        assert f"Lưu ý: ngày 15/12/2024 {words}; thời hạn không tự chuyển sang ngày làm việc tiếp theo." in said


def test_a_last_day_that_the_plan_moves_is_the_one_that_is_said() -> None:
    sent = letter(task("coming", day_off=None, last_day=dt.date(2024, 12, 16)))
    assert (
        "chậm nhất ngày 15/12/2024 (chậm nhất hết ngày thứ Hai, 16/12/2024, do ngày cuối rơi vào ngày nghỉ), còn 14 ngày."
        in sent.text
    )


def test_a_confirmed_receipt_is_remembered_and_not_asked_for_again() -> None:
    sent = letter(report("coming", received=dt.date(2024, 11, 18)))
    assert "Đã xác nhận tiếp nhận ngày 18/11/2024." in sent.text
    assert "xác nhận đã tiếp nhận" not in sent.text
    assert "xác nhận đã tiếp nhận" in letter(report("coming")).text


def test_an_urging_gives_a_date_for_the_summary_that_moves_no_limit() -> None:
    for words in both(letter(report("after"))):
        assert "khẩn trương gửi báo cáo trước 16 giờ 30 ngày thứ Năm, 12/12/2024." in words
        assert "Mốc này phục vụ việc tổng hợp, không thay đổi thời hạn của Kế hoạch." in words
        assert "số, ký hiệu, ngày văn bản để Phòng điều chỉnh ngay." in words


def test_an_urging_without_a_date_still_asks() -> None:
    text = letter(report("after"), reply_by=None).text
    assert "khẩn trương gửi báo cáo." in text
    assert "Mốc này" not in text


def test_a_task_is_not_called_a_report() -> None:
    sent = letter(task("after"))
    assert "chưa ghi nhận được kết quả thực hiện của UBND xã" in sent.text
    assert "báo cáo của UBND xã" not in sent.text
    assert "Nơi nhận" not in sent.text
    assert sent.subject.startswith("Đề nghị gửi kết quả thực hiện (đã hết thời hạn): rà soát")


def test_the_role_is_said_unless_the_words_say_it() -> None:
    assert "ứng phó bão mạnh (phối hợp): " in letter(task("new", role="support")).text
    assert "(chủ trì)" not in letter(task("new", role="lead", text="Chủ trì, phối hợp rà soát phương án")).text


def test_windows_and_days_are_printed_as_the_plan_has_them() -> None:
    window = task("new", due=Between.model_validate({"from": dt.date(2024, 11, 15), "to": dt.date(2024, 12, 15)}))
    day = task("new", due=On(date=dt.date(2024, 11, 8), tentative=True), text="Tổ chức hội nghị", day_off=None)
    text = letter(window, day).text
    assert "từ ngày 15/11/2024 đến ngày 15/12/2024" in text
    assert "dự kiến vào ngày 08/11/2024" in text


def test_work_without_a_limit_is_listed_at_the_end_by_its_place() -> None:
    sent = letter(report("new"), ongoing(), ongoing(SHELTER_QUOTE))
    head, _, tail = sent.text.partition("Trân trọng cảm ơn./.")
    assert "được liệt kê ở cuối thư để tiện theo dõi." in head
    assert f"Mục IV.11:\n- “{BUDGET_QUOTE}”\n- “{SHELTER_QUOTE}”" in tail
    assert tail.count("Mục IV.11") == 1


def test_a_letter_of_work_without_a_limit_alone_lists_it_at_once() -> None:
    sent = letter(ongoing(to=Y_TE, section="IV.2"), to=Y_TE)
    assert sent.kind == "notice"
    assert sent.subject.startswith("Thông báo nhiệm vụ theo Kế hoạch số 58/KH-UBND")
    assert sent.text.index(BUDGET_QUOTE) < sent.text.index(LINK)
    assert "thời hạn báo cáo" not in sent.text


def test_without_a_quotation_the_words_of_the_plan_spec_serve() -> None:
    sent = letter(report("new", quote="", section=""), replace(ongoing(), quote=""))
    assert "“”" not in sent.text
    assert f"- {BUDGET_QUOTE}" in sent.text


@pytest.mark.parametrize(
    ("number", "date"), [(None, None), ("/KH-UBND", None), (None, dt.date(2024, 4, 12)), ("58/KH-UBND", None)]
)
def test_a_plan_without_number_or_date_goes_by_its_title(number: str | None, date: dt.date | None) -> None:
    plan = replace(PLAN, number=number, date=date)
    sent = letter(report("new", plan=plan))
    for words in both(sent):
        assert "triển khai thực hiện công tác Bình đẳng giới và hoạt động" in words
        assert "năm 2024 của UBND huyện Vĩnh Linh, Phòng" in words
        assert "số /" not in words
    assert sent.subject.endswith("theo Kế hoạch công tác bình đẳng giới của UBND huyện Vĩnh Linh")


def test_what_is_not_known_of_the_sender_leaves_no_gap() -> None:
    text = letter(report("new"), sender=replace(LAN, person="", position="", phone="")).text
    assert "Đầu mối: Phòng Lao động - Thương binh và Xã hội.\n" in text
    text = letter(report("new"), sender=replace(LAN, position="")).text
    assert "Đầu mối: đ/c Lan, Phòng Lao động - Thương binh và Xã hội, điện thoại 0233 3820 123.\n" in text


def test_letters_are_nfc_whatever_they_are_made_of() -> None:
    item = report("coming", text=normalize("NFD", "Báo cáo định kỳ đợt tháng 12"), quote=normalize("NFD", QUOTE))
    sent = letter(item, to=Recipient((normalize("NFD", "UBND xã Vĩnh Chấp"),), "lower"))
    assert all(is_normalized("NFC", words) for words in (sent.subject, sent.text, sent.html))
    assert sent == letter(report("coming"))


def test_html_is_escaped_once_and_the_text_is_not() -> None:
    sent = letter(report("new", quote="Chỉ tiêu < 5% & > 3% <script>alert(1)</script>."), link=LINK + "?a=1&b=2")
    assert "<script>" not in sent.html
    assert "Chỉ tiêu &lt; 5% &amp; &gt; 3%" in sent.html
    assert "&amp;amp;" not in sent.html
    assert 'href="https://nhacviec.example.vn/x/Zm9vYmFy?a=1&amp;b=2"' in sent.html
    assert "Chỉ tiêu < 5% & > 3% <script>" in sent.text


def test_a_line_break_in_the_data_breaks_neither_subject_nor_line() -> None:
    sent = letter(report("coming", text="Báo cáo định kỳ\nBcc: a@b.vn đợt tháng 12"))
    assert "\n" not in sent.subject
    assert "Báo cáo định kỳ Bcc: a@b.vn đợt tháng 12: trước ngày" in sent.text


def test_the_page_is_one_column_for_small_screens_and_loads_nothing() -> None:
    page = letter(report("new"), report("coming"), ongoing()).html
    assert '<html lang="vi">' in page
    assert "max-width:600px" in page
    assert not re.search(r"<(img|link|script|iframe)\b|url\(|class=|flex", page)
    assert len(page.encode()) < 100_000


def test_a_letter_is_the_same_whenever_it_is_written() -> None:
    assert letter(report("after"), task("coming")) == letter(report("after"), task("coming"))


def test_the_invented_is_not_said() -> None:
    words = " ".join(both(letter(report("coming"))))
    assert not re.search(r"báo cáo (6 tháng|năm|quý)|biểu số liệu|bỏ lỡ|vi phạm|không báo cáo", words)
