"""How files that are sent are read: into memory, up to the size of the largest that any form takes, never to a disk."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from unpinch.server.profiles.pictures import MOST_BYTES


class AtMost(FileUploadHandler):
    """
    Keep the files of one request while they are together no larger than `MOST_BYTES`.

    Of more nothing is kept, and the form is told the true size, so that it can say what is wrong in words. Django would
    write large files to a disk, of any size and from anybody, before a view has seen who sends them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bytes = 0
        self._kept = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the next file."""
        super().new_file(*args, **kwargs)
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part, or let go of all parts once they are too many."""
        self._bytes += len(raw_data)
        if self._bytes > MOST_BYTES:
            self._kept = io.BytesIO()
        else:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Give the file, without its content where it was too large."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
