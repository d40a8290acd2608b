"""Files that people give: any kind as evidence, one with words as an article."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import CaptureKind
from claims.extractors import READABLE, kind_of
from claims.given import MOST_BYTES, Upload

MOST_MEGABYTES = MOST_BYTES // 1_000_000

# What a browser's file dialog offers for an article. The content decides, not the name.
TEXT_FILES = (
    ".txt", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".srt", ".vtt",
)  # fmt: skip
IMAGE_FILES = (".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif")
TEXT_FILES_IN_WORDS = "a page (.html, .mhtml), .pdf, .docx, .odt, .rtf, .txt, .eml, .srt or .vtt"


def upload_of(content: bytes, name: str, declared_encoding: str | None = None) -> Upload:
    """Return a file that somebody gave, with the kind that its content shows."""
    media_type = kind_of(content, name)
    is_image = media_type.startswith("image/")
    kind = CaptureKind.SCREENSHOT if is_image else CaptureKind.UPLOAD
    return Upload(content, name, media_type, kind, declared_encoding)


def has_words(upload: Upload) -> bool:
    """Return whether the desk can extract text from a file of this kind."""
    return upload.media_type in READABLE


class UploadField(forms.FileField):
    """A file as an Upload, or None. What is in it is read later, outside any transaction."""

    def __init__(self, *, accept: tuple[str, ...] = (), **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ",".join(accept)} if accept else {})
        # An empty file is refused where it is read, with the same words everywhere.
        super().__init__(required=False, allow_empty_file=True, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise ValidationError(f"The file is larger than {MOST_MEGABYTES} MB.", code="too_large")
        upload = upload_of(file.read(), file.name, file.charset)
        self.check(upload)
        return upload

    def check(self, upload: Upload) -> None:
        """Any kind of file will do."""


class TextFileField(UploadField):
    """A file whose text is an article."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept=TEXT_FILES, **kwargs)

    def check(self, upload: Upload) -> None:
        if upload.content and not has_words(upload):
            raise ValidationError(
                "No text can be extracted from a file of this kind. "
                f"Choose {TEXT_FILES_IN_WORDS}, or paste the text.",
                code="media_type",
            )


class ImageField(UploadField):
    """A picture of a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept=IMAGE_FILES, **kwargs)

    def check(self, upload: Upload) -> None:
        if upload.kind != CaptureKind.SCREENSHOT:
            raise ValidationError(
                "This file is not a picture. Choose a screenshot.", code="media_type"
            )
