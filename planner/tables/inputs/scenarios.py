"""Sheet Scenarios 情景: what-ifs, one change a row."""

from __future__ import annotations

from planner.domain.scenario import Operation, ScenarioLine
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

SCENARIOS = Table(
    key="scenarios",
    sheet=Text("Scenarios", "情景"),
    meaning=Text(
        "Optional: what-ifs, one change a row; planner scenarios run compares their plans.",
        "可选：情景设定，每行一项变更；用 planner scenarios run 对比各情景的计划。",
    ),
    row_type=ScenarioLine,
    columns=(
        Column(
            "scenario",
            Kind.TEXT,
            Text("Scenario", "情景"),
            Text(
                "Name of the scenario; rows of one name are its changes, in order.",
                "情景名称；同名各行为其变更，按顺序执行。",
            ),
            synonyms=("情景名称",),
        ),
        Column(
            "description",
            Kind.TEXT,
            Text("Description", "说明"),
            Text("What it supposes; once is enough.", "情景假设；写一次即可。"),
            default=None,
        ),
        Column(
            "parent",
            Kind.TEXT,
            Text("Parent scenario", "上级情景"),
            Text("Scenario whose changes come first; blank: none.", "先执行其变更的情景；留空为无。"),
            default=None,
        ),
        Column(
            "table",
            Kind.TEXT,
            Text("Sheet", "工作表"),
            Text(
                "Sheet that is changed, e.g. Teams; blank: the scenario changes nothing.",
                "要变更的工作表，如“团队”；留空为无变更。",
            ),
            default=None,
            synonyms=("Table", "表"),
        ),
        Column(
            "key",
            Kind.TEXT,
            Text("Rows", "行"),
            Text(
                "Names, separated by ;. * stands for anything; a node of the tree for all below it; Region=East for rows with that value; "
                "max(Heads) for the row with most. Blank: all rows. In a matrix: segment | product.",
                "名称，用分号隔开。* 代表任意内容；树节点代表其下全部；“区域=华东”代表该列取此值的行；max(人数) 代表最大的一行。"
                "留空为全部。矩阵写“细分 | 产品”。",
            ),
            default=None,
            synonyms=("Key", "Row", "键", "对象"),
        ),
        Column(
            "column",
            Kind.TEXT,
            Text("Column", "列"),
            Text("Header of the column, or the name of the setting.", "列名，或参数名称。"),
            default=None,
        ),
        Column(
            "operation",
            Kind.CHOICE,
            Text("Operation", "操作"),
            Text("Set to the value, add it, or multiply by it.", "设为该值、加上该值或乘以该值。"),
            default=Operation.SET,
            source=Text("a value replaces what stands there", "默认以该值替换原值"),
            choices=Operation,
        ),
        Column(
            "value",
            Kind.TEXT,
            Text("Value", "值"),
            Text(
                "As in the cell: 12 %, 1,200,000, strategic partner; 'blank' empties it. To multiply: a factor such as 0.8.",
                "与单元格写法相同：12%、1200000、战略伙伴；写“空”为清空。乘法填系数，如 0.8。",
            ),
            default=None,
            is_any_value=True,
        ),
        Column(
            "is_optional",
            Kind.FLAG,
            Text("May find nothing", "可无匹配"),
            Text("Whether it is fine when no cell is found.", "找不到单元格时是否允许。"),
            default=False,
            source=Text("a change that finds nothing is a fault", "默认找不到即为错误"),
        ),
    ),
)
