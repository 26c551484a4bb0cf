"""A plan's change in words: what `diff` shows and `apply` has done, each with its consequence, many alike as one line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from engine.ledger.address_book import AddressBook, read_address_book
from engine.steps.consequences import Consequences, Letters

if TYPE_CHECKING:
    import datetime as dt

    from engine.apply import Applied
    from engine.deadlines.rules import Due
    from engine.ledger.ledger import Ledger
    from engine.obligations.difference import Redating
    from engine.obligations.succession import HandOver
    from engine.obligations.values import Obligation, Tracked
    from engine.spec.plan import Plan

T = TypeVar("T")
NAMED = 2  # agencies named before the rest become a number


@dataclass(frozen=True)
class Change:
    """One plan's change with what is needed to tell it: the letters it causes, and who is who."""

    applied: Applied
    letters: Letters
    book: AddressBook


def told(ledger: Ledger, plan: Plan, applied: Applied, at: dt.datetime) -> Change:
    """Put a change together with who is who and the letters it causes."""
    header = plan.spec.plan
    office = ledger.settings.office or header.coordinator
    letters = Consequences(applied.changes, ledger.calendar, office, at).letters(header.status)
    return Change(applied, letters, _who_is_who(ledger, plan))


def _who_is_who(ledger: Ledger, plan: Plan) -> AddressBook:
    """Return the ledger's agencies and contacts, and those that the plan's directory adds."""
    names = {agency.id: agency.name for agency in plan.directory.agencies}
    posts = {agency: {one.post: one for one in contacts} for agency, contacts in plan.directory.contacts.items()}
    if not ledger.exists:
        return AddressBook({}, names, {}, posts)
    with ledger.read() as connection:
        book = read_address_book(connection)
    return AddressBook(book.plans, book.names | names, book.relations, posts | book.posts)


def change_json(change: Change) -> dict[str, Any]:
    """Return one plan's change as JSON values: ids of obligations, of agencies for letters."""
    applied, changes = change.applied, change.applied.changes
    return {
        "id": applied.plan,
        "new": applied.new_plan,
        "header_changed": applied.header_changed,
        "added": [o.id for o in changes.added],
        "withdrawn": [t.id for t in changes.withdrawn],
        "redated": [r.obligation.id for r in changes.redated],
        "reworded": [o.id for o in changes.reworded],
        "reassigned": [
            {"task": r.added[0].task, "from": [t.id for t in r.withdrawn], "to": [o.id for o in r.added]}
            for r in changes.reassigned
        ],
        "handed_on": [
            {"id": h.tracked.id, "to": [o.id for o in h.to], "document": h.document} for h in changes.handed_on
        ],
        "suspended": [t.id for t in changes.suspended],
        "resumed": [t.id for t in changes.resumed],
        "superseded": [t.id for t in applied.superseded],
        "kept": [t.id for t in changes.kept],
        "before_tracking": list(applied.before_tracking),
        "letters": {
            "notice": _agencies(change.letters.notices),
            "correction": _agencies(change.letters.corrections),
        },
    }


def change_words(change: Change, *, done: bool) -> Iterator[str]:
    """Yield the lines a person reads: the plan's title, then a line a change."""
    yield change.applied.title
    if not change.applied:
        yield "  Không có thay đổi."
        return
    will = "Đã" if done else "Sẽ"
    for part in PARTS:
        yield from (f"  {line.format(will=will)}" for line in part(change))


def _opened(change: Change) -> Iterator[str]:
    applied, changes = change.applied, change.applied.changes
    moved = {o.id for r in changes.reassigned for o in r.added} | changes.taken_over
    if changes.added:
        yield f"{{will}} mở {len(changes.added)} đầu việc cho {len(_agencies(changes.added))} cơ quan, đơn vị."
    if not applied.new_plan:
        new = (o for o in changes.added if o.id not in moved)
        for same in _grouped(new, lambda o: (o.text, _rule(o.due, o))):
            yield f"{{will}} mở: {_what(change, same)}: {_rule(same[0].due, same[0])}."
    if applied.before_tracking:
        past = len(applied.before_tracking)
        yield f"Trong đó {past} đầu việc có thời hạn trước khi theo dõi: không nhắc, không cảnh báo."


def _withdrawn(change: Change) -> Iterator[str]:
    changes = change.applied.changes
    moved = {t.id for r in changes.reassigned for t in r.withdrawn}
    gone = (t.obligation for t in changes.withdrawn if t.id not in moved)
    for same in _grouped(gone, lambda o: o.text):
        yield f"{{will}} dừng theo dõi: {_what(change, same)}; dừng mọi thư nhắc."


def _redated(change: Change) -> Iterator[str]:
    told = {o.id for o in change.letters.corrections}

    def key(one: Redating) -> Hashable:
        return one.obligation.text, _limits(one), one.obligation.id in told

    for same in _grouped(change.applied.changes.redated, key):
        first, before_after = same[0].obligation, " → ".join(_limits(same[0]))
        letter = "có" if first.id in told else "không có"
        what = _what(change, [one.obligation for one in same])
        yield f"{{will}} đổi thời hạn: {what}: {before_after}; {letter} thư thông báo thời hạn mới."


def _reassigned(change: Change) -> Iterator[str]:
    for one in change.applied.changes.reassigned:
        come, leave = one.added, [t.obligation for t in one.withdrawn]
        away = f"{_who(change, leave)} → {_who(change, come)}"
        yield f"{{will}} giao lại: {come[0].text} ({away}); dừng thư nhắc cơ quan cũ."


def _reworded(change: Change) -> Iterator[str]:
    for same in _grouped(change.applied.changes.reworded, lambda o: o.text):
        yield f"{{will}} sửa nội dung: {_what(change, same)}; các thư sau theo nội dung mới."


def _handed_on(change: Change) -> Iterator[str]:
    def key(one: HandOver) -> Hashable:
        return tuple(o.agency for o in one.to), one.document

    for same in _grouped(change.applied.changes.handed_on, key):
        origins, by = [one.tracked.obligation for one in same], same[0].document
        away = f"{_who(change, origins)} → {_who(change, same[0].to, most=len(same[0].to))}"
        ground = f", theo {by}" if by else ""
        yield f"{{will}} chuyển {_number(origins)}: {away}{ground}; liên kết cũ cho biết cơ quan mới."


def _resting(change: Change) -> Iterator[str]:
    changes = change.applied.changes
    yield from _all(change, changes.suspended, "tạm dừng", "không nhắc, không cảnh báo cho đến khi tiếp tục")
    yield from _all(change, changes.resumed, "tiếp tục theo dõi", "nhắc theo lịch")
    yield from _all(change, change.applied.superseded, "dừng theo dõi, do kế hoạch được thay thế,", "dừng mọi thư nhắc")


def _all(change: Change, tracked: Sequence[Tracked], what: str, follows: str) -> Iterator[str]:
    owed = [t.obligation for t in tracked]
    if owed:
        yield f"{{will}} {what} {_number(owed)} ({_who(change, owed)}): {follows}."


def _kept(change: Change) -> Iterator[str]:
    for same in _grouped((t.obligation for t in change.applied.changes.kept), lambda o: o.text):
        yield f"Giữ kết quả đã ghi nhận: {_what(change, same)}; kế hoạch không còn giao việc này."


def _header(change: Change) -> Iterator[str]:
    if change.applied.header_changed and not change.applied.changes:
        yield "{will} cập nhật thông tin kế hoạch và danh bạ."


def _letters(change: Change) -> Iterator[str]:
    yield from _sent(change, change.letters.corrections, "thông báo thời hạn mới")
    yield from _sent(change, change.letters.notices, "thông báo nhiệm vụ")


def _sent(change: Change, told: Sequence[Obligation], what: str) -> Iterator[str]:
    addresses = {o.agency: change.book.email(o.agency) for o in told}
    letters = len({email for email in addresses.values() if email})
    if letters:
        yield f"Sẽ có {letters} thư {what} gửi {_who(change, (o for o in told if addresses[o.agency]))}."
    if missing := [o for o in told if not addresses[o.agency]]:
        yield f"Chưa có địa chỉ thư để {what}: {_who(change, missing)}."


PARTS: tuple[Callable[[Change], Iterator[str]], ...] = (
    _opened,
    _withdrawn,
    _redated,
    _reassigned,
    _reworded,
    _handed_on,
    _resting,
    _kept,
    _header,
    _letters,
)


def _what(change: Change, same: Sequence[Obligation]) -> str:
    """Return a task and who owes it: `Báo cáo tháng (UBND xã Vĩnh Chấp và 17 đơn vị khác, 12 kỳ)`."""
    times = len({o.occurrence for o in same})
    return f"{same[0].text} ({_who(change, same)}{f', {times} kỳ' if times > 1 else ''})"


def _who(change: Change, owed: Iterable[Obligation], most: int = NAMED) -> str:
    """Return agencies by name, the rest as a number: `UBND xã Vĩnh Chấp và 17 đơn vị khác`."""
    names = [change.book.name(agency) for agency in _agencies(owed)]
    if len(names) > max(most, NAMED):
        return f"{names[0]} và {len(names) - 1} đơn vị khác"
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _number(owed: Sequence[Obligation]) -> str:
    return f"{len(owed)} đầu việc"


def _agencies(owed: Iterable[Obligation]) -> list[str]:
    return list(dict.fromkeys(o.agency for o in owed))


def _limits(one: Redating) -> tuple[str, str]:
    """Return the limit before and after, of what recurs its rule."""
    from engine.deadlines.words import limit_words

    before, after = _rule(one.before, one.obligation), _rule(one.obligation.due, one.obligation)
    return (before, after) if before != after else (limit_words(one.before), limit_words(one.obligation.due))


def _rule(due: Due, owed: Obligation) -> str:
    from engine.deadlines.words import limit_words
    from engine.obligations.values import ONCE

    return (owed.occurrence != ONCE and due.printed) or limit_words(due)


def _grouped(found: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Return what is alike together, in the order it came."""
    groups: dict[Hashable, list[T]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())
