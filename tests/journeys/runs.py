"""The two ways every journey is walked: English on a phone without scripts, Korean on a desk with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation


@dataclass(frozen=True)
class Run:
    """A language, a window in CSS pixels, and whether scripts run."""

    name: str
    language: str
    width: int
    height: int
    scripts: bool

    def say(self, text: Any, **values: Any) -> str:
        """An English text of ours as this run's pages show it, with `values` for its placeholders."""
        with translation.override(self.language):
            said = translation.gettext(text) if type(text) is str else str(text)
        return said % values if values else said

    def window(self, **more: Any) -> dict[str, Any]:
        """Arguments of a browser context."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "locale": {"en": "en-GB", "ko": "ko-KR"}[self.language],
            "timezone_id": "Asia/Seoul",
            "reduced_motion": "reduce",
            "java_script_enabled": self.scripts,
        } | more


PHONE = Run("en-360-plain", "en", 360, 740, scripts=False)
DESK = Run("ko-1280-scripts", "ko", 1280, 900, scripts=True)
RUNS = (PHONE, DESK)
