"""The charts of a report as Vega-Lite; the page gives them their rows, so that they show what its filters leave.

A title that begins with @ is the key of a word, and a colour that begins with $ the name of a variable of the style
sheet: the page puts the reader's language and theme in their place. Charts of rows get their height from it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

# Progress beyond this share of the goal is cut off; the figure beside the bar says how much it is.
MOST_PROGRESS = 1.5
# What a reader can tell apart; the other regions share one mark.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right")


def charts() -> dict[str, dict[str, Any]]:
    """Return the charts by name; raise ModuleNotFoundError when altair, which makes them, is not installed.

    >>> list(charts())
    ['progress', 'series', 'confidence', 'flags']
    """
    return {"progress": progress(), "series": series(), "confidence": confidence(), "flags": flags()}


def progress() -> dict[str, Any]:
    """Return bullet charts: for each result the share of its goal, on bands of a half, three quarters and the whole."""
    import altair as alt

    row = alt.Y(
        "row:N",
        sort=None,
        title=None,
        # A row's name is its number and what the reader sees, parted by a bar.
        axis=alt.Axis(labelExpr="slice(datum.label, indexof(datum.label, '|') + 1)", labelLimit=300),
    )
    share = alt.Scale(domain=[0, MOST_PROGRESS])
    chart = alt.Chart(alt.NamedData("rows"))
    bands = [
        chart.mark_bar(height=18, color=f"${tone}").encode(y=row, x=alt.X(datum=end, type="quantitative", scale=share))
        for end, tone in ((1, "band-1"), (0.75, "band-2"), (0.5, "band-3"))
    ]
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1, 1.25, 1.5])
    bar = chart.mark_bar(height=8, color="$bar", cursor="pointer").encode(
        y=row, x=alt.X("shown:Q", scale=share, title="@chart.progress.axis", axis=axis), tooltip=_tooltip("goal")
    )
    goal = chart.mark_tick(thickness=3, height=20, color="$ink").encode(y=row, x=alt.X(datum=1, type="quantitative"))
    figure = chart.mark_text(align="left", dx=5, color="$ink").encode(y=row, x="label_at:Q", text="percent:N")
    return _spec(alt.layer(*bands, bar, goal, figure))


def series() -> dict[str, Any]:
    """Return one indicator over time: a line and a shape for each region, open marks for what is planned."""
    import altair as alt

    chart = alt.Chart(alt.NamedData("rows"))
    day = alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True))
    number = alt.Y("shown:Q", title="@unit", scale=alt.Scale(zero=False, nice=True))
    # The same regions in the same order, so that colour and shape have one legend.
    regions = alt.Scale(domain=["@regions"])
    fill, stroke = (
        alt.Color("region:N", title="@region", scale=regions),
        alt.Stroke("region:N", title="@region", scale=regions),
    )
    shape = alt.Shape("region:N", title="@region", scale=alt.Scale(domain=["@regions"], range=list(SHAPES)))
    line = chart.mark_line(strokeWidth=1.5, opacity=0.7).encode(x=day, y=number, stroke=stroke, detail="line:N")
    points = chart.mark_point(filled=True, size=75, strokeWidth=1.8, opacity=0.9, cursor="pointer").encode(
        x=day,
        y=number,
        color=fill,
        stroke=stroke,
        shape=shape,
        fillOpacity=alt.condition("datum.role === 'target'", alt.value(0), alt.value(1)),
        tooltip=_tooltip("date"),
    )
    return _spec(alt.layer(line, points).properties(height=320))


def confidence() -> dict[str, Any]:
    """Return how many records there are at each confidence."""
    import altair as alt

    bins = alt.Bin(step=0.05, extent=[0, 1])
    chart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar(color="$bar")
        .encode(
            x=alt.X("confidence:Q", bin=bins, title="@confidence"),
            y=alt.Y("count():Q", title="@records"),
            tooltip=[
                alt.Tooltip("confidence:Q", bin=bins, title="@confidence"),
                alt.Tooltip("count():Q", title="@records"),
            ],
        )
        .properties(height=220)
    )
    return _spec(chart)


def flags() -> dict[str, Any]:
    """Return how many records carry each flag."""
    import altair as alt

    chart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar(color="$warn", height=16, cursor="pointer")
        .encode(
            y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)),
            x=alt.X("count:Q", title="@records", axis=alt.Axis(tickMinStep=1, format="d")),
            tooltip=[alt.Tooltip("label:N", title="@flag"), alt.Tooltip("count:Q", title="@records")],
        )
    )
    return _spec(chart)


def _spec(chart: Any) -> dict[str, Any]:
    """Return a chart as plain values, as wide as its place on the page."""
    spec: dict[str, Any] = chart.properties(width="container", autosize="fit-x").to_dict()
    return spec


def _tooltip(more: str) -> list[alt.Tooltip]:
    import altair as alt

    fields = ("metric", "value", more, "region", "document")
    return [alt.Tooltip(f"{name}:N", title=f"@{name}") for name in fields]
