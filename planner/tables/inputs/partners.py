"""Sheet Partners 伙伴: who sells through a partner channel, and on which terms."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.partner import Partner
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

PARTNERS = Table(
    key="partners",
    sheet=Text("Partners", "伙伴"),
    meaning=Text(
        "Optional: partners by name; their target letters come from this sheet and the plan.",
        "可选：伙伴名单；伙伴目标协议书由本表与计划生成。",
    ),
    row_type=Partner,
    columns=(
        Column(
            "partner",
            Kind.KEY,
            Text("Partner", "伙伴"),
            Text("Name of the partner company.", "伙伴公司名称。"),
            synonyms=("Partner name", "伙伴名称"),
        ),
        Column(
            "channel",
            Kind.CHOICE,
            Text("Channel", "通路"),
            Text("The partner channel that the partner belongs to.", "所属伙伴通路。"),
            choices=Channel,
        ),
        Column(
            "segments",
            Kind.REFERENCES,
            Text("Segments", "客户细分"),
            Text("Segments, or nodes above them, that the partner serves.", "伙伴服务的细分或其上级节点。"),
            references="segments",
        ),
        Column(
            "weight",
            Kind.NUMBER,
            Text("Weight", "权重"),
            Text(
                "Where several partners serve a segment, its target is split by these weights.",
                "多个伙伴服务同一细分时，按此权重分配目标。",
            ),
            Text("factor", "系数"),
            1.0,
            Text("equal parts", "平均分配"),
            0.01,
            1000,
        ),
        Column(
            "deposit_cents",
            Kind.MONEY,
            Text("Deposit", "保证金"),
            Text("Deposit that the partner pays; blank when there is none.", "伙伴缴纳的保证金；没有则留空。"),
            default=None,
            minimum=0,
        ),
        Column(
            "termination_share",
            Kind.SHARE,
            Text("Termination threshold", "终止线"),
            Text(
                "Share of the year's target below which the contract may be ended.",
                "全年完成低于目标的该比例时可终止合作。",
            ),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "contact",
            Kind.TEXT,
            Text("Contact", "联系人"),
            Text("Person at the partner who signs.", "伙伴方签署人。"),
            default=None,
        ),
    ),
)
