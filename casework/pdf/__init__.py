"""Letters as PDF: typst templates filled with data, in our own font, the same bytes for the same data."""

from casework.pdf.typesetting import PdfError, render

__all__ = ["PdfError", "render"]
