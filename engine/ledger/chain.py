"""The hash chain over the log: pure.

Each event's hash is keyed and covers the one before it, so that a change, a deletion, an insertion or a swap breaks the
chain, and only who holds the secret can make a whole one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_FIELDS = json.JSONEncoder(ensure_ascii=False, default=repr).encode  # repr: of what was never written by us


@dataclass(frozen=True)
class Entry:
    """One event as it is stored; `at` and `data` are the very text that was hashed."""

    seq: int
    at: str
    kind: str
    plan: str | None
    obligation: str | None
    letter: str | None
    actor: str
    data: str
    key_id: str


@dataclass(frozen=True)
class Head:
    """The last event somebody has seen."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """Where the log stops being what was written. `seq` is the event concerned."""

    seq: int
    message: str


def canonical(data: Mapping[str, Any]) -> str:
    """Return the one spelling of an event's data."""
    return _CANONICAL(data)


def entry_hash(previous: str, entry: Entry, key: bytes) -> str:
    """Return the hash of an entry that follows one with the hash `previous`."""
    fields = [
        entry.seq, entry.at, entry.kind, entry.plan, entry.obligation, entry.letter, entry.actor, entry.data, entry.key_id,
    ]  # fmt: skip
    message = previous + _FIELDS(fields)
    return hmac.new(key, _bytes(message), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def verify(rows: Iterable[tuple[Entry, str]], keys: Mapping[str, bytes], head: Head | None) -> Break | None:
    """Walk the log in order and return the first thing wrong with it, or None. `head` is what was seen before."""
    previous, seq = START, 0
    for entry, stored in rows:
        if entry.seq != seq + 1:
            return Break(seq + 1, "thiếu hoặc thừa một diễn biến")
        key = keys.get(entry.key_id)
        if key is None:
            return Break(entry.seq, "diễn biến ghi bằng khóa không còn lưu")
        if not hmac.compare_digest(_bytes(entry_hash(previous, entry, key)), _bytes(stored)):
            return Break(entry.seq, "nội dung hoặc thứ tự diễn biến đã bị thay đổi")
        previous, seq = stored, entry.seq
        if head and head.seq == seq and head.hash != stored:
            return Break(seq, "nhật ký khác với dấu đã lưu ngoài cơ sở dữ liệu")
    if head and head.seq > seq:
        return Break(seq + 1, "thiếu các diễn biến cuối so với dấu đã lưu ngoài cơ sở dữ liệu")
    return None
