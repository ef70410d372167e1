"""Names of the example, English and Chinese side by side; the company and all people are invented."""

from __future__ import annotations

from planner.language import Text

COMPANY = Text("Lumen Instruments", "明测仪器")
INDUSTRIES = (
    Text("Medical", "医疗"),
    Text("Automotive", "汽车"),
    Text("Electronics", "电子"),
    Text("Chemicals", "化工"),
    Text("Power", "电力"),
    Text("Food", "食品"),
    Text("Universities", "高校"),
    Text("Logistics", "物流"),
)
REGIONS = (
    Text("East", "华东"),
    Text("South", "华南"),
    Text("North", "华北"),
    Text("West", "西部"),
    Text("Central", "华中"),
)
PRODUCTS = (
    Text("Analyzers", "分析仪"),
    Text("Sensors", "传感器"),
    Text("Software", "软件"),
    Text("Service contracts", "服务合同"),
    Text("Turnkey systems", "成套系统"),
)
TEAMS = (
    Text("Direct East", "华东直销"),
    Text("Direct South", "华南直销"),
    Text("Direct North", "华北直销"),
    Text("Direct West and Central", "中西部直销"),
    Text("Partners Industry", "工业伙伴"),
    Text("Partners Public", "公共事业伙伴"),
    Text("Telesales", "电话销售"),
    Text("Channel SMB", "中小渠道"),
)
TEAM_GROUPS = (Text("Direct sales", "直销中心"), Text("Partner sales", "伙伴中心"))
MANAGERS = (
    Text("Helen Zhou", "周海伦"),
    Text("Martin Lin", "林明"),
    Text("Sara Gao", "高莎"),
    Text("Peter Ma", "马平"),
    Text("Nora Xie", "谢诺"),
    Text("Ivan Tang", "唐毅"),
    Text("Olga Deng", "邓欧"),
    Text("Felix Cao", "曹飞"),
)
PARTNERS = (
    Text("Gridline Systems", "格联系统"),
    Text("Campus Supply", "博学仪器"),
    Text("Fresh Control", "鲜控科技"),
    Text("Westlab Trading", "西实商贸"),
)
CONTACTS = (
    Text("Roland Hu", "胡罗"),
    Text("Tessa Fang", "方黛"),
    Text("Quentin Bai", "白昆"),
    Text("Vera Shi", "石薇"),
)
RAMP_NAMES = (Text("Field rep", "外勤销售"), Text("Inside rep", "内勤销售"))
_GIVEN = (
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Eva",
    "Frank",
    "Grace",
    "Hugo",
    "Iris",
    "Jack",
    "Karin",
    "Leo",
    "Mia",
    "Nils",
    "Ola",
)
_FAMILY = ("Wang", "Li", "Chen")
_FAMILY_ZH = ("王", "李", "陈")
_GIVEN_ZH = ("安", "斌", "超", "丹", "恩", "芳", "刚", "浩", "佳", "凯", "琳", "敏", "宁", "鹏", "倩")


def rep_name(number: int) -> Text:
    """Return the name of rep `number`, 0 to 44; all are different."""
    family, given = divmod(number, len(_GIVEN))
    return Text(f"{_GIVEN[given]} {_FAMILY[family]}", f"{_FAMILY_ZH[family]}{_GIVEN_ZH[given]}")


COST_LINES = (
    Text("Demo equipment", "样机费用"),
    Text("Partner days", "伙伴大会"),
    Text("Call-centre system", "呼叫中心系统"),
)
MARKETING_LINES = (
    Text("Trade fairs", "行业展会"),
    Text("Online campaigns", "线上推广"),
    Text("Partner marketing", "伙伴市场基金"),
)
OVERRIDE = (
    Text("Sales director", "销售总监"),
    Text("Long-standing relationship of the partner with the grid operator", "伙伴与电网客户的长期关系"),
)
