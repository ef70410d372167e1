"""The register of letters: its sheet and columns, declared once."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet

LETTER_REGISTER = ResultSheet(
    "letter_register",
    Text("Letters", "责任书"),
    (
        ResultColumn("kind", Text("Letter for", "对象类别")),
        ResultColumn("key", Text("Seat, team or partner", "席位、团队或伙伴")),
        ResultColumn("person", Text("Name", "姓名")),
        ResultColumn("language", Text("Language", "语言")),
        ResultColumn("version", Text("Version", "版本"), Kind.COUNT),
        ResultColumn("target", Text("Target of the year", "年度目标"), Kind.MONEY),
        ResultColumn("status", Text("Status", "状态")),
        ResultColumn("changed", Text("What changed", "变动内容")),
        ResultColumn("replaced_by", Text("Replaced by version", "被以下版本替代"), Kind.COUNT),
        ResultColumn("written_at", Text("Written at", "生成时间")),
        ResultColumn("word_file", Text("Word file", "Word 文件")),
        ResultColumn("pdf_file", Text("PDF file", "PDF 文件")),
        ResultColumn("content_sha256", Text("SHA-256 of the content", "内容 SHA-256")),
        ResultColumn("plan_sha256", Text("SHA-256 of the plan", "计划 SHA-256")),
        ResultColumn("template", Text("Template", "模板")),
        ResultColumn("parts", Text("Marks of the parts", "各部分校验码")),
        ResultColumn("company", Text("Company", "公司")),
    ),
)
"""One row a version of a letter; people fill the status and may add columns of their own."""

STATUS_WORDS: dict[str, Text] = {
    "to_send": Text("to send", "待发送"),
    "sent": Text("sent", "已发送"),
    "signed": Text("signed", "已签署"),
}
"""What may stand in the column *Status*; a new letter is to be sent."""

KIND_WORDS: dict[str, Text] = {
    "rep": Text("rep", "销售代表"),
    "team": Text("team", "团队负责人"),
    "partner": Text("partner", "伙伴"),
}
"""What stands in *Letter for*, by kind of letter."""

FIRST_VERSION = Text("first version", "首版")
"""What stands in *What changed* for a letter's first version."""

TEMPLATE_CHANGED = Text("template", "模板")
"""What stands in *What changed* when only the template is another."""

SHIPPED_TEMPLATE = "shipped"
"""What stands in the column *Template* for the shipped ones; the SHA-256 of a customer's own otherwise."""
