"""How the document that answers an obligation came to us, in the words offices use."""

from __future__ import annotations

from typing import Literal

Way = Literal["qlvb", "paper", "email", "zalo", "fax"]

WAY_WORDS: dict[Way, str] = {
    "qlvb": "QLVB",
    "paper": "bản giấy",
    "email": "thư điện tử",
    "zalo": "Zalo",
    "fax": "fax",
}
