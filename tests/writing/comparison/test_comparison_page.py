"""The page of a comparison: whole in one file, safe, and what a browser makes of it."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from planner.domain.scenario import CaseOutcome
from planner.language import Language, Text
from planner.results.comparison import ComparedCase
from planner.results.metrics import PLAN_METRICS
from planner.writing.comparison.page import build_comparison_page
from tests.comparison_builder import make_comparison

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_needs_browser = pytest.mark.skipif(_CHROMIUM is None, reason="no chromium is installed")
_HOSTILE = "</script><script>alert(1)</script>&amp;\u2028<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def comparison():
    return make_comparison()


def _page(comparison, language=Language.ENGLISH, **options) -> str:
    return build_comparison_page(comparison, language, **options).decode()


def _content(page: str):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def _render(folder, page: str) -> tuple[str, str]:
    """Return the page's elements after its scripts ran, and what the browser complained about."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            str(_CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            "--enable-logging=stderr",
            "--virtual-time-budget=3000",
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return done.stdout, console


def _act(page: str, script: str) -> str:
    """Return the page with `script` run after its own; the security policy, which forbids that, is taken off for it."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def test_the_page_asks_nobody_for_anything(comparison):
    page = _page(comparison)
    assert set(re.findall(r"https?://[^\s\"']+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(?:link|img|iframe|object|embed)|@import|url\(|fetch\(|XMLHttpRequest", page)
    assert "default-src 'none'" in page
    assert "unsafe" not in page


def test_figures_of_the_page_are_those_of_the_comparison(comparison):
    cases = _content(_page(comparison))["cases"]
    assert [c["title"][0] for c in cases] == ["base", "fewer", "too much"]
    figures = comparison.cases[1].figures
    for metric in PLAN_METRICS:
        scale = 100 if metric.kind == "money" else 1
        assert cases[1]["metrics"][metric.key] == pytest.approx(figures.metrics[metric.key] / scale)
    assert cases[1]["seats"] == [[s.seat, s.team, s.rep, s.target_cents / 100] for s in figures.seats]
    assert "metrics" not in cases[2]
    assert "has a plan" in cases[2]["way_out"][0]


def test_names_can_be_left_out(comparison):
    assert "Rep of F1" in _page(comparison)
    assert "Rep of" not in _page(comparison, with_names=False)


def test_hostile_names_cannot_leave_the_data(comparison):
    title = Text.same(_HOSTILE)
    case = ComparedCase("x", title, title, CaseOutcome.FAILED, message=title)
    page = _page(replace(comparison, company=_HOSTILE, cases=(comparison.cases[0], case)))
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert _content(page)["company"] == _HOSTILE


@_needs_browser
def test_a_browser_shows_everything_and_complains_about_nothing(comparison, tmp_path):
    shown, complaints = _render(tmp_path, _page(comparison))
    assert complaints == ""
    for part in ("figures", "channels", "teams", "seats", "without", "changes"):
        assert f'<table id="{part}">' in shown, part
    assert shown.count("<rect") == 2, "one bar for each case that has a plan"
    revenue = comparison.cases[1].figures.metrics["revenue"] / 100
    assert f"{revenue:,.0f}" in shown
    assert "No plan keeps all the rules." in shown


@_needs_browser
def test_the_language_turns_at_a_click_and_figures_turn_into_differences(comparison, tmp_path):
    click = 'document.getElementById("language").click(); document.getElementById("difference").click();'
    shown, complaints = _render(tmp_path, _act(_page(comparison), click))
    assert complaints == ""
    body = shown.partition("</script>")[0]
    assert 'lang="zh-CN"' in body
    assert "计划对比" in body
    assert "Plans side by side" not in body.partition('id="data"')[0]
    base, fewer = (c.figures.metrics["revenue"] / 100 for c in comparison.cases[:2])
    assert f"{fewer - base:,.0f}" in body


@_needs_browser
def test_a_click_on_a_header_sorts_and_a_click_on_a_bar_chooses_the_reference(comparison, tmp_path):
    click = """
      document.querySelectorAll('#figures thead button')[3].click();
      document.querySelectorAll('.bar')[1].dispatchEvent(new MouseEvent('click', {bubbles: true}));
    """
    shown, complaints = _render(tmp_path, _act(_page(comparison), click))
    assert complaints == ""
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th>', shown.partition('<table id="figures">')[2])[:3]
    base, fewer = (c.figures.metrics["revenue"] for c in comparison.cases[:2])
    assert rows.index("base") < rows.index("fewer") if base > fewer else rows.index("fewer") < rows.index("base")
    assert re.search(r'<option value="1" selected="">fewer', shown)
    assert 'aria-sort="descending"' in shown


@_needs_browser
def test_what_only_one_plan_has_is_among_what_differs(comparison, tmp_path):
    """A seat that the second plan lost and a unit that it has alone, as in plans of two years; certainty in one of them."""
    base, other = comparison.cases[:2]
    first, *seats = base.figures.seats
    units = (*base.figures.units, replace(base.figures.units[0], unit="New segment"))
    metrics = {**base.figures.metrics, "robust_share": 0.8}
    changed = replace(other, figures=replace(base.figures, seats=tuple(seats), units=units, metrics=metrics))
    shown, complaints = _render(tmp_path, _page(replace(comparison, cases=(base, changed))))
    assert complaints == ""
    assert re.findall(r'scope="row">([^<]*)', shown.partition('<table id="channels">')[2].partition("</table>")[0]) == [
        "New segment"
    ]
    gone = re.findall(r'scope="row">([^<]*)', shown.partition('<table id="seats">')[2].partition("</table>")[0])
    assert gone == [first.seat]
    assert "80.00 %" in shown.partition('<table id="figures">')[2].partition("</table>")[0]
    assert "NaN" not in shown


@_needs_browser
def test_where_nothing_differs_the_page_says_so(comparison, tmp_path):
    base = comparison.cases[0]
    same = replace(base, name="same", title=Text.same("same"))
    shown, _ = _render(tmp_path, _page(replace(comparison, cases=(base, same)), Language.CHINESE))
    assert '<p id="channels">此处没有差异。</p>' in shown
    assert '<p id="seats">此处没有差异。</p>' in shown
    assert '<table id="teams">' in shown


@_needs_browser
def test_hostile_names_stay_text_in_a_browser(comparison, tmp_path):
    title = Text.same(_HOSTILE)
    case = ComparedCase("x", title, title, CaseOutcome.FAILED, message=title)
    shown, complaints = _render(tmp_path, _page(replace(comparison, cases=(comparison.cases[0], case))))
    assert complaints == ""
    assert "<img" not in shown
    assert html.escape("<img src=x onerror=alert(2)>", quote=False) in shown
