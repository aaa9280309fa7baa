"""The server of the review: what it answers, what it turns away, and that a killed one loses nothing."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewed import MARKET, articles, begun, record_of
from typer.testing import CliRunner, Result

from zhengwu_extract.cli import app
from zhengwu_extract.workbench.review.page import page
from zhengwu_extract.workbench.review.server import HOST, LARGEST, TOKEN, application

testing = pytest.importorskip("starlette.testclient")
KEY = "the token"
HERE = f"http://{HOST}:8437"
CONFIRM = {"do": "confirm", "document": "market", "record": "market#1"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    journal, review = begun(tmp_path)
    app_ = application(review, lambda token: page("gold.jsonl", token), KEY)
    with testing.TestClient(app_, base_url=HERE, headers={TOKEN: KEY}) as client:
        yield client
    journal.__exit__()


def test_the_page_has_the_token_and_lets_nothing_else_run(client: Any) -> None:
    answer = client.get("/", headers={TOKEN: ""})
    assert f'<meta name="token" content="{KEY}">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "//" not in re.sub(r"http://www\.w3\.org/2000/svg|//.*", "", answer.text).replace("://", "")


def test_an_article_comes_with_its_records_and_the_list(client: Any) -> None:
    found = client.get("/article?id=market").json()
    assert found["document"]["pieces"] == [[0, MARKET]]
    assert [record["value"]["text"] for record in found["records"]] == ["15家", "6家", "3公里"]
    assert found["records"][1]["part_of"] == "market#1"
    assert [(each["id"], each["state"]) for each in found["list"]] == [("market", "new"), ("school", "new")]
    assert client.get("/article").json()["document"]["id"] == "market"


def test_an_action_is_done_and_undone(client: Any) -> None:
    version = client.get("/article").json()["version"]
    after = client.post("/act", json={"version": version, "action": CONFIRM}).json()
    assert after["records"][0]["confirmed"] is True
    assert after["undo"] is True
    before = client.post("/act", json={"version": after["version"], "action": {"undo": True}}).json()
    assert before["records"][0]["confirmed"] is False
    assert (before["undo"], before["redo"]) == (False, True)


def test_a_page_that_is_behind_is_told(client: Any) -> None:
    version = client.get("/article").json()["version"]
    assert client.post("/act", json={"version": version, "action": CONFIRM}).status_code == 200
    answer = client.post("/act", json={"version": version, "action": CONFIRM})
    assert (answer.status_code, "another tab" in answer.json()["error"]) == (409, True)


@pytest.mark.parametrize(
    ("headers", "status", "reason"),
    [
        ({"host": "evil.example:8437"}, 421, "answers to 127.0.0.1 only"),
        ({"host": "127.0.0.1.evil.example:8437"}, 421, "answers to 127.0.0.1 only"),
        ({TOKEN: ""}, 403, "a review that has ended"),
        ({TOKEN: "another"}, 403, "a review that has ended"),
        ({TOKEN: b"\xe9"}, 403, "a review that has ended"),
        ({"origin": "http://evil.example"}, 403, "may not write"),
        ({"origin": "null"}, 403, "may not write"),
        ({"content-type": "text/plain"}, 415, "application/json"),
    ],
)
def test_what_another_site_could_send_is_turned_away(
    client: Any, headers: dict[str, str | bytes], status: int, reason: str
) -> None:
    version = client.get("/article").json()["version"]
    sent: dict[str, str | bytes] = {"content-type": "application/json", **headers}
    answer = client.post("/act", content=json.dumps({"version": version, "action": CONFIRM}), headers=sent)
    assert (answer.status_code, reason in answer.json()["error"]) == (status, True)
    assert client.get("/article").json()["version"] == version


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:8437"])
def test_this_machine_has_these_names(client: Any, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_the_own_page_is_let_in(client: Any) -> None:
    version = client.get("/article").json()["version"]
    answer = client.post("/act", json={"version": version, "action": CONFIRM}, headers={"origin": HERE})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["../gold.journal", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "", "elsewhere"])
def test_an_id_is_never_a_path(client: Any, name: str) -> None:
    answer = client.get("/article", params={"id": name})
    assert (answer.status_code, "no article" in answer.json()["error"]) == (404, True)


@pytest.mark.parametrize("path", ["/gold.jsonl", "/static/../../gold.journal", "/%2e%2e/gold.journal"])
def test_there_are_no_files_to_ask_for(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (CONFIRM | {"record": "market#9"}, "no record"),
        (CONFIRM | {"do": "format the disk"}, "do"),
        ({"do": "put", "document": "market", "record": record_of(MARKET, "3公里", "绿道", unit="只猫")}, "只猫"),
        (
            {"do": "put", "document": "market", "record": {"value": {"text": "15家", "start": 4, "end": 99}}},
            "unit: Field",
        ),
    ],
)
def test_an_action_that_does_not_fit_is_refused_with_the_reason(
    client: Any, action: dict[str, Any], reason: str
) -> None:
    version = client.get("/article").json()["version"]
    answer = client.post("/act", json={"version": version, "action": action})
    assert (answer.status_code, reason in answer.json()["error"]) == (422, True), answer.json()
    assert client.get("/article").json()["version"] == version


def test_a_question_that_is_too_large_or_no_json_is_turned_away(client: Any) -> None:
    sent = {"content-type": "application/json"}
    assert client.post("/act", content=b" " * (LARGEST + 1), headers=sent).status_code == 413
    for body in (b"{", b"\xff", b"[" * 100_000, b"9" * 10_000):
        assert client.post("/act", content=body, headers=sent).status_code == 400


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["market", "put"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["text", "spans", "id"]), each),
    max_leaves=6,
)
RECORD = record_of(MARKET, "3公里", "绿道", id="market#3")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*RECORD, "program", "date", "target", "region", "part_of", "base", "flags", "scope"]), VALUES)
def test_a_record_with_anything_in_a_field_is_done_or_refused_in_words(client: Any, field: str, value: Any) -> None:
    action = {"do": "put", "document": "market", "record": {**RECORD, field: value}}
    asked = json.dumps({"version": client.get("/article").json()["version"], "action": action})
    answer = client.post("/act", content=asked, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400, 422)
    assert answer.status_code == 200 or answer.json()["error"]


def test_what_went_wrong_names_the_field(client: Any) -> None:
    record = {**RECORD, "value": {**RECORD["value"], "number": "three"}}
    asked = {"version": client.get("/article").json()["version"]}
    answer = client.post("/act", json=asked | {"action": {"do": "put", "document": "market", "record": record}})
    assert answer.json()["error"].startswith("value.number: Input should be a valid decimal")


def test_marked_words_outside_the_article_are_refused(client: Any) -> None:
    asked = {"document": "market", "field": "value", "start": 0, "end": len(MARKET) + 1}
    assert client.post("/suggest", json=asked).status_code == 422
    assert client.post("/suggest", json=asked | {"start": 6, "end": 9}).json()["value"]["text"] == MARKET[6:9]


# --- the verb, as a process ---


class Served:
    """A review that runs in a process of its own."""

    def __init__(self, folder: Path) -> None:
        gold = folder / "articles.jsonl"
        gold.write_text("".join(doc.to_json() + "\n" for doc in articles()), "utf-8")
        command = [sys.executable, "-m", "zhengwu_extract", "review", str(gold), "-o", str(folder / "gold.jsonl")]
        self.process = subprocess.Popen(
            [*command, "--no-open", "--port", "0"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        self.address = found[0]
        self.token = re.search(r'name="token" content="([^"]+)"', self._read("/"))[1]  # type: ignore[index]

    def _read(self, path: str, **options: Any) -> str:
        with urlopen(Request(self.address + path, **options), timeout=20) as answer:
            text: str = answer.read().decode()
            return text

    def ask(self, path: str, question: dict[str, Any] | None = None) -> Any:
        data = None if question is None else json.dumps(question).encode()
        headers = {TOKEN: self.token, "Content-Type": "application/json"}
        return json.loads(self._read(path, data=data, headers=headers))


def test_a_server_that_is_killed_has_lost_nothing(tmp_path: Path) -> None:
    first = Served(tmp_path)
    try:
        stands = first.ask("/article?id=market")
        record = record_of(MARKET, "3公里", "绿道", id="market#3", role="target")
        first.ask(
            "/act", {"version": stands["version"], "action": {"do": "put", "document": "market", "record": record}}
        )
    finally:
        first.process.kill()
        first.process.wait(10)
    assert '"role": "target"' in (tmp_path / "gold.open.jsonl").read_text("utf-8")
    second = Served(tmp_path)
    try:
        found = second.ask("/article?id=market")
        assert [(each["role"], each["confirmed"]) for each in found["records"]] == [
            ("actual", False), ("actual", False), ("target", True),
        ]  # fmt: skip
        assert found["undo"] is True
    finally:
        second.process.send_signal(signal.SIGINT)
        _, said = second.process.communicate(timeout=20)
    assert second.process.returncode == 0, said
    assert "0 of 2 articles finished" in said
    assert "1 confirmed, 1 corrected, 0 added, 0 deleted" in said


def review(articles: Path, out: Path) -> Result:
    """Run the command."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, ["review", str(articles), "-o", str(out), "--model", "none"])


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("gold.journal", "name a file that ends in .jsonl"),
        ("gold", "name a file that ends in .jsonl"),
        ("dump/gold.jsonl", "lies in the input"),
    ],
)
def test_an_output_that_would_be_in_the_way_is_a_bad_argument(tmp_path: Path, out: str, reason: str) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.txt").write_text(MARKET, "utf-8")
    result = review(tmp_path / "dump", tmp_path / out)
    assert (result.exit_code, reason in result.output) == (2, True), result.output
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]


def test_gold_of_another_origin_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MARKET, "utf-8")
    (tmp_path / "gold.jsonl").write_text(articles()[1].to_json() + "\n", "utf-8")
    result = review(tmp_path / "a.txt", tmp_path / "gold.jsonl")
    assert (result.exit_code, "no review made it" in result.stderr) == (1, True), result.output
    assert (tmp_path / "gold.jsonl").read_text("utf-8") == articles()[1].to_json() + "\n"


def test_the_draft_has_peripheral_quantities_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengwu_extract.cli.reviewing._serve", lambda *_, **__: None)
    (tmp_path / "a.txt").write_text("新开工总投资超1亿元的项目17个。", "utf-8")
    result = review(tmp_path / "a.txt", tmp_path / "gold.jsonl")
    assert (result.exit_code, "have no publish date" in result.stderr) == (0, True), result.output
    (line,) = (tmp_path / "gold.journal").read_text("utf-8").splitlines()
    records = json.loads(line)["article"]["records"]
    assert {each["value"]["text"]: each["scope"] for each in records} == {"超1亿元": "peripheral", "17个": "core"}


def test_nothing_to_review_is_said(tmp_path: Path) -> None:
    result = review(tmp_path / "missing.txt", tmp_path / "gold.jsonl")
    assert result.exit_code == 1
    assert "missing.txt: cannot be opened" in result.stderr
    assert "there is nothing to review" in result.stderr
