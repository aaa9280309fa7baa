"""The decisions of the linker as rows: name, why, yes- and no-examples; `Link.rule` carries the name.

The code of a decision stands in the file its name begins with (metric.inherited in metric.py), that of inherited dates
in calendar.py. In an example the quantity is marked, the note is what the link says of it; every example is read as
published on 2022-08-11.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LinkRule:
    """One way of deciding one role of a quantity.

    `yes`: marked quantities that this rule decides, with the answer as note; `no`: marked quantities it leaves alone.
    """

    name: str
    reason: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    where: str = field(default="", compare=False)

    @property
    def role(self) -> str:
        """Return the role of the link this rule makes.

        >>> RULES[0].role
        'measure'
        """
        return self.name.partition(".")[0]

    def __post_init__(self) -> None:
        frame = sys._getframe(2)
        object.__setattr__(self, "where", f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")


MEASURE = (
    LinkRule(
        "measure.listed",
        "numbers of one list or one change share a measure",
        yes=("出口、进口分别增长5%、{6%|change_rate}", "覆盖率由72%提高到{76%|level}"),
        no=("出口增长{5%}，覆盖率达到76%",),
    ),
    LinkRule(
        "measure.percentage_point",
        "percentage points are a change, unless they are a contribution",
        yes=("调查失业率下降{0.2个百分点|change}",),
        no=("调查失业率{5.2%}",),
    ),
    LinkRule(
        "measure.change_verb",
        "a verb of change right before the number",
        yes=("人均收入增长{5.1%|change_rate}", "人均收入比去年增加{300元|change}", "每户增加补助{600元|change}"),
        no=("人均收入增加到{3000元}", "床位不少于总数的{6%}", "节约资金{600元}", "新建改造提升{15家}便民市场"),
    ),
    LinkRule(
        "measure.increment",
        "新增 with nothing after the number, of the indicator before",
        yes=("全市共有便民驿站120个，新增{30个|change}",),
        no=("新增{30个}便民驿站",),
    ),
    LinkRule(
        "measure.amount",
        "a number with a unit of its own and no verb of change",
        yes=("新增便民驿站{30个|level}", "补贴标准提高到{800元|level}"),
        no=("补贴标准提高{80元}",),
    ),
    LinkRule(
        "measure.share_word",
        "占, 比重, 份额 before a rate",
        yes=(
            "机电产品出口占出口总值的{58%|share}",
            "民营经济比重提高到{61%|share}",
            "公交出行占出行总量的比例达到{60%|share}",
        ),
        no=("民营经济比重提高{2%}",),
    ),
    LinkRule(
        "measure.structure",
        "the parts of a whole in a row",
        yes=("三次产业结构调整为{6|share}:40:54",),
        no=("三次产业增加值{6亿元}",),
    ),
    LinkRule(
        "measure.percent_of_things",
        "a rate followed by what it is a part of",
        yes=("{三成|share}的企业实现数字化改造", "绿地不低于用地总面积的{30%|share}"),
        no=("绿化覆盖率{41%}",),
    ),
    LinkRule(
        "measure.completion_word",
        "完成 a task by a rate, or a rate of progress by its name",
        yes=("完成年度任务的{90.58%|completion}", "项目开工率{95%|completion}", "小麦收获已{过六成|completion}"),
        no=("群众满意率{95%}",),
    ),
    LinkRule(
        "measure.times_of",
        "so many times the former level",
        yes=("产量是上年的{1.5倍|change_rate}",),
        no=("产量增长{1.5倍}",),
    ),
    LinkRule(
        "measure.rate_by_name",
        "a rate that is an indicator by its own name",
        yes=("绿化覆盖率达到{41%|level}",),
        no=("绿化覆盖率提高{2%}",),
    ),
)
ROLE = (
    LinkRule(
        "role.modal_hard",
        "确保, 必须, 要 before the number",
        yes=("确保新增学位{3万个|target}",),
        no=("已新增学位{3万个}", "须立即撤离的{30户}已全部转移"),
    ),
    LinkRule(
        "role.modal_soft",
        "力争, 争取 before the number",
        yes=("力争建成充电桩{200个|target}",),
        no=("争取资金{2亿元}", "力促产业壮大，实施项目{24项}"),
    ),
    LinkRule(
        "role.modal_plain",
        "计划, 将, 预计 before the number",
        yes=("今年计划培训{800人|target}", "市里明确年度任务：新建学校{12所|target}"),
        no=("“英才计划”专家{23人}", "将审批环节压减至{6个}", "建设工程规划许可等{11个}事项合并"),
    ),
    LinkRule(
        "role.task_noun",
        "the number is a task itself",
        yes=("去年棚改任务{5989套|target}",),
        no=("完成棚改任务{5989套}", "新增人才计划入选者{106人}", "“百人计划”引进专家{30人}"),
    ),
    LinkRule(
        "role.date_ahead",
        "the governing time is still to come",
        yes=("到2025年，充电桩达到{2000个|target}",),
        no=("2021年，充电桩达到{2000个}",),
    ),
    LinkRule(
        "role.plan_section",
        "a heading or title speaks of what is to come",
        yes=("二、下一步工作安排\n加快推进城市更新，完善路网，建设公园{20个|target}。",),
        no=("一、工作回顾\n建成公园{20个}。",),
    ),
    LinkRule(
        "role.reported",
        "nothing speaks of a plan",
        yes=("建成公园{20个|actual}",),
        no=("计划建成公园{20个}",),
    ),
)
SCOPE = (
    LinkRule(
        "scope.threshold",
        "it only delimits what the next number counts",
        yes=("总投资{超1亿元|peripheral}的17个项目开工",),
        no=("总投资{超1亿元}",),
    ),
    LinkRule(
        "scope.structural_count",
        "a small count that organises the text",
        yes=("围绕{三个|peripheral}方面发力",),
        no=("建成{三个}公园",),
    ),
    LinkRule(
        "scope.first_person",
        "a person speaks of their own affairs",
        yes=("“我家的养老金每月涨了{80元|peripheral}。”刘大爷说。",),
        no=("我市养老金每月上涨{80元}", "推出“我要开药店”等场景服务{60项}"),
    ),
    LinkRule(
        "scope.stated",
        "stated as a fact or plan",
        yes=("建成公园{20个|core}",),
        no=("围绕{三个}方面发力",),
    ),
)
METRIC = (
    LinkRule(
        "metric.own_words",
        "the words around the number name it",
        yes=("今年建成{15家|建成便民市场}便民市场", "城镇登记失业率为{3.9%|城镇登记失业率}"),
        no=("城镇新增就业8万人，增长{5%}",),
    ),
    LinkRule(
        "metric.listed",
        "numbers of one list or one change share a metric",
        yes=("老旧小区由645个增至{956个|老旧小区}",),
        no=("新建学校8所、公园{6个}",),
    ),
    LinkRule(
        "metric.distributed",
        "分别 gives each number its own head",
        yes=(
            "粮食产量、蔬菜产量分别为3万吨、{5万吨|蔬菜产量}",
            "新建商品房和二手商品房销售价格分别上涨{3%|新建商品房销售价格}、5%",
            "职工、居民住院费用报销比例分别为{80%|职工住院费用报销比例}和70%",
            "县医院、口腔医院分别新增床位{40张|县医院新增床位}和30张",
            "粮食产量7万吨，蔬菜产量9万吨，分别占全市的12%和{15%|蔬菜产量占全市}",
            "原煤、原油产量达到60万吨、{90万吨|原油产量}",
            "金融业、软件和信息服务业增加值分别增长6%、{9%|软件和信息服务业增加值}",
            "事故起数、死亡人数较“十三五”同期分别下降60%、{50%|死亡人数}",
        ),
        no=("蔬菜产量为{5万吨}",),
    ),
    LinkRule(
        "metric.inherited",
        "a statement of change keeps the metric of its level",
        yes=("城镇新增就业8万人，增长{5%|城镇新增就业}",),
        no=("城镇新增就业8万人，出口增长{5%}",),
    ),
    LinkRule(
        "metric.inherited_subject",
        "a predicate whose subject stands before it",
        yes=("进出口总值9万亿元，占全国的{37%|进出口总值占全国}",),
        no=("民营企业占全国的{37%}",),
    ),
    LinkRule(
        "metric.clause_before",
        "the clause before names what the number's own clause does not",
        yes=("粮食总产量再上台阶，达{30万吨|粮食总产量上台阶}",),
        no=("粮食总产量达{30万吨}",),
    ),
    LinkRule(
        "metric.table",
        "a number in a table is of its row's name and its column's header",
        yes=(
            "作物\t产量（万吨）\n稻谷\t{27.3|产量稻谷}\n玉米\t8.1\n",
            "作物\t2021年（万吨）\n稻谷\t{27.3|稻谷}\n玉米\t8.1\n",
        ),
        no=("稻谷产量{27.3万吨}",),
    ),
    LinkRule(
        "metric.none",
        "nothing in the text says what is measured: no record is made",
        yes=("共{20个|}",),
        no=("公园共{20个}",),
    ),
)
PROGRAM = (
    LinkRule(
        "program.own_clause",
        "named before the number in its clause",
        yes=("老旧小区改造惠及居民{500户|老旧小区改造}",),
        no=("地区生产总值{500亿元}",),
    ),
    LinkRule(
        "program.own_sentence",
        "named before the number in its sentence",
        yes=(
            "实施消费品以旧换新，补贴家电{500台|消费品以旧换新}",
            "实施仓储降本增效三年行动，改造仓库{60座|仓储降本增效三年行动}",
        ),
        no=("地区生产总值{500亿元}",),
    ),
    LinkRule(
        "program.counted_thing",
        "named in what is counted",
        yes=("开展{12场|春风行动}春风行动",),
        no=("建成{12个}公园",),
    ),
    LinkRule(
        "program.before",
        "named in the sentence before",
        yes=("工作有序推进。启动“春风送岗”行动。培训农民工{600名|“春风送岗”行动}。",),
        no=("工作有序推进。经济平稳运行。培训农民工{600名}。",),
    ),
    LinkRule(
        "program.block",
        "named in a sentence further up in the paragraph",
        yes=("工作有序推进。启动“春风送岗”专项行动。企业踊跃报名。培训农民工{600名|“春风送岗”专项行动}。",),
        no=("工作有序推进。经济平稳运行。企业踊跃报名。培训农民工{600名}。",),
    ),
    LinkRule(
        "program.opening",
        "the opening of the paragraph is the name",
        yes=("技能人才振兴计划。今年培训技师{800名|技能人才振兴计划}",),
        no=("技能人才很多。今年培训技师{800名}",),
    ),
    LinkRule(
        "program.heading",
        "the heading is the name",
        yes=("（一）技能人才振兴计划\n今年培训技师{800名|技能人才振兴计划}。",),
        no=("（一）就业情况\n今年培训技师{800名}。",),
    ),
)
DATE = (
    LinkRule(
        "date.own_clause",
        "the nearest time in the number's clause",
        yes=(
            "今年上半年完成投资{3亿元|period 2022-01-01..2022-06-30}",
            "对2021年的{16个|period 2021-01-01..2021-12-31}村回访",
            "产量比去年{6万吨|period 2021-01-01..2021-12-31}增长9%",
        ),
        no=("比去年增加{3亿元}", "产量是去年的{1.6倍}", "夏粮占全年产量的{1/6}"),
    ),
    LinkRule(
        "date.own_sentence",
        "the nearest time before it in its sentence",
        yes=(
            "截至7月底，建成公园{20个|as_of ..2022-07-31}",
            "截至8月9日18时，转移群众{300人|as_of ..2022-08-09}",
            "昨天，省财政厅下拨救灾资金{900万元|period 2022-08-10..2022-08-10}",
            "“目前，全县供水管网达{310公里|as_of ..2022-08-11}。”",
            "今年计划新修步道8公里，实际修成{11公里|period 2022-01-01..2022-12-31}",
            "如今的老城区，栽有古树{60棵|as_of ..2022-08-11}",
            "截至7月底，今年新建公园{6个|as_of ..2022-07-31}",
        ),
        no=(
            "建成公园{20个}",
            "近几年来，建成公园{20个}",
            "今天到场的志愿者说，建成公园{20个}",
            "国庆节前后，开工项目{6个}",
            "年初安排新建公园{6个}",
            "客流恢复至2019年同期水平，收入{7亿元}",
            "产量在2020年的基础上增加{7亿元}",
        ),
    ),
    LinkRule(
        "date.column",
        "a number in a table is of the time in its column's header",
        yes=(
            "单位：万元\n项目\t2020年\t2021年\n道路养护\t{600|period 2020-01-01..2020-12-31}\t900\n",
            "单位：万元\n项目\t2020年\t2021年\n道路养护\t600\t{900|period 2021-01-01..2021-12-31}\n",
        ),
        no=("单位：万元\n项目\t金额\n道路养护\t{600}\n",),
    ),
    LinkRule(
        "date.inherited_paragraph",
        "a time at the head of an earlier clause of the paragraph",
        yes=(
            "2021年，接待游客300万人次。旅游收入{25亿元|period 2021-01-01..2021-12-31}。",
            "2021年接待游客300万人次。旅游收入{25亿元|period 2021-01-01..2021-12-31}。",
            "到2025年，民航业全面发展。\n——客运。旅客达到{600万人次|deadline ..2025-12-31}。",
        ),
        no=(
            "接待游客300万人次。旅游收入{25亿元}。",
            "到2025年，民航业全面发展。\n客运。旅客达到{600万人次}。",
            "今年以来，我县旅游业持续回暖，各大景区人气很旺。\n旅游收入{25亿元}。",
        ),
    ),
    LinkRule(
        "date.inherited_section",
        "a heading or the opening of a report announces the period of what follows",
        yes=(
            "一、2021年工作回顾\n旅游收入{25亿元|period 2021-01-01..2021-12-31}。",
            "市文旅局近日公布了上半年全市文旅市场的主要指标。\n旅游收入{25亿元|period 2022-01-01..2022-06-30}。",
        ),
        no=("一、工作回顾\n旅游收入{25亿元}。", "市文旅局近日公布了今年全市文旅市场的主要指标。\n旅游收入{25亿元}。"),
    ),
)
OTHER = (
    LinkRule(
        "target.completion_of_goal",
        "a completion rate, or the words of having met a task, name the goal",
        yes=(
            "建成公租房2029套，完成年度任务的{90.58%|年度任务}",
            "建成公租房{6141套|年度任务}，超额完成年度任务",
            "引进外资{6亿元|年度计划}，增长5%，为年度计划的60%",
        ),
        no=("建成公租房{6141套}",),
    ),
    LinkRule(
        "part_of.qizhong",
        "其中 takes a part of the number before with the same unit",
        yes=("建成便民市场15家，其中{6家|15家}已营业",),
        no=("建成便民市场15家，超市{6家}",),
    ),
    LinkRule(
        "base.comparison",
        "what a change is measured against",
        yes=("出口同比增长{5%|yoy}", "失业率低于全国{0.3个百分点|低于全国}"),
        no=("出口增长{5%}",),
    ),
    LinkRule(
        "region.nearest_before",
        "the nearest place named before the number in its sentence",
        yes=("全市建成公园{20个|全市}",),
        no=("建成公园{20个}",),
    ),
)
RULES: tuple[LinkRule, ...] = (*MEASURE, *ROLE, *SCOPE, *METRIC, *PROGRAM, *DATE, *OTHER)
