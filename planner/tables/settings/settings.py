"""Sheet Settings 参数: one row a setting."""

from __future__ import annotations

from planner.domain.settings import Settings
from planner.language import Text
from planner.tables.columns.column import Layout, Table
from planner.tables.settings.settings_certainty import CERTAINTY_SETTINGS
from planner.tables.settings.settings_goals import GOAL_SETTINGS
from planner.tables.settings.settings_letters import LETTER_SETTINGS
from planner.tables.settings.settings_limits import LIMIT_SETTINGS
from planner.tables.settings.settings_model import MODEL_SETTINGS
from planner.tables.settings.settings_territory import TERRITORY_SETTINGS

SETTINGS = Table(
    key="settings",
    sheet=Text("Settings", "参数"),
    meaning=Text("The company, its targets and the limits of the plan.", "公司、目标与计划的各项限制。"),
    row_type=Settings,
    layout=Layout.SETTINGS,
    required=True,
    columns=(
        *GOAL_SETTINGS,
        *LIMIT_SETTINGS,
        *MODEL_SETTINGS,
        *LETTER_SETTINGS,
        *TERRITORY_SETTINGS,
        *CERTAINTY_SETTINGS,
    ),
)
