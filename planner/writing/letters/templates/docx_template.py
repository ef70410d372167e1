"""Word templates of letters: checked before anything is written, filled without letting them run code."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.errors import FileAccessError, UsageError
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.writing.files.dated_archive import DatedArchive
from planner.writing.letters.contents.content import Letter, LetterKind
from planner.writing.letters.templates.template_fields import FieldCheck, as_context
from planner.writing.letters.templates.template_file import check_template_file, reject_template
from planner.writing.letters.templates.template_language import join_bounded

_CHART_MILLIMETRES, _LOGO_MILLIMETRES = 160, 32
_LONGEST_KEPT, _FIRST_KEPT = 13, 3
"""Rows of a table that is not broken over pages, and rows of a longer one that stay together at its beginning, the header included."""
_LONGEST_PROPERTY = 255
"""Characters of a document's title and author, as Word has them."""
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DocxTemplate:
    """A Word template that passed its check."""

    name: str
    kind: LetterKind
    content: bytes
    environment: Any
    patched: dict[str, str] = field(default_factory=dict)

    def open(self) -> Any:
        """Return a new document of the template; docxtpl's rewriting of its tags is done once, not once a letter."""
        import docxtpl

        document = docxtpl.DocxTemplate(io.BytesIO(self.content))
        patch = document.patch_xml

        def patch_once(source: str) -> str:
            if source not in self.patched:
                self.patched[source] = patch(source)
            return self.patched[source]

        document.patch_xml = patch_once
        return document


class _Picture:
    """A picture in the text of a template. Templates reach nothing of it: names with an underscore are shut to them."""

    __slots__ = ("_draw",)

    def __init__(self, draw: Callable[[], str]) -> None:
        self._draw = draw

    def __html__(self) -> str:
        return self._draw()

    def __bool__(self) -> bool:
        return True


def open_template(path: Path, kind: LetterKind) -> DocxTemplate:
    """Read a template, check what it names, and fill nothing yet.

    Raises
    ------
    FileAccessError
        When it cannot be read.
    InputRejectedError
        When it is no Word document, names unknown fields, misses fields that a letter must show, or cannot be parsed.
    """
    require_letters_extra()
    try:
        content = path.read_bytes()
    except OSError as error:
        text = Text("{p}: cannot be read ({why}).", "{p}：无法读取（{why}）。")
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error
    check_template_file(path.name, content)
    check_fields(path.name, content, kind)
    return DocxTemplate(path.name, kind, content, make_environment())


def require_letters_extra() -> None:
    """Raise `UsageError` when the packages of the extra are not installed."""
    try:
        import docxtpl  # noqa: F401
    except ImportError as error:
        text = Text(
            "Letters need the extra 'letters': pip install 'planner[letters]'",
            "生成责任书需要安装附加组件：pip install 'planner[letters]'",
        )
        raise UsageError(text) from error


def check_fields(name: str, content: bytes, kind: LetterKind) -> None:
    """Refuse a template that names what there is not, or does not name what there must be."""
    import docxtpl
    from jinja2 import TemplateError

    template = docxtpl.DocxTemplate(io.BytesIO(content))
    template.render_init()
    check, environment = FieldCheck(kind, name), make_environment()
    sources = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        sources += [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]
    try:
        for source in sources:
            check.check(environment.parse(template.patch_xml(source)))
    except TemplateError as error:
        reject_template(name, [_fault(name, error)])
    check.require()
    if check.findings:
        reject_template(name, check.findings)


def make_environment() -> Any:
    """Return the environment of all templates: names escaped, unknown names an error, nothing to import, call or change."""
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """Compiles every part of a template once, not once a letter; what it renders is bounded."""

        concat = staticmethod(join_bounded)

        def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Any:
            if source not in compiled:
                compiled[source] = super().from_string(source, globals, template_class)
            return compiled[source]

    compiled: dict[str, Any] = {}
    environment = Environment(loader=DictLoader({}), autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    return environment


def fill_template(template: DocxTemplate, letter: Letter, chart: bytes | None, logo: bytes | None) -> bytes:
    """Return the letter as a Word document; the same letter gives the same bytes.

    Raises
    ------
    InputRejectedError
        When the template cannot be filled with what the letter says.
    """
    import docxtpl
    from docx.oxml.ns import qn
    from docx.shared import Mm

    document = template.open()

    def picture(content: bytes | None, width: int) -> _Picture | str:
        if content is None:
            return ""
        return _Picture(lambda: str(docxtpl.InlineImage(document, io.BytesIO(content), width=Mm(width))))

    context = dict(as_context(letter.says))
    context |= {"chart": picture(chart, _CHART_MILLIMETRES), "logo": picture(logo, _LOGO_MILLIMETRES)}
    try:
        document.render(context, template.environment)
    except Exception as error:  # whatever a customer's template makes of its fields
        reject_template(template.name, [_fault(template.name, error)])
    _keep_rows_together(document.docx)
    shown = "".join(node.text or "" for node in document.docx.element.body.iter(qn("w:t")))
    for field_name in ("addressee", "target"):
        if getattr(letter.says, field_name) not in shown:
            found = Text("the filled letter does not show '{f}'", "填充后的责任书未显示“{f}”").format(f=field_name)
            reject_template(
                template.name, [Finding("letter_field_hidden", Severity.ERROR, Place(template.name), found)]
            )
    properties = document.docx.core_properties
    properties.author = properties.last_modified_by = letter.says.company[:_LONGEST_PROPERTY]
    properties.title, properties.comments, properties.keywords = letter.says.addressee[:_LONGEST_PROPERTY], "", ""
    return save_document(document)


def save_document(document: Any) -> bytes:
    """Return `document` as a file; the same document gives the same bytes, whatever the clock says."""
    made = io.BytesIO()
    with _frozen_parts():
        document.save(made)
    return made.getvalue()


class _FrozenArchive(DatedArchive):
    """A Word document whose parts have the same date and rights in every file."""

    def writestr(self, zinfo_or_arcname: Any, *arguments: Any, **options: Any) -> None:
        """Write a part from memory."""
        fixed = zipfile.ZipInfo(zinfo_or_arcname, _FIXED_DATE)
        fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        super().writestr(fixed, *arguments, compresslevel=3)


@contextlib.contextmanager
def _frozen_parts() -> Iterator[None]:
    """Have python-docx write its archives without the clock, which may stand before 1980."""
    from docx.opc import phys_pkg

    kind: Any = phys_pkg
    before = kind.ZipFile
    kind.ZipFile = _FrozenArchive
    try:
        yield
    finally:
        kind.ZipFile = before


def _keep_rows_together(document: Any) -> None:
    """Keep every short table with a repeated header on one page, and the first rows of a long one: only now is it known how many rows it has."""
    from docx.oxml.ns import qn

    for table in document.element.body.iter(qn("w:tbl")):
        rows = table.tr_lst
        if next(table.iter(qn("w:tblHeader")), None) is not None:
            for row in rows[:-1] if len(rows) <= _LONGEST_KEPT else rows[:_FIRST_KEPT]:
                for paragraph in row.iter(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_keepNext().val = True


def _fault(name: str, error: Exception) -> Finding:
    from jinja2 import TemplateError

    words = str(error)[:200] if isinstance(error, TemplateError) else type(error).__name__
    found = Text("the template cannot be filled: {e}", "模板无法填充：{e}").format(e=words)
    return Finding("letter_template", Severity.ERROR, Place(name), found, NO_TEXT, NO_TEXT)
