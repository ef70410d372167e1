"""Makes the Word templates of the letters: `python -m tests.word_templates.make_templates`.

The files are for HR to edit in Word. This program is for the developers who change all of them at once; running it replaces the shipped files.
"""

from __future__ import annotations

import json
from typing import Any

from planner.shipped import find_shipped_folder
from planner.writing.letters.contents.content import TEMPLATE_STEMS, LetterKind
from planner.writing.letters.templates.docx_template import save_document
from tests.word_templates.word_page import ACCENT, GREY, WordPage

FOLDER = find_shipped_folder("templates")


def words_in(language: str) -> dict[str, str]:
    """Return the words of one language."""
    words: dict[str, str] = json.loads((FOLDER / "letter_words.json").read_text(encoding="utf-8"))[language]
    return words


def make_rep(language: str) -> Any:
    """Return the template of a seat's letter."""
    w, page = words_in(language), WordPage(language)
    add_title(page, w)
    page.facts(
        [
            (w["name"], "{{ addressee }}"),
            (w["seat"], "{{ seat }}"),
            (w["team"], "{{ team }}"),
            (w["manager"], "{{ manager or '" + w["not_given"] + "' }}"),
            (w["start"], "{{ start or '" + w["all_year"] + "' }}"),
            (w["currency"], "{{ currency }}"),
        ]
    )
    add_target(page, w, cushioned=True)
    add_splits(page, w)
    page.heading(w["goals"])
    page.rows(
        "g in goals",
        [w["goal"], w["target"], w["weight"]],
        ["{{ g.name }}", "{{ g.target }}", "{{ g.weight }}"],
        [70, 60, 36],
    )
    add_accounts(page, w)
    add_pay(page, w)
    page.mark("{%p if pay_note %}")
    page.text("{{ pay_note }}", 9, False, GREY, before=3)
    page.mark("{%p endif %}")
    page.mark("{%p if expense_budget %}")
    page.heading(w["budget"])
    page.text(w["budget_line"])
    page.mark("{%p endif %}")
    page.heading(w["way"])
    add_lines(page, "sentences", keep=True)
    page.mark("{%p if chart %}")
    page.text("{{ chart }}", align="center")
    page.mark("{%p endif %}")
    add_rules_and_signatures(page, w)
    page.mark("{%p if annex %}")
    page.text("{{ '' }}", 4).paragraph_format.page_break_before = True
    page.heading(w["annex"])
    add_account_rows(page, w, "annex")
    page.mark("{%p endif %}")
    return page.document


def make_team(language: str) -> Any:
    """Return the template of a team leader's letter."""
    w, page = words_in(language), WordPage(language)
    add_title(page, w, "team_title")
    page.facts(
        [
            (w["leader"], "{{ addressee }}"),
            (w["team"], "{{ team }}"),
            (w["channel"], "{{ channel }}"),
            (w["heads"], "{{ heads }}"),
            (w["last_year"], "{{ last_year or '" + w["not_given"] + "' }}"),
            (w["growth"], "{{ growth or '" + w["not_given"] + "' }}"),
            (w["currency"], "{{ currency }}"),
        ]
    )
    add_target(page, w, cushioned=True)
    page.mark("{%p if chart %}")
    page.text("{{ chart }}", align="center")
    page.mark("{%p endif %}")
    page.heading(w["members"])
    page.rows(
        "m in members",
        [w["seat"], w["name"], w["to_start"], w["target"], w["share"]],
        ["{{ m.seat }}", "{{ m.name }}", "{{ m.start or '" + w["all_year"] + "' }}", "{{ m.target }}", "{{ m.share }}"],
        [30, 48, 28, 40, 20],
        first_left=3,
    )
    page.mark("{%p if hires %}")
    page.heading(w["hires"])
    page.rows("h in hires", [w["quarter"], w["hire_count"]], ["{{ h.name }}", "{{ h.count }}"], [80, 60])
    page.mark("{%p endif %}")
    add_splits(page, w)
    page.heading(w["goals"])
    goal = ["{{ g.name }}", "{{ g.target }}", "{{ g.weight }}"]
    page.rows("g in goals", [w["goal"], w["target"], w["weight"]], goal, [70, 60, 36])
    add_pay(page, w)
    page.heading(w["cost"])
    page.text(w["cost_line"])
    page.mark("{%p if cost_cap %}")
    page.text(w["cap_line"])
    page.mark("{%p endif %}")
    add_rules_and_signatures(page, w)
    return page.document


def make_partner(language: str) -> Any:
    """Return the template of a partner's letter."""
    w, page = words_in(language), WordPage(language)
    add_title(page, w, "partner_title")
    page.facts(
        [
            (w["partner"], "{{ addressee }}"),
            (w["channel"], "{{ channel }}"),
            (w["contact"], "{{ contact or '" + w["not_given"] + "' }}"),
            (w["currency"], "{{ currency }}"),
        ]
    )
    add_target(page, w, cushioned=False)
    add_splits(page, w)
    page.heading(w["terms"])
    page.text(w["margin_line"])
    page.mark("{%p if rebates %}")
    page.rows(
        "r in rebates", [w["from_revenue"], w["rate"]], ["{{ r.revenue }}", "{{ r.rate }}"], [80, 60], first_left=0
    )
    page.mark("{%p endif %}")
    page.mark("{%p if deposit or termination %}")
    page.heading(w["conditions"])
    for field in ("deposit", "termination"):
        page.mark("{%p if " + field + " %}")
        page.text(w[field + "_line"])
        page.mark("{%p endif %}")
    page.mark("{%p endif %}")
    add_rules_and_signatures(page, w)
    return page.document


def make_book(language: str) -> Any:
    """Return the template of the plan book."""
    w, page = words_in(language), WordPage(language)
    add_title(page, w, "book_title")
    page.heading(w["in_short"])
    add_lines(page, "sentences")
    page.rows("f in summary", [w["figure"], w["value"]], ["{{ f.name }}", "{{ f.value }}"], [100, 66])
    page.mark("{%p if chart %}")
    page.heading(w["matrix"])
    page.text("{{ chart }}", align="center", keep=True)
    page.text(w["matrix_note"], 8.5, colour=GREY, align="center")
    page.mark("{%p endif %}")
    page.heading(w["channel_plan"])
    cells = ["{{ c.name }}", "{{ c.units }}", "{{ c.accounts }}", "{{ c.revenue }}", "{{ c.target }}"]
    heads = [w[k] for k in ("channel", "units", "account_number", "expected", "target")]
    page.rows("c in channels", heads, cells, [50, 20, 24, 36, 36])
    page.text("", after=2)
    cells = ["{{ u.name }}", "{{ u.channel }}", "{{ u.team }}", "{{ u.fte }}", "{{ u.target }}"]
    heads = [w[k] for k in ("unit", "channel", "team", "effort", "target")]
    page.rows("u in units", heads, cells, [44, 34, 42, 14, 32], first_left=3)
    page.heading(w["teams"])
    cells = ["{{ t.name }}", "{{ t.manager }}", "{{ t.heads }}", "{{ t.target }}", "{{ t.growth }}", "{{ t.ratio }}"]
    heads = [w[k] for k in ("team", "leader", "people", "target", "growth", "ratio")]
    page.rows("t in teams", heads, cells, [40, 28, 24, 34, 21, 19], first_left=2)
    page.heading(w["team_quarters"])
    heads = [w["team"], "Q1", "Q2", "Q3", "Q4"]
    page.rows(
        "t in teams", heads, ["{{ t.name }}", *("{{ t.q" + str(q) + " }}" for q in range(1, 5))], [42, 31, 31, 31, 31]
    )
    add_target(page, w, cushioned=False)
    add_splits(page, w)
    page.mark("{%p if seats %}")
    page.heading(w["seats"])
    cells = ["{{ s.seat }}", "{{ s.name }}", "{{ s.team }}", "{{ s.target }}"]
    page.rows("s in seats", [w[k] for k in ("seat", "name", "team", "target")], cells, [34, 50, 46, 36], first_left=3)
    page.mark("{%p endif %}")
    page.heading(w["calendar"])
    cells = ["{{ s.when }}", "{{ s.what }}", "{{ s.owner }}"]
    page.rows("s in calendar", [w[k] for k in ("until", "work", "owner")], cells, [26, 96, 44], first_left=3)
    page.heading(w["plain_rules"])
    page.mark("{%p for chapter in chapters %}")
    page.text("{{ chapter.title }}", 10, True, before=4, after=2, keep=True)
    page.mark("{%p for line in chapter.paragraphs %}")
    page.text("• {{ line }}", after=3)
    page.mark("{%p endfor %}")
    page.mark("{%p endfor %}")
    page.footer(w["foot"], w["page"], w["of"], w["end"])
    return page.document


def add_title(page: WordPage, w: dict[str, str], title: str = "title") -> None:
    """Add logo, company and title."""
    page.mark("{%p if logo %}")
    page.text("{{ logo }}", after=2)
    page.mark("{%p endif %}")
    page.text("{{ company }}", 10, False, GREY, after=0)
    page.text(w[title], 20, True, ACCENT, after=6)
    page.mark("{%p if changed %}")
    page.text(w["changed_line"], 9, False, GREY, after=6)
    page.mark("{%p endif %}")


def add_target(page: WordPage, w: dict[str, str], cushioned: bool) -> None:
    """Add the target in large figures, then quarters and months."""
    page.heading(w["target_head"])
    page.text("{{ currency }} {{ target }}", 18, True, ACCENT, after=0, keep=True)
    page.mark("{%p if target_words %}")
    page.text(w["in_words"], 9, False, GREY, keep=True)
    page.mark("{%p endif %}")
    if cushioned:
        page.mark("{%p if cushioned %}")
        page.text(w["cushioned_line"], 9, False, GREY, keep=True)
        page.mark("{%p endif %}")
    add_quarters(page, w, "quarters")
    if cushioned:
        page.mark("{%p if cushioned_quarters %}")
        page.heading(w["cushioned_head"])
        add_quarters(page, w, "cushioned_quarters")
        page.mark("{%p endif %}")


def add_quarters(page: WordPage, w: dict[str, str], field: str) -> None:
    """Add a table of four quarters with their months."""
    months = [w["month"].format(n=n) for n in (1, 2, 3)]
    cells = [["{{ q." + m + ".name }}", "{{ q." + m + ".target }}"] for m in ("first", "second", "third")]
    page.rows(
        f"q in {field}",
        [w["quarter"], *months, w["whole"]],
        ["{{ q.name }}", *cells, "{{ q.target }}"],
        [18, 36, 36, 36, 40],
        size=8.5,
    )


def add_splits(page: WordPage, w: dict[str, str]) -> None:
    """Add the target by product line and by segment."""
    for loop, head, column in (("products", "by_product", "product"), ("segments", "by_segment", "segment")):
        page.mark("{%p if " + loop + " %}")
        page.heading(w[head])
        cells = ["{{ r.name }}", "{{ r.target }}", "{{ r.share }}"]
        page.rows(f"r in {loop}", [w[column], w["target"], w["share"]], cells, [70, 60, 36])
        page.mark("{%p endif %}")


def add_accounts(page: WordPage, w: dict[str, str]) -> None:
    """Add the accounts, or where they are listed."""
    page.mark("{%p if account_count %}")
    page.heading(w["accounts"])
    page.text(w["served"], keep=True)
    page.mark("{%p if annex %}")
    page.text(w["annex_note"])
    page.mark("{%p elif accounts %}")
    add_account_rows(page, w, "accounts")
    page.mark("{%p endif %}")
    page.mark("{%p endif %}")


def add_account_rows(page: WordPage, w: dict[str, str], field: str) -> None:
    """Add the table of accounts."""
    cells = ["{{ a.name }}", "{{ a.segment }}", "{{ a.status }}", "{{ a.revenue }}"]
    heads = [w[k] for k in ("account", "segment", "status", "account_revenue")]
    page.rows(f"a in {field}", heads, cells, [48, 49, 32, 37], first_left=3, size=8.5)


def add_pay(page: WordPage, w: dict[str, str]) -> None:
    """Add pay at several attainments."""
    page.mark("{%p if pay %}")
    page.heading(w["pay"])
    cells = ["{{ p.name }}", "{{ p.at_80 }}", "{{ p.at_100 }}", "{{ p.at_120 }}"]
    page.rows("p in pay", [w["attainment"], "80%", "100%", "120%"], cells, [52, 38, 38, 38])
    page.mark("{%p endif %}")


def add_lines(page: WordPage, field: str, mark: str = "", keep: bool = False) -> None:
    """Add one paragraph for each text of `field`."""
    page.mark("{%p for line in " + field + " %}")
    page.text(mark + "{{ line }}", after=3, keep=keep)
    page.mark("{%p endfor %}")


def add_rules_and_signatures(page: WordPage, w: dict[str, str]) -> None:
    """Add rules, signature block and footer."""
    page.heading(w["rules"])
    add_lines(page, "rules", "• ", keep=True)
    page.heading(w["sign"])
    lines = [w["sign_line"], w["date_line"]]
    page.signatures([(w["sign_company"], lines), (w["sign_person"], lines)])
    page.footer(w["foot"], w["page"], w["of"], w["end"])


def make_all() -> dict[str, bytes]:
    """Return every template by file name."""
    made: dict[str, bytes] = {}
    for language in ("en", "zh"):
        for kind, make in MAKERS.items():
            document = make(language)
            properties = document.core_properties
            properties.author, properties.title, properties.comments = "planner", f"{kind} letter", ""
            made[f"{TEMPLATE_STEMS[LetterKind(kind)]}_{language}.docx"] = save_document(document)
    return made


MAKERS = {"rep": make_rep, "team": make_team, "partner": make_partner, "book": make_book}

if __name__ == "__main__":
    for name, content in make_all().items():
        (FOLDER / name).write_bytes(content)
        print(name)
