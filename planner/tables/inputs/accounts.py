"""Sheet Accounts 客户: who buys, what they are worth, who owns them today, who may own them."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Column, Kind, Layout, Table
from planner.tables.words.header_words import with_header_words

_DEGREES = Text("degrees", "度")
_NOT_GIVEN = Text("not given", "未提供")

_ACCOUNTS = Table(
    key="accounts",
    sheet=Text("Accounts", "客户"),
    meaning=Text(
        "Optional: every account, for territories. Without it seats get targets, but no accounts.",
        "可选：客户清单，用于客户分配。没有此表时席位只有目标，不分配客户。",
    ),
    row_type=None,
    layout=Layout.COLUMNS,
    columns=(
        Column(
            "account", Kind.KEY, Text("Account", "客户编号"), Text("Number of the account.", "客户编号。"),
            synonyms=("Account number", "Account ID", "Customer number", "Customer ID", "客户", "客户代码", "客户ID"),
        ),
        Column(
            "name", Kind.TEXT, Text("Account name", "客户名称"), Text("Name of the account.", "客户名称。"), default=None,
            synonyms=("Customer", "Customer name"),
        ),
        Column(
            "segment", Kind.REFERENCE, Text("Segment", "细分"), Text("Its leaf segment.", "所属细分。"),
            references="segments", synonyms=("客户细分",),
        ),
        Column(
            "parent_account", Kind.TEXT, Text("Parent account", "上级客户"),
            Text("Corporate family; its accounts get one seat.", "所属集团；同一集团归同一席位。"), default=None,
            synonyms=("Family", "Group", "集团", "Parent", "Parent company", "Ultimate parent", "母公司", "所属集团", "集团客户"),
        ),
        Column(
            "potential_cents", Kind.MONEY, Text("Potential", "潜力"),
            Text("What the account could spend with us a year.", "客户年采购潜力。"), minimum=0,
            synonyms=("Annual potential", "年采购潜力"),
        ),
        Column(
            "last_year_revenue_cents", Kind.MONEY, Text("Last year's revenue", "上年收入"),
            Text("Revenue of the account last year; 0 where it is dormant.", "客户上年收入；沉默客户为 0。"), default=0,
            source=_NOT_GIVEN, minimum=0, synonyms=("Revenue", "Revenue last year", "Sales last year", "去年收入", "上年销售额", "去年销售额"),
        ),
        Column(
            "workload_hours", Kind.NUMBER, Text("Workload, hours", "工作量（小时）"),
            Text("Hours a year that the account takes; blank: by tier.", "每年所需工时；留空则按等级。"),
            Text("hours a year", "小时/年"), None, minimum=0, maximum=8784, synonyms=("Workload", "工作量", "Hours"),
        ),
        Column(
            "tier", Kind.TEXT, Text("Tier", "等级"),
            Text("A, B or C; gives the hours where no workload stands.", "A、B 或 C；未填工作量时据此取工时。"), default=None,
            synonyms=("Account tier", "Account class", "级别", "客户级别", "客户等级"),
        ),
        Column(
            "owner", Kind.TEXT, Text("Owner today", "现负责人"),
            Text("Seat or rep who owns it today; blank: nobody.", "现负责的席位或销售代表；留空为无人负责。"), default=None,
            synonyms=("Owner", "负责人", "Account owner", "Sales rep", "Salesperson", "销售代表", "客户经理"),
        ),
        Column(
            "region", Kind.TEXT, Text("Region", "区域"),
            Text("Region of the account; only seats of this region may own it.", "客户所在区域；只分配给覆盖该区域的席位。"),
            default=None, synonyms=("Sales region", "地区", "所在地区", "所属区域"),
        ),
        Column(
            "latitude", Kind.NUMBER, Text("Latitude", "纬度"), Text("Where it is.", "所在纬度。"), _DEGREES, None,
            minimum=-90, maximum=90,
            synonyms=("Lat",),
        ),
        Column(
            "longitude", Kind.NUMBER, Text("Longitude", "经度"), Text("Where it is.", "所在经度。"), _DEGREES, None,
            minimum=-180, maximum=180,
            synonyms=("Lon", "Lng", "Long"),
        ),
        Column(
            "skills", Kind.REFERENCES, Text("Needed skills", "所需技能"),
            Text("Skills that its seat must have, separated by ;.", "席位须具备的技能，用分号隔开。"), default=(),
            synonyms=("Skills", "Required skills", "技能"),
        ),
        Column(
            "locked_seat", Kind.REFERENCE, Text("Locked to seat", "锁定席位"),
            Text("The account goes to this seat.", "客户固定归该席位。"), default=None, references="seats",
            synonyms=("Lock", "锁定"),
        ),
        Column(
            "forbidden_seats", Kind.REFERENCES, Text("Forbidden seats", "禁止席位"),
            Text("Seats that may not own it, separated by ;.", "不得负责该客户的席位，用分号隔开。"), default=(),
            references="seats", synonyms=("Forbidden", "Excluded seats"),
        ),
        Column(
            "strategic", Kind.FLAG, Text("Strategic", "战略客户"),
            Text("Whether it stays with its owner where the owner may keep it.", "现负责人可继续负责时不予调整。"), default=False,
            source=_NOT_GIVEN,
        ),
        Column(
            "handover_date", Kind.DATE, Text("Renewal or handover date", "续约或交接日期"),
            Text("From when a handover is possible, such as the next renewal.", "可交接的日期，例如下次续约日。"), default=None,
            synonyms=("Renewal date", "Renewal", "续约日期", "Handover date"),
        ),
    ),
)  # fmt: skip
ACCOUNTS = with_header_words(_ACCOUNTS)

SEAT_TERRITORY_COLUMNS = (
    Column(
        "skills", Kind.REFERENCES, Text("Skills", "技能"),
        Text("Skills of the seat, separated by ;.", "席位具备的技能，用分号隔开。"), default=(),
    ),
    Column(
        "territory_regions", Kind.REFERENCES, Text("Regions", "区域"),
        Text("Regions whose accounts the seat may own, separated by ;. Blank: all.", "席位可负责的区域，用分号隔开；留空为全部。"),
        default=(),
    ),
    Column(
        "latitude", Kind.NUMBER, Text("Latitude", "纬度"), Text("Where the seat is based.", "席位所在纬度。"), _DEGREES, None,
        minimum=-90, maximum=90,
    ),
    Column(
        "longitude", Kind.NUMBER, Text("Longitude", "经度"), Text("Where the seat is based.", "席位所在经度。"), _DEGREES, None,
        minimum=-180, maximum=180,
    ),
)  # fmt: skip
"""Columns of sheet Seats that matter for territories alone."""
