"""The five inks, paper and sky, for a light and for a dark page.

The names say what an ink is for, not what it looks like: `pale` is far land in both, though at
night it is dark. Two names exist only because day and night part ways there: `cloud` (cuts in the
sky: paper by day, slate by night) and `stone` (shaded stone that must stay bright at night).
"""

LIGHT = {
    "paper": "#f3f4ee",
    "cloud": "#f3f4ee",
    "stone": "#b9c9c2",
    "sky": "#dfe6e2",
    "pale": "#b9c9c2",
    "mid": "#6f8a83",
    "deep": "#3b5a56",
    "ink": "#182a2b",
    "madder": "#b0213f",
}

DARK = {
    "paper": "#d9dcd3",
    "cloud": "#34474c",
    "stone": "#8da19d",
    "sky": "#1d2b30",
    "pale": "#33494e",
    "mid": "#4a6364",
    "deep": "#223a3f",
    "ink": "#0d1619",
    "madder": "#e8647f",
}
