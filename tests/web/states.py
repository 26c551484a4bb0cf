"""Every state of the page, each made as it comes about; the golden files and the browser go through all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.acts import extend, reassign, withdraw
from engine.manage_links import Wanted, revoke
from tests.conftest import HUNG, MINH, PHU_NU
from tests.web.conftest import Site

MINH_MAIL, HUNG_MAIL, PHU_NU_MAIL = "minh@yte.example", "hung@vinhchap.example", "vanphong@phunu.example"
EARLY, LATE, A_YEAR_ON = "2024-11-04T09:00", "2024-12-11T09:00", "2025-12-08T09:00"
RESULT, LIST, FRESH, ENGLISH = "/ket-qua", "/danh-sach", "/lien-ket-moi", "?lang=en"
TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
Happening = Callable[[Site, str], object]


@dataclass(frozen=True)
class State:
    """A page: what has happened behind whose link, when it is opened, and what is typed before its form is sent.

    `typed` is None where the page is only opened; nobody's link is one that was never sent.
    """

    whose: str = HUNG_MAIL
    happened: Happening = lambda site, path: None
    below: str = ""
    at: str = EARLY
    typed: Mapping[str, str] | None = None

    def path(self, site: Site) -> str:
        """Let everything happen; return the address to open."""
        link = site.at(self.at).link(self.whose) if self.whose else "/x/khong-co-lien-ket-nay"
        self.happened(site, link)
        return link + self.below


def answered(action: str, *items: str, **typed: str) -> Happening:
    """Send an answer as Trần Văn Minh, who gives his position."""
    said = {"position": "Phó Trưởng phòng", **typed}
    return lambda site, path: site.post(path, list(items), action, **said)


def done(item: str, sent: str) -> Happening:
    """Say that a report was sent on a day, with the file."""

    def act(site: Site, path: str) -> None:
        document = {"document_number": "45/BC-UBND", "document_date": sent, "sent_date": sent}
        data = {"item": item, "action": "done", "name": "Nguyễn Thị Hùng", "position": "công chức", **document}
        site.browser.post(path, data=data, files={"attachment": ("Báo cáo tháng 12.pdf", b"%PDF-1.7")})

    return act


def returned(site: Site, path: str) -> None:
    """Send a report that Lan asks to complete."""
    done(HUNG, "2024-11-04")(site, path)
    site.office.give_back("2024-11-04T10:00", HUNG)


def more_time(site: Site, path: str) -> None:
    """Grant more time."""
    extend(site.office.ledger, [HUNG], site.now, dt.date(2024, 12, 20), "Công văn 12/UBND-VP")


def given_away(site: Site, path: str) -> None:
    """Give Hùng's report to Minh's agency."""
    reassign(site.office.ledger, [HUNG], site.now, "phong-y-te", "Công văn 15/UBND-VP")


EXTEND = {"until": "20/12/2024", "reason": "Chờ số liệu của các thôn"}
NOT_OURS = {"reason": "Nội dung đã bàn giao cho UBND xã Vĩnh Ô"}
HAND_OVER = {"colleague": "Lê Thị Nam", "colleague_position": "công chức văn hóa - xã hội"}
HANDED = answered("hand_over", **HAND_OVER)
REVOKED: Happening = lambda site, path: revoke(site.office.ledger, Wanted(contact=HUNG_MAIL), site.now)  # noqa: E731
STATES: dict[str, State] = {
    "mot-noi-dung": State(),
    "nhieu-noi-dung": State(MINH_MAIL),
    "de-nghi-phoi-hop": State(PHU_NU_MAIL),
    "de-nghi-phoi-hop-sau-ngay": State(PHU_NU_MAIL, at=LATE),
    "het-thoi-han": State(happened=lambda site, path: site.office.run("2024-12-10T08:00"), at=LATE),
    "da-phan-hoi": State(MINH_MAIL, answered("received", MINH, TASK)),
    "de-nghi-bo-sung": State(happened=returned, at="2024-11-04T10:00"),
    "da-gia-han": State(happened=more_time),
    "da-dung": State(happened=lambda site, path: withdraw(site.office.ledger, [HUNG], site.now, "sáp nhập")),
    "don-vi-khac-lam": State(happened=given_away),
    "lien-ket-da-chuyen": State(MINH_MAIL, HANDED),
    "sai-moi-o": State(MINH_MAIL, typed={}),
    "sai-da-gui": State(typed={"action": "done", "document_date": "31/02/2024"}),
    "sai-gia-han": State(typed={"action": "extend", "until": "01/11/2024", "name": "Hùng"}),
    "sai-xem-xet-lai": State(PHU_NU_MAIL, typed={"action": "not_ours"}),
    "sai-chuyen": State(typed={"action": "hand_over", "colleague": "12", "name": "Hùng"}),
    "bien-nhan-chua-co": State(below=RESULT),
    "bien-nhan-tiep-nhan": State(happened=answered("received", HUNG), below=RESULT),
    "bien-nhan-tiep-nhan-nhieu": State(MINH_MAIL, answered("received", MINH, TASK), RESULT),
    "bien-nhan-tiep-nhan-phoi-hop": State(PHU_NU_MAIL, answered("received", PHU_NU), RESULT),
    "bien-nhan-da-gui": State(happened=done(HUNG, "2024-11-04"), below=RESULT),
    "bien-nhan-da-gui-cho-xac-nhan": State(happened=done(HUNG, "2024-12-09"), below=RESULT, at=LATE),
    "bien-nhan-khong-phat-sinh": State(happened=answered("nothing", HUNG), below=RESULT),
    "bien-nhan-gia-han": State(happened=answered("extend", HUNG, **EXTEND), below=RESULT),
    "bien-nhan-xem-xet-lai": State(happened=answered("not_ours", HUNG, **NOT_OURS), below=RESULT),
    "bien-nhan-chuyen": State(MINH_MAIL, HANDED, RESULT),
    "danh-sach": State(MINH_MAIL, below=LIST),
    "het-hieu-luc": State(at=A_YEAR_ON),
    "het-hieu-luc-thieu-ten": State(at=A_YEAR_ON, typed={}),
    "da-thu-hoi": State(happened=REVOKED),
    "khong-dung": State(""),
    "xin-lien-ket-moi": State("", below=FRESH),
    "tieng-anh": State(MINH_MAIL, below=ENGLISH),
    "tieng-anh-sai": State(MINH_MAIL, below=ENGLISH, typed={"action": "done"}),
    "tieng-anh-bien-nhan": State(happened=answered("extend", HUNG, **EXTEND), below=RESULT + ENGLISH),
    "tieng-anh-danh-sach": State(MINH_MAIL, below=LIST + ENGLISH),
    "tieng-anh-het-hieu-luc": State(below=ENGLISH, at=A_YEAR_ON),
}
