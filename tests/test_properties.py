"""What holds for every text, however strange: no error, true offsets, no memory between documents, linear time."""

from __future__ import annotations

import json
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zhengwu_extract import Document, Options, Pipeline, Record

EVERYTHING = Options(model="none", all=True)
STRANGE = [
    "\r\n",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b",
    "\u202e",
    "e\u0301",
    "😀",
    "👨\u200d👩",
    "𠮷",
    "\ufdfa",
]
MARKS = "，。、；：（）()《》“”‘’\"'【】·—-–~～/%％.,\n\t "
PLAIN = """1 15 1,200 3.2 0 007 １２ １，２００．５ 1e9 -5 ① Ⅳ ½ ٣ 1/3 2∶1 1:2 一 二十五 一百二十 三千零五 两 半 十几
数百 几 零 〇 壹佰 百分之九十五 三分之一 万 亿 万亿 千 成 折 倍 余 多 近 约 超过 不足 以上 以下 左右 至 到 家 个 所 名
户 套 公里 平方米 亿元 元/平方米 人次 个百分点 ％ ‰ 吨 天 今年 去年 2022年 1—7月 8月底前 截至目前 截至8月31日 上半年
一季度 “十四五”期间 每年 年均 同比 环比 增长 下降 增加 提高 占 完成 其中 分别 共 累计 由 从 比 达到 年度任务的 新建
改造 老旧小区 便民市场 幼儿园 就业 补贴 培训 工程 行动 计划 力争 确保 预计 全市 我省 石家庄市 平山县 第十一次
第1剂次 二级以上 ICP备12345678号 电话：010-12345678 单位：万元 新建15家便民市场 其中6家已竣工 完成年度任务的87.5%
同比增长5.1% 分别为3所、5所和8所 由645个增至956个 改造老旧小区1,200个 户均增收3000元以上 占总数的三成多
到2025年达到20万亩 比去年提高0.5个百分点 投入3亿至5亿元 1.5万余人"""
news = st.lists(st.sampled_from([*STRANGE, *MARKS, *PLAIN.split()]), max_size=40).map("".join)
texts = st.one_of(st.text(max_size=200), news)
days = st.one_of(st.none(), st.dates(date(1949, 10, 1), date(2100, 12, 31)))
property_test = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


def extracted(text: str, published: date | None = None) -> list[Record]:
    return Pipeline(EVERYTHING).records(Document(text, published=published))


# --- no error ---


@given(text=texts, published=days)
@example(text="0分ICP备", published=None)
@example(text="１，２００．1:2∶1", published=None)
@property_test
def test_every_text_can_be_read_and_its_records_written(text: str, published: date | None) -> None:
    for record in extracted(text, published):
        assert json.loads(record.to_json())["id"] == record.id


@given(text=news, published=st.sampled_from([date.min, date(1, 3, 1), date(9999, 11, 30), date.max]))
@example(text="今年", published=date.max)
@example(text="8月底前", published=date.min)
@example(text="2022年“", published=date(1, 3, 1))
@settings(property_test, max_examples=100)
def test_no_publish_date_is_too_early_or_too_late(text: str, published: date) -> None:
    extracted(text, published)


@given(text=news, title=st.one_of(st.none(), news), region=st.one_of(st.none(), news))
@settings(property_test, max_examples=100)
def test_no_title_or_region_is_too_strange(text: str, title: str | None, region: str | None) -> None:
    Pipeline(EVERYTHING).records(Document(text, title=title, region=region))


def test_half_a_surrogate_pair_does_not_hide_the_rest() -> None:
    (record,) = extracted("今年\ud800新建15家\udfff便民市场。", date(2022, 8, 11))
    assert record.value.text == "15家"


@pytest.mark.parametrize("digits", [50, 5_000, 1_000_000])
@pytest.mark.parametrize("digit", ["1", "九", "1,", "1.", "１"])
def test_a_very_long_number_takes_bounded_time(digit: str, digits: int) -> None:
    begin = time.perf_counter()
    for record in extracted(f"今年新建市场{digit * digits}家。", date(2022, 8, 11)):
        record.to_json()
    assert time.perf_counter() - begin < 20


# --- true offsets ---


@given(text=texts, published=days)
@example(text="今年新建10家", published=None)
@property_test
def test_every_span_slices_back(text: str, published: date | None) -> None:
    doc = Document(text, published=published)
    for record in Pipeline(EVERYTHING).records(doc):
        assert record.value.text == text[record.value.start : record.value.end] != ""
        assert record.sentence.text == text[record.sentence.start : record.sentence.end]
        assert record.sentence.start <= record.value.start < record.value.end <= record.sentence.end
        for phrase in filter(None, (record.metric, record.program)):
            assert phrase.text == "".join(text[start:end] for start, end in phrase.spans)
            assert all(0 <= start < end <= len(text) for start, end in phrase.spans)
            assert all(one[1] <= two[0] for one, two in pairwise(phrase.spans))
        if record.date:
            assert record.date.text == text[slice(*record.date.span)] != ""


@given(text=texts, published=days)
@property_test
def test_the_way_there_keeps_text_and_offsets(text: str, published: date | None) -> None:
    doc = Pipeline(EVERYTHING).read(Document(text, published=published))
    assert doc.text == text
    assert len(doc.folded) == len(text)
    assert all(0 <= m.start < m.end <= len(text) for m in (*doc.mentions, *doc.dropped))
    for spans in (doc.blocks, doc.sentences, doc.clauses):
        assert all(0 <= span[0] < span[1] <= len(text) for span in spans)
    assert all(doc.mentions[link.quantity].label == "quantity" for link in doc.links)


@given(text=texts, published=days)
@property_test
def test_records_are_in_text_order_and_refer_to_records(text: str, published: date | None) -> None:
    records = extracted(text, published)
    ids = {record.id for record in records}
    assert len(ids) == len(records)
    assert all(one.value.end <= two.value.start for one, two in pairwise(records))
    for record in records:
        assert record.part_of is None or record.part_of in ids - {record.id}
        assert record.target is None or record.target.record is None or record.target.record in ids - {record.id}
        assert 0 <= record.confidence <= 1


@given(text=texts, published=days)
@example(text="确保完成年度任务的87.5%", published=date(2022, 8, 11))
@property_test
def test_numbers_and_days_agree_with_their_kind(text: str, published: date | None) -> None:
    for record in extracted(text, published):
        value = record.value
        bounds = (value.number is None, value.low is not None, value.high is not None)
        assert bounds == ((True, True, True) if value.qualifier == "range" else (False, False, False))
        if value.low is not None and value.high is not None:
            assert value.low <= value.high
        if record.date and record.date.start and record.date.end:
            assert record.date.start <= record.date.end
        if record.role == "target":
            assert record.target is None


# --- no memory between documents ---


@given(
    documents=st.lists(st.tuples(texts, days), min_size=2, max_size=5).flatmap(
        lambda found: st.permutations([Document(t, str(n), published=d) for n, (t, d) in enumerate(found)])
    )
)
@settings(property_test, max_examples=100)
def test_the_order_of_documents_changes_no_record(documents: list[Document]) -> None:
    pipeline = Pipeline(EVERYTHING)
    together = {doc.id: records for doc, records in pipeline.run(documents)}
    in_order = {doc.id: records for doc, records in pipeline.run(sorted(documents, key=lambda doc: doc.id))}
    alone = {doc.id: Pipeline(EVERYTHING).records(doc) for doc in documents}
    assert together == in_order == alone


# --- linear time ---

RUNS = {
    "digits": "1",
    "grouped digits": "1,234,",
    "decimal points": "1.",
    "numerals": "一二三",
    "scales": "十百千万亿",
    "brackets": "（",
    "bracket pairs": "（）",
    "enumeration": "、",
    "numbers in enumeration": "3个、",
    "as of": "截至",
    "opening quotes": "“",
    "quote pairs": "“工程”",
    "fractions": "1/",
    "ranges": "1-",
    "years": "2022年",
    "months": "8月",
    "dates without end": "2022年1月1日至",
    "spaces": " ",
    "lines": "\n",
    "table": "1\t",
    "carriage returns": "\r",
    "clauses": "新建3家，",
    "one long clause": "新建改造提升3家",
    "sentences": "全市新建3家。",
    "of which": "其中3家，",
    "respectively": "3家、分别",
    "percentages": "百分之",
    "names": "工程行动计划",
    "dots": "…",
    "emoji": "😀",
    "controls": "\x00",
}


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_four_times_the_text_takes_about_four_times_the_time(run: str) -> None:
    size = 4_000
    while seconds(run, size) < 0.02 and size < 500_000:
        size *= 2
    # Caches and other processes disturb a measurement; a quadratic step takes sixteen times as long, every time.
    ratios = []
    for _ in range(4):
        ratios.append(seconds(run, 4 * size) / seconds(run, size))
        if ratios[-1] < 9:
            return
    pytest.fail(f"{size} and {4 * size} characters of {run!r}: the second took {min(ratios):.1f} times the first")


def seconds(run: str, size: int) -> float:
    """Return the processor time of one text of `size` characters, the least of three."""
    text = (run * (size // len(run) + 1))[:size]
    taken = []
    for _ in range(3):
        begin = time.process_time()
        extracted(text, date(2022, 8, 11))
        taken.append(time.process_time() - begin)
    return max(min(taken), 1e-4)
