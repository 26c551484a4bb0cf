"""Which documents of a register answer what is owed. A report that might be another's is shown, never proposed.

A document is proposed for an obligation when all of this holds: its sender is that agency and no other known one; it
is a report by its sign or name; its summary names the subject and everything around it is understood; its period, or
without one its date, points to this one time of the report. Of two plans with one subject the better named counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.deadlines.words import date_words
from engine.register.kinds import Kind, is_anothers, kind_of
from engine.register.owed import Owed
from engine.register.periods import Period, all_fit, fits, periods_in
from engine.register.rows import Document
from engine.register.senders import Sender, Senders
from engine.register.wording import (
    Span,
    Summary,
    after_who_reports,
    begins_a_topic,
    citations_in,
    find,
    governed_by,
    lists_matters,
    prepared,
    set_aside,
    summary_of,
    unexplained,
    without_name,
)

_BY_PLAN = ("kh", "qd", "ctr", "ct", "nq")  # signs of documents that a report carries out
_COMMUNES = ("xa", "phuong", "thi tran")


@dataclass(frozen=True)
class Proposal:
    """A document that answers an obligation, and why, in words."""

    owed: Owed
    document: Document
    why: str


@dataclass(frozen=True)
class Doubt:
    """A document that may answer an obligation, and what it lacks."""

    document: Document
    agency_name: str
    what: str
    lacks: str


@dataclass
class Matched:
    """What a register answers. `already` counts rows that are recorded, or were proposed before."""

    proposals: list[Proposal] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    already: int = 0


@dataclass(frozen=True)
class _Naming:
    """How a summary names the subject of some obligations: where, or what it lacks."""

    fellows: tuple[Owed, ...]
    spans: tuple[Span, ...] = ()
    cited: bool = False
    lacks: str = ""

    @property
    def strength(self) -> int:
        """Return how much of the summary speaks of it."""
        return 100 * self.cited + sum(span.end - span.start for span in self.spans)

    @property
    def said(self) -> str:
        """Return by what words it is named."""
        return self.spans[0].phrase.printed if self.spans else "số kế hoạch"


@dataclass(frozen=True)
class _Read:
    """A document with its summary taken apart."""

    document: Document
    kind: Kind
    sender: Sender
    periods: tuple[Period, ...]
    summary: Summary


@dataclass(frozen=True)
class _Answer:
    """A document read as the answer to an obligation. `named` when it names the period."""

    owed: Owed
    read: _Read
    naming: _Naming
    named: bool

    @property
    def document(self) -> Document:
        return self.read.document

    @property
    def key(self) -> tuple[str, str]:
        return self.document.fingerprint, self.owed.id

    @property
    def worth(self) -> tuple[object, ...]:
        """Return what one of two answers is better by: it names the period, it names more, it came first."""
        return not self.named, -self.naming.strength, self.document.day, self.document.row


class Matching:
    """Registers against all that is owed; `directory_of` says which directory a plan goes by."""

    def __init__(self, senders: Senders, owed: Iterable[Owed], directory_of: Mapping[str, int]) -> None:
        """Order what is owed by directory, agency and subject."""
        self._senders = senders
        self._owed: dict[tuple[int, str], dict[tuple[str, ...], list[Owed]]] = defaultdict(lambda: defaultdict(list))
        for one in owed:
            what = one.tracked.obligation
            self._owed[directory_of[what.plan], what.agency][one.about].append(one)

    def match(self, documents: Iterable[Document], proposed: Collection[tuple[str, str]] = ()) -> Matched:
        """Return what documents answer, each obligation by one; `proposed` are (fingerprint, obligation) of before."""
        result = Matched()
        answers: dict[str, list[_Answer]] = defaultdict(list)
        already: set[int] = set()
        for read in filter(None, map(self._read, documents)):
            found, doubts = self._judged(read)
            result.doubts += doubts
            for answer in found:
                if answer.owed.is_recorded or answer.key in proposed:
                    already.add(read.document.row)
                elif answer.owed.is_open:
                    answers[answer.owed.id].append(answer)
        for some in answers.values():
            best, *others = sorted(some, key=lambda one: one.worth)
            result.proposals.append(Proposal(best.owed, best.document, _why(best)))
            already |= {one.document.row for one in others if one.key == best.key}
            result.doubts += [_second(one, best) for one in others if one.key != best.key]
        result.already = len(already)
        result.proposals.sort(key=lambda one: (one.document.row, one.owed.id))
        result.doubts.sort(key=lambda one: one.document.row)
        return result

    def _read(self, document: Document) -> _Read | None:
        """Take a document apart, if it may be a report of somebody known."""
        kind = kind_of(document)
        if kind == "other" or not document.summary:
            return None
        sender = self._senders.find(document.sender, document.day)
        if not any(agency in self._owed for agency in sender.agencies):
            return None
        citations, rest = citations_in(prepared(document.summary))
        periods, rest = periods_in(rest)
        return _Read(document, kind, sender, periods, summary_of(rest, citations))

    def _judged(self, read: _Read) -> tuple[list[_Answer], list[Doubt]]:
        """Return the obligations a document answers, or what keeps it from answering one."""
        groups = [some for agency in read.sender.agencies for some in self._owed.get(agency, {}).values()]
        topics = [span for some in groups for span in _spans(some[0], read.summary)]
        answers: list[_Answer] = []
        doubts: list[Doubt] = []
        for naming in (naming for some in groups if (naming := _naming(some, read, topics))):
            times, named, lacks = ([], False, naming.lacks) if naming.lacks else _times(naming, read)
            answers += [_Answer(one, read, naming, named) for one in times]
            doubts += [] if times else _doubt(read, naming.fellows, lacks)
        kept = [one for one in answers if not _is_outdone(one.naming, answers)]
        if kept and not read.sender.sure:
            lacks = f"nơi gửi “{read.document.sender}” chưa rõ là cơ quan nào"
            return [], [*_doubt(read, [one.owed for one in kept], lacks)][:1]
        unclear = [one for one in kept if any(_is_rival(one.naming, other.naming) for other in kept)]
        if unclear:
            lacks = f"nhiều kế hoạch cùng nội dung “{unclear[0].naming.said}”"
            doubts = [*_doubt(read, [one.owed for one in unclear], lacks)]
        answers = [one for one in kept if one not in unclear]
        return answers, [] if answers and not unclear else doubts[:1]


def _is_outdone(naming: _Naming, answers: Iterable[_Answer]) -> bool:
    """Say that the same words name another subject better, or the number of its plan is cited."""
    return any(_overlap(naming, other.naming) and other.naming.strength > naming.strength for other in answers)


def _is_rival(naming: _Naming, other: _Naming) -> bool:
    return naming.fellows != other.fellows and _overlap(naming, other)


def _spans(owed: Owed, summary: Summary) -> list[Span]:
    return [span for phrase in owed.main if (span := find(phrase, summary))]


def _naming(fellows: Sequence[Owed], read: _Read, topics: Sequence[Span]) -> _Naming | None:
    """Say how a summary names what these obligations are about; None when it does not."""
    one, summary = fellows[0], read.summary
    keys = {citation.key for citation in summary.citations}
    cited = not keys.isdisjoint(one.cited or {one.plan.number} - {""})
    spans = [] if one.cited else _spans(one, summary)
    if not spans and not cited:
        return None
    lacks = _of_the_document(read, one) or _of_the_citations(read, one)
    good: list[Span] = []
    for span in spans if not lacks else ():
        wrong = _around(span, summary, one, topics)
        if wrong is None:
            good.append(span)
        lacks = lacks or wrong or ""
    if good or (cited and not spans and not lacks):
        lacks = "" if good else _beside_the_number(summary, one)
    return _Naming(tuple(fellows), tuple(good), cited, lacks)


def _of_the_document(read: _Read, one: Owed) -> str:
    """Say what makes a document no report of this agency, whatever it is about."""
    if read.kind == "letter":
        return "là công văn, không phải báo cáo"
    if is_anothers(read.document) and one.agency_name.startswith(("UBND", "Ủy ban nhân dân")):
        return f"số, ký hiệu {read.document.number} là của cơ quan khác"
    aside = set_aside(read.summary)
    return "trích yếu cho thấy chưa phải là báo cáo chính thức" if aside else ""


def _of_the_citations(read: _Read, one: Owed) -> str:
    """Say when a summary carries out another document than this plan."""
    for citation in read.summary.citations:
        sign = citation.key.lstrip("0123456789")
        if not sign.startswith(_BY_PLAN) or citation.key in one.cited | {one.plan.number} | one.plan.also_cites:
            continue
        if citation.level in _COMMUNES:
            continue
        another = bool(one.plan.number) and sign.startswith("kh") and citation.level in (None, one.plan.level)
        elsewhere = citation.level is not None and citation.level != one.plan.level
        if another or elsewhere or (citation.year is not None and citation.year not in one.plan.years):
            return "trích yếu dẫn một kế hoạch khác"
    return ""


def _around(span: Span, summary: Summary, one: Owed, topics: Sequence[Span]) -> str | None:
    """Say what around a subject is not understood; None when all is."""
    before = after_who_reports(without_name(summary.before(span.start), one.agency_name), one.known)
    left = unexplained(before, (), before=True) or unexplained(summary.after(span.end), one.known)
    if left:
        return f"trích yếu còn nói về nội dung khác (“{' '.join(left[:4])}”)"
    covered = {place for topic in topics for place in range(topic.start, topic.end)}
    first = summary.parts[span.start]
    earlier = [w for i, w in enumerate(summary.words) if summary.parts[i] < first and i not in covered]
    if not unexplained(earlier, one.known):
        return None
    governing = governed_by(earlier, one.plan.words)
    if governing or not (summary.merged or begins_a_topic(before) or lists_matters(earlier)):
        return "trích yếu chủ yếu về nội dung khác"
    return None


def _beside_the_number(summary: Summary, one: Owed) -> str:
    """Say what a summary that cites the plan, without naming its subject, speaks of besides."""
    if governed_by(summary.words, one.known) or (not one.cited and unexplained(summary.words, one.known)):
        return "trích yếu còn nói về nội dung khác"
    return ""


def _times(naming: _Naming, read: _Read) -> tuple[list[Owed], bool, str]:
    """Return which times of a report a document is for, whether it names them or its date tells, or why none."""
    day, periods = read.document.day, read.periods
    year_named = any(period.year for period in periods)
    undated = [one for one in naming.fellows if one.slot is None and one.cited and day >= one.plan.begins]
    if undated:
        return undated, True, ""
    dated = [(one, one.slot) for one in naming.fellows if one.slot is not None]
    by_period: list[Owed] = []
    for period in periods:
        fitting = [one for one, slot in dated if fits(period, slot) == "yes"]
        fitting = [one for one in fitting if one.in_time_of_named(day, year_named=year_named)]
        if len(fitting) > 1:
            return [], False, "chưa rõ của kỳ nào"
        by_period += fitting
    if by_period:
        return list(dict.fromkeys(by_period)), True, ""
    near = [one for one, slot in dated if all_fit(periods, slot) == "perhaps" and one.in_time_of_unnamed(day)]
    if len(near) == 1:
        return near, False, ""
    return [], False, "chưa rõ của kỳ nào" if near else "kỳ báo cáo hoặc ngày văn bản chưa khớp"


def _overlap(naming: _Naming, other: _Naming) -> bool:
    return any(a.start < b.end and b.start < a.end for a in naming.spans for b in other.spans)


def _doubt(read: _Read, fellows: Iterable[Owed], lacks: str) -> Iterator[Doubt]:
    """Yield what a person should look at: a document that may be a report still open, of its time."""
    day = read.document.day
    still = [one for one in fellows if one.is_open and one.in_time_of_named(day, year_named=True)]
    if still and (read.kind == "report" or "bao cao" in f"{' '.join(read.summary.words)}"):
        nearest = min(still, key=lambda one: abs(((one.ends or day) - day).days))
        yield Doubt(read.document, nearest.agency_name, nearest.what, lacks)


def _second(answer: _Answer, first: _Answer) -> Doubt:
    lacks = f"đã đề xuất văn bản số {first.document.number} cho báo cáo này"
    return Doubt(answer.document, answer.owed.agency_name, answer.owed.what, lacks)


def _why(answer: _Answer) -> str:
    owed, document = answer.owed, answer.document
    written = f" (sổ ghi “{document.sender}”)" if answer.read.sender.misspelt else ""
    return f"{owed.agency_name}{written}, {answer.naming.said}, {owed.what}; văn bản ngày {date_words(document.day)}"
