"""A report as one HTML page that needs no server, no network and no script."""

from html import escape

from invaller_contracts.report.report import Group, Promise, Report, Step

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1d2430; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid #dde; }
th { font-weight: 600; background: #f4f6fa; }
code { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
.word { font-weight: 600; white-space: nowrap; }
.broken .word, .breach { color: #a3162a; } .kept .word { color: #14683a; }
.skipped .word, .judged .word, small { color: #5b6472; }
ul { margin: 0; padding-left: 1.1rem; } details { margin-top: .3rem; }
"""
# Colours are those of a page in print: the words carry the verdict by themselves.


def text_of(report: Report) -> str:
    """The report as an HTML document."""
    counts = [(word, report.count(word)) for word in ("kept", "broken", "skipped", "not judged")]
    summary = ", ".join(f"{number} {word}" for word, number in counts)
    about = "".join(f"<p>{escape(line)}</p>" for line in report.about)
    groups = "".join(_group(group) for group in report.groups)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(report.title)}</h1>{about}<p><strong>{summary}</strong></p>"
        f"{groups}</body></html>\n"
    )


def _group(group: Group) -> str:
    text = f"<p>{escape(group.text)}</p>" if group.text else ""
    rows = "".join(_row(step) for step in group.steps)
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("verdict", "what was called", "what was promised", "what happened")
    )
    return f"<h2>{escape(group.name)}</h2>{text}<table><tr>{head}</tr>{rows}</table>"


def _row(step: Step) -> str:
    promises = "".join(_promise(promise) for promise in step.promises)
    details = "".join(f"<li><code>{escape(line)}</code></li>" for line in step.details)
    more = f"<details><summary>details</summary><ul>{details}</ul></details>" if details else ""
    happened = escape(step.skipped if step.skipped is not None else step.happened)
    return (
        f'<tr class="{step.word.rpartition(" ")[2]}"><td class="word">{step.word}</td>'
        f"<td>{escape(step.name)}<br><code>{escape(step.called)}</code></td>"
        f"<td><ul>{promises}</ul></td><td>{happened}{more}</td></tr>"
    )


def _promise(promise: Promise) -> str:
    breach = f'<br><span class="breach">{escape(promise.broken)}</span>' if promise.broken else ""
    source = f", {escape(promise.source)}" if promise.source else ""
    return (
        f"<li>{escape(promise.text)} <small>{escape(promise.name)}, "
        f"<strong>{escape(promise.truth)}</strong>{source}</small>{breach}</li>"
    )
