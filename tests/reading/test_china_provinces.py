"""China's provinces as segments, from published statistics, in a workbook as a Chinese sales operations department writes it."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from planner.domain.identifiers import ProductId, SegmentId
from planner.findings import Severity
from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.published_data import published_data

_REGIONS = {
    "华北": "北京市 天津市 河北省 山西省 内蒙古自治区",
    "东北": "辽宁省 吉林省 黑龙江省",
    "华东": "上海市 江苏省 浙江省 安徽省 福建省 江西省 山东省",
    "华中": "河南省 湖北省 湖南省",
    "华南": "广东省 广西壮族自治区 海南省",
    "西南": "重庆市 四川省 贵州省 云南省 西藏自治区",
    "西北": "陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区",
}
_TEAMS = (("东部大区", "华东、华南", 14), ("北方大区", "华北、东北", 9), ("中西部大区", "华中、西南、西北", 9))


def _employment() -> dict[str, float]:
    """Return the private employment of 2019 by province, in 万人."""
    path = published_data("china_provinces") / "nbs_private_employment.gb18030.csv"
    rows = list(csv.reader(path.read_text("gb18030").splitlines()))
    head = next(i for i, row in enumerate(rows) if row and row[0] == "地区")
    at = rows[head].index("2019年")
    return {row[0]: float(row[at]) for row in rows[head + 1 :] if len(row) > at and row[at]}


@pytest.fixture
def workbook(tmp_path):
    employed = _employment()
    region = {p: r for r, provinces in _REGIONS.items() for p in provinces.split()}
    team = {r: name for name, regions, _ in _TEAMS for r in regions.split("、")}
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "基本参数"
    for row in [
        ["2027年度销售规划参数"],
        ["参数", "值", "单位"],
        ["公司名称", "示例医疗器械"],
        ["计划年度", "2027年"],
        ["币种", "人民币"],
        ["年度销售目标", 54_600, "万元"],
        ["营销费用率上限", "22%"],
    ]:
        sheet.append(row)
    sheet = book.create_sheet("产品")
    for row in [["序号", "产品线", "毛利率"], [1, "影像设备", 0.42], [2, "体外诊断", 0.63]]:
        sheet.append(row)
    sheet = book.create_sheet("客户细分")
    sheet.append(["序号", "省份", "大区", "客户数(家)", "渗透率", "2026年销售额（万元）", "现渠道", "负责团队"])
    for i, (name, where) in enumerate(region.items(), 1):
        sheet.append([i, name, where, round(employed[name] / 5), "40%", round(employed[name]), "直销", team[where]])
    sheet = book.create_sheet("市场潜力")
    sheet.append(["", "", "单位：万元"])
    sheet.append(["省份", "影像设备", "体外诊断"])
    for name in region:
        sheet.append([name, round(employed[name] * 1.6), round(employed[name] * 1.3)])
    sheet = book.create_sheet("销售组织")
    sheet.append(["大区名称", "渠道", "负责区域", "人数合计", "可招聘", "人均年薪（万元）"])
    for name, regions, heads in _TEAMS:
        sheet.append([name, "直销", regions, heads, 3, 30])
    sheet = book.create_sheet("人员名单")
    sheet.append(["岗位编号", "所属团队", "姓名"])
    for name, _, heads in _TEAMS:
        for i in range(heads):
            sheet.append([f"{name[:2]}{i + 1:02d}", name, f"{'赵钱孙李周吴郑王'[i % 8]}{'伟芳娜敏静'[i % 5]}{name[0]}"])
    path = tmp_path / "销售规划.xlsx"
    book.save(path)
    return path, employed, region


def test_provinces_are_read_to_the_last_figure(workbook):
    path, employed, region = workbook
    result, findings = read_and_check(path)
    assert [f.message(Language.CHINESE) for f in findings if f.severity is Severity.ERROR] == []
    plan_input = result.plan_input
    assert plan_input is not None
    assert result.language is Language.CHINESE
    settings = plan_input.settings
    assert (settings.plan_year, settings.target_revenue_cents, settings.cost_of_sales_cap) == (
        2027,
        54_600_000_000,
        0.22,
    )
    # 万元 in cents.
    revenue = {s.segment: s.existing_revenue_cents for s in plan_input.segments}
    assert revenue == {p: round(employed[p]) * 1_000_000 for p in region}
    assert {s.segment: s.region for s in plan_input.segments} == region
    assert (
        plan_input.potential_cents[SegmentId("广东省"), ProductId("体外诊断")]
        == round(employed["广东省"] * 1.3) * 1_000_000
    )
    assert [(t.team, t.regions, t.heads, t.pay_cents) for t in plan_input.teams] == [
        (name, tuple(regions.split("、")), heads, 30_000_000) for name, regions, heads in _TEAMS
    ]
    assert len(plan_input.seats) == 32
    assert {f.code for f in findings if f.severity is Severity.WARNING} >= {"unit_stated", "number_as_text"}
