"""Read the first sheet of an Excel workbook as text, by the words of its header."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from unpinch.directory._errors import DamagedFile, NotTheFile

from ._headers import Layout, find, plain

# Above the header stands a line with the title of the report.
_TITLE_ROWS_AT_MOST = 10


def read_workbook(*, content: bytes, path: Path, layout: Layout) -> pl.DataFrame:
    """
    Give the rows below the header: `row` (as the sheet counts), and each column of the layout as text, never null.

    Raises
    ------
    DamagedFile
        If it cannot be opened as a workbook.
    NotTheFile, MissingColumn
        If no row of the first ten is the header of the file meant.
    """
    grid = _grid(content=content, path=path)
    header = _header_row(grid=grid, path=path, layout=layout)
    names = [str(name or "") for name in grid.row(header)]
    columns = find(names=names, path=path, layout=layout, row=header + 1)
    rows = grid.slice(header + 1).with_row_index("row", offset=header + 2)
    texts = [
        pl.col(grid.columns[columns.named[word]]).fill_null("").str.strip_chars().alias(word)
        if word in columns.named
        else pl.lit("").alias(word)
        for word in layout.headers
    ]
    return rows.select("row", *texts)


def _grid(*, content: bytes, path: Path) -> pl.DataFrame:
    try:
        workbook = fastexcel.read_excel(content)
        # A sheet begins where it begins: empty rows above the title count, so that rows have the numbers Excel shows.
        sheet = workbook.load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
    except fastexcel.FastExcelError as wrong:
        reason = str(wrong).splitlines()[0]
        raise DamagedFile(
            f"{path}: the workbook cannot be opened ({reason}). Download it again with `unpinch directory fetch`."
        ) from None
    return sheet.to_polars()


def _header_row(*, grid: pl.DataFrame, path: Path, layout: Layout) -> int:
    """Find the row that has the first column needed."""
    wanted = {plain(name) for name in layout.headers[layout.needed[0]]}
    for number, values in enumerate(grid.head(_TITLE_ROWS_AT_MOST).iter_rows()):
        if wanted & {plain(str(value or "")) for value in values}:
            return number
    raise NotTheFile(
        f"{path}: this is not {layout.words}: no row has {layout.headers[layout.needed[0]][0]!r}. Take {layout.shown}."
    )
