"""The rules of place expressions: what stands by itself (全省, 我市), and what stands behind a name (牛江镇)."""

from __future__ import annotations

import re
from itertools import product

from .rule import Rule

# A character of a proper name: none of the particles, pronouns and numbers that part a name from the words before it.
_PROPER = (
    "(?:(?![的在和与及或等全各个为有了对从到至将把是被已由向该我本每这那其之以于并还也都就让使给近两一位])[一-龥])"
)
# 贫困村, 城中村, 乡镇: kinds of villages and towns, and moves into them, are not their names.
_VILLAGE = (
    "(?<![农乡驻困政进城镇名贫运心点制族范迁弱入回住扶中业境游色整建强奥文])村(?![民级干委庄落医容寨居务镇改史校])"
)
_TOWN = (
    "(?<![城乡村家返下小名老县街集点范型色强心建古故族制区])"
    "(?:镇(?![村级域街区长静守压痛定])|乡(?![村镇亲音愁土贤级里道情企长间试])|街道(?![路两设整景沿]))"
)


def _text(match: re.Match[str]) -> str:
    return match[0]


WHOLE = Rule(
    "place_whole",
    r"全(?<![安健完齐周保]全)(?:国(?!人大|政协|人民|两会|劳模|性)|省|市(?!场)|县(?!域)|区(?!域|间|块)|州|盟|旗|镇|乡|村(?!级))",
    _text,
    yes=("{全省|全省}粮食产量增长3%", "截至6月底，{全市|全市}新增就业2.1万人", "{全国|全国}铁路发送旅客40亿人次"),
    no=("健全县乡村三级网络", "全市场营销体系", "出席全国人大会议", "安全区共有8处"),
)
OWN = Rule(
    "place_own",
    r"(?:我|该|本(?<![日基成资根样版文标]本))(?:国|省|市(?!场)|县(?!域)|区(?!域|间)|州|盟|旗|镇|乡|村(?!级))",
    _text,
    yes=("{我省|我省}外贸增长8%", "{该县|该县}建成幼儿园12所", "{本市|本市}户籍人口40万人", "{我国|我国}货物进出口"),
    no=("对日本市场出口下降2%", "本区域共有6家", "文本村村通"),
)
INSIDE = Rule(
    "place_within",
    r"(?:省|市|县|区|州|村)内(?<![一-龥].内)|当地(?!时间)|辖区(?!内外)"
    r"|各(?:地(?:区|市|州)?(?!方|块|级)|省区市|市县?|市州|县(?:市|区)?|区县?)(?!级|类|个|位|域)",
    _text,
    yes=(
        "，{省内|省内}游客占六成",
        "{各地|各地}发放补贴3亿元",
        "组织{各县市|各县市}开工项目30个",
        "为{当地|当地}增收500万元",
    ),
    no=("园区内企业240家", "各级政府投入2亿元", "当地时间8日", "各区域协同"),
)
AREA = Rule(
    "place_area",
    r"(?:京津冀|长三角|珠三角|粤港澳大湾区|成渝|北部湾|环渤海|长株潭)(?:(?:城市|经济)[群圈区]|地区|区域)?(?!形)",
    _text,
    yes=("{长三角地区|长三角地区}铁路发送旅客900万人次", "{京津冀|京津冀}协同发展项目26个"),
    no=("长三角形的地块3处", "渤海湾"),
)
ZONE = Rule(
    "place_zone",
    r"(?:中心城区|主城区|城区(?<![一-龥]城区)|高新区|经开区|开发区(?<![一-龥]开发区)|自治区(?<![一-龥、]自治区))(?!域|块|级|[、)])",
    _text,
    yes=("今年{高新区|高新区}签约项目18个", "{中心城区|中心城区}新增泊位1200个"),
    no=("国家级开发区达到9个", "老城区改造", "高新区域"),
)
SETTLEMENT = Rule(
    "place_settlement",
    rf"(?<!{_PROPER}){_PROPER}{{2,4}}(?:{_VILLAGE}|{_TOWN})",
    _text,
    yes=(
        "去年，{柳沟村|柳沟村}集体收入60万元。{柳沟村|柳沟村}增收",
        "在{大王镇|大王镇}新建大棚300座，{大王镇|大王镇}还修路8公里",
    ),
    no=(
        "形成村集体收入60万元",
        "，贫困村全部退出，贫困村",
        "，重点镇建设资金2亿元",
        "，返乡创业人员",
        "，柳沟村民人均",
        "，美丽乡村",
    ),
)
TAIL_WHOLE = Rule(
    "named_whole",
    r"全(?:省|市(?!场)|县(?!域)|区(?!域)|州|境)|地区(?!生产总值|性|间)",
    _text,
    yes=("{广东全省|广东全省}新开工项目", "{泗洪全县|泗洪全县}新建水渠30公里", "{北京地区|北京地区}降水偏多两成"),
    no=("广东全市场", "上海全面推进", "新疆地区生产总值2万亿元"),
)
TAIL_ZONE = Rule(
    "named_zone",
    rf"(?:(?![建设署推动打造进组织统筹引]){_PROPER}){{0,4}}?(?:经济技术|高新技术产业|经济)?(?:新区|开发区|高新区|经开区|保税区|示范区|工业园区?|产业园区?|园区|自贸试验区|自贸区)(?!域)",
    _text,
    yes=("{西安高新区|西安高新区}登记企业900家", "{青岛西海岸新区|青岛西海岸新区}完成投资80亿元"),
    no=("上海的3个开发区", "天津推动自贸区", "西安高新区域"),
)
TAIL_TOWN = Rule(
    "named_town",
    rf"的?{_PROPER}{{1,4}}?(?:{_TOWN}(?:{_PROPER}{{1,4}}?{_VILLAGE})?|{_VILLAGE})",
    _text,
    yes=(
        "{恩平市的牛江镇|恩平市的牛江镇}种植马铃薯2万亩",
        "{桂林市荔浦市马岭镇|桂林市荔浦市马岭镇}",
        "{平山县岗南镇李家庄村|平山县岗南镇李家庄村}集体收入60万元",
    ),
    no=("平山县的12个乡镇", "平山县农村公路120公里", "恩平市民营企业", "平山县贫困村"),
)

_LEVELS = "国省市县区州盟旗镇乡村"
# The rule that may hold where one of these words stands; 村 and its like stand last, the other heads first.
HEADS: dict[str, Rule] = (
    {a + b: WHOLE for a, b in product("全", _LEVELS)}
    | {a + b: OWN for a, b in product("我该本", _LEVELS)}
    | {a + "内": INSIDE for a in "省市县区州村"}
    | {"各" + a: INSIDE for a in "地省市县区"}
    | {"当地": INSIDE, "辖区": INSIDE}
    | dict.fromkeys(("京津冀", "长三角", "珠三角", "粤港澳大湾区", "成渝", "北部湾", "环渤海", "长株潭"), AREA)
    | dict.fromkeys(("中心城区", "主城区", "城区", "高新区", "经开区", "开发区", "自治区"), ZONE)
    | dict.fromkeys(("村", "镇", "乡", "街道"), SETTLEMENT)
)
# The same behind a name, at most LONGEST_TAIL characters from its end.
LONGEST_TAIL = 6
TAILS: dict[str, Rule] = (
    {"全" + a: TAIL_WHOLE for a in _LEVELS}
    | dict.fromkeys(("地区",), TAIL_WHOLE)
    | dict.fromkeys(("高新区", "经开区", "开发区", "新区", "园区", "自贸区"), TAIL_ZONE)
    | dict.fromkeys(("村", "镇", "乡", "街道"), TAIL_TOWN)
)
RULES = (WHOLE, OWN, INSIDE, AREA, ZONE, SETTLEMENT, TAIL_WHOLE, TAIL_ZONE, TAIL_TOWN)
