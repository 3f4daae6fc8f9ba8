"""A view as one HTML page that needs nothing else: no script, no file, no network."""

from __future__ import annotations

from html import escape

from hopluc.compiler.compare.view import Line, Row, Run, Section, View

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#fff;
  max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #b5b5b5;padding:.5rem .6rem;vertical-align:top;text-align:left}
thead th{background:#f0f0f0}tbody th{font-weight:600;white-space:nowrap}
.id{width:9rem;overflow-wrap:anywhere}p{margin:.2rem 0}.label{font-weight:600}.note,.doubt{color:#5a4300}
del{color:#8f1d14;background:#fdecea}ins{color:#0b5a2b;background:#e6f4ea;text-decoration:underline}
.added,.good{color:#0b5a2b}.dropped,.bad{color:#8f1d14}.changed,.moved{color:#5a4300}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}}
"""
_INKS = {
    "same": "{}",
    "quiet": "{}",
    "del": '<del>{}</del>',
    "ins": '<ins>{}</ins>',
}  # fmt: skip


def as_page(view: View) -> str:
    """The view as a whole HTML document in Vietnamese."""
    heads = [(view.old_label, name) for name in view.old] + [(view.new_label, name) for name in view.new]
    plans = "".join(f"<dt>{escape(label)}</dt><dd>{escape(name)}</dd>" for label, name in heads)
    note = f"<p>{escape(view.note)}</p>" if view.note else ""
    body = "\n".join(_section(section, view) for section in view.sections)
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(view.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(view.title)}</h1>\n<dl>{plans}</dl>\n{note}\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, view: View) -> str:
    title = f'<h2 id="{section.slug}">{escape(section.title)}</h2>\n<p>{escape(section.summary)}</p>'
    if not section.rows:
        return f'<section aria-labelledby="{section.slug}">\n{title}\n</section>'
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>'
        for head in ("Kết quả", view.old_label, view.new_label, "Nội dung")
    )
    rows = "\n".join(map(_row, section.rows))
    return (
        f'<section aria-labelledby="{section.slug}">\n{title}\n'
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _row(row: Row) -> str:
    doubts = "".join(f'<p class="doubt">Còn ngờ: {escape(reason)}</p>' for reason in row.doubts)
    return (
        f'<tr><th scope="row" class="{row.tone}">{escape(row.badge)}</th>'
        f'<td class="id">{escape(row.old)}</td><td class="id">{escape(row.new)}</td>'
        f"<td>{''.join(map(_line, row.lines))}{doubts}</td></tr>"
    )


def _line(line: Line) -> str:
    label = f'<span class="label">{escape(line.label)}:</span> ' if line.label else ""
    note = f' <span class="note">({escape(line.note)})</span>' if line.note else ""
    return f"<p>{label}{''.join(map(_run, line.runs))}{note}</p>"


def _run(run: Run) -> str:
    return _INKS[run.ink].format(escape(run.text))
