"""Sample documents of the demonstration, set on the spot and marked as samples."""

from __future__ import annotations

from functools import cache

import typst

from visas.enums import Requirement

EMPLOYER = "Hanbit Compute Co., Ltd. (fictional)"
EMPLOYER_NUMBER = "9998700128"
"""Invented; its check digit is right."""
LINES = {
    Requirement.PASSPORT: ("Passport", "Photo page"),
    Requirement.DEGREE: ("Degree certificate", "Doctor of Philosophy, with apostille"),
    Requirement.CAREER: ("Certificates of career", "Positions, dates and duties"),
    Requirement.CONTRACT: ("Employment contract", "Position, term and annual pay"),
    Requirement.COMPANY: ("Business registration", "Certificate of the employer"),
    Requirement.CRIMINAL: ("Criminal record certificate", "No entries"),
}
PAGE = """
#set page(paper: "a5", margin: 18mm, background: rotate(-24deg, text(56pt, fill: luma(235))[SAMPLE]))
#set text(size: 11pt)
#align(center)[#text(20pt, weight: "bold")[#sys.inputs.title] \\ #text(12pt)[#sys.inputs.line]]
#v(12mm)
This sheet stands for a document of *#sys.inputs.holder*.
It was made for the demonstration; the person, the institution and the figures are invented.
#v(1fr)
#text(9pt, fill: luma(90))[Invented for the demo. Not a document of any authority.]
"""


@cache
def sample_pdf(requirement: Requirement, holder: str) -> bytes:
    """A one-page PDF that says what it stands for and for whom."""
    title, line = LINES[requirement]
    inputs = {"title": title, "line": line, "holder": holder}
    return bytes(typst.compile(PAGE.encode(), format="pdf", sys_inputs=inputs))


@cache
def receipt_pdf(subject: str) -> bytes:
    """A one-page PDF that stands for the receipts of a claim."""
    inputs = {"title": "Receipts", "line": "Card slips, invoices, pay slips", "holder": subject}
    return bytes(typst.compile(PAGE.encode(), format="pdf", sys_inputs=inputs))
