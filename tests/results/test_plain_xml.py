"""Parts of a plan workbook are read without declarations, however they are hidden."""

from __future__ import annotations

import io

import pytest

from planner.errors import FileAccessError
from planner.language import Language
from planner.results.written.sheets.plain_xml import iterate_elements
from planner.results.written.sheets.read_book import read_book
from tests.reading_workbooks import with_parts
from tests.results.forgery import read_rich_book, write_rich_workbook

_HEAD, _ENTITY = '<?xml version="1.0" encoding="{e}"?>', '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def _tags(content: bytes) -> list[str]:
    return [element.tag for element in iterate_elements(io.BytesIO(content))]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "iso-8859-1", "us-ascii"])
def test_elements_come_as_they_end_in_each_encoding_that_workbooks_have(encoding: str):
    assert _tags((_HEAD.format(e=encoding) + "<a><b/><c>x</c></a>").encode(encoding)) == ["b", "c", "a"]
    with pytest.raises(ValueError, match="declaration"):
        _tags((_HEAD.format(e=encoding) + _ENTITY + "<a>&a;</a>").encode(encoding))


def test_without_a_heading_it_is_read_as_well():
    assert _tags(b"<a><b/></a>") == ["b", "a"]
    with pytest.raises(ValueError, match="declaration"):
        _tags(f"{_ENTITY}<a/>".encode("utf-8-sig"))


@pytest.mark.parametrize("blanks", range((1 << 16) - 48, (1 << 16) + 2))
def test_a_declaration_across_two_reads_is_seen(blanks: int):
    with pytest.raises(ValueError, match="declaration"):
        _tags(b" " * blanks + f"{_ENTITY}<a>&a;</a>".encode())


def test_an_encoding_that_hides_a_declaration_is_refused():
    # In code page 037 no byte of "<!DOCTYPE" is that of ASCII, and the parser of Python knows that code page.
    with pytest.raises(ValueError, match="encoding"):
        _tags(_HEAD.format(e="cp037").encode() + f"{_ENTITY}<a/>".encode("cp037"))
    with pytest.raises(ValueError, match="encoding"):
        _tags(b"<?xml version='1.0'" + b" " * (1 << 17) + b"encoding='cp037'?>" + b"<a/>")


def test_what_is_no_xml_is_no_workbook():
    with pytest.raises(SyntaxError):
        _tags(b"<a><b></a>")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"])
def test_a_plan_workbook_that_declares_entities_cannot_be_read(part: str):
    content = write_rich_workbook(Language.ENGLISH)
    assert read_book(content, "rich.xlsx") == read_rich_book(Language.ENGLISH)
    declared = with_parts(content, {part: lambda body: body.replace(b"?>", b"?>" + _ENTITY.encode(), 1)})
    with pytest.raises(FileAccessError, match="damaged"):
        read_book(declared, "rich.xlsx")
