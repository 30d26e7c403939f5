"""Components of the portal's look: small pieces of HTML, and figures written the way readers expect them."""

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BaseForm, BaseFormSet
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from casework.forms.krw import krw_reading as reading_of_krw

register = template.Library()
KST = ZoneInfo("Asia/Seoul")
TONE_ICONS = {"info": "info", "success": "check", "warning": "alert", "danger": "alert"}
TONES = {"error": "danger", "debug": "neutral"}


def _korean() -> bool:
    return (get_language() or "").startswith("ko")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite; silent beside words, spoken when `label` is given."""
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', css, href
    )


@register.simple_tag
def is_demonstration() -> bool:
    """Whether no operator's name is set; asked by pages rendered without any context, such as 500.html."""
    return not getattr(settings, "OPERATOR_NAME", "")


@register.inclusion_tag("components/chip.html")
def chip(text: str, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    """A short status: its icon and words carry the meaning, colour only helps."""
    tone = TONES.get(tone, tone)
    return {"text": text, "tone": tone, "icon": icon or TONE_ICONS.get(tone, "")}


@register.inclusion_tag("components/page_header.html")
def page_header(title: str, caption: str = "", lead: str = "") -> dict[str, Any]:
    """The page's h1 with an optional caption above and a lead sentence below."""
    return {"title": title, "caption": caption, "lead": lead}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str, text: str = "") -> dict[str, Any]:
    """A link one level up, above the heading."""
    return {"url": url, "text": text}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(items: Iterable[tuple[str, str | None]]) -> dict[str, Any]:
    """The path to this page: (text, url) pairs, the last one without url."""
    return {"items": items}


@register.inclusion_tag("components/notice.html")
def notice(text: Any, tone: str = "info", title: str = "") -> dict[str, Any]:
    """A banner: tone info, success, warning or danger (message level names work too)."""
    tone = TONES.get(tone, tone)
    return {"text": text, "tone": tone, "title": title, "icon": TONE_ICONS.get(tone, "info")}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Answers with Change links; rows have key, value and perhaps change_url, change_text, hint, missing."""
    return {"rows": rows}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Any]) -> dict[str, Any]:
    """Tasks: title, url, status (done, todo, progress, locked or error), status_text, hint."""
    return {"tasks": tasks}


@register.inclusion_tag("components/criterion_card.html")
def criterion_card(c: Any) -> dict[str, Any]:
    """One criterion: title, verdict (met, not_met, unknown), value, threshold, source, gap, proof."""
    return {"c": c}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Iterable[Any]) -> dict[str, Any]:
    """Stages in order: title, note and state (done, current, todo)."""
    return {"steps": steps}


@register.inclusion_tag("components/progress.html")
def progress(value: int, total: int, label: str = "") -> dict[str, Any]:
    """How far along: `value` of `total`, as a bar and in words."""
    return {"value": value, "total": total, "label": label}


@register.inclusion_tag("components/meter_bar.html")
def meter_bar(used: int, total: int, label: str) -> dict[str, Any]:
    """How much of a cap in won is used and what remains."""
    return {"used": used, "total": total, "label": label, "remaining": total - used, "high": total * 8 // 10}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", icon: str = "file"
) -> dict[str, Any]:
    """What a list says while it is empty, and the way to its first entry."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("components/pagination.html")
def pagination(prev_url: str | None, next_url: str | None, text: str = "") -> dict[str, Any]:
    """Links to the previous and the next page of a keyset list."""
    return {"prev_url": prev_url, "next_url": next_url, "text": text}


@register.inclusion_tag("components/door_cards.html")
def door_cards(doors: Iterable[Any]) -> dict[str, Any]:
    """The doors of a home page: title, text, url, icon."""
    return {"doors": doors}


@register.inclusion_tag("components/stat_tiles.html")
def stat_tiles(tiles: Iterable[Any]) -> dict[str, Any]:
    """Figures to read at a glance: value, label, note, url."""
    return {"tiles": tiles}


@register.inclusion_tag("components/file_list.html", takes_context=True)
def file_list(context: template.Context, files: Iterable[Any]) -> dict[str, Any]:
    """Files: name, url, thumb_url, meta, tone, status, remove_url (a POST)."""
    return {"files": files, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/person_chip.html")
def person_chip(name: str, role: str = "") -> dict[str, Any]:
    """A person by name and role."""
    return {"name": name, "role": role, "initial": name[:1].upper()}


@register.inclusion_tag("components/age_chip.html")
def age_chip(day: int, limit: int, paused: bool = False) -> dict[str, Any]:
    """Days used of a statutory clock, in words and by shape."""
    late, soon = day > limit, day * 10 >= limit * 8
    tone = "neutral" if paused else "danger" if late else "warning" if soon else "info"
    return {"day": day, "limit": limit, "over": day - limit, "paused": paused, "late": late, "tone": tone}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What to mend on the page, each line a link to its field; forms and formsets, missing ones ignored."""
    return {"errors": [entry for form in forms for entry in _entries(form)]}


@register.simple_tag
def page_is_wrong(*forms: Any) -> bool:
    """Whether any of the forms or formsets came back with errors."""
    return any(_entries(form) for form in forms)


def _entries(form: Any) -> list[dict[str, Any]]:
    if isinstance(form, BaseFormSet):
        if not form.is_bound:
            return []
        own = [{"text": text} for text in form.non_form_errors()]
        return own + [entry for member in form.forms for entry in _entries(member)]
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    return [_entry(form, name, text) for name, texts in form.errors.items() for text in texts]


def _entry(form: BaseForm, name: str, text: Any) -> dict[str, Any]:
    if name not in form.fields:
        return {"text": text}
    return {"text": text, "label": form[name].label, "target": anchor(form[name])}


@register.filter
def anchor(field: Any) -> str:
    """The id of the control that gets focus when a person follows a link to `field`."""
    boxes = field.subwidgets
    parts = boxes[0].data.get("subwidgets") if boxes else None
    if parts:
        return str(parts[0]["attrs"]["id"])
    return str(boxes[0].id_for_label) if field.use_fieldset and boxes else str(field.auto_id)


@register.filter
def krw(amount: int | None) -> str:
    """An amount in won with its sign: "₩168,000,000", in Korean "168,000,000원"."""
    if amount is None:
        return ""
    return f"{amount:,}원" if _korean() else f"₩{amount:,}"


@register.filter
def krw_reading(amount: int | None) -> str:
    """An amount in won in words of the page's language."""
    return "" if amount is None else reading_of_krw(amount, get_language() or "en")


@register.filter
def years_months(months: int | None) -> str:
    """Whole months as years and months: "9y 2m", in Korean "9년 2개월"."""
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(gettext("%(n)dy") % {"n": years})
    if rest or not years:
        parts.append(gettext("%(n)dm") % {"n": rest})
    return " ".join(parts)


@register.simple_tag
def day(value: datetime.date | None) -> str:
    """A date: "22 Nov 2026", in Korean "2026. 11. 22."."""
    if value is None:
        return ""
    return date_format(value, "Y. n. j." if _korean() else "j M Y")


@register.simple_tag
def when(value: datetime.datetime | None) -> SafeString | str:
    """A moment in Korean time; where scripts run, the reader's own time joins it."""
    if value is None:
        return ""
    seoul = timezone.localtime(value, KST)
    shown = f"{day(seoul.date())}{'' if _korean() else ','} {seoul:%H:%M} {gettext('KST')}"
    return format_html('<time datetime="{}" data-local>{}</time>', seoul.isoformat(), shown)
