"""The token in a letter's link: nothing to guess, nothing to read from it. Pure; the key is passed in.

A token is the capability to answer for the obligations of its letter. The ledger knows a link by the digest of its token
and keeps beside it whether it has expired, was revoked or was handed over: looking one up needs no key, so that a changed
secret kills no link, and an index over digests tells nothing by the time it takes. The key makes tokens, the same one
for the same letter: a letter said anew keeps its link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

UID_BYTES = 12
MAC_BYTES = 16


def sign(uid: str, key: bytes, came_from: str = "") -> str:
    """Return the token of the letter `uid` (24 hex digits); of a link that came from another, by that one's digest."""
    raw = bytes.fromhex(uid)
    mac = hmac.new(key, b"phancong letter link\0" + raw + came_from.encode(), hashlib.sha256).digest()[:MAC_BYTES]
    return base64.urlsafe_b64encode(raw + mac).decode().rstrip("=")


def digest(token: str) -> str:
    """Return what a link is known by: the SHA-256 of its token in hex, of any text whatever."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
