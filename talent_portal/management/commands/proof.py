"""`manage.py proof`: run the registered proofs, print a row each; exit 0 only when all are ok."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talent_portal import proof


class Command(BaseCommand):
    help = "Run the proofs on throw-away servers."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", metavar="PREFIX", help="rows whose name starts so")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--seed", type=int, help="repeat a run")
        parser.add_argument("--quick", action="store_true", help="the small form that the tests run")

    def handle(self, *args: Any, **options: Any) -> None:
        proofs = proof.chosen(options["only"])
        if not proofs:
            self.stderr.write(f"No proof is named {options['only']}….")
            sys.exit(2)
        seeded = {} if options["seed"] is None else {"seed": options["seed"]}
        all_ok = True
        for row in proof.run(proofs, proof.Context(quick=options["quick"], **seeded)):
            line = json.dumps(row.as_json(), ensure_ascii=False) if options["json"] else row.as_text()
            self.stdout.write(line)
            self.stdout.flush()
            all_ok = all_ok and row.ok
        sys.exit(0 if all_ok else 1)
