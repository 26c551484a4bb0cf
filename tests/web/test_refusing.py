"""What is not an answer: a robot, another site, a gap in the form, somebody else's obligation, a dead link."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from engine.acts import withdraw
from engine.ledger.connection import writing
from engine.ledger.tables import links
from engine.links import sign
from tests.conftest import HUNG, MINH, Office
from tests.web.conftest import Page, Site

DONE = {"document_number": "45/BC", "document_date": "2024-11-01", "sent_date": "2024-11-01"}


def test_a_filled_decoy_records_nothing_and_shows_the_plain_page(site: Site) -> None:
    path, before = site.link("minh@yte.example"), site.everything()
    answered = site.post(path, MINH, "received", website="https://example.com")
    assert (answered.status_code, answered.headers["location"]) == (303, path)
    assert site.everything() == before


def test_the_decoy_is_out_of_the_way_of_people(site: Site) -> None:
    page = Page(site.get(site.link("minh@yte.example")))
    [decoy] = [field for field in page.all("input") if field.get("name") == "website"]
    assert (decoy["tabindex"], decoy["autocomplete"]) == ("-1", "off")
    assert {"class": "apart", "aria-hidden": "true"} in page.all("div")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_post_of_another_site_is_refused(site: Site, headers: dict[str, str]) -> None:
    path, before = site.link("minh@yte.example"), site.everything()
    data = {"item": MINH, "action": "received", "name": "Minh"}
    answered = site.browser.post(path, data=data, headers=headers)
    assert answered.status_code == 403
    assert "gửi từ một trang khác" in answered.text
    assert site.everything() == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://testserver"},  # behind a proxy that ends TLS
        {"Origin": "http://127.0.0.1:8765"},  # what links start with
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_post_of_our_own_page_is_taken(site: Site, headers: dict[str, str]) -> None:
    data = {"item": MINH, "action": "received", "name": "Minh"}
    assert site.browser.post(site.link("minh@yte.example"), data=data, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"action": ""}, ["action"]),
        ({"action": "dance"}, ["action"]),
        ({"action": "hand_over", "name": ""}, ["name"]),
        ({"action": "hand_over", "colleague": "12"}, ["colleague"]),
        ({"action": "hand_over", "colleague_position": "x" * 121}, ["colleague_position"]),
        ({"action": "received", "name": " \u200b "}, ["name"]),
        ({"action": "received", "name": "123"}, ["name"]),
        ({"action": "received", "name": "M" * 121}, ["name"]),
        ({"action": "done"}, ["document_number", "document_date", "sent_date"]),
        ({"action": "done", **DONE, "sent_date": "31/02/2024"}, ["sent_date"]),
        ({"action": "done", **DONE, "sent_date": "09/12/24"}, ["sent_date"]),
        ({"action": "done", **DONE, "document_date": "0024-12-09"}, ["document_date"]),
        ({"action": "done", **DONE, "sent_date": "2024-11-05"}, ["sent_date"]),  # tomorrow
        ({"action": "done", **DONE, "document_date": "2024-11-04"}, ["sent_date"]),  # sent before it was signed
        ({"action": "extend"}, ["until", "reason"]),
        ({"action": "extend", "reason": "Mưa lũ", "until": "2024-11-04"}, ["until"]),  # today
        ({"action": "not_ours"}, ["reason"]),
        ({"action": "not_ours", "reason": "x" * 2001}, ["reason"]),
    ],
)
def test_a_gap_is_named_and_what_was_typed_is_kept(site: Site, typed: dict[str, str], wrong: list[str]) -> None:
    path, before = site.link("minh@yte.example"), site.everything()
    given = {"name": "Trần Văn Minh", "position": "chuyên viên", **typed}
    answered = site.post(path, MINH, **given)
    page = Page(answered)
    assert answered.status_code == 422
    assert page.wrong() == wrong
    assert page.boxes()[MINH]
    assert _kept(page, given)
    assert site.everything() == before


def _kept(page: Page, given: dict[str, str]) -> bool:
    known = page.typed()
    visible = {key: value for key, value in given.items() if key in known and key not in ("action", "name")}
    action = given["action"] if given["action"] in ("received", "done", "extend", "not_ours", "hand_over") else None
    return known["action"] == action and all(known[key] == value for key, value in visible.items())


def test_the_mistakes_are_gathered_on_top_with_ways_to_them(site: Site) -> None:
    page = Page(site.post(site.link("minh@yte.example"), [], "done", name=""))
    ways = [str(a["href"]) for a in page.all("a") if str(a["href"]).startswith("#")]
    assert ways == ["#item-1", "#document_number", "#document_date", "#sent_date", "#name"]
    assert page.words.startswith("Cần bổ sung: ")


def test_no_box_ticked_is_asked_for(site: Site) -> None:
    answered = site.post(site.link("minh@yte.example"), [], "received")
    assert answered.status_code == 422
    assert Page(answered).wrong() == ["item"]


@pytest.mark.parametrize("items", [[HUNG], [MINH, HUNG], ["no/such/thing/-"], ["\udcff"]])
def test_nobody_answers_for_what_is_not_in_their_letter(site: Site, items: list[str]) -> None:
    path, before = site.link("minh@yte.example"), site.everything()
    body = "&".join(f"item={item.encode('utf-8', 'replace').decode()}" for item in items) + "&action=received&name=Minh"
    answered = site.browser.post(path, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answered.status_code == 422
    assert Page(answered).wrong() == ["item"]
    assert site.everything() == before


def test_hung_sees_nothing_of_minh(site: Site) -> None:
    site.post(site.link("minh@yte.example"), MINH, "received")
    path = site.link("hung@vinhchap.example")
    for page in (site.get(path), site.get(f"{path}/ket-qua"), site.post(path, MINH, "received", name="Hùng")):
        assert "Phòng Y tế" not in page.text
        assert "Trần Văn Minh" not in page.text


def test_one_stopped_among_several_records_none(site: Site) -> None:
    path = site.link("minh@yte.example")
    withdraw(site.office.ledger, [MINH], site.now, "điều chỉnh kế hoạch")
    answered = site.post(path, [MINH, "binh-dang-gioi/tuyen-truyen/phong-y-te/-"], "received")
    assert answered.status_code == 422
    assert not site.log("received")


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("token", ["abc", "%00", "đường", "A" * 5000, "..", "IDElYnTJyM98W6QNaeDL16gjQPIMYRkxIwCj5A"])
def test_an_unknown_link_is_a_page_that_says_whom_to_call(site: Site, token: str, method: str) -> None:
    answered = getattr(site.browser, method)(f"/x/{token}")
    assert answered.status_code == 404
    if method == "get" and token == "abc":
        assert 'điện thoại <a href="tel:02330000000">0233 000 0000</a>' in answered.text


def test_a_genuine_token_of_no_letter_is_unknown(site: Site) -> None:
    token = sign("00" * 12, site.office.ledger.keys.links)
    assert site.get(f"/x/{token}").status_code == 404


def test_a_link_of_a_ledger_without_plans_is_unknown_too(office: Office, site_of: Callable[[Office], Site]) -> None:
    answered = site_of(office).get("/x/abc")
    assert answered.status_code == 404
    assert "ghi ở cuối thư" in answered.text
    assert not office.settings.home.exists()


@pytest.mark.parametrize("suffix", ["", "/", "/ket-qua"])
@pytest.mark.parametrize("dead", ["revoked", "expired"])
def test_a_dead_link_is_gone_and_says_whom_to_call(site: Site, dead: str, suffix: str) -> None:
    path = site.link("minh@yte.example")
    if dead == "revoked":
        _revoke_all(site)
    else:
        site.at("2026-06-01")
    answered = site.get(path + suffix)
    assert answered.status_code == 410
    assert "đ/c Lan" in answered.text
    assert site.post(path, MINH, "received").status_code == 410
    assert not site.log("received")


def _revoke_all(site: Site) -> None:
    with writing(site.office.ledger.engine) as connection:
        connection.execute(links.update().values(revoked_at=site.now))
        connection.commit()


def test_a_file_over_20_megabytes_is_refused_beside_its_field(site: Site) -> None:
    answered = _with_file(site, 20 * 1024 * 1024 + 1)
    assert answered.status_code == 422
    assert Page(answered).wrong() == ["attachment"]


def test_an_empty_file_is_refused_beside_its_field(site: Site) -> None:
    assert Page(_with_file(site, 0)).wrong() == ["attachment"]


def test_after_another_mistake_the_file_must_be_chosen_again_and_the_page_says_so(site: Site) -> None:
    assert "Tệp kèm theo cần chọn lại." in _with_file(site, 10, name="").text
    assert not (site.office.settings.home / "attachments").exists()


def test_a_body_over_21_megabytes_is_a_page_that_says_so(site: Site) -> None:
    answered = _with_file(site, 22 * 1024 * 1024)
    assert answered.status_code == 413
    assert "không quá 20 MB" in answered.text
    assert not site.log("done_reported")


def _with_file(site: Site, size: int, **typed: str) -> Any:
    data = {"item": MINH, "action": "done", "name": "Minh", **DONE, **typed}
    return site.browser.post(site.link("minh@yte.example"), data=data, files={"attachment": ("a.pdf", b"x" * size)})


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{}", "application/json", 422),
        ("", "application/x-www-form-urlencoded", 422),
        ("x", "multipart/form-data", 400),
        ("x", "multipart/form-data; boundary=y", 400),
        ("name=" + "a" * 100_000, "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_is_no_form_is_refused_calmly(site: Site, content: str, kind: str, status: int) -> None:
    answered = site.browser.post(site.link("minh@yte.example"), content=content, headers={"Content-Type": kind})
    assert answered.status_code == status
    assert '<html lang="vi">' in answered.text


def test_a_database_in_trouble_is_one_calm_sentence(site: Site) -> None:
    path, file = site.link("minh@yte.example"), site.office.ledger.file
    site.office.ledger.engine.dispose()
    assert file is not None
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        (file.parent / name).write_bytes(b"not a database at all" * 500)
    for answered in (site.get(path), site.post(path, MINH, "received")):
        assert answered.status_code == 503
        assert "Chưa có gì mới được ghi nhận; xin thử lại sau ít phút." in answered.text
        assert "PHANCONG" not in answered.text


def test_what_nobody_foresaw_is_a_calm_page_and_a_log_without_the_token(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    path = site.link("minh@yte.example")
    token = path.rpartition("/")[2]

    def broken() -> Any:
        raise RuntimeError(f"no clock for {path}")

    site.__class__ = type("Broken", (Site,), {"now": property(lambda _: broken())})
    with caplog.at_level(logging.DEBUG):
        answered = site.get(path)
    assert answered.status_code == 500
    assert "Traceback" not in answered.text
    assert "default-src 'none'" in answered.headers["content-security-policy"]
    ours = [record for record in caplog.records if record.name == "phancong.web"]
    assert "RuntimeError: no clock for /x/[token]" in ours[0].getMessage()
    assert all(token not in record.getMessage() for record in ours)
