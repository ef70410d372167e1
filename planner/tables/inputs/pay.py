"""Sheets Pay 薪酬 and Commission rates 提成阶梯: how pay moves with attainment."""

from __future__ import annotations

from planner.domain.pay import CommissionRate, PayTerms
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

_NONE = Text("not given", "未提供")

PAY = Table(
    key="pay",
    sheet=Text("Pay", "薪酬"),
    meaning=Text(
        "Variable pay by team; base pay, benefits and managers' pay stand on sheet Teams. Optional.",
        "各团队的浮动薪酬；基本薪酬、福利与负责人薪酬见团队表。可不填。",
    ),
    row_type=PayTerms,
    unique=("team",),
    columns=(
        Column(
            "team",
            Kind.REFERENCE,
            Text("Team", "团队"),
            Text("Team that is paid so.", "适用团队。"),
            references="teams",
        ),
        Column(
            "process_bonus_cents",
            Kind.MONEY,
            Text("Process bonus", "过程奖金"),
            Text(
                "Bonus for process goals at full score; a cost line of the plan.",
                "过程指标满分时的奖金，计入计划成本。",
            ),
            Text("currency units per head and year", "货币单位/人/年"),
            0,
            _NONE,
            0,
        ),
        Column(
            "process_score",
            Kind.SHARE,
            Text("Expected process score", "预期过程得分"),
            Text("Share of the process bonus that is expected to be paid.", "预期发放的过程奖金比例。"),
            default=1.0,
            source=Text("full score", "满分"),
            minimum=0,
            maximum=1,
        ),
        Column(
            "commission_cap",
            Kind.NUMBER,
            Text("Commission cap", "提成封顶倍数"),
            Text(
                "Most commission, as a multiple of the commission at 100 % attainment; blank: none.",
                "提成上限，为目标完成 100% 时提成的倍数；留空为不封顶。",
            ),
            Text("multiple", "倍"),
            default=None,
            minimum=0,
            maximum=100,
        ),
        Column(
            "manager_bonus_cents",
            Kind.MONEY,
            Text("Manager's bonus", "负责人奖金"),
            Text(
                "Bonus at 100 % attainment; a cost line of the plan.",
                "目标完成 100% 时的奖金，计入计划成本。",
            ),
            Text("currency units a year", "货币单位/年"),
            0,
            _NONE,
            0,
        ),
        Column(
            "manager_bonus_from",
            Kind.SHARE,
            Text("Manager's bonus from", "负责人奖金起付完成率"),
            Text(
                "Attainment from which the manager's bonus is paid, in proportion to attainment.",
                "达到该完成率起按完成率比例发放负责人奖金。",
            ),
            Text("share of target, 0 % to 200 %", "占目标比例，0%–200%"),
            0.0,
            Text("no threshold", "无门槛"),
            0,
            2,
        ),
        Column(
            "benefits_share",
            Kind.SHARE,
            Text("Benefits on variable pay", "浮动薪酬附加福利"),
            Text(
                "Benefits due on commission and the manager's bonus, as a share of them.",
                "按提成与负责人奖金计提的福利比例。",
            ),
            default=0.0,
            source=_NONE,
            minimum=0,
            maximum=1,
        ),
        Column(
            "deposit_cents",
            Kind.MONEY,
            Text("Partners' deposit", "伙伴保证金"),
            Text("What the team's partners deposited for the year.", "该团队伙伴的年度保证金。"),
            default=0,
            source=_NONE,
            minimum=0,
        ),
        Column(
            "deposit_return_from",
            Kind.SHARE,
            Text("Deposit returned from", "保证金全额退还完成率"),
            Text(
                "Attainment from which the deposit goes back whole; below it, in proportion, and the rest lowers cost.",
                "达到该完成率时保证金全额退还；未达到时按比例退还，其余冲减成本。",
            ),
            Text("share of target, 0 % to 200 %", "占目标比例，0%–200%"),
            1.0,
            Text("at target", "完成目标"),
            0,
            2,
        ),
        Column(
            "release_share",
            Kind.SHARE,
            Text("Selling expense ahead of attainment", "销售费用可超前比例"),
            Text(
                "How far spending on expense and travel may run ahead of attainment; blank: all is released.",
                "费用与差旅的释放可超前于目标完成率的幅度；留空为全部释放。",
            ),
            default=None,
            minimum=0,
            maximum=1,
        ),
    ),
)

COMMISSION_RATES = Table(
    key="commission_rates",
    sheet=Text("Commission rates", "提成阶梯"),
    meaning=Text(
        "Commission on what lies above a threshold, up to the next one. Without rows, the channel's rate on all revenue.",
        "超过起点部分按费率计提，直至下一档；不填则全部收入按通路提成率计提。",
    ),
    row_type=CommissionRate,
    unique=("team", "from_attainment", "from_revenue_cents"),
    columns=(
        Column(
            "team",
            Kind.REFERENCE,
            Text("Team", "团队"),
            Text("Team of the row; blank: every team without rows of its own.", "适用团队；留空为未单列的各团队。"),
            default=None,
            references="teams",
        ),
        Column(
            "from_attainment",
            Kind.SHARE,
            Text("From attainment", "起点完成率"),
            Text("Threshold as a share of the target.", "以目标比例表示的起点。"),
            Text("share of target, 0 % to 500 %", "占目标比例，0%–500%"),
            default=None,
            minimum=0,
            maximum=5,
        ),
        Column(
            "from_revenue_cents",
            Kind.MONEY,
            Text("From revenue", "起点金额"),
            Text("Threshold as an amount of the team's revenue.", "以团队收入金额表示的起点。"),
            default=None,
            minimum=0,
        ),
        Column(
            "rate",
            Kind.SHARE,
            Text("Rate", "费率"),
            Text("Commission on revenue above the threshold.", "超过起点部分的提成率。"),
            minimum=0,
            maximum=1,
        ),
    ),
)
