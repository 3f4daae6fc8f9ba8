"""A plan for the verbs that compare or hand on plans: from its documents, or compiled already."""

from __future__ import annotations

import json
from pathlib import Path

from hopluc.compiler.format import Plan, from_json
from hopluc.office.refusal import Unreadable


def load_plan(path: str | Path) -> Plan:
    """The plan in a document, compiled now, or in a JSON file that `hopluc compile` wrote.

    Raises `Unreadable` where the file cannot be read, or its JSON is no compiled plan.
    """
    if Path(path).suffix.lower() == ".json":
        return _compiled(Path(path))
    from hopluc.compiler.pipeline import compile_files  # only where something is to be compiled

    return compile_files([path])


def _compiled(path: Path) -> Plan:
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Unreadable(f"Không tìm thấy tệp {path.name}.", "missing") from error
    except OSError as error:
        raise Unreadable(f"Không mở được tệp {path.name}: {error.strerror}.", "missing") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(
            f"{path.name} không phải kế hoạch đã biên dịch (hopluc.plan/1). Hãy ghi lại bằng lệnh "
            "hopluc compile, hoặc đưa chính tệp văn bản.",
            "damaged",
        ) from error
