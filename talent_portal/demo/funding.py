"""The money of the demonstration in order: programme, invented teams, researchers, requests, claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from casework.clock import KST, seoul_date
from casework.models import Case, User
from funding.models import Team
from funding.programmes import seed_programme
from funding.services.evaluations import Marks
from talent_portal.demo import candidates, consortium
from talent_portal.demo.accounts import LEFT, closed_year, seed_closed, seed_left, seed_stage
from talent_portal.demo.candidates import accepts, enters, is_granted_and_arrives
from talent_portal.demo.claiming import seed_claims
from talent_portal.demo.desk import Desk
from talent_portal.demo.gate import seed_gate_law
from talent_portal.demo.purse import Purse
from talent_portal.demo.requesting import Gates, seed_requests
from talent_portal.demo.world import World


def seed_funding(*, world: World, cast: Desk, accounts: Mapping[str, User]) -> None:
    """Everything; Noor is the last to get anything, as she arrived four months ago."""
    year = closed_year(seoul_date(cast.now))
    seed_gate_law(steward=accounts["han.ji-woo"], world=world, published_on=date(year, 6, 10), now=cast.now)
    purse = purse_of(accounts, cast.now)
    team, rival, left = (
        consortium.seed_team(purse.programme, one, _began(year)) for one in consortium.CONSORTIUMS
    )
    da_on = enters(candidates.DA_ON, world, cast.now, _began(year))
    home = accepts(da_on, team, _began(year, month=9))
    seed_closed(purse, team, home)
    mateus = enters(candidates.MATEUS, world, cast.now, cast.ago(days=LEFT + 92))
    seed_left(purse, left, accepts(mateus, left, cast.ago(days=LEFT + 90)))
    agreements = seed_requests(purse, team, rival, _gates(cast, world, team, rival, home))
    seed_claims(purse, agreements)
    seed_stage(purse, {team: Marks(9240, 8800, 9010), rival: Marks(7460, 6900, 7150)})


def purse_of(accounts: Mapping[str, User], now: datetime) -> Purse:
    """The programme with the finance officer who checks and the approver who signs."""
    return Purse(accounts["shin.ye-rin"], accounts["kwon.jae-min"], seed_programme(), now)


def _gates(cast: Desk, world: World, team: Team, rival: Team, home: Case) -> Gates:
    noor = is_granted_and_arrives(candidates.NOOR, world, cast)
    ingrid = enters(candidates.INGRID, world, cast.now, cast.ago(days=70))
    return Gates(
        noor=accepts(noor, team, cast.ago(days=133)),
        noor_rival=accepts(noor, rival, cast.ago(days=131)),
        da_on=home,
        ingrid=accepts(ingrid, team, cast.ago(days=60)),
        ingrid_rival=accepts(ingrid, rival, cast.ago(days=58)),
    )


def _began(year: int, month: int = 8) -> datetime:
    """Noon on a day of late summer, after the programme selected its teams."""
    return datetime(year, month, 5, 12, tzinfo=KST)
