"""A visitor without a browser: opens pages, fills the forms they show. For smoke runs and proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

CHOSEN = ("checkbox", "radio")


class NoForm(Exception):
    """The page shows no form with that field."""


@dataclass
class Form:
    """A form as the page gives it: where it goes and what is in it already."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.text: tuple[str, list[str]] | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action", ""))
            self.forms.append(self.open)
        elif self.open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if self.open is None or (not given.get("name") and tag != "option"):
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and given.get("type") in CHOSEN:
            sent = given.get("value", "on")
            self.open.names.add(name)
            self.open.boxes.setdefault(name, sent)
            if "checked" in given:
                self.open.fields[name] = sent
        elif tag == "input" and given.get("type") != "file":
            self.open.names.add(name)
            self.open.fields[name] = value
        elif tag == "input":
            self.open.names.add(name)
        elif tag == "textarea":
            self.open.names.add(name)
            self.text = (name, [])
        elif tag == "select":
            self.open.names.add(name)
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.open.fields[self.select] = value

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None and self.open is not None:
            self.open.fields[self.text[0]] = "".join(self.text[1]).strip()
            self.text = None
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.open = None


class Visitor:
    """One person at one portal, with their cookies. `took`: seconds of the last call's slowest request."""

    def __init__(self, base: str, cookies: Mapping[str, str] | None = None) -> None:
        self.base = base
        self.session = requests.Session()
        self.session.cookies.update(dict(cookies or {}))
        self.took = 0.0

    def open(self, path: str) -> requests.Response:
        """The page at the end of the redirects. Raises requests.HTTPError from 400 on."""
        return self._sent("GET", path)

    def submit(
        self,
        path: str,
        values: Mapping[str, Any],
        *,
        having: str,
        tick: bool = False,
        files: Mapping[str, Any] | None = None,
        at: str = "",
    ) -> requests.Response:
        """Open a page and send the form on it that has the field `having`, with `values` filled in and, with
        `tick`, every box ticked; to `at` instead of its own address where given. Raises NoForm, or
        requests.HTTPError."""
        page = self.open(path)
        form = self.form(page, having)
        boxes = form.boxes if tick else {}
        target = urljoin(page.url, at or form.action)
        return self._sent("POST", target, data={**form.fields, **boxes, **values}, files=files)

    def send(self, path: str, values: Mapping[str, Any]) -> requests.Response:
        """POST these very fields."""
        return self._sent("POST", path, data=values)

    def form(self, page: requests.Response, having: str) -> Form:
        reader = _Forms()
        reader.feed(page.text)
        found = next((form for form in reader.forms if having in form.names), None)
        if found is None:
            raise NoForm(f"{page.url} shows no form with {having}")
        return found

    def _sent(self, method: str, path: str, **given: Any) -> requests.Response:
        url = urljoin(self.base, path)
        answer = self.session.request(method, url, timeout=30, headers={"Referer": url}, **given)
        self.took = max(step.elapsed.total_seconds() for step in (*answer.history, answer))
        answer.raise_for_status()
        return answer
