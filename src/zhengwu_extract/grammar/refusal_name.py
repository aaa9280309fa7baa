"""Numbers inside names, titles, codes and set phrases."""

from __future__ import annotations

from .number_word import number_words
from .quantity_unit import units
from .refusal_shape import HAN, NUMBER, behind, refuse
from .rule import Rule

_QUOTED_UNIT = "(?:条|项|个|天|分钟|小时|公里|度|大|类|期)"


def _counted_by_article() -> str:
    """Return the classifiers and spans of time before which 一 is an article."""
    counted = [unit for unit in units().values() if unit.dimension.startswith("count") or unit.dimension == "time"]
    return "|".join(sorted((unit.surface for unit in counted), key=len, reverse=True))


RULES = (
    Rule(
        "code",
        r"(?<=[A-Za-z_@#&=])|(?<=[A-Za-z\d][/_.\\])|(?<=\d-)(?<!\d\.\d-)",
        refuse,
        yes=("PM{2.5}浓度", "编号A/{15}"),
        no=("新建3公里",),
    ),
    Rule("formula", r"(?<=\d\+)|\d+\+(?=[\dN])", refuse, yes=("{1}+8现代产业体系",), no=("新建3公里",)),
    Rule("listed_word", number_words(), refuse, yes=("走进{千}家万户", "长{三}角"), no=("千亩梯田",)),
    Rule(
        "article",
        rf"(?<![少于达])一(?={_counted_by_article()})",
        refuse,
        yes=("形成{一}批成果", "建成{一}座养鸡场"),
        no=("至少一个", "一吨货物", "十一个"),
    ),
    Rule(
        "quoted_name",
        rf"(?<=[“‘《\"〈【])(?:{HAN}{{1,4}}(?!分之|成)|\d{{1,3}} ?{_QUOTED_UNIT}[^,。;、”’》\"]{{0,12}}[”’》\"])",
        refuse,
        yes=("“{四}个不摘”", "“{15}分钟便民生活圈”", "稳增长“{18}条”"),
        no=("新建“15家”", "“三成以上"),
    ),
    Rule(
        "quoted_figure",
        rf"(?<=[“‘\"]{HAN}个)(?:\d|百分之)",
        refuse,
        yes=("工地“六个{100}%”", "“两个{80}%”标准"),
        no=("“建成六个100%绿色园区",),
    ),
    Rule("quoted_list", r"\d{1,3}条(?=[”\"])", refuse, yes=("民营经济“若干{31}条”",), no=("新增31条",)),
    Rule(
        "per",
        rf"{behind('每', '每多', '每满', '每增加', '每新增')}{NUMBER}(?!次)",
        refuse,
        yes=("每{10}户配备1个桶", "每{万}人口拥有量"),
        no=("10户农民",),
    ),
    Rule(
        "life_circle",
        r"[\d~-]+ ?分钟(?=[^,。;、]{0,8}(?:生活|服务|便民)[^,。;、]{0,6}圈)",
        refuse,
        yes=("打造{15}分钟便民生活圈",),
        no=("12分钟急救圈", "15分钟可获得服务"),
    ),
    Rule(
        "greenery",
        r"\d+ ?米(?=[^,。;、]{0,6}见[绿园])",
        refuse,
        yes=("实现{300}米见绿", "{500}米见园"),
        no=("绿道300米",),
    ),
    Rule(
        "village_group",
        rf"(?<=村)(?:\d{{1,2}}|{HAN}{{1,2}})组(?![织建成])",
        refuse,
        yes=("走进黄庄村{3}组",),
        no=("全村组织6次", "展品3组"),
    ),
    Rule(
        "pointed_at",
        rf"(?<=这)(?:\d{{1,2}}|{HAN}{{1,2}})(?=[个项家名位座条种类件])",
        refuse,
        yes=("在这{13}家企业中",),
        no=("新增13家",),
    ),
    Rule("countdown", rf"(?<=倒计时){NUMBER}天", refuse, yes=("进入倒计时{100}天",), no=("用时100天",)),
    Rule(
        "phase",
        r"(?:(?<![办分共成])[一二三四五六七八]|\d[-~]\d)期(?!培训|学员)",
        refuse,
        yes=("机场{三}期扩建", "已完成{1}~3期改造"),
        no=("举办一期", "举办5期"),
    ),
    Rule(
        "formal_alone",
        rf"[零〇陆伍柒捌玖叁肆贰壹](?!{HAN}|[点\d.])",
        refuse,
        yes=("汽车{零}部件", "安{陆}市"),
        no=("零点五个",),
    ),
    Rule(
        "service_number",
        r"(?:1[02]\d{3}|11[0249]|12[02]|96\d{3})(?=[^\d个名]{0,2}(?:热线|市民|服务|平台))",
        refuse,
        yes=("{12345}市民热线",),
        no=("12345个市民",),
    ),
)
