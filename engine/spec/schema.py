"""The JSON Schema of a spec: editors complete and underline from it while a person writes."""

from __future__ import annotations

from typing import Any

from engine.spec.models import PlanSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Kế hoạch giao việc (Phân Công)"


def json_schema() -> dict[str, Any]:
    """Return the schema of a spec file, keys as a file writes them."""
    schema = _without_titles(PlanSpec.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, **schema, "title": TITLE}


def _without_titles(part: Any) -> Any:
    """Drop the English titles that pydantic makes of names; a property called `title` stays."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _without_titles(value) for key, value in part.items() if key != "title" or not isinstance(value, str)}
