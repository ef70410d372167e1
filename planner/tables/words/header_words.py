"""What else people write above a column or on a sheet's tab; the declarations hold the words that the program writes."""

from __future__ import annotations

from dataclasses import replace

from planner.tables.columns.column import Table
from planner.tables.words.last_year_words import last_year_words
from planner.tables.words.loose_words import LOOSE_SHEETS, LOOSE_WORDS

HEADER_WORDS: dict[str, dict[str, str]] = {
    "products": {
        "product": "Product name; Product lines; Product family; 产品系列; 产品线名称",
        "gross_margin": "Gross margin rate; Gross profit margin; Margin; GM; 毛利润率; 产品毛利率",
        "customisation": "Customization; Degree of customisation; 定制化; 定制程度",
        "sales_mode": "Selling mode; Sales motion; 销售方式",
        "lifecycle_stage": "Life cycle; Lifecycle; 生命周期阶段; 产品生命周期",
    },
    "segments": {
        "segment": "Segment name; Customer segment; Client segment; Market segment; 细分市场名称; 客户群",
        "parent": "Level above; 上级; 父级细分; 所属上级",
        "industry": "Sector; Vertical; 所属行业",
        "region": "Area; Zone; Geography; 所属区域; 省区; 片区; 销售区域",
        "accounts": "Number of accounts; Number of customers; Customers; Account count; 客户总数; 客户数目; 目标客户数",
        "penetration": "Penetration rate; Ease of penetration; 渗透度",
        "existing_revenue_cents": "Revenue last year; Prior year revenue; Previous year revenue; LY revenue; Last year's sales; "
        "上年销售额; 去年销售额; 上年度收入; 上年实际收入; 去年实际收入",
        "today_channel": "Current channel; Channel today; Existing channel; 当前通路; 现通路; 现有渠道; 当前渠道",
        "today_team": "Current team; Team today; Existing team; 当前团队; 现团队; 现负责团队",
        "today_effort_fte": "Current effort; Effort today; Current FTE; 当前投入",
        "forced_channel": "Required channel; Must use channel; 强制通路; 指定渠道",
        "forbidden_channels": "Excluded channels; Forbidden channel; 禁用渠道; 禁止通路",
        "strategic": "Strategic segment; Is strategic; 战略; 是否战略; 是否战略细分",
        "average_deal_cents": "Average deal size; Deal size; 平均单价; 客单价",
        "win_rate": "Win ratio; Hit rate; 中标率; 成单率",
    },
    "teams": {
        "team": "Team name; Sales team; 销售团队; 部门",
        "parent": "Parent; 上级部门; 上级",
        "manager": "Lead; Team lead; Team manager; 团队经理; 主管",
        "channel": "Sales channel; 运营渠道; 渠道; 销售渠道",
        "regions": "Regions; Region; 区域",
        "industries": "Industries; Industry; 行业",
        "heads": "HC; Head count; Number of heads; Reps; Team size; 现有人数; 在岗人数; 在岗; 在职; 团队人数",
        "max_hires": "Max hires; Maximum hires; Hiring limit; 可招聘人数; 招聘名额",
        "pay_cents": "Pay; Salary; Salary per head; Base pay per head; 人均工资; 平均薪酬; 年薪",
        "manager_pay_cents": "Manager pay; 经理薪酬",
        "ramp": "Ramp; 爬坡",
        "attrition_share": "Attrition rate; Turnover; 流失率; 人员流失率",
        "last_year_revenue_cents": "Revenue last year; 去年收入; 上年业绩",
        "cost_cap": "Cost cap; 费用率上限",
    },
    "seats": {
        "seat": "Seat ID; Position; 席位名称",
        "team": "Team name; Sales team; 所属团队; 销售团队",
        "rep": "Sales rep; Salesperson; Representative; 代表; 销售; 任职人; 人员",
        "last_year_target_cents": "Target last year; 去年目标",
        "last_year_revenue_cents": "Revenue last year; 去年收入; 上年业绩",
        "latitude": "Lat; Lat.",
        "longitude": "Lng; Lon; Long; Long.",
    },
    "channels": {"channel": "Sales channel; 渠道"},
    "history": {
        "segment": "客户群; 客户细分; 细分市场; 细分名称; 客户分层; 客群",
        "product": "Product; 产品",
        "revenue_cents": "Sales; Amount; 销售额; 金额",
    },
    "accounts": {
        "segment": "客户群; 细分名称; 客户分层; 客群",
        "latitude": "Lat; Lat.",
        "longitude": "Lng; Lon; Long; Long.",
    },
    "settings": {
        "company": "Company name; 企业名称",
        "plan_year": "Year; Planning year; Fiscal year; 年度; 规划年度; 计划年份; 财年",
        "currency": "Currency code; 货币",
        "fiscal_start_month": "Fiscal year start; Fiscal year start month; Fiscal start month; First month of the fiscal year; "
        "财年开始月份; 财年首月",
        "target_revenue_cents": "Target revenue; Company revenue target; Sales target; 公司目标; 年度收入目标; 销售目标",
    },
}
"""By table and field, separated by ``;``."""

SHEET_WORDS: dict[str, str] = {
    "settings": "Parameters; General settings; 设置; 基本参数; 参数设置",
    "products": "Product lines; 产品线",
    "segments": "Customer segments; Market segments; 细分; 细分市场; 客户群",
    "potential_cents": "Market potential; Product-market potential; 潜力; 市场潜力; 潜力矩阵",
    "fit": "Product-market fit; 产品匹配; 匹配",
    "channels": "Sales channels; 渠道; 销售通路",
    "teams": "Sales teams; 销售团队",
    "seats": "Positions; Sales reps; 销售席位; 岗位; 销售人员",
    "ramps": "Ramp profiles; 爬坡曲线; 新人爬坡",
    "seasonality": "Seasonal shares; 月度占比",
    "history": "History; Sales history; 历史收入; 历史销售",
    "team_costs": "Other team costs",
    "marketing": "Marketing costs; 市场投入",
    "accounts": "Account list; Customers; 客户名单; 客户列表",
}
"""By table, separated by ``;``."""


def _split(words: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in words.split(";") if w.strip())


def with_header_words(table: Table) -> Table:
    """Return `table` known by these words too; `KeyError` when one is for a field that it has not."""
    words, loose = HEADER_WORDS.get(table.key, {}), LOOSE_WORDS.get(table.key, {})
    for field in (*words, *loose):
        table.column(field)
    columns = tuple(
        replace(
            column,
            synonyms=_with(column.synonyms, words.get(column.field, "")),
            loose=tuple(
                dict.fromkeys((*_with(column.loose, loose.get(column.field, "")), *last_year_words(column.field)))
            ),
        )
        for column in table.columns
    )
    return replace(
        table,
        columns=columns,
        sheet_synonyms=_with(table.sheet_synonyms, SHEET_WORDS.get(table.key, "")),
        loose_sheets=_with(table.loose_sheets, LOOSE_SHEETS.get(table.key, "")),
    )


def _with(known: tuple[str, ...], words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *_split(words))))
