"""What a file must pass before anything parses it (read once, hashed, counted)."""

from __future__ import annotations

import contextlib
import hashlib
import html
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FileAccessError, InputRejectedError
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.archive.package import Package

_MARKS = ("~$", ".~lock.")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_DEFINED_NAME = re.compile(rb"<(?:\w+:)?definedName\b([^>]*)>([^<]*)<")
_NAME_ATTRIBUTE = re.compile(rb'\bname\s*=\s*"([^"]*)"')
_CALCULATED_BY_HAND = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*\bcalcMode\s*=\s*[\"']manual")
_FOR_PRINTING = {"print_area", "print_titles"}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_OTHER_PROGRAMS = {
    "META-INF/manifest.xml": "LibreOffice (.ods)",
    "Index/Document.iwa": "Apple Numbers",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
}
"""By a part that only their files have."""
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class GateLimits:
    """Limits of a workbook file: bytes on disk, parts, bytes inflated in all, inflation ratio of a part."""

    file_bytes: int = 200 * _MB
    parts: int = 5_000
    inflated_bytes: int = 300 * _MB
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class GatedFile:
    """A workbook's bytes that passed the gate, with its hash and what is worth a warning."""

    name: str
    content: bytes
    sha256: str
    findings: tuple[Finding, ...]


_LIMITS: ContextVar[GateLimits | None] = ContextVar("gate_limits", default=None)


@contextlib.contextmanager
def raise_limits(file_mb: int | None, unpacked_mb: int | None) -> Iterator[None]:
    """Let workbooks of these sizes pass while the context is open, where no limits are given; a trusted size lifts the ratio too."""
    standard = GateLimits()
    token = _LIMITS.set(
        GateLimits(
            file_mb * _MB if file_mb else standard.file_bytes,
            standard.parts,
            unpacked_mb * _MB if unpacked_mb else standard.inflated_bytes,
            10_000 if unpacked_mb else standard.ratio,
        )
    )
    try:
        yield
    finally:
        _LIMITS.reset(token)


def open_gate(path: Path, limits: GateLimits | None = None) -> GatedFile:
    """Read `path` once and return its bytes.

    Raises
    ------
    FileAccessError
        When the file is not there, is no regular file, or cannot be read.
    InputRejectedError
        When it is no .xlsx or .xlsm workbook, is encrypted, or is made to exhaust the reader.
    """
    limits = limits or _LIMITS.get() or GateLimits()
    content = _read_once(path, limits)
    if content[:4] != _ZIP and path.name.startswith(_MARKS):
        workbook = path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
        _refuse(
            path,
            f"this is no workbook, but the mark of one that is open in Excel or LibreOffice; take {workbook}",
            f"这不是工作簿，而是 Excel 或 LibreOffice 打开文件时的标记；请改用 {workbook}",
        )
    if content[:4] == _OLE:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in content:
            _refuse(
                path,
                "the workbook is encrypted; remove the password and save it again",
                "工作簿已加密；请去除密码后重新保存",
            )
        _refuse(path, "this is an old .xls workbook; save it as .xlsx", "这是旧版 .xls 工作簿；请另存为 .xlsx")
    if not content:
        _refuse(path, "the file is empty", "文件为空")
    if content[:4] != _ZIP:
        if content[:5] == b"%PDF-":
            _refuse(
                path,
                "this is a PDF, a picture of a table; take the workbook that it was made from",
                "这是 PDF，而不是工作簿；请改用生成该 PDF 的工作簿",
            )
        if b"\x00" not in content[:4096] or content.startswith(_UTF_16):
            _refuse(
                path,
                "this is a text file, no Excel workbook; open it in Excel and save it as .xlsx",
                "这是文本文件，不是 Excel 工作簿；请用 Excel 打开并另存为 .xlsx",
            )
        _refuse(path, "this is no Excel workbook (.xlsx or .xlsm)", "这不是 Excel 工作簿（.xlsx 或 .xlsm）")
    findings = _check_parts(path, content, limits)
    name = os.fsencode(path.name).decode("utf-8", "replace")  # a file name may hold bytes that no document can
    return GatedFile(name, content, hashlib.sha256(content).hexdigest(), tuple(findings))


def _read_once(path: Path, limits: GateLimits) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileAccessError(Text("{p}: not a regular file.", "{p}：不是普通文件。").format(p=path))
            if status.st_size > limits.file_bytes:
                most = limits.file_bytes // _MB
                _refuse(
                    path,
                    f"larger than {most} MB; planner --max-file-mb raises the limit",
                    f"文件超过 {most} MB；可用 planner --max-file-mb 放宽",
                )
            return file.read()
    except FileNotFoundError as error:
        raise FileAccessError(Text("{p}: there is no such file.", "{p}：文件不存在。").format(p=path)) from error
    except IsADirectoryError as error:
        text = Text("{p}: this is a folder, no workbook.", "{p}：这是文件夹，不是工作簿。")
        raise FileAccessError(text.format(p=path)) from error
    except OSError as error:
        text = Text("{p}: cannot be read ({why}).", "{p}：无法读取（{why}）。")
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error


def _check_parts(path: Path, content: bytes, limits: GateLimits) -> list[Finding]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            names = [i.filename for i in infos]
            if len(infos) > limits.parts or len(set(names)) != len(names):
                _refuse(
                    path,
                    "too many parts (as of thousands of sheets), or parts of the same name; save it again in Excel, with fewer sheets",
                    "文件内部件过多（如数千张工作表）或重名；请用 Excel 精简后重新保存",
                )
            other = next((kind for part, kind in _OTHER_PROGRAMS.items() if part in names), "")
            if other and not any(n.casefold().startswith("xl/") for n in names):
                _refuse(
                    path,
                    f"this is a file of {other}; save it there as Excel workbook (.xlsx)",
                    f"这是 {other} 的文件；请在其中另存为 Excel 工作簿（.xlsx）",
                )
            if "[Content_Types].xml" not in names:
                _refuse(path, "this is no Excel workbook", "这不是 Excel 工作簿")
            if any(n.casefold().endswith("workbook.bin") for n in names):
                _refuse(
                    path,
                    "this is a binary workbook (.xlsb); save it as .xlsx",
                    "这是二进制工作簿（.xlsb）；请另存为 .xlsx",
                )
            if any(i.flag_bits & 1 for i in infos):
                _refuse(
                    path,
                    "the workbook is encrypted; remove the password and save it again",
                    "工作簿已加密；请去除密码后重新保存",
                )
            _inflate(path, archive, infos, limits)
            package = Package(archive)
            if package.book not in package:
                _refuse(path, "this is no Excel workbook", "这不是 Excel 工作簿")
            book = package.part(package.book)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError) as error:
        text = Text(
            "{p}: the file is damaged or cut off; open it in Excel, which may repair it, or take another copy.",
            "{p}：文件已损坏或不完整；请用 Excel 打开修复，或改用其他副本。",
        )
        raise InputRejectedError(text.format(p=path)) from error
    return [*_warnings(names, _names_with_formulas(book)), *_warn_of_calculation(book)]


def _inflate(path: Path, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: GateLimits) -> None:
    """Count what every part inflates to, without keeping it, and refuse declarations that could expand."""
    total = 0
    for info in infos:
        is_xml = info.filename.endswith((".xml", ".rels", ".vml"))
        size, tail = 0, b""
        with archive.open(info) as part:
            while chunk := part.read(1 << 16):
                size += len(chunk)
                total += len(chunk)
                bomb = size > 1_000_000 and size > limits.ratio * max(1, info.compress_size)
                if bomb or total > limits.inflated_bytes:
                    _refuse(
                        path,
                        "unpacks to far more than a workbook holds; if you trust it, planner --max-unpacked-mb raises the limit",
                        "解压后体积异常，疑似压缩炸弹；如确认可信，可用 planner --max-unpacked-mb 放宽",
                    )
                if is_xml:
                    plain = (tail + chunk).replace(b"\x00", b"")
                    if DECLARATION.search(plain):
                        _refuse(path, f"declares entities in {info.filename}", f"{info.filename} 含实体声明")
                    tail = chunk[-32:]


def _names_with_formulas(book: bytes) -> list[str]:
    """Return the defined names that stand for a formula or a program call, not for cells or a constant.

    Names for printing count as none: no cell uses them, and Gnumeric writes Excel's own (*columns and rows to repeat*) as a formula.
    """
    found = []
    for match in _DEFINED_NAME.finditer(book):
        stated = _NAME_ATTRIBUTE.search(match[1])
        name = html.unescape(stated[1].decode("utf-8", "replace")) if stated else "?"
        meaning = _QUOTED.sub("", html.unescape(match[2].decode("utf-8", "replace")))
        if name.casefold().removeprefix("_xlnm.") not in _FOR_PRINTING and any(sign in meaning for sign in "(|{"):
            found.append(name)
    return found


def _warn_of_calculation(book: bytes) -> list[Finding]:
    """Warn of a workbook that computes its formulas only when told to: after a change the values saved may be old."""
    if not _CALCULATED_BY_HAND.search(book):
        return []
    found = Text("formulas are set to be calculated by hand", "公式设为手动计算")
    remedy = Text(
        "The values last saved are used, which may be old: press F9 in Excel and save.",
        "采用上次保存的数值，可能已过时：请在 Excel 中按 F9 重算并保存。",
    )
    return [Finding("calculation_by_hand", Severity.WARNING, Place(), found, remedy=remedy)]


def _warnings(names: list[str], formula_names: list[str]) -> list[Finding]:
    findings: list[Finding] = []
    if any(n.casefold().endswith("vbaproject.bin") or "macrosheets/" in n.casefold() for n in names):
        findings.append(
            Finding(
                "macros_ignored",
                Severity.WARNING,
                Place(),
                Text("the workbook holds macros", "工作簿含有宏"),
                remedy=Text("They are ignored.", "宏已忽略。"),
            )
        )
    if any("externallinks/" in n.casefold() for n in names):
        findings.append(
            Finding(
                "external_links",
                Severity.WARNING,
                Place(),
                Text("the workbook links to other workbooks", "工作簿链接了其他工作簿"),
                remedy=Text("The values last saved are used.", "采用上次保存的数值。"),
            )
        )
    findings += [
        Finding(
            "name_with_formula",
            Severity.WARNING,
            Place(),
            Text("the defined name '{n}' holds a formula", "定义的名称“{n}”含有公式").format(n=name),
            remedy=Text(
                "It is not evaluated; cells that use it count with the value last saved.",
                "公式不会执行；引用它的单元格采用上次保存的数值。",
            ),
        )
        for name in formula_names
    ]
    return findings


def _refuse(path: Path, why_en: str, why_zh: str) -> None:
    raise InputRejectedError(Text("{p}: {en}.", "{p}：{zh}。").format(p=path, en=why_en, zh=why_zh))
