"""Workbooks that people and attackers send, made by code: parts of a sound one replaced, added, damaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input


@cache
def sound_workbook(language: Language = Language.ENGLISH) -> bytes:
    """Return the small company's planning workbook."""
    return build_template(make_plan_input(), language)


def with_parts(
    content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return `content` with the named zip parts passed through functions and further parts added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for info in source.infolist():
            body = source.read(info)
            target.writestr(info.filename, changes[info.filename](body) if info.filename in changes else body)
        for name, body in (added or {}).items():
            target.writestr(name, body)
    return buffer.getvalue()


def part_names(content: bytes) -> list[str]:
    """Return the names of the zip parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def repack(
    content: bytes, names: Mapping[str, str], change: Callable[[str, bytes], bytes] = lambda name, part: part
) -> bytes:
    """Return `content` with zip parts renamed and `change` made to each, given its name before."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            name = names.get(info.filename, info.filename)
            target.writestr(zipfile.ZipInfo(name), change(info.filename, source.read(info)))
    return made.getvalue()
