"""One application from sign-up to decision over HTTP: `python -m talent_portal.smoke http://127.0.0.1:8000`.

Prints a line a step; exits 1 at the first page that is not what a person would need.
"""

from __future__ import annotations

import re
import secrets
import sys
import time
from collections.abc import Iterator
from html import unescape

import requests

from talent_portal.demo.samples import EMPLOYER, EMPLOYER_NUMBER, sample_pdf
from talent_portal.visitor import NoForm, Visitor
from visas.enums import Requirement

PASSWORD = f"smoke-{secrets.token_urlsafe(12)}"
PATIENCE = 30.0


class Wrong(Exception):
    """A page is not what it should be."""


def main(base: str) -> int:
    """Run every step; 0 when the decision was read."""
    try:
        for line in journey(base):
            print(line, flush=True)
    except (Wrong, NoForm, requests.RequestException) as trouble:
        print(f"{type(trouble).__name__}: {trouble}", flush=True)
        return 1
    return 0


def journey(base: str) -> Iterator[str]:
    """The main job, step by step; yields what was done."""
    researcher = Visitor(base)
    reviewer, approver = _officer(base, "choi.min-seo"), _officer(base, "jung.ha-eun")
    yield _sees_where_amara_stands(researcher)
    yield _signs_up(researcher)
    yield _fills_the_profile(researcher)
    case = _starts(researcher)
    yield f"starts application {case}"
    yield _attaches_documents(researcher, case)
    yield _submits(researcher, case)
    yield _is_checked(researcher, case)
    desk = f"/admin/visas/toptiercase/{case}"
    reviewer.submit(f"{desk}/take/", {}, having="expect")
    yield "an officer takes the case in the admin"
    yield _is_asked(reviewer, desk)
    yield _answers(researcher, case)
    yield _is_verified(reviewer, desk)
    yield _is_proposed(reviewer, desk)
    yield _own_countersignature_is_refused(reviewer, approver, desk)
    approver.submit(f"{desk}/countersign/", {}, having="expect")
    yield "a second officer countersigns"
    yield _reads_the_decision(researcher, case)


def _officer(base: str, key: str) -> Visitor:
    visitor = Visitor(base)
    page = visitor.open("/demo/")
    token = visitor.form(page, "who").fields["csrfmiddlewaretoken"]
    visitor.send("/demo/sign-in/", {"who": key, "csrfmiddlewaretoken": token})
    return visitor


def _sees_where_amara_stands(visitor: Visitor) -> str:
    link = re.search(r'href="(\?citizenship=[^"]+)"', visitor.open("/check/").text)
    if link is None:
        raise Wrong("the check offers no sample answers")
    result = visitor.open(f"/check/{unescape(link[1])}").text
    missing = [said for said in ("2 ways to close it", "102nd", "+₩41,680,000") if said not in result]
    if missing:
        raise Wrong(f"the check of the sample answers does not say {missing}")
    return "the check shows two ways to close Amara's gap"


def _signs_up(visitor: Visitor) -> str:
    email = f"smoke-{secrets.token_hex(4)}@example.org"
    account = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    visitor.submit("/accounts/signup/", account, having="password1")
    mails = visitor.open("/demo/outbox/").text
    link = re.search(r"/accounts/confirm-email/[^\"<\s]+", mails.split(email, 1)[-1])
    if link is None:
        raise Wrong("no verification mail")
    page = visitor.open(link[0])
    token = visitor.form(page, "csrfmiddlewaretoken").fields["csrfmiddlewaretoken"]
    visitor.send(link[0], {"csrfmiddlewaretoken": token})
    return f"signs up as {email} and verifies the address"


def _fills_the_profile(visitor: Visitor) -> str:
    visitor.submit("/profile/names/", {"surname": "SMOKE", "given_names": "TEST PILOT"}, having="surname")
    place = {"citizenship_1": "FR", "residence": "FR", "movement": "arriving", "sector": "ai"}
    visitor.submit("/profile/residence/", place, having="citizenship_1")
    passport = {"number": "SM0KE1234", "passport_country": "FR", "sex": "F"}
    visitor.submit(
        "/profile/passport/",
        passport | _date("passport_expires_on", 2031, 5, 1) | _date("birth_date", 1990, 2, 28),
        having="number",
    )
    return "fills in the profile, passport number into the vault"


def _starts(visitor: Visitor) -> str:
    page = visitor.submit("/applications/start/", {}, having="csrfmiddlewaretoken", at="/applications/start/")
    found = re.search(r"/applications/([0-9a-f-]{36})/", page.url + page.text)
    if found is None:
        raise Wrong("no application was started")
    case = found[1]
    visitor.submit(f"/applications/{case}/how/", {"entry": "abroad", "sector": "ai"}, having="entry")
    contract = {
        "employer": EMPLOYER,
        "employer_number": EMPLOYER_NUMBER,
        "job_title": "Research scientist",
        "annual_pay": "2억 1,500만",
    }
    start = _date("starts_on", time.localtime().tm_year + 1, 3, 2)
    visitor.submit(f"/applications/{case}/contract/", contract | start, having="employer")
    return case


def _attaches_documents(visitor: Visitor, case: str) -> str:
    tasks = visitor.open(f"/applications/{case}/").text
    slots = sorted(set(re.findall(rf"/applications/{case}/documents/([a-z_]+)/", tasks)))
    for slot in slots:
        _attach(visitor, f"/applications/{case}/documents/{slot}/", slot)
    return f"attaches {len(slots)} documents: {', '.join(slots)}"


def _attach(visitor: Visitor, path: str, slot: str) -> None:
    content = sample_pdf(Requirement(slot), "Test Pilot Smoke")
    visitor.submit(path, {}, having="file", files={"file": (f"{slot}.pdf", content, "application/pdf")})


def _submits(visitor: Visitor, case: str) -> str:
    path = f"/applications/{case}/submit/"
    page = visitor.submit(path, {"declared_name": "SMOKE TEST PILOT"}, having="declared_name", tick=True)
    if not page.url.endswith("/receipt/"):
        raise Wrong(f"submitting led to {page.url}")
    reference = re.search(r"TT-\d{4}-\d{6}", page.text)
    return f"submits in {visitor.took:.2f} s, receipt {reference[0] if reference else 'without reference'}"


def _is_checked(visitor: Visitor, case: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        text = visitor.open(f"/applications/{case}/").text
        found = re.search(r"Checked automatically by worker (\d+), ([\d.]+) s after", text)
        if found:
            return _compared(visitor, int(found[1]), found[2])
        time.sleep(0.3)
    raise Wrong(f"no automatic check after {PATIENCE:.0f} s")


def _compared(visitor: Visitor, worker: int, seconds: str) -> str:
    webs = set()
    for _again in range(12):
        webs |= {int(pid) for pid in re.findall(r"web process (\d+)", visitor.open("/demo/").text)}
    if not webs or worker in webs:
        raise Wrong(f"the check was made by process {worker}, the web is {sorted(webs)}")
    return f"checked by worker {worker} after {seconds} s (web: {', '.join(map(str, sorted(webs)))})"


def _is_asked(reviewer: Visitor, desk: str) -> str:
    why = "Please attach the contract signed by both sides."
    reviewer.submit(f"{desk}/ask/", {"ask_contract": "on", "why_contract": why}, having="ask_contract")
    return "the officer asks for one missing item"


def _answers(visitor: Visitor, case: str) -> str:
    page = visitor.open(f"/applications/{case}/supplement/")
    item = re.search(rf"/applications/{case}/supplement/\d+/", page.text)
    if item is None:
        raise Wrong("nothing is asked")
    _attach(visitor, item[0], "contract")
    path = f"/applications/{case}/supplement/send/"
    visitor.submit(f"/applications/{case}/supplement/", {}, having="token", at=path)
    return "the researcher supplies it"


def _is_verified(reviewer: Visitor, desk: str) -> str:
    page = reviewer.open(f"{desk}/change/").text
    facts = sorted(set(re.findall(r"/finding/([\w:.-]+)/", page)))
    for fact in facts:
        reviewer.submit(f"{desk}/finding/{fact}/", {"state": "verified"}, having="state")
    return f"the officer verifies {len(facts)} facts"


def _is_proposed(reviewer: Visitor, desk: str) -> str:
    page = reviewer.open(f"{desk}/propose/")
    reasons = re.findall(r'name="(reason_\d+)"', page.text)
    reviewer.submit(f"{desk}/propose/", {"outcome": "grant", reasons[0]: "on"}, having="outcome")
    return "proposes to grant, with a coded reason"


def _own_countersignature_is_refused(reviewer: Visitor, approver: Visitor, desk: str) -> str:
    token = approver.form(approver.open(f"{desk}/countersign/"), "expect").fields["expect"]
    try:
        reviewer.submit(
            f"{desk}/change/", {"expect": token}, having="csrfmiddlewaretoken", at=f"{desk}/countersign/"
        )
    except requests.HTTPError as refused:
        if refused.response.status_code in (403, 409):
            return f"countersigning the own proposal is refused ({refused.response.status_code})"
    raise Wrong("the proposer could countersign")


def _reads_the_decision(visitor: Visitor, case: str) -> str:
    page = visitor.open(f"/applications/{case}/decision/")
    if not page.url.endswith("/decision/") or "Granted" not in page.text:
        raise Wrong("no decision to read")
    return "the researcher reads the decision and its reasons"


def _date(name: str, *parts: int) -> dict[str, str]:
    return {f"{name}_{box}": str(part) for box, part in zip(("year", "month", "day"), parts, strict=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
