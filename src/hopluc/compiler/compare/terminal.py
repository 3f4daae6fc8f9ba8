"""A view for a terminal: plain text, `[-taken out-]{+put in+}`."""

from __future__ import annotations

from hopluc.compiler.compare.view import Line, Row, Run, View

_INKS = {"same": "{}", "quiet": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}


def as_text(view: View) -> str:
    """The view in lines, ending with one."""
    lines = [view.title]
    lines += [f"  {view.old_label}: {name}" for name in view.old]
    lines += [f"  {view.new_label}: {name}" for name in view.new]
    if view.note:
        lines.append(f"  {view.note}")
    for section in view.sections:
        lines += ["", f"{section.title.upper()}: {section.summary}"]
        for row in section.rows:
            lines += _row(row)
    return "\n".join(lines) + "\n"


def _row(row: Row) -> list[str]:
    ids = " → ".join(dict.fromkeys(filter(None, (row.old, row.new))))
    doubt = " [còn ngờ]" if row.doubts else ""
    opening = f"  {row.badge} {ids}".rstrip() + doubt
    return [
        opening,
        *(f"      {_line(line)}" for line in row.lines),
        *(f"      ? {reason}" for reason in row.doubts),
    ]


def _line(line: Line) -> str:
    words = " ".join("".join(map(_run, line.runs)).split())
    label = f"{line.label}: " if line.label else ""
    return f"{label}{words}" + (f" ({line.note})" if line.note else "")


def _run(run: Run) -> str:
    return _INKS[run.ink].format(run.text) if run.text.strip() else run.text
