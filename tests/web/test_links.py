"""A link's life on the page: handed over, expired and asked for again, guessed at; and the files behind it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from typing import Any

import httpx
import pytest

from engine.acts import withdraw
from engine.clock import moment
from engine.ledger.keys import derive
from engine.manage_links import Wanted, revoke
from tests.conftest import HUNG, MINH, PLAN, VINH_O, Office
from tests.web.conftest import Page, Site
from web.slowing import LONGEST, REMEMBERED, Guesses

MINH_MAIL, HUNG_MAIL = "minh@yte.example", "hung@vinhchap.example"
TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
LATER = "2025-12-08T09:00"


# Handing over


def handed(site: Site, path: str, **typed: str) -> str:
    """Hand a link over; return the path of the new one, as the page shows it."""
    answered = site.post(path, [], "hand_over", **typed)
    assert (answered.status_code, answered.headers["location"]) == (303, f"{path}/ket-qua")
    found = re.findall(r'<p class="link">http://127\.0\.0\.1:8765(/x/\S+)</p>', site.get(f"{path}/ket-qua").text)
    return str(found[0])


def test_the_new_link_stands_in_full_on_a_line_of_its_own_and_answers(site: Site) -> None:
    path = site.link(MINH_MAIL)
    new = handed(site, path, colleague="Lê Nam", colleague_position="công chức")
    assert new != path
    assert site.post(new, MINH, "received", name="Nam").status_code == 303
    assert site.log("received")[0].actor == "Nam"


def test_the_old_page_says_to_whom_and_when_and_shows_all_without_a_form(site: Site) -> None:
    path = site.link(MINH_MAIL)
    handed(site, path, colleague="Lê Nam", position="Phó Trưởng phòng")
    page = Page(site.get(path))
    said = "Trần Văn Minh (Phó Trưởng phòng) đã chuyển liên kết này cho Lê Nam lúc 09 giờ 00 ngày 04/11/2024"
    assert said in page.words
    assert "Báo cáo định kỳ đợt tháng 12" in page.words
    assert not page.all("form", "input", "button")


def test_who_is_not_named_is_another_colleague(site: Site) -> None:
    path = site.link(MINH_MAIL)
    handed(site, path)
    assert "đã chuyển liên kết này cho đồng chí khác trong đơn vị" in Page(site.get(path)).words


def test_handing_over_twice_is_one_link_and_one_event(site: Site) -> None:
    path = site.link(MINH_MAIL)
    first = handed(site, path, colleague="Lê Nam")
    once = site.everything()
    assert handed(site, path, colleague="Người khác") == first
    assert site.everything() == once
    (event,) = site.log("link_handed_over")
    assert json.loads(event.data)["colleague"] == "Lê Nam"
    assert path.rpartition("/")[2] not in event.data


def test_the_old_link_takes_no_answer_any_more(site: Site) -> None:
    path = site.link(MINH_MAIL)
    handed(site, path)
    answered = site.post(path, MINH, "received")
    assert answered.status_code == 410
    assert "đã chuyển liên kết này cho" in answered.text
    assert not site.log("received")


def test_after_a_change_of_secret_the_new_link_works_and_is_not_shown_again(site: Site) -> None:
    path = site.link(MINH_MAIL)
    new = handed(site, path)
    site.office.ledger.__dict__["keys"] = derive("another secret")
    assert "không hiển thị lại được" in site.get(f"{path}/ket-qua").text
    assert site.post(new, MINH, "received").status_code == 303


def test_a_hand_over_shows_on_both_pages_what_was_answered(site: Site) -> None:
    path = site.link(MINH_MAIL)
    site.post(path, MINH, "received")
    new = handed(site, path)
    assert "Đã tiếp nhận (Trần Văn Minh" in Page(site.get(new)).words
    assert "Đã chuyển liên kết" in Page(site.get(f"{path}/ket-qua")).words


# The whole list


def test_the_list_shows_all_of_the_agency_of_every_plan_and_leads_to_the_form(site: Site) -> None:
    other = PLAN.replace("id: binh-dang-gioi", "id: tre-em").replace("tháng 12", "trẻ em")
    site.office.apply("2024-11-02", site.office.plan(other))
    path = site.link(HUNG_MAIL)
    page = Page(site.get(f"{path}/danh-sach"))
    assert "Tổng số 02 nội dung" in page.words
    assert "Báo cáo định kỳ đợt trẻ em Thời hạn: trước ngày 10/12/2024" in page.words
    assert [a["href"] for a in page.all("a") if "#" in str(a["href"])] == [f"{path}#item-1"]
    assert not page.all("form", "input")


def test_hung_sees_on_his_list_nothing_of_minh_or_of_vinh_o(site: Site) -> None:
    site.post(site.link(MINH_MAIL), MINH, "received")
    text = site.get(f"{site.link(HUNG_MAIL)}/danh-sach").text
    assert [name for name in ("Phòng Y tế", "Trần Văn Minh", "Vĩnh Ô", VINH_O) if name in text] == []


def test_the_list_says_of_the_late_what_the_page_says(site: Site) -> None:
    site.office.run("2024-12-10T08:00")
    words = Page(site.at("2024-12-10T09:00").get(f"{site.link(HUNG_MAIL)}/danh-sach")).words
    assert "đã hết thời hạn, chưa ghi nhận được báo cáo" in words
    assert "quá hạn" not in words


def test_what_was_stopped_stands_on_the_list_and_leads_nowhere(site: Site) -> None:
    path = site.link(HUNG_MAIL)
    withdraw(site.office.ledger, [HUNG], site.now, "sáp nhập")
    page = Page(site.get(f"{path}/danh-sach"))
    assert "đã dừng theo dõi" in page.words
    assert not [a for a in page.all("a") if "#" in str(a["href"])]


# Files


def zip_bomb() -> bytes:
    """Ten megabytes of zeros in ten thousand bytes, which nobody shall unpack."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("0", b"\0" * 10_000_000)
    return packed.getvalue()


def sent(site: Site, name: str, content: bytes, kind: str = "application/pdf") -> httpx.Response:
    """Send a file along; return what its link hands out."""
    path = site.link(HUNG_MAIL)
    day = {"document_number": "1/BC", "document_date": "2024-11-04", "sent_date": "2024-11-04"}
    data: dict[str, Any] = {"item": HUNG, "action": "done", "name": "Hùng", **day}
    assert site.browser.post(path, data=data, files={"attachment": (name, content, kind)}).status_code == 303
    (link,) = re.findall(r'href="(/x/\S+/tep/[0-9a-f]{64})"', site.get(path).text)
    return site.get(link)


@pytest.mark.parametrize(
    ("name", "content", "kind", "called"),
    [
        ("báo cáo.pdf", b"%PDF-1.7", "application/pdf", "filename*=utf-8''b%C3%A1o%20c%C3%A1o.pdf"),
        ("../../x", b"up", "application/pdf", 'filename="x"'),
        ("C:\\Users\\Hung\\x.docx", b"word", "application/msword", 'filename="x.docx"'),
        ("x.pdf", b"<script>alert(1)</script>", "text/html", 'filename="x.pdf"'),
        ("a\u202efdp.exe", b"MZ", "application/pdf", 'filename="afdp.exe"'),
        ('a"; filename="b.exe', b"MZ", "application/pdf", "filename*=utf-8''"),
        ("x" * 3000 + ".pdf", b"long", "application/pdf", f'filename="{"x" * 120}.pdf"'),
        ("...", b"dots", "application/pdf", "filename*=utf-8''"),
        ("bomb.zip", zip_bomb(), "application/zip", 'filename="bomb.zip"'),
    ],
)
def test_a_file_is_handed_out_as_it_came_to_be_saved_and_never_shown(
    site: Site, name: str, content: bytes, kind: str, called: str
) -> None:
    found = sent(site, name, content, kind)
    assert found.content == content
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in found.headers["content-security-policy"]
    assert found.headers["content-disposition"].startswith("attachment; ")
    assert called in found.headers["content-disposition"] or name == "..."


def test_a_file_s_name_is_recorded_cleaned_beside_its_hash(site: Site) -> None:
    sent(site, "../Báo cáo\r\n tháng 12.pdf", b"%PDF")
    data = json.loads(site.log("done_reported")[0].data)
    assert data["attachment"] == hashlib.sha256(b"%PDF").hexdigest()
    assert "Báo cáo" in data["attachment_name"]
    assert not re.search(r"[/\\\r\n]", data["attachment_name"])


def test_nobody_fetches_a_file_through_another_letter_or_one_that_was_not_sent(site: Site) -> None:
    found = sent(site, "x.pdf", b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    (site.office.settings.home / "attachments" / ("0" * 64)).write_bytes(b"not recorded")
    assert found.status_code == 200
    for path in (f"{site.link(MINH_MAIL)}/tep/{digest}", f"{site.link(HUNG_MAIL)}/tep/{'0' * 64}"):
        assert site.get(path).status_code == 404


@pytest.mark.parametrize("name", ["%2e%2e%2fx", "..%2f..%2fsecret", "secret", "A" * 64, "0" * 5000])
def test_no_other_file_of_the_office_is_handed_out(site: Site, name: str) -> None:
    assert site.get(f"{site.link(HUNG_MAIL)}/tep/{name}").status_code in (404, 405)


def test_a_revoked_link_hands_out_no_file(site: Site) -> None:
    sent(site, "x.pdf", b"%PDF")
    path = f"{site.link(HUNG_MAIL)}/tep/{hashlib.sha256(b'%PDF').hexdigest()}"
    revoke(site.office.ledger, Wanted(contact=HUNG_MAIL), moment("2024-11-05"))
    assert site.at("2024-11-06").get(path).status_code == 410


# Expired


def test_an_expired_link_offers_a_fresh_one_and_the_next_delivery_brings_it(site: Site) -> None:
    path = site.at(LATER).link(MINH_MAIL)
    page = Page(site.get(path))
    (form,) = page.all("form")
    assert (form["action"], [field["name"] for field in page.all("input")]) == (
        f"{path}/lien-ket-moi",
        ["name", "website"],
    )
    asked = site.browser.post(f"{path}/lien-ket-moi", data={"name": "Minh"})
    assert (asked.status_code, asked.headers["location"]) == (303, f"{path}/lien-ket-moi")
    site.office.run("2025-12-08T10:00")
    fresh = site.link(MINH_MAIL)
    assert fresh != path
    assert site.get(fresh).status_code == 200


@pytest.mark.parametrize("kind", ["good", "expired", "revoked", "unknown", "settled"])
def test_who_asks_for_a_fresh_link_reads_the_same_whatever_it_was(site: Site, kind: str) -> None:
    path = "/x/" + "A" * 38 if kind == "unknown" else site.link(HUNG_MAIL)
    if kind == "revoked":
        revoke(site.office.ledger, Wanted(contact=HUNG_MAIL), site.now)
    if kind == "settled":
        site.post(path, HUNG, "nothing")
    if kind != "good":
        site.at(LATER)
    asked = site.browser.post(f"{path}/lien-ket-moi", data={"name": "Hùng"})
    assert (asked.status_code, asked.headers["location"], asked.text) == (303, f"{path}/lien-ket-moi", "")
    assert site.get(asked.headers["location"]).text == site.get("/x/B/lien-ket-moi").text
    assert len(site.log("link_renewed")) == (kind == "expired")


def test_nobody_is_sent_a_fresh_link_by_a_button_alone(site: Site) -> None:
    path, before = site.at(LATER).link(MINH_MAIL), site.everything()
    for data in ({}, {"name": ""}, {"name": "7"}, {"name": "Bot", "website": "x"}):
        site.browser.post(f"{path}/lien-ket-moi", data=data)
    assert site.everything() == before


def test_a_fresh_link_is_not_asked_for_from_another_site(site: Site) -> None:
    path = site.at(LATER).link(MINH_MAIL)
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert site.browser.post(f"{path}/lien-ket-moi", data={"name": "M"}, headers=headers).status_code == 403


# Guessing


def test_ten_thousand_wrong_links_are_slowed_down_and_a_good_one_is_not(site: Site) -> None:
    for number in range(200):
        assert site.get(f"/x/wrong-{number}").status_code == 404
    assert site.pauses == sorted(site.pauses)
    assert (site.pauses[0] < 0.2, site.pauses[-1]) == (True, LONGEST)
    waited = len(site.pauses)
    assert site.get(site.link(MINH_MAIL)).status_code == 200
    assert len(site.pauses) == waited


def test_a_slip_or_two_wait_for_nothing(site: Site) -> None:
    for _ in range(3):
        site.get("/x/abc")
    assert site.pauses == []


def test_who_was_wrong_long_ago_is_as_good_as_new() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    assert [guesses.wrong("10.0.0.1") for _ in range(10_000)][-1] == LONGEST
    now[0] = 601.0
    assert guesses.wrong("10.0.0.1") == 0


def test_guessing_from_many_addresses_takes_no_more_memory_than_it_may() -> None:
    guesses = Guesses(lambda: 0.0)
    for number in range(REMEMBERED * 2):
        guesses.wrong(f"address {number}")
    assert len(guesses) == REMEMBERED


def test_nothing_is_learnt_from_the_answer_to_a_wrong_link(site: Site) -> None:
    good = site.link(MINH_MAIL).rpartition("/")[2]
    other = site.link(HUNG_MAIL).rpartition("/")[2]
    wrong = [good[:-1], good + "A", good[::-1], good[:19] + other[19:], good.lower(), "A" * 38, "%00", "x" * 5000, "đ"]
    pages = {site.get(f"/x/{token}").text for token in wrong}
    headers = {tuple(sorted(site.get(f"/x/{token}").headers.items())) for token in wrong}
    assert (len(pages), len(headers)) == (1, 1)


def test_a_token_is_in_no_event_and_no_table(site: Site, office: Office) -> None:
    token = site.link(MINH_MAIL).rpartition("/")[2]
    handed(site, f"/x/{token}")
    kept = {name: rows for name, rows in site.everything().items() if name != "bodies"}  # the letter itself
    assert token not in str(kept)
