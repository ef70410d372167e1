"""Settings of territories: bands, limits on moves, and what moving, travelling and imbalance cost."""

from __future__ import annotations

from planner.domain.choices import Strictness
from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.settings.settings_column import C, M, N, S, declare_setting

_HOURS = Text("hours a year", "小时/年")
_TIMES = Text("times", "倍")
_VISITS = Text("visits a year", "次/年")

TERRITORY_SETTINGS = (
    declare_setting(
        "potential_band_share", S, "Territories: potential band", "客户分配：潜力均衡带",
        "A seat's potential may differ this much from its fair share; blank: the tightest band that can be reached.",
        "席位潜力可偏离公平份额的幅度；留空则取可达到的最紧区间。", None, 0, 1,
    ),
    declare_setting(
        "target_band_share", S, "Territories: expected revenue band", "客户分配：预期收入均衡带",
        "The expected revenue of a seat's accounts may differ this much from its fair share; blank: not balanced.",
        "席位客户的预期收入可偏离公平份额的幅度；留空则不要求。", None, 0, 1,
    ),
    declare_setting(
        "accounts_per_seat_min", C, "Territories: accounts per seat, least", "客户分配：席位客户数下限",
        "Fewest accounts of a full seat.", "满编席位的最少客户数。", None, 0, 100000,
    ),
    declare_setting(
        "accounts_per_seat_max", C, "Territories: accounts per seat, most", "客户分配：席位客户数上限",
        "Most accounts of a full seat.", "满编席位的最多客户数。", None, 1, 100000,
    ),
    declare_setting(
        "move_limit_accounts", C, "Territories: most moves", "客户分配：调整客户数上限",
        "Most accounts that may change hands though their owner could keep them.",
        "原负责人可继续负责但被调整的客户数上限。", None, 0, 10_000_000,
    ),
    declare_setting(
        "move_limit_revenue_cents", M, "Territories: most revenue moved", "客户分配：调整收入上限",
        "Most of last year's revenue that may change hands though its owner could keep it.",
        "原负责人可继续负责但被调整的上年收入上限。", None, 0,
    ),
    declare_setting(
        "new_hire_book_share", S, "Territories: book of a new hire", "客户分配：新人客户基础",
        "A new hire's accounts bring at least this share of the seat's fair share of last year's revenue; blank: not asked.",
        "新人客户的上年收入不低于其公平份额的该比例；留空则不要求。", None, 0, 1,
    ),
    declare_setting(
        "new_hire_handover_factor", N, "Territories: handover to a new hire", "客户分配：交接给新人",
        "Handover loss of an account that moves to a new hire, as a multiple of the usual loss.",
        "客户交接给新人时的流失相对常规流失的倍数。", 1.5, 1, 10, _TIMES,
    ),
    declare_setting(
        "move_cost_cents", M, "Territories: cost of a move", "客户分配：每次调整成本",
        "Selling time and effort that one handover takes.", "一次交接耗费的时间与精力。", 50_000, 0,
    ),
    declare_setting(
        "travel_cost_per_km_cents", M, "Territories: travel cost per km", "客户分配：每公里差旅成本",
        "Cost of one kilometre between a seat's place and an account; counts where both have coordinates.",
        "席位所在地与客户之间每公里成本；两者均有坐标时计入。", 150, 0,
    ),
    declare_setting(
        "visits_per_account", N, "Territories: visits", "客户分配：拜访次数",
        "Visits to an account a year.", "每客户年拜访次数。", 4.0, 0, 366, _VISITS,
    ),
    declare_setting(
        "hours_per_seat", N, "Territories: hours of a seat", "客户分配：席位工时",
        "Hours a year that a full seat has for its accounts, before leave.", "满编席位可用于客户的年工时（扣除休假前）。",
        1_200.0, 1, 8784, _HOURS,
    ),
    *(
        declare_setting(
            f"tier_{t}_hours", N, f"Territories: hours of tier {t.upper()}", f"客户分配：{t.upper()} 级客户工时",
            "Hours a year that an account of this tier takes.", "该等级客户每年所需工时。", hours, 0, 8784, _HOURS,
        )
        for t, hours in (("a", 60.0), ("b", 24.0), ("c", 8.0))
    ),
    declare_setting(
        "cosell_workload_share", S, "Territories: workload of co-selling", "客户分配：协同工作量",
        "Hours of a co-seller as a share of the account's hours.", "协同席位的工时占客户工时的比例。", 0.5, 0, 1,
    ),
    declare_setting(
        "imbalance_cost_share", S, "Territories: cost of imbalance", "客户分配：不均衡成本",
        "What potential away from the fair share costs inside the band, as a share of it.",
        "区间内偏离公平份额的潜力所造成的损失比例。", 0.01, 0, 1,
    ),
    declare_setting(
        "band_cost_share", S, "Territories: cost beyond the band", "客户分配：超出均衡带成本",
        "What potential beyond the band costs more, as a share of it.", "超出均衡带的潜力额外损失比例。", 0.15, 0, 10,
    ),
    declare_setting(
        "overload_cost_share", S, "Territories: cost of overload", "客户分配：超负荷成本",
        "Potential that hours beyond capacity lose, as a share of the team's potential per hour.",
        "超出产能的工时所损失的潜力，占团队每小时潜力的比例。", 0.5, 0, 10,
    ),
    declare_setting(
        "territory_strictness", Kind.CHOICE, "Territories: strict", "客户分配：严格限制",
        "What no seat may exceed where any plan found keeps it: off, hours, or hours and the band of potential.",
        "只要存在可行方案，任何席位均不得超出的限制：否、工时、工时与均衡带。", Strictness.OFF,
    ),
)  # fmt: skip
