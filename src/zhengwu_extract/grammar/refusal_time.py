"""Numbers that place something in time or tell an age: years, spans of days, anniversaries."""

from __future__ import annotations

from .refusal_shape import HAN, NUMBER, behind, not_behind, refuse
from .rule import Rule

_BOUNDS = ("超过", "未满", "不满", "不到", "不足", "少于", "低于", "至少", "提前", "延长", "缩短")
_LENGTHS = ("历时", "租期", "保留", "保质", "年限", "期限", "寿命")
_AROUND = ("未来", "过去", "今后", "隔", "经过", "历经", "为期", "还有", "短短")
_SPAN = "(?:天|周|个月|个季度|个星期|星期|个小时|小时|分钟)"

RULES = (
    Rule(
        "year_range",
        r"(?:19|20)\d\d ?(?:年? ?[-~至到] ?(?:19|20)?\d\d(?!\d)|年)",
        refuse,
        yes=("{2021}-2025年规划", "{2021}年"),
        no=("新建2021家",),
    ),
    Rule(
        "years",
        rf"{not_behind(*_BOUNDS, *_LENGTHS)}{NUMBER}(?: ?[-~至到] ?{NUMBER})? ?年(?!以上|以下|及以上)",
        refuse,
        yes=("连续{15}年居首位", "{五}年来", "{两}年多", "通过{3}—5年的努力"),
        no=("房龄在30年以上", "租期25年", "新建15家"),
    ),
    Rule(
        "age",
        r"\d{1,3} ?[至到~-] ?\d{1,3} ?周?岁|(?<![达至到为龄])\d{1,3}[余多]? ?周?岁|\d{1,3} ?周岁"
        rf"|{HAN}{{1,3}}[余多几]? ?周?岁",
        refuse,
        yes=("{14}周岁女孩", "{60}岁以上老人", "{35}至64岁妇女", "{八十}岁"),
        no=("预期寿命提高到79岁", "预期寿命80.2岁"),
    ),
    Rule("anniversary", rf"{NUMBER} ?周年", refuse, yes=("成立{60}周年",), no=("历时60周",)),
    Rule(
        "time_span",
        rf"{NUMBER} ?{_SPAN}多?(?:以?来|之?前|之?后|间|里|时间|起)|{NUMBER} ?(?:天|周|个月|个季度|个星期|星期)之?内",
        refuse,
        yes=("平台开通{5}个月来", "{20}天时间里", "预计{5}天内完成"),
        no=("用时20天", "30分钟内到达"),
    ),
    Rule(
        "these_days",
        rf"(?:{behind('[这今明头后近首每]', '假期', *_AROUND)}|(?<!提前)(?<=前)){NUMBER} ?{_SPAN}",
        refuse,
        yes=("这{两}天", "前{3}个季度", "近{5}个月", "未来{48}小时", "经过{12}天比赛", "仅隔{9}天"),
        no=("提前两天", "用时5个月"),
    ),
    Rule(
        "running_months",
        rf"(?<=连续){NUMBER} ?(?:{_SPAN}|个榨季|个赛季|个交易日|届)",
        refuse,
        yes=("连续{48}个月增长",),
        no=("用时48个月",),
    ),
    Rule("minutes_past", r"(?<=[点时:])\d{1,2} ?分(?!钟)", refuse, yes=("10时{30}分",), no=("用时30分钟", "评得85分")),
    Rule(
        "round_the_clock",
        r"24 ?小时(?!内)|\d+ ?天(?=[、,×x]?24 ?小时)",
        refuse,
        yes=("{24}小时值守", "实现{7}天24小时不打烊"),
        no=("124小时", "7天办结"),
    ),
)
