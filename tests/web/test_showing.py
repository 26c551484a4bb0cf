"""What the page shows: all of the letter, in the words for its reader; and that looking is only looking."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from unicodedata import is_normalized

import pytest

from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, Office
from tests.web.conftest import OPENED, Page, Site

TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
Opens = Callable[[Office], Site]


def test_a_thousand_looks_change_nothing(site: Site) -> None:
    path = site.link("minh@yte.example")
    before = site.everything()
    for _ in range(250):
        assert site.get(path).status_code == 200
        assert site.browser.head(path).status_code == 200
        assert site.get(f"{path}/ket-qua").status_code == 200
        assert site.browser.head(f"{path}/ket-qua").status_code == 200
    assert site.everything() == before


def test_the_page_says_what_is_asked_by_when_and_on_what_ground(site: Site) -> None:
    words = Page(site.get(site.link("hung@vinhchap.example"))).words
    assert "Kính gửi: UBND xã Vĩnh Chấp" in words
    assert "Báo cáo định kỳ đợt tháng 12" in words
    assert "trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)" in words
    assert "mục V: “Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện”" in words
    assert "Kế hoạch số 58/KH-UBND ngày 30/10/2024 của UBND huyện Vĩnh Linh" in words
    assert "UBND huyện Vĩnh Linh (qua Phòng Lao động - Thương binh và Xã hội)" in words
    assert "chưa đến hạn" in words


def test_the_page_says_whom_to_call_and_that_nobody_needs_it(site: Site) -> None:
    words = Page(site.get(site.link("minh@yte.example"))).words
    assert "đ/c Lan, chuyên viên Phòng Lao động - Thương binh và Xã hội , điện thoại 0233 000 0000" in words.replace(
        "hội,", "hội ,"
    )
    assert (
        "Không bắt buộc dùng trang này: có thể trả lời thư hoặc gửi qua "
        "Hệ thống quản lý văn bản và điều hành như thường lệ."
    ) in words


def test_one_alone_is_ticked_several_are_not(site: Site) -> None:
    assert Page(site.get(site.link("hung@vinhchap.example"))).boxes() == {HUNG: True}
    assert Page(site.get(site.link("minh@yte.example"))).boxes() == {MINH: False, TASK: False}


def test_work_without_a_limit_stands_after_reports(site: Site) -> None:
    words = Page(site.get(site.link("minh@yte.example"))).words
    places = [words.index(w) for w in ("đợt tháng 12", "Nhiệm vụ không ấn định thời hạn", "Đẩy mạnh tuyên truyền")]
    assert places == sorted(places)


def test_nobody_is_named_before_they_name_themselves(site: Site) -> None:
    for path in (site.link("minh@yte.example"), site.link("hung@vinhchap.example")):
        typed = Page(site.get(path)).typed()
        assert set(typed.values()) == {"", None}


def test_five_answers_and_handing_over_are_offered(site: Site) -> None:
    page = Page(site.get(site.link("minh@yte.example")))
    actions = [field["value"] for field in page.all("input") if field.get("name") == "action"]
    assert actions == ["received", "done", "nothing", "extend", "not_ours", "hand_over"]


def test_an_agency_never_reads_qua_han_of_itself(site: Site) -> None:
    site.office.run("2024-12-10T08:00")
    path = site.at("2024-12-10T09:00").link("hung@vinhchap.example")
    words = Page(site.get(path)).words
    assert "đã hết thời hạn, chưa ghi nhận được báo cáo" in words
    site.done(path, HUNG, "2024-12-10")
    late = Page(site.get(path)).words
    assert "hoàn thành sau thời hạn" in late
    assert "quá hạn" not in words + late


def test_whom_we_only_ask_reads_of_no_limit(site: Site) -> None:
    path = site.link("vanphong@phunu.example")
    assert "Xin gửi: trước ngày 10/12/2024" in Page(site.get(path)).words
    asked = Page(site.at("2024-12-12").get(path)).words
    answers = [Page(site.get(_posted(site, path, action))).words for action in ("received", "extend", "done")]
    for words in (asked, *answers):
        assert not re.search("thời hạn|hết hạn|quá hạn|đúng hạn|nhiệm vụ được giao", words, re.IGNORECASE)
    assert "Đã đề nghị gửi: trước ngày 10/12/2024" in asked


def _posted(site: Site, path: str, action: str) -> str:
    dates = {"document_number": "3/HPN", "document_date": "2024-12-11", "sent_date": "2024-12-11"}
    answered = site.post(path, PHU_NU, action, until="2024-12-20", reason="Chờ số liệu", **dates)
    assert answered.status_code == 303
    return str(answered.headers["location"])


def test_a_last_day_on_a_sunday_is_said_and_does_not_move(office: Office, site_of: Opens) -> None:
    office.apply(plan=office.plan(PLAN.replace("2024-12-10", "2024-12-09")))
    office.run(OPENED)
    site = site_of(office)
    words = Page(site.get(site.link("hung@vinhchap.example"))).words
    note = "Lưu ý: ngày 08/12/2024 là Chủ nhật; thời hạn không tự chuyển sang ngày làm việc tiếp theo."
    assert note in words


def test_two_agencies_behind_one_address_are_told_apart(office: Office, site_of: Opens) -> None:
    shared = DIRECTORY.replace("vanthu@vinho.example", "hung@vinhchap.example")
    office.apply(plan=office.plan(directory=shared))
    office.run(OPENED)
    site = site_of(office)
    page = Page(site.get(site.link("hung@vinhchap.example")))
    assert len(page.boxes()) == 2
    assert page.words.count("UBND xã Vĩnh Ô") == 2  # once among those addressed, once at its report


def test_a_stopped_obligation_is_shown_and_cannot_be_ticked(site: Site) -> None:
    from engine.acts import withdraw

    path = site.link("hung@vinhchap.example")
    withdraw(site.office.ledger, [HUNG], site.now, "sáp nhập")
    page = Page(site.get(path))
    assert page.boxes() == {}
    assert "đã dừng theo dõi, không cần phản hồi" in page.words
    assert not page.all("button")


@pytest.mark.parametrize("path", ["/healthz", "/", "/x/abc", "/x/abc/ket-qua", "/robots.txt"])
def test_every_page_keeps_its_address_to_itself(site: Site, path: str) -> None:
    _guarded(site.get(path).headers)
    _guarded(site.get(site.link("minh@yte.example")).headers)
    _guarded(site.post(site.link("minh@yte.example"), MINH, "received").headers)


def _guarded(headers: object) -> None:
    got = dict(headers)  # type: ignore[call-overload]
    assert got["x-content-type-options"] == "nosniff"
    assert got["referrer-policy"] == "same-origin"
    assert got["cache-control"] == "no-store"
    assert got["x-robots-tag"] == "noindex"
    assert "set-cookie" not in got
    for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in got["content-security-policy"]


def test_no_script_nothing_remote_and_only_the_style_that_is_allowed(site: Site) -> None:
    response = site.get(site.link("minh@yte.example"))
    page = Page(response)
    assert not page.all("script", "link", "img", "iframe", "object")
    assert not [attributes for _, attributes in page.tags if "style" in attributes]
    style = re.findall("<style>(.*?)</style>", response.text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in response.headers["content-security-policy"]
    assert "url(" not in style
    assert "@import" not in style


def test_every_field_has_a_label_and_every_reference_an_end(site: Site) -> None:
    path = site.link("minh@yte.example")
    for response in (site.get(path), site.post(path, [], "done", name=""), site.post(path, [], "extend", until="x")):
        page = Page(response)
        ids = [str(attributes["id"]) for _, attributes in page.tags if "id" in attributes]
        labelled = {label["for"] for label in page.all("label")}
        assert len(ids) == len(set(ids))
        assert all(field["id"] in labelled for field in page.all("input", "textarea"))
        assert _references(page) <= set(ids)


def _references(page: Page) -> set[str]:
    described = {one for _, a in page.tags for one in str(a.get("aria-describedby", "")).split()}
    anchors = {str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")}
    return described | anchors


def test_words_are_composed_and_the_page_says_its_language(site: Site) -> None:
    response = site.get(site.link("minh@yte.example"))
    assert is_normalized("NFC", response.text)
    assert '<html lang="vi">' in response.text


def test_health_is_two_letters_and_any_other_address_a_calm_page(site: Site) -> None:
    assert site.get("/healthz").text == "ok"
    nowhere = site.get("/wp-login.php")
    assert nowhere.status_code == 404
    assert "Không có trang này" in nowhere.text
    assert site.browser.put(site.link("minh@yte.example")).status_code == 405
