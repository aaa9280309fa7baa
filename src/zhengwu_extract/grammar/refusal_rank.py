"""Numbers that rank, grade or leave open how many: ordinals, congresses, places in a list, classes of size, 数十."""

from __future__ import annotations

from .refusal_shape import HAN, NUMBER, behind, refuse
from .rule import Rule

_RISES = ("提升", "上升", "前移", "前进", "跃升", "下降", "后移", "攀升", "晋升", "提高", "排名", "位居", "进位", "居")
_SIZES = "(?:吨|元|美元|标箱|千瓦|兆瓦|千伏|人|亩)"
_BODIES = "(?:全国|人大|人民|政协|历次|中央|[市省区州县]?委|常委|党)"

RULES = (
    Rule("ordinal", r"(?<=第)|(?<=第 )", refuse, yes=("第{十一}次会议", "第{3}位"), no=("新建3家",)),
    Rule(
        "congress",
        rf"(?<![办续过]){HAN}{{1,4}}届(?={HAN}|{_BODIES})|(?<=[委大府党]){HAN}{{1,4}}届"
        rf"|{HAN}{{1,4}}次(?=全会|会议|、{HAN}{{1,3}}次|全体|代表)|(?<=届){HAN}{{1,3}}次",
        refuse,
        yes=("{二十}届三中全会", "市委{六}届二次全会", "{八}次全会", "一届{三}次理事会"),
        no=("连续举办六届展会", "召开八次现场会"),
    ),
    Rule(
        "rank",
        rf"(?<=前)(?<![目以之学此]前){NUMBER} ?(?:位|名|强|家|个|大|类|批)|(?<=位、){NUMBER}位"
        rf"|{behind(*_RISES)}{NUMBER} ?位",
        refuse,
        yes=("居全国前{3}位", "提升{7}位"),
        no=("引进7位专家", "目前106家医院"),
    ),
    Rule(
        "graded",
        rf"[\d.]+[万亿]* ?{_SIZES}级|[百千万亿]+ ?{_SIZES}?级",
        refuse,
        yes=("{4000}吨级起重机", "{百亿}级产业集群"),
        no=("4000吨货物",),
    ),
    Rule(
        "map_scale",
        r"1:[\d,]+(?=[^,。;]{0,12}比例尺)",
        refuse,
        yes=("绘制{1}:1万比例尺地形图", "{1}:1000、1:500比例尺"),
        no=("师生比1:16",),
    ),
    Rule("digits_place", rf"{HAN}位数", refuse, yes=("保持{两}位数增长",), no=("两位专家",)),
    Rule("resolution", r"(?:480|720|1080|2160)[Pp](?![A-Za-z])", refuse, yes=("{1080}P高清",), no=("算力突破4000P",)),
    Rule("product_size", r"\d+ ?英寸(?=[产生半晶硅])", refuse, yes=("{12}英寸产线",), no=("屏幕12英寸",)),
    Rule(
        "indefinite",
        rf"(?<=[数几]){HAN}|(?<=上)(?<![迈跨站登跃踏冲]上)[百千万亿]|(?<=成)[百千](?=上)|(?<=成[百千]上)",
        refuse,
        yes=("数{十}个", "几{百}名", "上{万}元"),
        no=("迈上万亿元", "十个"),
    ),
    Rule(
        "bare_scale",
        r"(?<![近超破过约足逾到达及向于上回至])(?:[百千十]?[万亿]|[百千]|万亿)(?![余多几\d百千万亿]|分之|[^,。;、元]{0,2}以[上下])(?!亩|座|条|项)",
        refuse,
        yes=("{万}元价位", "{千亿}元产业"),
        no=("突破千亿元", "百余项", "百万户以上", "1万元", "百分之三"),
    ),
)
