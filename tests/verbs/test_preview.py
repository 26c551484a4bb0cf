"""Any letter can be read before it leaves, in the office's own words, and reading it changes nothing."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.clock import moment
from engine.doctor import doctor
from engine.ledger.links import UnknownLinkError
from engine.ledger.unit import UnknownObligationError
from engine.letters.examples import READERS
from engine.letters.mistakes import TemplateError
from engine.open_link import open_link
from engine.preview import (
    KINDS,
    NothingLateError,
    NotOfObligationError,
    NotOfPlanError,
    Preview,
    UnknownLetterError,
    preview_examples,
    preview_of,
    preview_plan,
)
from tests.conftest import HUNG, MINH, PHU_NU, Office

TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
PLAN_ID = "binh-dang-gioi"
SOON, LATE = "2024-12-04T08:00", "2024-12-11T08:00"
OWN_SIDE = ("missing", "head", "alerts", "digest")
OF_AGENCIES = [kind for kind in KINDS if kind not in OWN_SIDE]
THANKS = "{% macro closing(letter, v) %}Thân ái cảm ơn./.{% endmacro %}\n"
BROKEN = "{# câu của cơ quan #}\n{% macro ask(letter, section, v) %}{{ lettr.now }}{% endmacro %}\n"
HOSTILE = {
    "a class is climbed": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "a class is printed": "{{ ''.__class__ }}",
    "globals are reached": "{{ letter.opening_plan.__func__.__globals__ }}",
    "a file is included": "{% include '/etc/passwd' %}",
    "a file is included from above": "{% include '../../../../etc/passwd' %}",
    "a module is imported": "{% import 'os' as os %}{{ os.system('true') }}",
}


def of(office: Office, obligation: str, at: str, kind: str | None = None) -> Preview:
    """Preview a letter about an obligation."""
    return preview_of(office.ledger, obligation, moment(at), kind)


def own(office: Office, file: str, text: str) -> Path:
    """Put a template of the office's own into its folder."""
    office.settings.templates.mkdir(parents=True, exist_ok=True)
    path = office.settings.templates / file
    path.write_text(text, encoding="utf-8")
    return path


def words(office: Office, kind: str = "reminder") -> str:
    """Every example of a kind, in one text."""
    return "\n".join(one.letter.text for one in preview_examples(office.settings, kind))


def everything(office: Office) -> list[str]:
    """Everything the ledger holds."""
    with office.ledger.engine.connect() as connection:
        return list(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]  # of SQLite


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_read_for_every_reader(office: Office, kind: str) -> None:
    found = preview_examples(office.settings, kind)
    assert [one.name for one in found] == (
        [kind] if kind in OWN_SIDE else [f"{kind}.{relation}" for relation in READERS]
    )
    for one in found:
        assert one.letter.kind == kind
        assert one.letter.subject
        assert "Kính gửi" in one.letter.text
        assert "<table" in one.letter.html


def test_all_of_them_can_be_read_at_once(office: Office) -> None:
    names = [one.name for one in preview_examples(office.settings)]
    assert len(names) == len(set(names)) == len(OF_AGENCIES) * len(READERS) + len(OWN_SIDE)


@pytest.mark.parametrize(
    ("obligation", "at", "kind"),
    [(MINH, SOON, "reminder"), (MINH, LATE, "urging"), (TASK, SOON, "notice"), (PHU_NU, LATE, "reminder")],
)
def test_an_obligation_is_told_of_as_it_stands(office: Office, obligation: str, at: str, kind: str) -> None:
    office.apply()
    found = of(office, obligation, at)
    assert found.name == kind
    assert found.letter.kind == kind
    assert "Kế hoạch số 58/KH-UBND ngày 30/10/2024 của UBND huyện Vĩnh Linh" in found.letter.text


def test_what_is_done_is_told_as_recorded(office: Office) -> None:
    office.apply()
    office.answer("2024-12-05T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-05")
    found = of(office, MINH, "2024-12-06T08:00")
    assert found.name == "recorded"
    assert "Đã ghi nhận văn bản số 45/BC-PYT" in found.letter.text


@pytest.mark.parametrize("kind", [*OF_AGENCIES, "head"])
def test_an_obligation_can_be_told_of_in_every_letter_to_an_agency(office: Office, kind: str) -> None:
    office.apply()
    found = of(office, HUNG, LATE, kind)
    assert found.letter.kind == kind
    assert "UBND xã" in found.letter.text


def test_a_preview_s_link_opens_nothing(office: Office) -> None:
    office.apply()
    token = of(office, MINH, SOON).letter.text.partition("/x/")[2].partition("\n")[0]
    assert token
    with pytest.raises(UnknownLinkError):
        open_link(office.ledger, token, moment(SOON))


@pytest.mark.parametrize("kind", ["missing", "alerts", "digest"])
def test_a_letter_about_many_is_not_of_one_obligation(office: Office, kind: str) -> None:
    office.apply()
    with pytest.raises(NotOfObligationError):
        of(office, MINH, LATE, kind)


def test_an_unknown_obligation_is_named(office: Office) -> None:
    office.apply()
    with pytest.raises(UnknownObligationError, match="Không có đầu việc “khong-co”"):
        of(office, "khong-co", LATE)


def test_a_plan_is_told_of_to_our_own_side(office: Office) -> None:
    office.apply()
    missing = preview_plan(office.ledger, PLAN_ID, moment(LATE), "missing").letter.text
    assert "chưa ghi nhận 03 đơn vị: Phòng Y tế, UBND xã Vĩnh Chấp, UBND xã Vĩnh Ô." in missing
    alerts = preview_plan(office.ledger, PLAN_ID, moment(LATE), "alerts").letter.text
    assert alerts.count("CHƯA GHI NHẬN") == 3
    assert alerts.count("Tin nhắn để chép") == 3


def test_before_anything_is_late_there_is_no_letter_about_the_late(office: Office) -> None:
    office.apply()
    with pytest.raises(NothingLateError):
        preview_plan(office.ledger, PLAN_ID, moment(SOON), "missing")


@pytest.mark.parametrize("kind", ["reminder", "head", "digest"])
def test_only_letters_about_a_plan_are_of_a_plan(office: Office, kind: str) -> None:
    office.apply()
    with pytest.raises(NotOfPlanError):
        preview_plan(office.ledger, PLAN_ID, moment(LATE), kind)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("remindr", "Không có loại thư “remindr”. Có phải là “reminder”?"), ("xyz", "Các loại: correction, extended")],
)
def test_an_unknown_kind_is_answered_with_the_known_ones(office: Office, kind: str, said: str) -> None:
    with pytest.raises(UnknownLetterError) as refused:
        preview_examples(office.settings, kind)
    assert said in refused.value.message


def test_a_preview_records_nothing_and_sends_nothing(office: Office) -> None:
    office.apply()
    office.run("2024-11-04T08:00")
    before = everything(office), sorted(office.settings.mailbox.rglob("*"))
    for kind in (*OF_AGENCIES, "head"):
        of(office, MINH, LATE, kind)
    for kind in ("missing", "alerts"):
        preview_plan(office.ledger, PLAN_ID, moment(LATE), kind)
    preview_examples(office.settings)
    assert (everything(office), sorted(office.settings.mailbox.rglob("*"))) == before


def test_an_office_s_own_sentence_replaces_ours_and_the_others_stay(office: Office) -> None:
    office.apply()
    own(office, "letter.j2", THANKS)
    for text in (words(office), of(office, MINH, SOON).letter.text):
        assert "Thân ái cảm ơn./." in text
        assert "Trân trọng" not in text.replace("trân trọng", "")
        assert "không thay thế văn bản hành chính" in text
    assert "Thân ái" not in words(office, "notice")  # which has a closing of its own


def test_a_changed_template_counts_at_once(office: Office) -> None:
    own(office, "letter.j2", THANKS)
    assert "Thân ái" in words(office)
    own(office, "letter.j2", THANKS.replace("Thân ái", "Chân thành"))
    assert "Chân thành" in words(office)
    (office.settings.templates / "letter.j2").unlink()
    assert "Chân thành" not in words(office)


def test_a_broken_template_is_named_with_its_file_and_line(office: Office) -> None:
    office.apply()
    path = own(office, "coming.j2", BROKEN)
    for look in (lambda: preview_examples(office.settings), lambda: of(office, MINH, SOON)):
        with pytest.raises(TemplateError) as refused:
            look()
        assert (refused.value.problem.file, refused.value.problem.line) == (str(path), 2)
        assert "không có “lettr”; tên gần nhất là “letter”" in str(refused.value)
    (found,) = [one for one in doctor(office.ledger, moment(SOON)) if one.code == "template"]
    assert f"{path}:2" in found.what
    assert "xóa tệp" in found.remedy


def test_a_template_that_cannot_be_read_is_named_too(office: Office) -> None:
    path = own(office, "coming.j2", "{% macro ask(letter, section, v) %}\nĐề nghị {{ v.you\n{% endmacro %}\n")
    with pytest.raises(TemplateError, match="cú pháp mẫu chưa đúng") as refused:
        preview_examples(office.settings, "reminder")
    assert refused.value.problem.file == str(path)


def test_no_letter_is_lost_for_a_broken_template(office: Office) -> None:
    own(office, "new.j2", BROKEN)
    office.apply()
    assert office.run("2024-11-04T08:00").delivered == len(office.letters("sent"))
    assert {row.kind for row in office.letters("sent")} == {"notice"}
    assert "Nơi nhận báo cáo: UBND huyện Vĩnh Linh (qua Phòng" in office.letters("sent")[0].text


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_template_reads_nothing_and_breaks_nothing(office: Office, attack: str) -> None:
    path = own(office, "letter.j2", f"{{% macro closing(letter, v) %}}{HOSTILE[attack]}{{% endmacro %}}")
    with pytest.raises(TemplateError) as refused:
        preview_examples(office.settings, "reminder")
    assert refused.value.problem.file == str(path)
    assert "root:" not in str(refused.value)
    office.apply()
    office.run("2024-11-04T08:00")
    for row in office.letters():
        assert "root:" not in row.text
        assert "__class__" not in row.text
        assert "<class" not in row.text


def test_a_template_cannot_change_what_the_letter_is_made_of(office: Office) -> None:
    own(office, "letter.j2", "{% macro closing(letter, v) %}{{ letter.__dict__.clear() }}{% endmacro %}")
    with pytest.raises(TemplateError, match="mẫu thư chỉ được dùng các giá trị của thư"):
        preview_examples(office.settings, "reminder")


def test_with_links_off_every_letter_is_complete_without_one(new_office: Callable[..., Office]) -> None:
    office = new_office(links=False)
    office.apply()
    found = preview_examples(office.settings)
    found += [of(office, MINH, LATE, kind) for kind in OF_AGENCIES if kind != "renewed"]
    for one in found:
        sent = one.letter
        assert "http" not in sent.text + sent.html
        assert "hoặc tại" not in sent.text
        assert "trả lời" in sent.text or sent.kind in OWN_SIDE
        if sent.kind != "renewed":  # which is only ever sent where there are links
            assert "liên kết" not in sent.text


def test_a_rehearsal_says_so_and_goes_to_lan(new_office: Callable[..., Office]) -> None:
    office = new_office(mail_redirect="lan@ldtbxh.example", mail_from="Phòng <phong@ldtbxh.example>")
    office.apply()
    office.run("2024-11-04T08:00")
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in office.settings.mailbox.rglob("*.eml")
    ]
    named: set[str] = set()
    for mail in mails:
        assert mail["To"] == "lan@ldtbxh.example"
        assert mail["Subject"].startswith("[TẬP DƯỢT] ")
        for kind in ("plain", "html"):
            body = mail.get_body((kind,))
            assert body is not None
            named |= set(re.findall(r"TẬP DƯỢT: thư này lẽ ra gửi tới (\S+@\S+)\.", body.get_content()))
    assert {"minh@yte.example", "hung@vinhchap.example"} <= named
    assert "TẬP DƯỢT" not in words(office)  # a preview goes to nobody
    assert any(one.code == "redirect" for one in doctor(office.ledger, moment(SOON)))
