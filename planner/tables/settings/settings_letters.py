"""Settings about the target letters."""

from __future__ import annotations

from planner.domain.choices import Disclosure
from planner.tables.columns.column import Kind
from planner.tables.settings.settings_column import declare_setting

LETTER_SETTINGS = (
    declare_setting(
        "letter_disclosure",
        Kind.CHOICE,
        "Letters show",
        "责任书披露范围",
        "What target letters tell: the target only, also the cushioned target, also pay at several attainments.",
        "目标责任书披露：仅目标、目标与加成，或再加不同达成率下的薪酬。",
        Disclosure.TARGET,
    ),
    declare_setting(
        "company_logo",
        Kind.TEXT,
        "Company logo",
        "公司标志",
        "File name of a PNG or JPEG picture beside the workbook; blank: the name alone.",
        "与工作簿同一文件夹的 PNG 或 JPEG 图片文件名；留空则只用公司名称。",
        None,
    ),
    declare_setting(
        "expense_release_rule",
        Kind.TEXT,
        "Expense release rule",
        "费用释放规则",
        "When the expense budget is released, in one sentence; blank: as sheet Pay says.",
        "费用预算何时释放，一句话说明；留空则按薪酬表的释放规则。",
        None,
    ),
)
