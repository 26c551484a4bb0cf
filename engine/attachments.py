"""Files sent along with an answer, kept under the hash of what they contain: the same file is kept once."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from engine.errors import OutsideError

CHUNK = 1024 * 1024
DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)


class AttachmentNotKeptError(OutsideError):
    """Chưa lưu được tệp kèm theo. Hãy kiểm tra dung lượng ổ đĩa và quyền ghi của PHANCONG_HOME."""


def keep(file: BinaryIO, home: Path) -> str:
    """Keep a file under `home`/attachments, whole or not at all; return its SHA-256 in hex."""
    folder = home / "attachments"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            digest = _copy(file, handle)
            Path(draft).replace(folder / digest)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise AttachmentNotKeptError from error
    return digest


def kept(home: Path, digest: str) -> Path | None:
    """Return the file with this SHA-256, or None when none is kept; what is no digest names no file."""
    path = home / "attachments" / digest
    return path if DIGEST.fullmatch(digest) and path.is_file() else None


def _copy(file: BinaryIO, handle: int) -> str:
    """Write a file to an open handle, down to the disk; return the hash of what was written."""
    written = hashlib.sha256()
    with os.fdopen(handle, "wb") as out:
        file.seek(0)
        while chunk := file.read(CHUNK):
            written.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return written.hexdigest()
