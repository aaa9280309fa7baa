"""The page: template, style, script, words, charts and their runtime put together as one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from ... import __version__
from .. import missing
from .content import Content
from .payload import payload

HERE = Path(__file__).parent
# In the order in which they are read: a later one uses the earlier ones.
SCRIPTS = (
    "data",
    "words",
    "elements",
    "figures",
    "settings",
    "filters",
    "table",
    "article",
    "links",
    "card",
    "chart_rows",
    "charts",
    "aside",
    "start",
)


def page(shown: Content) -> str:
    """Return the page; raise WorkbenchError when what makes pages and charts is not installed."""
    try:
        import jinja2

        from .charts import charts

        specs = charts()
        runtime = vega()
    except ModuleNotFoundError as error:
        raise missing("a report", "report", error) from error
    words = json.loads((HERE / "words.json").read_text("utf-8"))
    scripts = [runtime, script()]
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string((HERE / "page.html.j2").read_text("utf-8")).render(
        name=shown.name,
        version=__version__,
        words=words["en"],
        style=(HERE / "page.css").read_text("utf-8"),
        scripts=scripts,
        allowed=" ".join(map(allowance, scripts)),
        data=inert({**payload(shown), "words": words, "charts": specs}),
    )


def script() -> str:
    """Return the page's own script, whose names are seen by nothing else on the page."""
    parts = [(HERE / "script" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def vega() -> str:
    """Return Vega, Vega-Lite and Vega-Embed in the versions that altair's charts are written for."""
    import altair
    import vl_convert

    version = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    bundle = vl_convert.javascript_bundle(vl_version=version)  # type: ignore[call-arg]  # a snippet may be left out
    return bundle.replace("</script", r"<\/script")


def allowance(source: str) -> str:
    """Return what lets a page run this script and no other: the source of its Content-Security-Policy.

    >>> allowance("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def inert(value: Any) -> str:
    r"""Return a value as JSON that no text in it can end or begin an element with.

    >>> print(inert("</script><!--"))
    "\u003c/script>\u003c!--"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Half of a pair, which some texts hold, cannot be written as UTF-8.
    return text.replace("<", r"\u003c").encode("utf-8", "replace").decode()
