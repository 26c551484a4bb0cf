"""Spreadsheets that somebody sends: written for a test, as .xlsx or .csv."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Row = Iterable[Any]


def xlsx(path: Path, *rows: Row, merged: Iterable[str] = (), **sheets: Iterable[Row]) -> Path:
    """Write the rows to the first sheet and merge ranges in it; then the other sheets by name."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    for title, others in sheets.items():
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(list(row))
    book.save(path)
    return path


def tampered(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the first sheet inside a workbook."""
    parts = zipfile.ZipFile(path)
    contents = {name: parts.read(name) for name in parts.namelist()}
    contents["xl/worksheets/sheet1.xml"] = change(contents["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def csv_of(path: Path, *rows: Row, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write the rows as .csv."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
