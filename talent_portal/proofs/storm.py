"""A storm on the ledger: many claimants at once by raw SQL, web and admin, while servers die."""

from __future__ import annotations

import os
import queue
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg2
from django.db import connections
from psycopg2 import errors
from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED as READ_COMMITTED
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ as REPEATABLE_READ
from psycopg2.extensions import ISOLATION_LEVEL_SERIALIZABLE as SERIALIZABLE
from psycopg2.extensions import connection as Connection

from talent_portal.proof import Context
from talent_portal.proofs.clicks import Click, clicks
from talent_portal.proofs.stocks import Stocks, Task
from talent_portal.stage import Stage

INSERT = (
    "INSERT INTO funding_ledgerentry (key, kind, amount, request_id, claim_id, note, subject_id, team_id,"
    " programme_id, year) VALUES (%(key)s, %(kind)s, %(amount)s, %(request)s, %(claim)s, '', 0, 0, 0, 0)"
)
CALL = "SELECT refused FROM funding_post(%(key)s, %(kind)s, %(request)s, %(amount)s, %(claim)s)"
AGAIN = (psycopg2.OperationalError, psycopg2.InterfaceError)
PATIENCE = 120.0
TROUBLES = 9
"""Postgres dies six times and the worker three; every death costs all claimants their connections."""
LEVELS, WEIGHTS = (READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE), (18, 1, 1)
"""The stricter levels begin anew whenever somebody else was first, so a crowd of them barely moves."""


@dataclass
class Told:
    """What claimants were told, by the key of the movement or of the click."""

    accepted: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, answer: bool) -> None:
        with self.lock:
            (self.accepted if answer else self.refused).add(key)

    def wonder(self, what: str) -> None:
        with self.lock:
            self.strange.append(what)


class Storm:
    """`blow` sends every movement until each has a definite answer. `faults` counts what was killed."""

    def __init__(self, stage: Stage | None, stocks: Stocks, context: Context, clients: int) -> None:
        self.stage, self.stocks, self.context, self.clients = stage, stocks, context, clients
        self.told = Told()
        self.faults: list[str] = []
        self.work: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self.clicks: queue.SimpleQueue[Click] = queue.SimpleQueue()

    def blow(self, *, faults: bool) -> None:
        chance = self.context.random()
        for task in chance.sample(self.stocks.tasks, len(self.stocks.tasks)):
            self.work.put(task)
        for click in clicks(self.stage.url, self.stocks) if self.stage else ():
            self.clicks.put(click)
        visitors = min(self.clients // 4, 24) if self.stage else 0
        crowd = [self._thread(self._claim, chance.random()) for _ in range(self.clients - visitors)]
        crowd += [self._thread(self._visit, chance.random()) for _ in range(visitors)]
        done = threading.Event()
        trouble = threading.Thread(target=self._trouble, args=(done,))
        if faults:
            trouble.start()
        for one in crowd:
            one.join()
        done.set()
        if faults:
            trouble.join()

    def _thread(self, run: Callable[[random.Random], None], seed: float) -> threading.Thread:
        thread = threading.Thread(target=run, args=(random.Random(seed),))
        thread.start()
        return thread

    def _claim(self, chance: random.Random) -> None:
        """One claimant with the role's password: raw inserts and calls at every isolation level."""
        line = None
        while True:
            try:
                task = self.work.get_nowait()
            except queue.Empty:
                break
            sql = chance.choice((INSERT, CALL))
            level = chance.choices(LEVELS, WEIGHTS)[0]
            line = self._insist(line, sql, level, task, chance)
        if line:
            line.close()

    def _insist(
        self, line: Connection | None, sql: str, level: int, task: Task, chance: random.Random
    ) -> Connection | None:
        """Send until there is an answer; the same key may be sent again after any crash. Who must begin
        anew waits a random while that doubles, as clients of the stricter levels do."""
        until, wait = time.monotonic() + PATIENCE, 0.02
        while time.monotonic() < until:
            try:
                line = line or _connect()
                self.told.note(task.key, _post(line, sql, level, task))
                return line
            except errors.SerializationFailure:
                time.sleep(chance.uniform(0, wait))
                wait = min(2 * wait, 2.0)
            except AGAIN:
                _give_up(line)
                line = None
                time.sleep(0.1)
        self.told.wonder(f"no answer: {task.key}")
        return None

    def _visit(self, chance: random.Random) -> None:
        """One person in a browser (or an officer at the desk), who sends a form again after an error page."""
        while True:
            try:
                click = self.clicks.get_nowait()
            except queue.Empty:
                return
            until = time.monotonic() + PATIENCE
            answer = None
            while answer is None and time.monotonic() < until:
                answer = click.send()
                if answer is None:
                    time.sleep(chance.uniform(0.2, 0.6))
            if answer is None:
                self.told.wonder(f"no answer: {click.key} ({click.last})")
            else:
                self.told.note(click.key, answer)

    def _trouble(self, done: threading.Event) -> None:
        turn = 0
        while turn < TROUBLES and not done.wait(3.0 if self.context.quick else 6.0):
            if self.stage and turn % 3 == 2:
                self.stage.portal.worker.kill()
                self.stage.portal.worker.start()
                self.faults.append("worker")
            elif self.context.quick:
                _end_sessions()
                self.faults.append("sessions")
            else:
                _crash()
                self.faults.append("postgres")
            turn += 1


def _connect() -> Connection:
    given = connections["default"].get_connection_params()
    kept = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if name in given}
    return psycopg2.connect(**kept)


def _post(line: Connection, sql: str, level: int, task: Task) -> bool:
    """True when it stands in the ledger, False when it was refused. Raises one of AGAIN."""
    given = {name: getattr(task, name) for name in ("key", "kind", "request", "amount", "claim")}
    line.set_isolation_level(level)
    try:
        with line, line.cursor() as cursor:
            cursor.execute(sql, given)
            return sql == INSERT or cursor.fetchone()[0] is None
    except errors.UniqueViolation:
        return True  # an earlier try whose answer was lost
    except errors.CheckViolation:
        return False


def _give_up(line: Connection | None) -> None:
    try:
        if line is not None:
            line.close()
    except psycopg2.Error:
        pass


def _end_sessions() -> None:
    """End every session of the application's role in this database, as a lost connection does."""
    try:
        line = _connect()
        with line.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                " AND usename = current_user AND pid <> pg_backend_pid()"
            )
    except psycopg2.Error:
        return
    _give_up(line)


def _crash() -> None:
    """Kill a server process with signal 9: Postgres ends all sessions and recovers from its log."""
    try:
        line = _connect()
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
    except psycopg2.Error:
        return
    os.kill(pid, signal.SIGKILL)
    _give_up(line)
