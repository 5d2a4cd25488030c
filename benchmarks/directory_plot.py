"""How the time of an answer grows with the number of rows, drawn as plain SVG on two logarithmic scales."""

import math

_WIDTH, _HEIGHT, _LEFT, _TOP = 560, 300, 64, 40
_COLOURS = ("#1d5c63", "#b5541c", "#5b4b8a", "#6b6b6b")
_LABEL_ROOM = 190


def growth_plot(*, title, lines, unit):
    """
    Give one panel: rows across, time up.

    Parameters
    ----------
    title
        What is drawn.
    lines
        Name -> points (rows, time), ascending in rows.
    unit
        Of the time, as written on the axis.
    """
    points = [point for line in lines.values() for point in line]
    scale = _Scale(*zip(*points, strict=True))
    drawn = "".join(
        _line(name=name, points=[scale.place(*point) for point in line], colour=_COLOURS[number % len(_COLOURS)])
        for number, (name, line) in enumerate(lines.items())
    )
    width, height = _LEFT + _WIDTH + _LABEL_ROOM, _TOP + _HEIGHT + 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" '
        f'font-size="12"><title>{title}</title><rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="{_LEFT}" y="22" font-size="14">{title}</text>{scale.axes(unit)}{drawn}</svg>\n'
    )


class _Scale:
    """Two logarithmic scales, in whole powers of ten."""

    def __init__(self, across, up):
        self._across = math.floor(math.log10(min(across))), math.ceil(math.log10(max(across)))
        self._up = math.floor(math.log10(min(up))), math.ceil(math.log10(max(up)))

    def place(self, across, up):
        """Give where a point stands on the paper."""
        return _LEFT + _WIDTH * self._share(across, self._across), _TOP + _HEIGHT * (1 - self._share(up, self._up))

    @staticmethod
    def _share(number, ends):
        return (math.log10(number) - ends[0]) / max(ends[1] - ends[0], 1)

    def axes(self, unit):
        """Give the frame with its numbers."""
        frame = f'<rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#999"/>'
        across = "".join(self._tick_across(power) for power in range(self._across[0], self._across[1] + 1))
        up = "".join(self._tick_up(power) for power in range(self._up[0], self._up[1] + 1))
        middle = _LEFT + _WIDTH / 2
        words = f'<text x="{middle}" y="{_TOP + _HEIGHT + 40}" text-anchor="middle">rows of the provider file</text>'
        return frame + across + up + words + f'<text x="6" y="{_TOP - 6}">{unit}</text>'

    def _tick_across(self, power):
        x, _y = self.place(10**power, 10 ** self._up[0])
        return (
            f'<path d="M{x:.1f} {_TOP}V{_TOP + _HEIGHT}" stroke="#ddd"/>'
            f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>'
        )

    def _tick_up(self, power):
        _x, y = self.place(10 ** self._across[0], 10.0**power)
        return (
            f'<path d="M{_LEFT} {y:.1f}H{_LEFT + _WIDTH}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )


def _line(*, name, points, colour):
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points)
    x, y = points[-1]
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<text x="{x + 9:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>'
    )
