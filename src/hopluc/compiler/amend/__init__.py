"""Amending documents: what a "Quyết định sửa đổi, bổ sung …" changes of a plan.

`compile_amending` reads the document by itself; `resolve` lays it on the plan in force.
"""

from hopluc.compiler.amend.compiling import amending_schema, compile_amending, is_amending
from hopluc.compiler.amend.format import Amending, Clause
from hopluc.compiler.amend.format import from_json as amending_from_json
from hopluc.compiler.amend.resolve import Amended, Resolved, resolve

__all__ = [
    "Amended",
    "Amending",
    "Clause",
    "Resolved",
    "amending_from_json",
    "amending_schema",
    "compile_amending",
    "is_amending",
    "resolve",
]
