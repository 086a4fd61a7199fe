"""Lists as CSV and Excel, with the columns that X-ReportInput names.

Source: Loket API V2, Custom export.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from invaller.apis.loket import envelopes
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.comparing import NoSuchField, Reached, moment, reach, values_at
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.problems import broken_rule
from invaller.kernel.calls import Answer, Call, Refusal

CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = (CSV, EXCEL)

_HEADER = "X-ReportInput"
_SOURCE = "Loket API V2, Custom export"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that a spreadsheet would take for a formula."""

_FORMAT = re.compile(r"yyyy|yy|dd|d|MM|M|HH|hh|mm|ss")
_PARTS: Mapping[str, Callable[[datetime], str]] = {
    "yyyy": lambda at: f"{at.year:04}",
    "yy": lambda at: f"{at.year % 100:02}",
    "MM": lambda at: f"{at.month:02}",
    "M": lambda at: str(at.month),
    "dd": lambda at: f"{at.day:02}",
    "d": lambda at: str(at.day),
    "HH": lambda at: f"{at.hour:02}",
    "hh": lambda at: f"{at.hour:02}",
    "mm": lambda at: f"{at.minute:02}",
    "ss": lambda at: f"{at.second:02}",
}
"""Parts of a date by their letters in a format for CSV."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field in it, its head, and the format of its dates."""

    reached: Reached
    head: str
    format: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an export holds. name: of the file, without extension."""

    name: str
    delimiter: str
    columns: tuple[Column, ...]


def export(
    call: Call,
    operation: OperationOf,
    records: Sequence[Mapping[str, Any]],
    media_type: str,
    form: Field | None,
) -> Answer:
    """The records as a file of this media type; raises Refusal for a bad X-ReportInput.

    form: of the records, in the version in which they are shown.
    """
    if form is None:
        raise broken_rule(call, "this list is not exported", rule="loket.export.which-lists")
    report = read_report(call, operation, form)
    rows = [[_cell(column, record) for column in report.columns] for record in records]
    content = as_csv(report, rows) if media_type == CSV else as_excel(report, rows)
    extension = "csv" if media_type == CSV else "xlsx"
    name = f"{report.name}.{extension}"
    headers = {
        **envelopes.expired(call.now),
        "Content-Disposition": envelopes.disposition(name),
    }
    shown = f"{CSV}; charset=utf-8" if media_type == CSV else media_type
    return Answer(200, content, headers, shown)


def read_report(call: Call, operation: OperationOf, form: Field) -> Report:
    """What X-ReportInput asks for; all plain fields under their own names without one."""
    text = call.headers.get(_HEADER.lower())
    if text is None:
        plain = tuple(Column(reach(form, path), path, "") for path, _ in form.leaves())
        return Report(operation.resource, ",", plain)
    asked = _members(call, _parsed(call, text))
    fields = asked.get("fields")
    if not isinstance(fields, list) or not fields:
        raise _malformed(call, "fields must be a list of columns", text)
    name = asked.get("filenamewithoutextension", operation.resource)
    delimiter = asked.get("delimiter") or ","
    if not isinstance(name, str) or not isinstance(delimiter, str) or len(delimiter) != 1:
        raise _malformed(call, "fileNameWithoutExtension and delimiter must be texts", text)
    if delimiter in '"\r\n':
        raise _malformed(call, "delimiter cannot be a quotation mark or a line break", text)
    columns = tuple(_column(call, form, _members(call, one)) for one in fields)
    return Report(_safe_name(name) or operation.resource, delimiter, columns)


def as_csv(report: Report, rows: Sequence[Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with CRLF line ends; texts that look like formulas begin with a quote."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=report.delimiter, lineterminator="\r\n")
    writer.writerow([_shown(column.head) for column in report.columns])
    for row in rows:
        writer.writerow(
            [_csv_text(value, column) for value, column in zip(row, report.columns, strict=True)]
        )
    return out.getvalue().encode("utf-8", "replace")


def as_excel(report: Report, rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet; dates are dates in their format, texts never formulas."""
    # Imported here: it costs a tenth of a second that most runs never need.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.append([column.head for column in report.columns])
    for row in rows:
        cells = []
        for value, column in zip(row, report.columns, strict=True):
            cell = WriteOnlyCell(sheet, _without_controls(value))
            if isinstance(value, str):
                cell.data_type = "s"
            if isinstance(value, date):
                cell.number_format = column.format.lower() or "yyyy-mm-dd"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parsed(call: Call, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _malformed(call, "it is no JSON", text) from None


def _members(call: Call, value: Any) -> dict[str, Any]:
    """The members of an object by their names in lower case."""
    if not isinstance(value, dict):
        raise _malformed(call, "an object is needed", value)
    return {name.lower(): its for name, its in value.items()}


def _column(call: Call, form: Field, asked: Mapping[str, Any]) -> Column:
    name, head = asked.get("fieldname"), asked.get("reportcolumnname")
    format_ = asked.get("format") or ""
    if not isinstance(name, str) or not isinstance(head or "", str) or not isinstance(format_, str):
        raise _malformed(call, "a column has a fieldName, reportColumnName and format", asked)
    try:
        reached = reach(form, name)
    except NoSuchField as missing:
        hint = f"; the nearest one is {missing.close}" if missing.close else ""
        raise _malformed(call, f"there is no field {name}{hint}", name) from None
    return Column(reached, head or name, format_)


def _malformed(call: Call, why: str, found: Any) -> Refusal:
    return broken_rule(
        call,
        f"[{_HEADER}] cannot be used: {why}",
        (f"header {_HEADER}",),
        rule="loket.export.malformed-report-input",
        source=_SOURCE,
        found=found,
        expected='{"fileNameWithoutExtension": ..., "delimiter": ..., "fields": '
        '[{"fieldName": ..., "reportColumnName": ..., "format": ...}]}',
    )


def _cell(column: Column, record: Mapping[str, Any]) -> Any:
    """The value of a column: several in an array are joined, dates are dates."""
    found = [one for one in values_at(record, column.reached.path) if one is not None]
    if not found:
        return None
    if len(found) > 1 or isinstance(found[0], dict):
        texts = (json.dumps(one) if isinstance(one, dict) else str(one) for one in found)
        return "; ".join(texts)
    value, kind = found[0], column.reached.field.format
    if isinstance(value, str) and kind in ("date", "date-time"):
        at = moment(value)
        if at is not None:
            return at.date() if kind == "date" else at.replace(tzinfo=None)
    return value


def _csv_text(value: Any, column: Column) -> Any:
    if isinstance(value, date):
        return _formatted(value, column.format)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _shown(value) if isinstance(value, str) else value


def _formatted(value: date, format_: str) -> str:
    """A date in a format such as dd-MM-yyyy; yyyy-MM-dd without one."""
    if not format_:
        return value.isoformat()
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    return _FORMAT.sub(lambda match: _PARTS[match[0]](at), format_)


def _shown(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _without_controls(value: Any) -> Any:
    """Excel holds no control characters but white space."""
    if not isinstance(value, str):
        return value
    return "".join(c for c in value if c in "\t\n\r" or ord(c) >= 32)


def _safe_name(name: str) -> str:
    """A file name without what leads to another folder or breaks the header."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", name).strip(" .")
