"""Small files that are what they say: PDF, XML, ZIP, PNG, DOCX, XLSX and CSV.

The contents are of our own and name the records that they are about. The same content gives
the same bytes: nothing in a file tells when it was made.
"""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

PDF = "application/pdf"
XML = "application/xml"
CSV = "text/csv"
PNG = "image/png"
RAR = "application/vnd.rar"
BYTES = "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXTENSIONS: Mapping[str, str] = {
    PDF: "pdf",
    XML: "xml",
    CSV: "csv",
    PNG: "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    RAR: "rar",
    BYTES: "bin",
    DOCX: "docx",
    XLSX: "xlsx",
}
"""File name extension by media type."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a ZIP can hold; the same in each file."""

_LINES_A_PAGE = 45
_OFFICE = "http://schemas.openxmlformats.org"
_PACKAGE = f"{_OFFICE}/package/2006"
_DOCUMENT = f"{_OFFICE}/officeDocument/2006/relationships"

Table = Sequence[Sequence[object]]


def pdf(title: str, lines: Iterable[str]) -> bytes:
    """A PDF with a title and lines of text, as many pages as it takes."""
    texts = [title, "", *lines]
    pages = [texts[at : at + _LINES_A_PAGE] for at in range(0, len(texts), _LINES_A_PAGE)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = _page(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 "
            b"3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def _page(lines: Sequence[str]) -> bytes:
    shown = b" T* ".join(b"(%s) Tj" % _text(line) for line in lines)
    return b"BT /F1 10 Tf 50 790 Td 16 TL %s ET" % shown


def _text(line: str) -> bytes:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252", "replace")


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def xml(root: str, content: Mapping[str, object]) -> bytes:
    """XML of nested mappings; a list repeats its element. Names are element names."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(root, content)}\n'.encode()


def _element(name: str, value: object) -> str:
    """An element; what stands behind a space in its name are attributes."""
    tag = name.partition(" ")[0]
    if isinstance(value, Mapping):
        inner = "".join(_elements(child, one) for child, one in value.items())
        return f"<{name}>{inner}</{tag}>"
    return f"<{name}>{escape('' if value is None else str(value))}</{tag}>"


def _elements(name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return "".join(_element(name, one) for one in value)
    return _element(name, value)


def csv_file(rows: Table, delimiter: str = ";") -> bytes:
    """CSV with a head line, in UTF-8 with CRLF; the first row is the head."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def png(red: int, green: int, blue: int, size: int = 8) -> bytes:
    """A square PNG of one colour; colours from 0 to 255."""
    row = b"\x00" + bytes((red, green, blue)) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * size, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def archive(contents: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in contents.items():
            zipped.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return out.getvalue()


def docx(lines: Iterable[str]) -> bytes:
    """A Word document with a paragraph for each line."""
    space = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    document = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return _package(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        {"word/document.xml": document},
    )


def xlsx(rows: Table) -> bytes:
    """An Excel workbook of one sheet; numbers stay numbers."""
    space = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    lines = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
    sheet = f"<worksheet {space}><sheetData>{lines}</sheetData></worksheet>"
    book = (
        f'<workbook {space} xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _package(
        "xl/workbook.xml",
        f"{kind}.sheet.main+xml",
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
        },
        {"/xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml"},
    )


def _cell(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape("" if value is None else str(value))
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def _package(
    main: str, kind: str, parts: Mapping[str, str], others: Mapping[str, str] | None = None
) -> bytes:
    """An Office Open XML package."""
    overrides = {f"/{main}": kind, **(others or {})}
    types = "".join(
        f'<Override PartName="{name}" ContentType="{its}"/>' for name, its in overrides.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    content = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    every = {
        "[Content_Types].xml": content,
        "_rels/.rels": _relations("officeDocument", main),
        **parts,
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return archive({name: f"{head}{text}".encode() for name, text in every.items()})
