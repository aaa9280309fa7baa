"""Which measure a quantity is: level, change, change_rate, share or completion; and whether it is a fall."""

from __future__ import annotations

import re

from .site import Site
from .unit import RATES

# What decides, read from the number backwards: the last of these before it, verbs of reaching (提高到) aside.
# The lookahead only spares the many places where no word of these begins.
DECIDING = re.compile(
    r"(?=[同去增提上扩下降减压缩收回攀跃升涨净户人偏高快优超多低少慢放跌削精简限节追占比份完开竣交建投达实计贡拉浓指强满为是相割插秧播进获]|[^效频]率)"
    r"(?:(?P<reach>(?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|压减|压缩|缩短|缩小|缩减|精简|简化|下滑|放缓|回落|收窄|回升|攀升|跃升)(?:到|至|为)"
    r"|[增升降减涨缩](?:至|为|到))"
    r"|(?P<net>净增|户均增收|人均增收|(?:增加|追加|新增)(?:补助|补贴|产量|成本|支出))"
    r"|(?P<up>增长|增加|提高|提升|上升|增幅|增速|上涨|涨幅|扩大|回升|攀升|跃升|增[收产支]|多花|偏高|偏多|(?:同比|上年|去年)多[收产销建]?|高于|快于|优于|超出|高出|多于|(?<!新)增(?!值|强|收|发|减))"
    r"|(?P<saving>(?:节约|节省)(?!率))"
    r"|(?P<down>(?:下降|减少|降低|回落|缩小|压减|压缩|缩短|降幅|下跌|跌幅|下滑|收窄|削减|精简|简化|减幅|放缓|偏少|偏低|压降"
    r"|(?<![不得应])[低少]于|慢于|减量|缩减|减[产排支收碳]|限产|节水|降(?!水|雨|雪|温|解))(?!率|面)|(?<![不最降减])低(?=了?$))"
    r"|(?P<complete>完成率|开工率|完工率|竣工率|交付率|建成率|投资率"
    r"|(?:完成|占|超过|达到?|实现|为|是|相当于)[^,，;；。、]{0,14}?(?:任务|目标|计划|指标|概算|预算)数?(?=的|$)|(?<=超过)计划"
    r"|(?:收获|收割|栽插|插秧|播种|春播|进度)(?=(?:已经?)?(?:达到?|完成|接近|近|超过?|过|在)?$))"
    r"|(?P<share>占比|比重|份额|占(?!地|有率)[^,，;；。、]{1,16}?比[例率]|占(?!地|有率))"
    r"|(?P<contribution>贡献率|拉动)"
    r"|(?P<rate>[^效频]率|浓度|指数|强度|满意度|比例|比率))"
)
FILLER = re.compile(r"(?:了|约|近|分别|各|均|达到?|为|超过?|逾|的|以上|幅度|率|\s|[、和及与])*")
# A part of a whole: 不低于床位数的, 达到工资总额的.
OF_WHOLE = re.compile(
    r"(?:不[得应]?[低少]于[^,，。;；、]{2,18}|(?:总[额数量价]|总投资|总面积|总人口|工资|投资额|金额|单价|收入|成本)[^,，。;；、]{0,4})的$"
)
NEW = ("新增", "新增了")


def choose_measure(site: Site, folded: str) -> None:
    """Set the measure of `site` and the rule that decided it, from the text between the last mark and the number."""
    unit = site.amount.unit
    before = site.before
    if site.listed and before is not None and (unit in RATES) == (before.amount.unit in RATES):
        site.measure, site.measure_rule, site.falls = before.measure, "measure.listed", before.falls
        return
    text = folded[site.row[site.left].start : site.mention.start]
    kind, adjacent = _deciding(text)
    if unit == "百分点":
        _set(site, "level" if kind == "contribution" else "change", "measure.percentage_point")
    elif site.mention.rule == "structure":
        _set(site, "share", "measure.structure")
    elif unit in RATES:
        _percent(site, kind, text)
    elif kind == "net" or (kind in ("up", "down") and adjacent and not _builds(site, text)):
        _set(site, "change", "measure.change_verb")
    elif text.endswith(NEW) and site.right == site.at + 1 and before is not None and before.amount.unit == unit:
        _set(site, "change", "measure.increment")
    else:
        _set(site, "level", "measure.amount")
    site.falls = kind in ("down", "saving") and site.measure in ("change", "change_rate")


def _set(site: Site, measure: str, rule: str) -> None:
    site.measure, site.measure_rule = measure, rule


def _deciding(text: str) -> tuple[str | None, bool]:
    """Return the last deciding word of the text before a number, and whether only fillers follow it.

    >>> _deciding("比上年增长")
    ('up', True)
    >>> _deciding("覆盖率提高到")
    ('rate', False)
    """
    last = None
    for match in DECIDING.finditer(text):
        if match.lastgroup != "reach":
            last = match
    return (last.lastgroup, FILLER.fullmatch(text, last.end()) is not None) if last is not None else (None, False)


def _percent(site: Site, kind: str | None, text: str) -> None:
    if kind in ("up", "down", "net", "saving"):
        _set(site, "change_rate", "measure.change_verb")
    elif kind == "share":
        _set(site, "share", "measure.share_word")
    elif kind == "complete":
        _set(site, "completion", "measure.completion_word")
    elif (site.amount.unit == "倍" and text.endswith("的")) or "相当于" in text:
        _set(site, "change_rate", "measure.times_of")
    elif kind is None and (_part_of_named_whole(site) or OF_WHOLE.search(text)):
        _set(site, "share", "measure.percent_of_things")
    else:
        _set(site, "level", "measure.rate_by_name")


def _builds(site: Site, text: str) -> bool:
    """改造提升15家市场: a verb of building, its object after the number."""
    return text.endswith(("提升", "扩大", "提高")) and site.at + 1 < site.right and site.row[site.at + 1].kind == "word"


def _part_of_named_whole(site: Site) -> bool:
    """74%的企业…: a percentage that is followed by what it is a part of."""
    if site.at + 1 >= site.right:
        return False
    following = site.row[site.at + 1]
    return following.text == "的" or following.kind in ("word", "region")
