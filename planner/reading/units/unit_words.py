"""The words of units that people write into headers: currencies, scales, percent, periods."""

from __future__ import annotations

import re
import unicodedata

_CURRENCIES = {
    "CNY": ("cny", "rmb", "cn¥", "人民币", "人民币元", "人民幣", "renminbi", "chinese yuan"),
    "USD": ("usd", "us$", "us dollar", "us dollars", "u.s. dollars", "u.s. dollar", "u.s. $", "u.s.$", "us-$", "美元", "美金", "米ドル", "ドル"),
    "JPY": ("jpy", "jp¥", "円", "日元", "日圆", "日圓"),
    "EUR": ("eur", "€", "euro", "euros", "欧元", "歐元"),
    "GBP": ("gbp", "£", "pound sterling", "sterling", "英镑", "英鎊"),
    "HKD": ("hkd", "hk$", "港元", "港币", "港幣"),
    "TWD": ("twd", "nt$", "新台币", "新台幣"), "ZAR": ("zar",), "HUF": ("huf", "ft"), "IDR": ("idr", "rp", "rp."), "UAH": ("uah", "₴", "грн", "грн."),
    "KRW": ("krw", "₩", "韩元", "원"),
    "INR": ("inr", "₹", "rs", "rs.", "卢比"),
    "AUD": ("a$", "au$"), "BRL": ("r$",), "CAD": ("c$", "ca$"), "CZK": ("kč",), "ILS": ("₪",), "PHP": ("₱",), "PLN": ("zł",),
    "RUB": ("₽", "руб", "руб."), "SGD": ("s$",), "THB": ("฿", "บาท", "baht"), "TRY": ("₺", "tl"),
    "RON": ("lei",), "NZD": ("nz$",), "VND": ("₫", "đ", "đồng"),
    "KES": ("ksh", "kshs"), "NGN": ("₦",), "GHS": ("₵", "gh₵"), "KZT": ("₸",), "BDT": ("৳",), "CRC": ("₡",), "PYG": ("₲",),
}  # fmt: skip
THREE_DECIMALS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
"""Currencies whose smallest coin is a thousandth (ISO 4217)."""
NO_DECIMALS = frozenset(("CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF"))
"""Currencies without a smaller coin (ISO 4217)."""
_OTHER_CODES = (
    "AED ARS AUD BRL CAD CHF CLP COP CZK DKK EGP HUF IDR ILS MXN MYR NOK NZD PHP PLN QAR RON RUB SAR SEK SGD THB TRY UAH VND ZAR "
    "AOA AZN BDT BGN BND BWP BYN CRC DOP DZD ETB FJD GHS GTQ HNL IRR JMD KES KHR KZT LBP LKR MAD MDL MKD MMK MNT MWK MZN NGN NIO NPR PEN PKR "
    "RSD TTD TZS UYU UZS YER ZMW"
)
"""Of ISO 4217, but those that are words, such as ALL, TOP and CUP."""
CODE_OF = {word: code for code, words in _CURRENCIES.items() for word in words}
CODE_OF |= {code.casefold(): code for code in (*_OTHER_CODES.split(), *sorted(THREE_DECIMALS), *sorted(NO_DECIMALS))}
SHARED_SIGNS = {
    "$": frozenset({"USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD", "MXN", "CLP", "COP", "ARS"}),
    "¥": frozenset({"CNY", "JPY"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
}
_POWERS = {
    0: ("元", "円", "圆", "yuan", "yen", "dollar", "dollars", "unit", "units", "currency unit", "currency units", "货币单位", "货币单位(元)"),
    2: ("百", "百元", "hundred", "hundreds"),
    3: (
        "k", "thousand", "thousands", "'000", "'000s", "000", "000s", "000's", "'000's", "thou", "thou.", "thous", "thous.", "thsnd", "thsd.",
        "1000", "1000s", "1,000", "1,000s", "1.000", "1 000", "1'000",
        "tsd", "tsd.", "thsd", "thds", "ths", "ths.", "thnd", "千", "千元", "千円",
        "tausend", "tusen", "duizend", "milliers", "millares", "milhares", "migliaia", "tys", "tys.", "тыс", "тыс.", "ribu",
        "tis", "tis.", "ezer", "nghìn", "ngàn", "ألف", "אלפי", "천", "천원", "พัน",
    ),
    4: ("万", "万元", "万円", "wan", "wan yuan", "w", "10k", "10000", "10,000", "10 thousand", "10 thousands", "ten thousand", "만", "만원"),
    5: ("十万", "十万元", "lakh", "lakhs", "lac", "lacs", "100k", "100,000"),
    6: (
        "m", "mn", "mn.", "mm", "mio", "mio.", "mill", "mill.", "million", "millions", "1,000,000", "1000000",
        "百万", "百万元", "百万円", "millionen", "miljoner", "miljoen", "millones", "milhões", "milioni", "milionów",
        "mln", "млн", "milyon", "juta",
        "triệu", "백만", "백만원", "ล้าน", "mdp", "مليون",
    ),
    7: ("千万", "千万元", "crore", "crores", "cr", "cr.", "crs", "crs."),
    8: ("亿", "亿元", "億円", "yi", "억", "억원"),
    9: ("bn", "bn.", "bln", "bln.", "b", "mrd", "mrd.", "billion", "billions", "十亿", "十亿元", "milliarden", "milliards", "miljard",
        "mld", "млрд", "miliar", "tỷ"),
}  # fmt: skip
POWER_OF = {word: power for power, words in _POWERS.items() for word in words}
_PIECE_WORDS = (
    "件 台 套 個 件数 数量 台数 销量 pcs pc pieces qty quantity stück stk stk. anzahl "
    "dozen kg tons tonnes tonne ton mt litres liters litre liter hl cases boxes bottles packs cartons pallets vials doses tablets kwh mwh "
    "吨 公斤 千克 万吨 升 箱 标箱 万箱 盒 万盒 瓶 支 袋 包 桶 粒 辆 只 米 平方米 张 片"
)
PIECES = frozenset(_PIECE_WORDS.split())
"""What goods are counted in; in the corner of a matrix nothing else can be meant by it."""
_COUNTED_WORDS = "家 人 个 名 户 customers accounts heads head people number count no nr # share ratio factor"
COUNTED = PIECES | frozenset(_COUNTED_WORDS.split())
"""Units of what is counted or compared, not of money."""
PERCENT = frozenset(("%", "percent", "per cent", "pct", "in %", "百分比", "百分数", "百分之"))
OTHER_PARTS = frozenset(
    ("‰", "per mille", "per mil", "promille", "bps", "bp", "basis points", "千分比", "千分之", "基点")
)
"""Parts of a whole that are neither shares nor percents: read as such they would be ten or a hundred times too large."""
_PLAIN_WORDS = (
    "家 人 个 名 户 月 年 天 次 倍 系数 小时 文本 日期 是/否 必填 选填 可选 名称 fte 全职人力 比例 小时/年 次/年 0-1 0–1 0至1 0到1 "
    "customers accounts heads head people months month year years days hours number count text yes/no required optional "
    "share ratio factor no nr # qty pcs anzahl"
)
PLAIN = frozenset(_PLAIN_WORDS.split()) | COUNTED
_PERIOD_WORDS = (
    "month monat mois mies. mies miesiąc miesięcznie mesec měsíc hó hónap mes mese maand mnd "
    "måned månad ay мес. мес месяц mês quarter quartal kwartał trimestre trimestr kvartal çeyrek квартал week woche semaine semana "
    "tydzień day tag jour dzień 月 季度 季 周 日 天 월 분기 주 일"
)
PERIODS = re.compile("|".join(re.escape(w) for w in sorted(_PERIOD_WORDS.split(), key=len, reverse=True)))
YEAR_OR_HEAD = (
    "head and year", "head", "person", "rep", "employee", "fte", "kopf", "mitarbeiter", "ma", "personne", "persona", "osoba", "os", "os.",
    "pracownik",
    "year", "annum", "yr", "a.", "a", "jahr", "an", "année", "año", "ano", "anno", "jaar", "år", "rok", "yıl", "год", "чел", "年", "人", "년", "인",
)  # fmt: skip
"""What an amount of a year, and of one person, is of."""
PERIOD_ALONE = re.compile(
    r"(?:(?:per|a|an|each|every|每|/)\s*)?(?:calendar )?(?:months?|quarters?|weeks?|days?|个月|月|季度|季|周|日|天)"
    r"|monthly|quarterly|weekly|daily|p\.?\s?m|mrr|[月季日]均|[月季]度|[每月]?月[额額]"
    r"|(?:(?:pro|je|/)\s*)?(?:monat|quartal|woche|tag)e?|monatlich|quartalsweise|wöchentlich|par mois|mensuel(?:le)?|al mes|mensual"
    r"|mensile|mensal|por mês|maandelijks|månedlig|månatlig|miesięcznie|miesięczn[aey]|měsíčně|havi|aylık|в месяц|ежемесячно"
)
"""A period that is not the year: an amount of it where a year's is meant would be a twelfth."""
_SCALE_WORDS = (
    "hundreds? thousands? millions? billions? trillions? lakhs? lacs? crores? crs? tsd thsd mio mrd mln mld mdp mdd trn mn bn '000s? "
    "tys mil miles millones milhares milh[õo]es milliers milliards? migliaia milioni milyon bin ribu juta miliar "
    "tausend tusen duizend miljoner miljarder millionen millioner milliarden t(?:€|£|\\$|eur|usd|gbp|chf) e[+]?0?[34689] [kmw]"
)
SCALE_WORD = re.compile(
    r"[万千亿兆]|百(?!分)|[천만억조]원?|백만|тыс|млн|млрд|triệu|tỷ|ล้าน|พัน|10\s*(?:\^|\*\*|e)|[×x*/]\s*10"
    rf"|(?<![a-z])(?:{'|'.join(_SCALE_WORDS.split())})(?![a-z])|(?<!\d)(?:'|10*[., ']?)000(?!\d)"
)
"""Something that looks as if it changed how numbers count."""
COUNTED_BY = re.compile("(十|百|千|万|十万|百万)[户家个人名]")
"""What is counted by the hundred and more: 万户 are ten thousand customers."""
UNCLEAR_SCALES = frozenset(("t", "th", "mil", "g"))
"""Short for thousand in one country, for a million or a thing that is counted in another."""
POWER_OF_TEN = re.compile("(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""Of ten: 10³ is a thousand, and would be 103 when folded."""
TO_SIMPLIFIED = str.maketrans("萬億仟佰", "万亿千百")
"""Words of scales as they are written in Taiwan and Hong Kong, and on cheques."""


def plain_unit(text: object) -> str:
    """Return `text` for comparison with the words above: NFKC, case folded, blanks squeezed, simplified, without dots and stars around it."""
    folded = (
        unicodedata.normalize("NFKC", POWER_OF_TEN.sub(r"^\g<0>", str(text)))
        .replace("’", "'")
        .replace("‘", "'")
        .casefold()
        .translate(TO_SIMPLIFIED)
    )
    return re.sub(r"\s+", " ", folded).strip(" .。*:")
