"""The file of a Word template: refused when it is none, is made to exhaust the reader, or brings along what would go out with every letter."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NoReturn

from planner.errors import InputRejectedError
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.archive.gate import DECLARATION

_LARGEST_BYTES, _LARGEST_INFLATED = 20_000_000, 100_000_000
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_NO_WORD = Text("this is no Word document (.docx)", "这不是 Word 文档（.docx）")
_TOO_LARGE = Text(
    "it is too large: {n} MB, unpacked {m} MB; at most {a} and {b}", "文件过大：{n} MB，解压后 {m} MB；上限 {a} 与 {b}"
)
_MACROS = Text("it holds macros", "含有宏")
_MACROS_REMEDY = Text("Save it as a Word document without macros (.docx).", "请另存为不含宏的 Word 文档（.docx）。")
_EMBEDDED = Text("it holds an embedded file: {p}", "含有嵌入文件：{p}")
_EMBEDDED_REMEDY = Text(
    "It would go out with every letter; put a picture in its place.", "它会随每份责任书发出；请改为图片。"
)
_LINKED = Text("it is linked to another file: {p}", "链接了其他文件：{p}")
_LINKED_REMEDY = Text(
    "Every letter would name or load it; embed the picture, or detach the document template in Word.",
    "每份责任书都会带上该链接；请嵌入图片，或在 Word 中取消附加的文档模板。",
)


def check_template_file(name: str, content: bytes) -> None:
    """Refuse what is no Word document, is too large, or holds macros, embedded files, links to files or entities.

    Raises
    ------
    InputRejectedError
        With what was found.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(p.file_size for p in parts)
            if len(content) > _LARGEST_BYTES or unpacked > _LARGEST_INFLATED:
                sizes = {"n": len(content), "m": unpacked, "a": _LARGEST_BYTES, "b": _LARGEST_INFLATED}
                _reject(name, _TOO_LARGE.format(**{k: round(v / 1e6) for k, v in sizes.items()}))
            _check_names(name, {p.filename for p in parts})
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(name, part.filename, archive.read(part))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        _reject(name, _NO_WORD)


def _check_names(name: str, parts: set[str]) -> None:
    if "word/document.xml" not in parts:
        _reject(name, _NO_WORD)
    if any(p.lower().endswith("vbaproject.bin") for p in parts):
        _reject(name, _MACROS, _MACROS_REMEDY)
    embedded = sorted(p for p in parts if p.startswith(("word/embeddings/", "word/activeX/")))
    if embedded:
        _reject(name, _EMBEDDED.format(p=embedded[0]), _EMBEDDED_REMEDY)


def _check_part(name: str, part: str, content: bytes) -> None:
    if DECLARATION.search(content):
        _reject(name, Text("declares entities in {p}", "{p} 含实体声明").format(p=part))
    if part.endswith(".rels"):
        for relation in _RELATION.findall(content):
            if b'"External"' in relation and not re.search(rb'Type="[^"]*/hyperlink"', relation):
                target = re.search(rb'Target="([^"]*)"', relation)
                words = target.group(1).decode("utf-8", "replace")[:80] if target else part
                _reject(name, _LINKED.format(p=words), _LINKED_REMEDY)


def _reject(name: str, found: Text, remedy: Text = NO_TEXT) -> NoReturn:
    reject_template(name, [Finding("letter_template", Severity.ERROR, Place(name), found, remedy=remedy)])


def reject_template(name: str, findings: list[Finding]) -> NoReturn:
    """Raise `InputRejectedError` for the template `name`."""
    text = Text("{n}: the template cannot be used; nothing was written.", "{n}：模板不可用，未写入任何内容。")
    raise InputRejectedError(text.format(n=name), tuple(findings))
