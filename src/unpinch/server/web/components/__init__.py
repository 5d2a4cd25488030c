"""Components: one folder each, with template, typed options, styles and script."""
