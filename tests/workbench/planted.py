"""Texts with one figure left open: with the wrong one they contradict themselves, with the right one they do not."""

from __future__ import annotations

from typing import NamedTuple

from zhengwu_extract import Document, Options, Pipeline
from zhengwu_extract.batch.sources import Source
from zhengwu_extract.workbench.audit.finding import Kind
from zhengwu_extract.workbench.extraction import Extracted
from zhengwu_extract.workbench.predict import day

PIPELINE = Pipeline(Options(model="none", all=True))


class Planted(NamedTuple):
    """Documents (publish date, text) with `{}` for the figure, and the kind of contradiction the wrong one makes."""

    kind: Kind
    wrong: str
    right: str
    documents: tuple[tuple[str, str], ...]

    def extracted(self, figure: str) -> list[Extracted]:
        """Return the documents with this figure, as rules alone read them."""
        return [
            extracted(f"d{number}", text.replace("{}", figure), published)
            for number, (published, text) in enumerate(self.documents, 1)
        ]


def extracted(id: str, text: str, published: str, region: str = "河北省衡水市") -> Extracted:
    """Return one document as rules alone read it."""
    doc = Document(text, id=id, published=day(published), region=region)
    records = PIPELINE.records(doc)
    return Extracted(id, Source.of(doc, len(records)), tuple(records))


def one(kind: Kind, wrong: str, right: str, text: str) -> Planted:
    """Return a contradiction inside one document."""
    return Planted(kind, wrong, right, (("2023-01-10", text),))


BUDGET = """\
2022年民生投入情况表
单位：万元
项目\t预算安排\t实际投入
公路养护\t1860\t1912
公路防护\t640\t655
应急能力\t720\t698
合计\t3220\t{}
"""
INVESTMENT = """\
2022年数字政府建设投资安排
单位：万元
项目\t市级\t旗县区
一体化平台\t1860\t2340
城市运行平台\t5200\t3150
合计\t{}\t5490
"""

PLANTED = (
    one("completion", "80%", "75%", "今年计划开工公租房2000套。截至目前，已开工1500套，完成年度任务的{}。"),
    one("completion", "94.1%", "91.4%", "全市保护性耕作任务为560万亩，已落实512万亩，完成任务的{}。"),
    one("part", "26家", "6家", "2022年，全市建成便民市场15家，其中{}已营业。"),
    one("part", "4100套", "410套", "2022年，全市新开工公租房1860套，其中桃城区{}。"),
    one("parts", "41处", "11处", "2022年，新建应急避难场所60处，其中乡镇{}、社区29处。"),
    one("parts", "5.95亿元", "4.95亿元", "2022年，筹集资金12.94亿元，其中中央补助5.62亿元、省级补助2.37亿元、市县{}。"),
    one("share", "45%", "40%", "2022年，全市建成便民市场15家，其中6家已营业，占{}。"),
    one("share", "96.8%", "98.7%", "2022年，检查企业1240家次，排查隐患3862项，整改3811项，整改率{}。"),
    one("growth", "24.1%", "18.2%", "2022年，社会消费品零售总额由上年的396亿元提高到468亿元，增长{}。"),
    one("growth", "21.5%", "18.0%", "2022年末，全市各项贷款余额1034亿元，比年初增加158亿元，增长{}。"),
    one("growth", "3.7%", "5.1%", "2022年，普惠性幼儿园覆盖率由72.4%提高到76.1%，提高{}。"),
    one("change", "48元", "38元", "2022年，城市低保月人均补助水平由上年的263元提高到301元，提高{}。"),
    one("change", "12家", "18家", "2022年，高新技术企业由上年的9家增至27家，增加{}。"),
    one("points", "4.7个百分点", "3.7个百分点", "2022年，普惠性幼儿园覆盖率由72.4%提高到76.1%，提高{}。"),
    one("points", "12个百分点", "8.8个百分点", "2022年，常住人口城镇化率由43.8%提高到52.6%，提高{}。"),
    one("table", "3275", "3265", BUDGET),
    one("table", "7160", "7060", INVESTMENT),
    Planted(
        "growth",
        "28.4%",
        "8.4%",
        (
            ("2022-01-10", "2021年，全市农村居民人均可支配收入15923元。"),
            ("2023-01-10", "2022年，全市农村居民人均可支配收入17260元，增长{}。"),
        ),
    ),
    Planted(
        "points",
        "6.2个百分点",
        "4.2个百分点",
        (
            ("2022-01-10", "2021年，全市农村自来水普及率89.3%。"),
            ("2023-01-10", "2022年，全市农村自来水普及率93.5%，比上年提高{}。"),
        ),
    ),
    Planted(
        "change",
        "390亿元",
        "290亿元",
        (
            ("2022-01-10", "2021年，全市社会消费品零售总额2010亿元。"),
            ("2023-01-10", "2022年，全市社会消费品零售总额2300亿元，比上年增加{}。"),
        ),
    ),
    Planted(
        "sources",
        "3.62万人",
        "3.42万人",
        (
            ("2023-01-10", "2022年，全市城镇新增就业34186人。"),
            ("2023-04-20", "2022年，全市城镇新增就业{}，今年一季度势头良好。"),
        ),
    ),
    Planted(
        "sources",
        "6.9%",
        "6.1%",
        (
            ("2023-01-10", "2022年，全市一般公共预算收入672.4亿元，增长6.1%。"),
            ("2024-01-10", "2022年，全市一般公共预算收入增长{}。"),
        ),
    ),
    one("sources", "76.4%", "67.4%", "2022年，全市森林覆盖率67.4%。生态向好。2022年，全市森林覆盖率达到{}，居前列。"),
    Planted(
        "completion",
        "112.6%",
        "106.6%",
        (
            ("2022-01-20", "2022年，全市计划城镇新增就业3200人。"),
            ("2023-01-10", "2022年，全市城镇新增就业3412人，完成年度任务的{}。"),
        ),
    ),
    Planted(
        "running",
        "2.1万人",
        "3.1万人",
        (
            ("2022-08-20", "1—7月，全市城镇新增就业2.8万人。"),
            ("2022-09-20", "1—8月，全市城镇新增就业{}。"),
        ),
    ),
    Planted(
        "running",
        "96亿元",
        "196亿元",
        (
            ("2022-07-20", "上半年，全市固定资产投资168亿元。"),
            ("2022-10-20", "前三季度，全市固定资产投资{}。"),
        ),
    ),
)  # fmt: skip
