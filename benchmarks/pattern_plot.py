"""The calibration plot, drawn as plain SVG."""

_SIZE, _EDGE = 300, 44
_COLOURS = ("#1d5c63", "#b5541c", "#5b4b8a")


def calibration_plot(tables):
    """Give one panel a table: what was said across, what came true up, with the diagonal."""
    width = len(tables) * (_SIZE + _EDGE) + _EDGE
    panels = [_panel(place, name, table) for place, (name, table) in enumerate(tables.items())]
    height = _SIZE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12"><title>What was said against what came true</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _panel(place, name, table):
    left, top, colour = _EDGE + place * (_SIZE + _EDGE), _EDGE, _COLOURS[place % len(_COLOURS)]
    most = max(max(pair) for pair in table) * 1.05
    scale = _SIZE / most
    dots = "".join(
        f'<circle cx="{left + said * scale:.1f}" cy="{top + _SIZE - came * scale:.1f}" r="4" fill="{colour}"/>'
        for said, came in table
    )
    return (
        f'<text x="{left + _SIZE / 2}" y="{top - 16}" text-anchor="middle">{name}</text>'
        f'<rect x="{left}" y="{top}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#999"/>'
        f'<path d="M{left} {top + _SIZE}L{left + _SIZE} {top}" stroke="#999" stroke-dasharray="4 4"/>{dots}'
        f'<text x="{left}" y="{top + _SIZE + 18}">0</text>'
        f'<text x="{left + _SIZE}" y="{top + _SIZE + 18}" text-anchor="end">said: {100 * most:.0f} %</text>'
    )
