"""Funding requests of the demonstration: one in every state, and a cap that two teams share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from casework.clock import seoul_date
from casework.models import Case
from funding.models import FundingRequest, Team
from funding.services import changes, request_review, requests
from funding.services.requests import Amounts
from talent_portal.demo.candidates import ARRIVED
from talent_portal.demo.consortium import writer_of
from talent_portal.demo.purse import Ask, Purse, drafted, proposed, ruled, submitted

MILLION = 1_000_000
SPENDING_DAYS = 62
"""So far back costs of the stories may lie: two months, one of them whole."""
LEADING = "Leads pre-training of the foundation model. 파운데이션 모델 사전학습을 총괄합니다."
MOTION = "Motion models for robots that learn from video. 영상 학습 기반 로봇 동작 모델을 연구합니다."
MORE = "Salary of two more months and a second cluster. 급여 2개월분과 두 번째 클러스터 비용입니다."


@dataclass(frozen=True)
class Gates:
    """Accepted gates by researcher and team."""

    noor: Case
    noor_rival: Case
    da_on: Case
    ingrid: Case
    ingrid_rival: Case


@dataclass(frozen=True)
class Agreements:
    """Those with costs to claim: Noor's with either team, and Da-on's."""

    noor: FundingRequest
    rival: FundingRequest
    da_on: FundingRequest


def spending_year(today: date) -> int:
    """The year in which costs of the last two months lie: last year until early March."""
    return (today - timedelta(days=SPENDING_DAYS)).year


def seed_requests(purse: Purse, team: Team, rival: Team, gates: Gates) -> Agreements:
    """Noor's ₩1,850,000,000 of ₩2,000,000,000 this year, Lim's draft for ₩180,000,000 more, and the rest."""
    year = purse.today.year
    noor = {
        one: ruled(purse, _noor(purse, team, gates.noor, one), purse.ago(days=128)) for one in _years(purse)
    }
    rivals = {
        one: ruled(purse, _noor_rival(purse, rival, gates.noor_rival, one), purse.ago(days=126))
        for one in _years(purse)
    }
    da_on = _da_on(purse, team, gates.da_on, year)
    drafted(
        Ask(team, gates.noor, year, MORE, {"salary": Amounts(180 * MILLION, 60 * MILLION)}), purse.ago(days=2)
    )
    waiting = Ask(
        rival, gates.noor_rival, year + 1, MOTION, {"salary": Amounts(600 * MILLION, 260 * MILLION)}
    )
    proposed(purse, submitted(waiting, purse.lately(11)), purse.lately(4))
    salary = {"salary": Amounts(250 * MILLION, 90 * MILLION)}
    submitted(Ask(team, gates.ingrid, year, LEADING, salary), purse.ago(days=6))
    no = "The planned work is not part of the programme. 계획한 업무가 사업 범위에 속하지 않습니다."
    ruled(
        purse,
        Ask(rival, gates.ingrid_rival, year, MOTION, {"salary": Amounts(150 * MILLION, 65 * MILLION)}),
        purse.ago(days=40),
        refuse=no,
    )
    spent_in = spending_year(purse.today)
    return Agreements(noor[spent_in], rivals[spent_in], da_on)


def _years(purse: Purse) -> list[int]:
    return sorted({spending_year(purse.today), purse.today.year})


def _noor(purse: Purse, team: Team, gate: Case, year: int) -> Ask:
    """₩1,100,000,000 of the government, ₩380,000,000 of a small firm's own."""
    amounts = {
        "salary": Amounts(520 * MILLION, 200 * MILLION),
        "research": Amounts(330 * MILLION, 100 * MILLION, 80 * MILLION),
        "equipment": Amounts(120 * MILLION),
        "allowance": Amounts(40 * MILLION),
        "relocation": Amounts(40 * MILLION),
        "housing": Amounts(30 * MILLION),
        "indirect": Amounts(20 * MILLION),
    }
    arrived = seoul_date(purse.ago(days=ARRIVED))
    return Ask(team, gate, year, LEADING, amounts, employed_from=arrived)


def _noor_rival(purse: Purse, rival: Team, gate: Case, year: int) -> Ask:
    """₩750,000,000 of the government, ₩330,000,000 of a mid-sized firm's own."""
    amounts = {
        "salary": Amounts(400 * MILLION, 200 * MILLION),
        "research": Amounts(250 * MILLION, 80 * MILLION, 50 * MILLION),
        "equipment": Amounts(100 * MILLION),
    }
    arrived = seoul_date(purse.ago(days=ARRIVED))
    return Ask(rival, gate, year, MOTION, amounts, employed_from=arrived)


def _da_on(purse: Purse, team: Team, gate: Case, year: int) -> FundingRequest:
    """Withdrawn once, agreed later, with a change that waits; next year's came back for correction."""
    first = submitted(
        Ask(team, gate, year, LEADING, {"salary": Amounts(360 * MILLION, 130 * MILLION)}), purse.ago(days=100)
    )
    requests.withdraw(actor=writer_of(team), request=first, now=purse.ago(days=97), expect=first.case.version)
    amounts = {
        "salary": Amounts(200 * MILLION, 80 * MILLION),
        "research": Amounts(90 * MILLION, 30 * MILLION),
        "indirect": Amounts(10 * MILLION),
    }
    own = ruled(purse, Ask(team, gate, year, LEADING, amounts), purse.ago(days=94))
    changes.transfer(
        actor=writer_of(team),
        request=own,
        deltas={"research": -15 * MILLION, "indirect": 15 * MILLION},
        reason="Rent of the laboratory rose. 연구실 임차료가 올랐습니다.",
        token=uuid4(),
        now=purse.ago(days=5),
    )
    following = Ask(team, gate, year + 1, LEADING, {"salary": Amounts(320 * MILLION, 110 * MILLION)})
    back = submitted(following, purse.lately(15))
    request_review.return_to_team(
        actor=purse.finance,
        request=back,
        note="Please attach next year’s contract. 내년도 근로계약서를 첨부해 주세요.",
        now=purse.lately(10),
        expect=back.case.version,
    )
    return own
