"""The Korean catalogue is whole: nothing missing, nothing fuzzy, the .mo up to date."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .paths import PYTHON
from .prepare import APPS

TOOLS = ("xgettext", "msgmerge", "msgattrib", "msgfmt", "msgunfmt")
PLACE = Path("locale") / "ko" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")


def check(root: Path) -> tuple[bool, str]:
    """Extract into a copy and compare. Without gettext: skipped at home, failed in CI."""
    if any(shutil.which(tool) is None for tool in TOOLS):
        return not os.environ.get("CI"), "skipped: gettext is not installed (apt install gettext)"
    with tempfile.TemporaryDirectory(prefix="portal-catalogues-") as place:
        copy = Path(place)
        _copy(root, copy)
        problems = []
        for domain in DOMAINS:
            if domain == "django" or (root / PLACE / f"{domain}.po").exists():
                problems += _extract(copy, domain) or _compare(root, copy, domain)
    return not problems, "\n".join(problems)


def _copy(root: Path, copy: Path) -> None:
    for name in (*APPS, "templates", "static", "locale"):
        if (root / name).exists():
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "fonts"))


def _extract(copy: Path, domain: str) -> list[str]:
    command = [str(PYTHON), "-m", "django", "makemessages", "-l", "ko", "-d", domain, "--no-obsolete"]
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
    return [done.stdout + done.stderr] if done.returncode else []


def _compare(root: Path, copy: Path, domain: str) -> list[str]:
    fresh, committed = copy / PLACE / f"{domain}.po", root / PLACE / f"{domain}.po"
    if not committed.exists():
        return [f"{committed.relative_to(root)} is missing (manage.py makemessages -l ko)"]
    problems = []
    for option, word in (("--untranslated", "not translated"), ("--only-fuzzy", "fuzzy")):
        lacking = _tool("msgattrib", option, "--no-obsolete", "--no-wrap", str(fresh))
        problems += [f"{word}: {line}" for line in lacking.splitlines() if _names_a_message(line)]
    compiled = copy / f"{domain}.mo"
    _tool("msgfmt", "-o", str(compiled), str(committed))
    shipped = root / PLACE / f"{domain}.mo"
    if not shipped.exists() or _tool("msgunfmt", str(shipped)) != _tool("msgunfmt", str(compiled)):
        problems.append(f"{shipped.relative_to(root)} is older than its .po (manage.py compilemessages)")
    return problems


def _names_a_message(line: str) -> bool:
    return line.startswith("msgid ") and line != 'msgid ""'


def _tool(*command: str) -> str:
    return subprocess.run(list(command), capture_output=True, text=True, check=True).stdout
