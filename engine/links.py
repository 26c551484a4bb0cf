"""The token in a letter's link: bound to one letter, signed, nothing to guess. Pure; the key is passed in.

A token is the capability to answer for the obligations of its letter. Whether it has expired or was revoked is the
ledger's knowledge.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

UID_BYTES = 12
MAC_BYTES = 16


def sign(uid: str, key: bytes) -> str:
    """Return the token of the letter `uid` (24 hex digits)."""
    raw = bytes.fromhex(uid)
    return base64.urlsafe_b64encode(raw + _mac(raw, key)).decode().rstrip("=")


def verify(token: str, key: bytes) -> str | None:
    """Return the letter's uid when the token is genuine, else None."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    uid, mac = raw[:UID_BYTES], raw[UID_BYTES:]
    genuine = len(raw) == UID_BYTES + MAC_BYTES and hmac.compare_digest(mac, _mac(uid, key))
    return uid.hex() if genuine else None


def _mac(uid: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"phancong letter link\0" + uid, hashlib.sha256).digest()[:MAC_BYTES]
