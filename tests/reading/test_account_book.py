"""Accounts from the sheet and from CSV: what was written is read, and every fault has its cell."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from types import ModuleType, SimpleNamespace

import pytest
from xlsxwriter.workbook import Workbook

from planner.errors import FileAccessError, InputRejectedError
from planner.findings import Place
from planner.language import Language
from planner.reading.accounts.account_book import read_account_book
from planner.reading.accounts.account_files import read_account_file
from planner.reading.accounts.account_words import degrees_of
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.workbook import read_plan_input
from planner.results.written.inputs.inputs import read_inputs
from planner.results.written.sheets.read_book import read_book
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input

KEYS = {"segments": {"north": "North"}, "seats": {"f1": "F1", "f2": "F2"}}
HEAD = ("Account", "Segment", "Potential", "Last year's revenue", "Owner today", "Needed skills", "Renewal date")


def read(*rows, head=HEAD):
    grid = Grid("Accounts", (head, *rows), False, frozenset(), frozenset(), frozenset(), frozenset())
    reader = CellReader()
    return read_account_book(grid, reader, KEYS, {"mary": "F2"}), reader.findings


def full_book():
    return make_book(
        3,
        name=("R&D <x>", "=1+1", None),
        parent_account=("Group", None, None),
        workload_hours=(1.5, None, 12.0),
        tier=(None, "A", "b"),
        owner=("F1", "Somebody gone", None),
        region=("East", None, "West"),
        latitude=(31.2, None, None),
        longitude=(121.5, None, None),
        skills=(("CAD", "Welding"), (), ()),
        locked_seat=(None, "F1", None),
        forbidden_seats=((), (), ("F1", "F2")),
        strategic=(True, False, False),
        handover_date=("2027-03-31", None, None),
        potential_cents=(1, 10_000_050, 0),
    )


@pytest.mark.parametrize("language", Language)
def test_what_the_workbook_writes_is_read_again(tmp_path, language):
    plan_input = make_territory_input(full_book(), None, F1={"skills": ("CAD",), "territory_regions": ("East", "West")})
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(plan_input, language))
    result = read_plan_input(path)
    assert result.plan_input is not None
    assert result.plan_input.accounts == plan_input.accounts
    assert result.plan_input.seats == plan_input.seats
    # … and by the verifier's own reader.
    again, faults, _ = read_inputs(read_book(path.read_bytes(), "plan.xlsx"))
    assert faults == []
    assert again is not None and again.accounts == plan_input.accounts


def test_owners_are_seats_or_reps():
    book, findings = read(
        *(("A" + str(i), "north", 5.0, "", owner, "", "") for i, owner in enumerate(("f1", "Mary", "Zoe")))
    )
    assert findings == []
    assert book.owner == ("F1", "F2", "Zoe")
    assert book.last_year_revenue_cents == (0, 0, 0)


def test_locked_and_forbidden_seats_are_seats_or_reps():
    head = ("Account", "Segment", "Potential", "Locked to seat", "Forbidden seats")
    rows = (
        ("A0", "North", 1.0, "Mary", ""),
        ("A1", "North", 1.0, "f2 - Mary", "F1; mary"),
        ("A2", "North", 1.0, "Zoe", ""),
    )
    book, findings = read(*rows[:2], head=head)
    assert findings == []
    assert (book.locked_seat, book.forbidden_seats) == (("F2", "F2"), ((), ("F1", "F2")))
    # Who left has no seat that an account could be kept at.
    (found,) = read(*rows, head=head)[1]
    assert found.message() == "ERROR Accounts!D4 (Locked to seat): found 'Zoe', a name from sheet Seats is expected."


def test_words_for_nobody_and_tiers_as_people_write_them():
    head = ("客户ID", "细分", "年采购潜力", "客户经理", "等级")
    words = (("N/A", "Ａ级"), ("-", " b "), ("待分配", "C类"), ("f 1", "Gold"))
    book, findings = read(*((f"A{i}", "North", 1.0, *pair) for i, pair in enumerate(words)), head=head)
    assert findings == []
    assert book.owner == (None, None, None, "f 1")
    assert book.tier == ("A", "b", "C", "Gold")


def test_words_and_dates_that_repeat_are_told_in_every_row():
    head = ("Account", "Segment", "Potential", "Strategic", "Renewal date")
    words = (("是", "2027-03-31"), ("n/a", "31 March"), ("yes", "2027-03-31"), ("n/a", "31 March"), ("maybe", None))
    book, findings = read(*((f"A{i}", "North", 1.0, *pair) for i, pair in enumerate(words)), head=head)
    assert len(book) == 0
    assert [(f.code, f.place.cell) for f in findings if f.code == "date_expected"] == [
        ("date_expected", "E3"),
        ("date_expected", "E5"),
    ]
    assert [f.code for f in findings if f.place.column == "D"] == ["nothing_given"] * 2 + ["flag_unreadable"]
    book, _ = read(*((f"A{i}", "North", 1.0, *words[0]) for i in range(3)), head=head)
    assert (book.strategic, book.handover_date) == ((True,) * 3, ("2027-03-31",) * 3)


def test_exchanged_coordinates_are_one_finding_and_the_first_cells():
    head = ("Account", "Segment", "Potential", "Lat", "Lon")
    rows = [(f"A{i}", "North", 1.0, 121.5, 31.2) for i in range(30)]
    book, findings = read(*rows, head=head)
    assert len(book) == 0
    assert sorted((f.code, f.place.cell) for f in findings) == [
        ("coordinates_exchanged", ""),
        ("number_out_of_range", "D2"),
    ]
    assert "29 more cells of this column alike (D3:D31)" in findings[0].message()
    assert "该列另有 29 个单元格同样如此（D3:D31）" in findings[0].message(Language.CHINESE)
    assert [f.place.cell for f in findings[0].alike] == [f"D{n}" for n in range(3, 32)]
    assert read(("A", "North", 1.0, 31.2, 121.5), head=head)[1] == []


def test_a_lock_has_its_cell():
    places: dict[tuple[str, str, str], Place] = {}
    head = ("Account", "Segment", "Potential", "Locked to seat")
    grid = Grid("S", (head, ("A", "North", 1.0, ""), ("B", "North", 1.0, "f1")), False, *(frozenset(),) * 4)
    read_account_book(grid, CellReader(), KEYS, {}, places)
    assert {key: place.cell for key, place in places.items()} == {("accounts", "B", "locked_seat"): "D3"}


def test_numbers_of_accounts_keep_their_zeros():
    book, _ = read(("00123", "North", 1.25, 0.1, "", "a; b", "2027/3/1"), (77.0, "North", "1,000", "", "", "", ""))
    assert book.account == ("00123", "77")
    assert book.potential_cents == (125, 100_000)
    assert book.last_year_revenue_cents == (10, 0)
    assert book.skills == (("a", "b"), ())
    assert book.handover_date == ("2027-03-01", None)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("", "North", 1.0), "cell_blank", "A3"),
        (("B", "Nowhere", 1.0), "reference_unknown", "B3"),
        (("B", "North", "a lot"), "number_unreadable", "C3"),
        (("B", "North", -1.0), "number_out_of_range", "C3"),
        (("B", "North", 1.0, "", "", "", "soon"), "date_expected", "G3"),
        (("a", "North", 1.0), "key_repeated", "A3"),
        (("Total", "North", 2.0), "total_row", "A3"),
    ],
)
def test_every_fault_has_its_cell(row, code, cell):
    row = (*row, *("",) * (len(HEAD) - len(row)))
    book, findings = read(("A", "North", 1.0, "", "", "", ""), row)
    assert [(f.code, f.place.cell) for f in findings if f.severity == "error"] == [(code, cell)]
    assert len(book) == 0


def test_a_missing_column_is_named():
    _, findings = read(("A", "North"), head=("Account", "Segment"))
    assert [f.code for f in findings] == ["column_missing"]


def test_no_header_and_no_rows():
    assert read(("A", "B"), head=("x", "y"))[1][0].code == "header_missing"
    book, findings = read()
    assert (len(book), findings) == (0, [])


def test_csv_as_programs_write_it(tmp_path):
    plan_input = make_territory_input(make_book(0))
    # The third as Excel's "Unicode text", the last as Excel on old Macs.
    for encoding, separator, end in (
        ("utf-8-sig", ",", "\n"),
        ("gb18030", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-8", ",", "\r"),
    ):
        lines = (
            ("客户编号", "客户名称", "细分", "潜力", "现负责人"),
            ("007", "上海", "North", "1234.5", "F1"),
            ("8", "", "North", "9"),
        )
        path = tmp_path / "accounts.csv"
        path.write_bytes(end.join(separator.join(row) for row in lines).encode(encoding))
        book, findings = read_account_file(path, plan_input)
        assert findings == ()
        assert book.account == ("007", "8")
        assert book.name == ("上海", None)
        assert book.potential_cents == (123_450, 900)
        assert book.owner == ("F1", None)


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ("Müller GmbH", "Schäfer")),
        ("cp1252", ("São Paulo", "Crédit")),
        ("cp1250", ("Łódź", "Poznań")),
        ("cp1251", ("Иванов", "Петрова", "Москва", "Кузнецов", "Рога и копыта")),
        ("shift_jis", ("ソニー", "トヨタ自動車", "表示")),
    ],
)
def test_csv_of_another_encoding_is_refused_and_no_name_turned_into_another(tmp_path, encoding, names):
    """Most of them pass for GB18030: Müller would be M黮ler."""
    lines = ["Account;Account name;Segment;Potential", *(f"{i};{name};North;9" for i, name in enumerate(names))]
    path = tmp_path / "accounts.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    with pytest.raises(InputRejectedError, match="In Excel, save it as 'CSV UTF-8'"):
        read_account_file(path, make_territory_input(make_book(0)))


def test_rare_characters_do_not_make_chinese_another_encoding(tmp_path):
    """The second byte of 镕, 珺, 玥 is one of ASCII."""
    names = ("上海镕睿贸易", "珺玥医疗器械", "北京市第一医院", "华东电力")
    lines = ["客户编号,客户名称,细分,潜力", *(f"{i},{name},North,9" for i, name in enumerate(names))]
    path = tmp_path / "accounts.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    book, _ = read_account_file(path, make_territory_input(make_book(0)))
    assert book.name == names


def test_parquet_cells_are_what_a_sheet_would_hold(tmp_path, monkeypatch):
    """A stand-in for the package, which is an extra: missing numbers, long account numbers, text as bytes, an endless amount."""
    table: dict[str, list[object]] = {
        "Account": [b"007", 2**60 + 1, "A3", "A4"],
        "Segment": ["North"] * 4,
        "Potential": [5, 1234.5, float("nan"), float("inf")],
        "Latitude": [None, float("nan"), 31.2, 31],
        "Needed skills": [["a", "b"], None, [], None],
    }
    stand_in = SimpleNamespace(
        column_names=list(table), column=lambda name: SimpleNamespace(to_pylist=lambda: table[name])
    )
    parquet = ModuleType("pyarrow.parquet")
    vars(parquet)["read_table"] = lambda path: stand_in
    package = ModuleType("pyarrow")
    vars(package)["parquet"] = parquet
    monkeypatch.setitem(sys.modules, "pyarrow", package)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", parquet)
    path = tmp_path / "accounts.parquet"
    path.write_bytes(b"PAR1")
    book, findings = read_account_file(path, make_territory_input(make_book(0)))
    assert [(f.code, f.place.cell) for f in findings] == [("cell_blank", "C4"), ("number_unreadable", "C5")]
    # What can be read of the others is as a sheet would hold it.
    for column in ("Account", "Segment", "Potential", "Latitude", "Needed skills"):
        del table[column][2:]
    stand_in.column_names = list(table)
    book, findings = read_account_file(path, make_territory_input(make_book(0)))
    assert findings == ()
    assert book.account == ("007", "1152921504606846977")
    assert book.potential_cents == (500, 123_450)
    assert book.latitude == (None, None)
    assert book.skills == (("a", "b"), ())


@pytest.mark.parametrize(
    ("word", "degrees"),
    [
        ("39°54'N", 39.9),
        ("39°54′36″", 39.91),
        ("S 33.5°", -33.5),
        ("116.4E", 116.4),
        ("东经116度24分", 116.4),
        ("西经 70°", -70.0),
        ("39°75'N", None),
        ("39.9", None),
        ("N", None),
        ("N39°E", None),
    ],
)
def test_places_in_degrees_and_minutes(word, degrees):
    assert degrees_of(word) == (None if degrees is None else pytest.approx(degrees))


def test_a_latitude_in_degrees_and_minutes_is_read_and_keeps_its_range():
    head = ("Account", "Segment", "Potential", "Latitude", "Longitude")
    book, findings = read(("A", "North", 1.0, "39°54'N", "116°24'E"), head=head)
    assert (findings, book.latitude, book.longitude) == ([], (pytest.approx(39.9),), (pytest.approx(116.4),))
    _, findings = read(("A", "North", 1.0, "116°24'E", "39°54'N"), head=head)
    assert [f.code for f in findings] == ["number_out_of_range"]


def test_an_account_file_in_another_currency_is_refused(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("Account,Segment,Potential (USD)\nA,North,100\n", encoding="utf-8")
    plan_input = make_territory_input(make_book(0))
    assert [f.code for f in read_account_file(path, plan_input)[1]] == ["currency_differs"]
    dollars = replace(plan_input, settings=replace(plan_input.settings, currency="USD"))
    assert read_account_file(path, dollars)[1] == ()


def test_files_that_cannot_be_read(tmp_path):
    plan_input = make_territory_input(make_book(0))
    with pytest.raises(FileAccessError):
        read_account_file(tmp_path / "none.csv", plan_input)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\x81\xff\x00\x81\xff")
    with pytest.raises(InputRejectedError):
        read_account_file(broken, plan_input)
    open_quote = tmp_path / "quote.csv"
    open_quote.write_text('Account,Segment\n"A,North', encoding="utf-8")
    with pytest.raises(InputRejectedError):
        read_account_file(open_quote, plan_input)


def test_formulas_without_value_are_refused(tmp_path):
    path = tmp_path / "plan.xlsx"
    content = io.BytesIO()
    workbook = Workbook(content)
    sheet = workbook.add_worksheet("Accounts")
    sheet.write_row(0, 0, ["Account", "Segment", "Potential"])
    sheet.write_row(1, 0, ["A", "North"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    workbook.close()
    path.write_bytes(content.getvalue())
    assert ("cell_error", "C2") in [(f.code, f.place.cell) for f in read_plan_input(path).findings]


def test_headers_below_a_title_are_found_whatever_separates_the_columns(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_bytes("Accounts, as of today\nAccount;Segment;Potential;地区;级别\nC1;North;1200;East;A\n".encode())
    book, findings = read_account_file(path, make_territory_input(make_book(1), None))
    # The title has a comma, the headers have none: the columns are those of ;. Plain digits below them are numbers, not texts.
    assert (book.account, book.potential_cents, book.region, book.tier) == (("C1",), (120_000,), ("East",), ("A",))
    assert findings == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_in_place_of_a_list_is_named_as_such(tmp_path, content):
    path = tmp_path / "accounts.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputRejectedError) as refused:
        read_account_file(path, make_territory_input(make_book(1), None))
    assert str(refused.value) == (
        "accounts.xlsx is a workbook. Copy its rows to sheet Accounts, or save it as CSV UTF-8 and name that file."
    )


def test_a_number_that_a_spreadsheet_cut_off_is_told():
    book, findings = read(
        ("1.23457E+11", "North", 1.0, None, None, None, None), ("5E2", "North", 1.0, None, None, None, None)
    )
    assert book.account == ("1.23457E+11", "5E2")
    assert [f.message() for f in findings] == [
        "WARNING Accounts!A2 (Account): '1.23457E+11' is a long number that lost its last digits. "
        "Format the column as text where it comes from, and export it again."
    ]
