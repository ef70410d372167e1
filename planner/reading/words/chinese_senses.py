"""Chinese headers and labels by the sense of their words: 全年最多新增编制 says the same as 招聘人数上限."""

from __future__ import annotations

import re
from functools import cache

_SENSES = {
    "revenue": "销售收入|营业收入|销售额|营业额|销售业绩|收入|营收|业绩|销售|完成额?|达成额?",
    "target": "目标值?|指标|任务额?|配额",
    "last": "上年度?|去年度?|上一年度?",
    "most": "上限值?|最多|最大|最高|不超过|封顶|红线|控制线|控制数|限额",
    "least": "下限|最少|最小|最低|不低于|至少|保底",
    "gross profit": "毛利额|毛利润额?|毛利",
    "margin": "毛利率|毛利润率",
    "collections": "(?:销售)?(?:回款|收款|到款)额?",
    "new customers": "新(?:增|开|签|拓|开发|拓展)?(?:客户|客)(?:数量|数目(?!标)|家数|个数|数)?",
    "pipeline": "(?:商机|pipeline)(?:储备|总额|金额|额)?",
    "selling": "营销|销售(?=费|成本)",
    "cost of goods": "(?<!营销)成本率",
    "cost": "成本|费用|支出|费(?=率)",
    "rate": "率|比率|占比|比例",
    "stretch": "(?:目标)?(?:拉伸|放大)(?:系数|倍数)?",
    "cushion": "(?:加成|加码|上浮)(?:比例|系数|率)?",
    "growth": "增长(?:率|幅度)?|增速|增幅",
    "team": "(?:销售)?(?:团队|部门|办事处|事业部|分公司)",
    "seat": "席位|个人",
    "hire": (
        "(?:计划|拟|可|预计)*(?:招聘|新增|净增|增加|增)(?:编制|人员|人数|岗位|名额|员)"
        "|(?:计划|拟|可|预计)*(?:招聘|新招|拟招|待招)(?:人数)?|拟增|增编|扩编"
    ),
    "headcount": "编制|(?:在编|在岗|在职)?(?:人头|人员|人数|员工)数?|在编|在岗|在职|hc",
    "head": "人均|单人|每人|单次",
    "expense per head": "人均(?:业务)?(?:费用|招待费|业务费|交际费)",
    "people": "人力|人员(?=成本|费用|预算)",
    "budget": "(?:成本|费用)?预算",
    "handover": "交接|换人|更换负责人",
    "loss": "(?:损失|丢单|流失)(?:率|比例)?",
    "fiscal": "财年|财务年度|财政年度|会计年度",
    "start": "起始|开始|首月?|起(?=月)",
    "time": "(?:求解|计算|运算)?时间|(?:求解|计算|运算)?时(?=限)",
    "currency": "币种|货币",
    "accounts": (
        "(?:目标|潜在|全部)?(?:客户|企业|终端|医院|门店|网点|药店|学校|机构|经销商|用户|工厂|酒店|餐厅){1,2}"
        "(?:总数量?|数量|数目(?!标)|家数|个数|数)"
    ),
    "penetration": "渗透(?:率|度|系数|程度|水平)?",
    "customisation": "定制(?:化|开发)?(?:程度|比例|占比|比重|水平|率|度)?",
    "today": "现行|现有?(?:主管)?|当前|目前",
    "channel": "(?:销售)?(?:渠道|通路)(?:类型|模式|类别)?",
    "pay": "薪酬|工资|薪资|年薪|底薪|ote",
    "benefits": "福利费?|社保公积金|社会保险费?|社保费?|五险一金|公积金",
    "travel": "差旅费?用?|出差费?用?",
    "sales mode": "(?:销售|推广|营销)(?:模式|方式|打法)",
    "deliverable": "可(?:重复|复制)交付",
    "accepted": "多(?:家|个)?客户(?:认可|验收|接受|验证)(?:通过)?",
    "clear profit": "(?:利润|盈利)(?:清晰|明确)",
    "strategic": "战略(?:细分|客群|客户群|市场)?",
    "win rate": "赢单率|赢率|中标率|签单率|成单率|成交率",
}
"""The words that mean a sense, by that sense. What a word is of (a month, tax, goods in stock) is in none: such headers are not taken."""
_NO_SENSE = re.compile(
    "全公司|本公司|公司|集团|本年度?|全年度?|年度|年初|期初|全国|计划年|总体|整体|综合|总数|总额|总|各|是否|就绪"
    "|责任|负责|归口|主责|归属|所属|记账|核算|结算|的|数量|人数|个数|月份?|限|值|[ ()/]"
)
"""Words that tell none of the declared names from another."""
_ENOUGH_ALONE = frozenset(
    (
        "accounts", "penetration", "customisation", "channel", "sales mode", "deliverable", "accepted", "clear profit", "strategic",
        "expense per head",
        "win rate", "team", "currency", "hire",
    )
)  # fmt: skip
"""Senses that name a column or setting without a second one: a budget or a cost may be any."""
HAN = re.compile("[\u3400-\u9fff]")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words of each sense; compiled for the first Chinese header, of which an English workbook has none."""
    return tuple((sense, re.compile(words)) for sense, words in _SENSES.items())


def chinese_senses(text: str) -> frozenset[str]:
    """Return the senses of a Chinese header or label, as `header_key` gives it; empty where a part of it is in none, or all
    of it is one word that may mean many things.

    Examples
    --------
    >>> sorted(chinese_senses("全年最多新增编制")), chinese_senses("招聘人数上限") == chinese_senses("增编上限")
    (['hire', 'most'], True)
    >>> chinese_senses("协同团队"), chinese_senses("完成率") == chinese_senses("完成")
    (frozenset(), False)
    """
    senses: set[str] = set()
    at = 0
    while at < len(text):
        found = [(match.end(), sense) for sense, words in _patterns() if (match := words.match(text, at)) is not None]
        passed = _NO_SENSE.match(text, at)
        end, sense = max(found, default=(at, ""))
        if passed is not None and passed.end() > end:
            at = passed.end()
        elif end > at:
            senses.add(sense)
            at = end
        else:
            return frozenset()
    return frozenset(senses) if len(senses) > 1 or senses <= _ENOUGH_ALONE else frozenset()
