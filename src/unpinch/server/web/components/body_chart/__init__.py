"""The body chart: marked by finger, mouse, keyboard, or without script as a list of named areas."""

from .component import BodyChartOptions, body_chart_context

__all__ = ["BodyChartOptions", "body_chart_context"]
