"""What Chinese sales departments write into workbooks of their own: words, grades, posts, dates of entry, taxes."""

from __future__ import annotations

import datetime

import pytest

from planner.domain.choices import Channel
from planner.domain.coverage import build_coverage
from planner.findings import Severity
from planner.language import Language
from planner.reading.words.chinese_senses import chinese_senses
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, write_sheets


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.xlsx"


def _sheets():
    return plain_sheets(Language.CHINESE)


def _read(path, sheets):
    result, findings = read_and_check(write_sheets(path, sheets))
    return result, [f.message(Language.CHINESE) for f in findings]


def _with_setting(*row):
    sheets = _sheets()
    sheets["参数"].append(list(row))
    return sheets


def _renamed(sheet, column, header):
    sheets = _sheets()
    head = sheets[sheet][0]
    head[head.index(column)] = header
    return sheets


@pytest.mark.parametrize(
    ("label", "value", "field", "expected"),
    [
        ("全年最多新增编制", 3, "max_hires", 3),
        ("增编上限", 3, "max_hires", 3),
        ("编制总数上限", 30, "headcount_limit", 30),
        ("单人招聘成本", 9000, "hire_cost_cents", 900_000),
        ("最大目标放大倍数", 1.3, "largest_stretch", 1.3),
        ("团队目标加码比例", "4%", "team_cushion_share", 0.04),
        ("个人目标加码比例", "4%", "seat_cushion_share", 0.04),
        ("换人丢单比例", "12%", "handover_loss_share", 0.12),
        ("2027年度新签客户数目标", 40, "target_new_customers", 40),
        ("新客户数", 40, "target_new_customers", 40),
        ("New customers", 40, "target_new_customers", 40),
        ("Pipeline目标", 5000, "target_pipeline_cents", 500_000),
        ("全年回款目标", 5000, "target_collections_cents", 500_000),
        ("人力成本预算", 800_000, "headcount_budget_cents", 80_000_000),
        ("财年起始月份", 4, "fiscal_start_month", 4),
    ],
)
def test_a_chinese_setting_is_known_by_the_sense_of_its_words(path, label, value, field, expected):
    result, messages = _read(path, _with_setting(label, value))
    assert result.plan_input is not None, messages
    assert getattr(result.plan_input.settings, field) == expected
    assert any("参数!A7" in m and "setting_name" not in m and label in m for m in messages)


@pytest.mark.parametrize("label", ["毛利率目标", "续费率目标", "目标完成率", "老客户流失率", "人均招聘天数"])
def test_chinese_words_of_another_sense_are_no_setting(path, label):
    result, messages = _read(path, _with_setting(label, 77))
    assert [m for m in messages if label in m and "警告" in m], messages
    assert _read(path, _sheets())[0].plan_input == result.plan_input


@pytest.mark.parametrize("word", ["协同团队", "上级团队", "预算", "成本", "目标", "月均工资"])
def test_a_word_of_many_meanings_has_no_sense(word):
    assert chinese_senses(word) == frozenset()


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [
        ("客户细分", "客户数", "终端网点数"),
        ("客户细分", "客户数", "目标企业家数"),
        ("客户细分", "上年收入", "2026年销售（元）"),
        ("客户细分", "现有通路", "现主管通路"),
        ("客户细分", "现有团队", "归口部门"),
        ("团队", "人数", "2026年末在编"),
        ("团队", "招聘上限", "2027年拟增编制"),
        ("团队", "人均薪酬", "底薪（元/人/年）"),
    ],
)
def test_a_chinese_header_is_known_by_the_sense_of_its_words(path, sheet, column, header):
    result, messages = _read(path, _renamed(sheet, column, header))
    assert result.plan_input is not None, messages
    assert result.plan_input == _read(path, _sheets())[0].plan_input


def test_a_company_of_its_own_sheet_names_is_read(path):
    names = {
        "参数": "基础设置",
        "产品": "产品组合",
        "客户细分": "客户分层",
        "产品市场潜力": "市场容量",
        "团队": "组织编制",
    }
    result, messages = _read(path, {names[s]: rows for s, rows in _sheets().items()})
    assert result.plan_input is not None, messages
    assert result.plan_input == _read(path, _sheets())[0].plan_input


def test_people_in_place_count_where_posts_stand_beside_them(path):
    sheets = _sheets()
    heads = sheets["团队"][0].index("人数")
    sheets["团队"] = [[*row, "编制" if i == 0 else row[heads] + 2] for i, row in enumerate(sheets["团队"])]
    sheets["团队"][0][heads] = "在岗"
    result, messages = _read(path, sheets)
    assert result.plan_input == _read(path, _sheets())[0].plan_input, messages


def test_posts_that_count_vacancies_are_no_heads(path):
    sheets = _renamed("团队", "人数", "编制")
    sheets["团队"] = [[*row, "空缺" if i == 0 else 1] for i, row in enumerate(sheets["团队"])]
    _, messages = _read(path, sheets)
    assert any(
        "错误" in m and "“编制”含“空缺”列的空缺，应为在岗人数。请增加“在岗人数”列（编制减空缺）。" in m
        for m in messages
    ), messages


@pytest.mark.parametrize(
    ("first_month", "written", "month"),
    [
        (1, "2027年6月", 6),
        (4, "2027年6月", 3),
        (4, "2028-02", 11),
        (4, datetime.datetime(2027, 6, 1), 3),
        (4, "2027年3月", None),
        (4, "2021-05-17", None),
    ],
)
def test_a_date_of_entry_says_the_fiscal_month_of_the_plan_year(path, first_month, written, month):
    sheets = _with_setting("财年起始月", first_month)
    people = [["P1", row[0], "王芳", written] for row in sheets["团队"][1:2]]
    sheets["花名册"] = [["工号", "部门", "姓名", "入职日期"], *people]
    result, messages = _read(path, sheets)
    assert result.plan_input is not None, messages
    assert [s.start_month for s in result.plan_input.seats] == [month]


def test_a_date_of_entry_after_the_plan_year_is_refused(path):
    sheets = _sheets()
    sheets["席位"] = [["席位", "团队", "销售代表", "到岗月"], ["P1", sheets["团队"][1][0], "王芳", "2028年1月"]]
    assert any("席位!D2" in m and "计划年度内尚未到岗" in m for m in _read(path, sheets)[1])


def test_job_titles_are_no_names_of_seats(path):
    sheets = _sheets()
    team = sheets["团队"][1][0]
    sheets["席位"] = [["岗位", "姓名", "团队"], *(["经理", name, team] for name in ("王芳", "李强", "赵敏"))]
    result, messages = _read(path, sheets)
    assert result.plan_input is not None, messages
    assert [s.seat for s in result.plan_input.seats] == ["王芳", "李强", "赵敏"]


def test_amounts_with_tax_are_told_and_refused_beside_those_without(path):
    sheets = _renamed("客户细分", "上年收入", "上年收入（含税）")
    told = [m for m in _read(path, sheets)[1] if "含税" in m]
    assert len(told) == 1 and "警告" in told[0] and "请除以（1+税率）" in told[0]
    sheets["参数"][4][0] = "公司目标：收入（不含税）"
    told = [m for m in _read(path, sheets)[1] if "为含税金额" in m]
    assert len(told) == 1 and "错误" in told[0]


def test_of_two_columns_the_one_without_tax_counts(path):
    sheets = _renamed("客户细分", "上年收入", "2026年销售额（不含税）")
    at = sheets["客户细分"][0].index("2026年销售额（不含税）")
    sheets["客户细分"] = [
        [*row, "2026年销售额（含税）" if i == 0 else row[at] * 1.13] for i, row in enumerate(sheets["客户细分"])
    ]
    result, messages = _read(path, sheets)
    assert result.plan_input == _read(path, _sheets())[0].plan_input, messages


def test_collections_are_with_tax(path):
    assert not [m for m in _read(path, _with_setting("回款目标（含税）", 5000))[1] if "为含税金额" in m]


def test_a_row_states_the_unit_of_all_amounts(path):
    sheets = _sheets()
    sheets["参数"][4][1] /= 1000
    sheets["参数"].insert(1, ["单位", "千元"])
    result, messages = _read(path, sheets)
    assert result.plan_input == _read(path, _sheets())[0].plan_input, messages


@pytest.mark.parametrize(
    ("label", "is_refused"),
    [("时间上限（分钟）", True), ("Time limit (min)", True), ("时间上限（秒）", False), ("Time limit (s)", False)],
)
def test_a_time_in_another_unit_is_refused(path, label, is_refused):
    _, messages = _read(path, _with_setting(label, 2))
    assert any("错误" in m and "应为秒" in m for m in messages) == is_refused


def test_hours_are_asked_for_where_days_stand(path):
    sheets = _sheets()
    segment = sheets["客户细分"][1][0]
    sheets["客户台账"] = [
        ["客户名称", "客户群", "工作量（天）", "年需求"],
        ["甲", segment, 3, 9000],
        ["乙", segment, 4, 8000],
    ]
    assert any("客户台账!C1" in m and "应为小时" in m for m in _read(path, sheets)[1])


@pytest.mark.parametrize(
    ("written", "channel"),
    [("大客户部", Channel.DIRECT), ("经销商", Channel.SMB_PARTNER), ("代理", Channel.SMB_PARTNER)],
)
def test_a_channels_usual_name_is_read_and_told(path, written, channel):
    sheets = _sheets()
    at = sheets["团队"][0].index("运营通路")
    sheets["团队"][1][at] = written
    result, messages = _read(path, sheets)
    assert any("警告" in m and f"内容为“{written}”" in m and "请确认" in m for m in messages)
    assert result.readable_input is not None and result.readable_input.teams[0].channel is channel


def test_an_unknown_channel_is_told_how_to_choose(path):
    sheets = _sheets()
    sheets["团队"][1][sheets["团队"][0].index("运营通路")] = "线上"
    assert any(
        "错误" in m and "经销商、代理商等自行销售及电话销售填“中小伙伴/电销”" in m for m in _read(path, sheets)[1]
    )


def test_grades_are_refused_with_what_to_write(path):
    sheets = _sheets()
    sheets["客户细分"][1][sheets["客户细分"][0].index("渗透率")] = "高"
    assert any("错误" in m and "请为每一档写百分数，如高写 70%" in m for m in _read(path, sheets)[1])


@pytest.mark.parametrize(
    ("header", "advice"),
    [("社保（万元）", "是否想写“人均福利”？"), ("招待礼品（万元）", "已忽略。"), ("OTE（万元）", "人均薪酬")],
)
def test_amounts_that_are_not_read_are_a_warning(path, header, advice):
    sheets = _sheets()
    sheets["团队"] = [[*row, header if i == 0 else 4] for i, row in enumerate(sheets["团队"])]
    told = [m for m in _read(path, sheets)[1] if header in m]
    assert len(told) == 1 and "警告" in told[0] and advice in told[0]


@pytest.mark.parametrize("has_regions", [True, False])
def test_a_team_may_list_the_segments_it_covers_as_its_regions(path, has_regions):
    sheets = _sheets()
    names = [row[0] for row in sheets["客户细分"][1:]]
    if has_regions:
        sheets["客户细分"] = [[*row, "大区" if i == 0 else "东部"] for i, row in enumerate(sheets["客户细分"])]
    sheets["团队"] = [
        [*row, text]
        for row, text in zip(
            sheets["团队"], ["负责省份", f"{names[0]}/{names[1]}", f"{names[2]}、{names[3]}"], strict=True
        )
    ]
    result, messages = _read(path, sheets)
    assert result.plan_input is not None, messages
    first, second = (t.team for t in result.plan_input.teams)
    lead = build_coverage(result.plan_input).lead
    assert [lead[n] for n in names] == [(first,), (first,), (second,), (second,)]
    assert sum("此处所填为细分" in m and "警告" in m for m in messages) == 2


def test_parts_below_a_header_are_to_be_added_up(path):
    sheets = _sheets()
    at = sheets["客户细分"][0].index("上年收入")
    rows = [[*row[: at + 1], None if i == 0 else 5, *row[at + 1 :]] for i, row in enumerate(sheets["客户细分"])]
    below: list[str | None] = [None] * len(rows[0])
    below[at : at + 2] = ["存量", "增量"]
    sheets["客户细分"] = [rows[0], below, *rows[1:]]

    def merge(book):
        book["客户细分"].merge_cells(start_row=1, end_row=1, start_column=at + 1, end_column=at + 2)

    _, findings = read_and_check(write_sheets(path, sheets, merge))
    errors = [f.message(Language.CHINESE) for f in findings if f.severity is Severity.ERROR]
    assert len(errors) == 1
    assert "“上年收入”下分为“存量”“增量”，应为一列。请把各部分合计为一列。" in errors[0]


def test_quarters_side_by_side_are_told(path):
    sheets = _sheets()
    sheets["季度节奏"] = [["项目", "一季度", "二季度", "三季度", "四季度"], ["占比", 0.2, 0.25, 0.25, 0.3]]
    told = [m for m in _read(path, sheets)[1] if "季度节奏" in m]
    assert len(told) == 1 and "警告" in told[0] and "每季占比均分到三个月" in told[0]


def test_a_column_that_says_only_whether_an_account_is_locked_is_told(path):
    sheets = _sheets()
    segment = sheets["客户细分"][1][0]
    sheets["客户台账"] = [
        ["客户名称", "客户群", "年需求", "是否锁定"],
        ["甲", segment, 9000, "是"],
        ["乙", segment, 8000, "否"],
    ]
    assert any("警告" in m and "是否想写“锁定席位”" in m for m in _read(path, sheets)[1])


def test_the_heads_that_are_planned_are_not_those_who_begin_the_year(path):
    sheets = _renamed("团队", "人数", "2027年编制")
    assert any("错误" in m and "缺少列“人数”" in m for m in _read(path, sheets)[1])
    sheets["团队"] = [[*row, "2026年底在编" if i == 0 else 3] for i, row in enumerate(sheets["团队"])]
    result, messages = _read(path, sheets)
    assert result.plan_input is not None, messages
    assert [t.heads for t in result.plan_input.teams] == [3, 3]


def test_dates_of_entry_before_the_plan_year_are_told_once(path):
    sheets = _sheets()
    team = sheets["团队"][1][0]
    people = [[f"P{i}", team, f"王{i}", f"20{10 + i}年3月"] for i in range(5)]
    sheets["席位"] = [["席位", "团队", "销售代表", "到岗月"], *people]
    told = [m for m in _read(path, sheets)[1] if "早于计划年度" in m]
    assert len(told) == 1 and "共 5 行" in told[0] and "提示" in told[0]


@pytest.mark.parametrize("header", ["月薪", "月均工资(元)"])
def test_pay_a_month_is_told_to_be_multiplied(path, header):
    told = [m for m in _read(path, _renamed("团队", "人均薪酬", header))[1] if f"未知列“{header}”" in m]
    assert len(told) == 1 and "警告" in told[0] and "请乘以 12，并将表头改为“人均薪酬”。" in told[0]
