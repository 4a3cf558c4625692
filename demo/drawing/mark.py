"""The trail's mark: an open ring (where you start), a bend, a filled dot (where you arrive)."""

RED, PAPER = "#a01f3e", "#f6f7f3"


def mark():
    """The mark as SVG text."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34">'
        f'<path fill="none" stroke="{RED}" stroke-width="3.4" stroke-linecap="round"'
        ' d="M10 25C20 23 14 11 25 8"/>'
        f'<circle cx="10" cy="25" r="5.6" fill="{PAPER}" stroke="{RED}" stroke-width="3.4"/>'
        f'<circle cx="25" cy="8" r="5.4" fill="{RED}"/></svg>'
    )
