"""Sheets Seats 席位 and Ramp 爬坡: selling positions, and how productive a new person is."""

from __future__ import annotations

from planner.domain.organisation import RampProfile, Seat
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table, money_if_given
from planner.tables.inputs.accounts import SEAT_TERRITORY_COLUMNS
from planner.tables.inputs.calendar import month_columns

SEATS = Table(
    key="seats",
    sheet=Text("Seats", "席位"),
    meaning=Text("Selling positions and who fills them.", "销售席位及其任职人。"),
    row_type=Seat,
    columns=(
        Column(
            "seat",
            Kind.KEY,
            Text("Seat", "席位"),
            Text("Name or number of the position.", "席位名称或编号。"),
            synonyms=("席位编号",),
        ),
        Column(
            "team", Kind.REFERENCE, Text("Team", "团队"), Text("Team of the seat.", "所属团队。"), references="teams"
        ),
        Column(
            "rep",
            Kind.TEXT,
            Text("Rep", "销售代表"),
            Text("Name, or 'to be hired'.", "姓名，或“待招”。"),
            default=None,
            synonyms=("Name", "姓名", "Rep's name"),
        ),
        Column(
            "start_month",
            Kind.MONTH,
            Text("Start month", "到岗月"),
            Text(
                "Fiscal month from which a new person is there; blank: all year.",
                "新人到岗的财年月份；留空为全年在岗。",
            ),
            default=None,
            minimum=1,
            maximum=12,
        ),
        Column(
            "level_factor",
            Kind.NUMBER,
            Text("Level factor", "级别系数"),
            Text("1 = a typical rep; 1.2 carries a fifth more.", "1 为普通水平；1.2 表示多承担两成。"),
            Text("factor", "系数"),
            1.0,
            Text("a typical rep", "普通水平"),
            0.01,
            10,
        ),
        Column(
            "presence_share",
            Kind.SHARE,
            Text("Presence", "在岗比例"),
            Text("Part-time or long leave: share of the year present.", "兼职或长假：全年在岗比例。"),
            default=1.0,
            source=Text("full time", "全职"),
            minimum=0,
            maximum=1,
        ),
        money_if_given(
            "last_year_target_cents",
            "Last year's target",
            "上年目标",
            "Shown beside the new target; no target depends on it. Blank: no data; 0: none was set.",
            "与新目标并列显示，不影响新目标。留空为无数据；0 为未设目标。",
        ),
        money_if_given(
            "last_year_revenue_cents",
            "Last year's revenue",
            "上年收入",
            "Shown beside the new target; no target depends on it. Blank: no data; 0: sold nothing.",
            "与新目标并列显示，不影响新目标。留空为无数据；0 为没有业绩。",
        ),
        money_if_given(
            "target_min_cents",
            "Target, least",
            "目标下限",
            "The seat's target is at least this.",
            "席位目标不低于该金额。",
        ),
        money_if_given(
            "target_max_cents",
            "Target, most",
            "目标上限",
            "The seat's target is at most this.",
            "席位目标不高于该金额。",
        ),
        Column(
            "base_pay_cents",
            Kind.MONEY,
            Text("Base pay", "基本薪酬"),
            Text(
                "Base pay for a full year and full time, in the seat's letter and the plan's cost; 0: none is paid; blank: the team's pay per head. "
                "A seat to be hired has one only with its start month.",
                "全年全职的基本薪酬，用于责任书与计划成本；0 为不付；留空则取团队人均薪酬。待招席位须同时填写到岗月。",
            ),
            Text("currency units a year", "货币单位/年"),
            None,
            minimum=0,
            synonyms=("Salary", "底薪", "基本工资", "固定薪酬"),
        ),
        *SEAT_TERRITORY_COLUMNS,
    ),
)


RAMP = Table(
    key="ramps",
    sheet=Text("Ramp", "爬坡"),
    meaning=Text("How productive a new person is in each month after the start.", "新人到岗后各月的产能。"),
    row_type=RampProfile,
    columns=(
        Column(
            "profile",
            Kind.KEY,
            Text("Ramp profile", "爬坡曲线"),
            Text("Name of the profile.", "曲线名称。"),
            synonyms=("Profile",),
        ),
        *month_columns(
            Kind.SHARE, 1.0, Text("Share of full performance in this month after the start.", "到岗后该月的产能比例。")
        ),
    ),
)
