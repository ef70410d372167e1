"""Sheet Overrides 人工调整: decisions that a person fixed."""

from __future__ import annotations

from planner.domain.choices import OverrideKind
from planner.domain.override import Override
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

OVERRIDES = Table(
    key="overrides",
    sheet=Text("Overrides", "人工调整"),
    meaning=Text("Decisions that a person fixed, with who and why.", "人工确定的决策，注明何人、何因。"),
    row_type=Override,
    unique=("kind", "name", "product"),
    columns=(
        Column(
            "kind",
            Kind.CHOICE,
            Text("What is fixed", "调整对象"),
            Text(
                "A segment's channel or team, a team's or seat's target, an account's seat.",
                "细分的通路或团队，团队或席位的目标，客户的席位。",
            ),
            choices=OverrideKind,
        ),
        Column(
            "name",
            Kind.TEXT,
            Text("Name", "名称"),
            Text("Which segment, team, seat or account.", "细分、团队、席位或客户的名称。"),
        ),
        Column(
            "product",
            Kind.REFERENCE,
            Text("Product line", "产品线"),
            Text("Only for segments assigned by product line.", "仅用于按产品线分配的细分。"),
            default=None,
            references="products",
        ),
        Column(
            "value",
            Kind.TEXT,
            Text("Decision", "决定"),
            Text("The channel, the team, the amount or the seat.", "通路、团队、金额或席位。"),
            synonyms=("Value", "值"),
        ),
        Column("who", Kind.TEXT, Text("Who", "调整人"), Text("Who decided.", "由谁决定。")),
        Column("why", Kind.TEXT, Text("Why", "原因"), Text("The reason.", "原因。")),
    ),
)
