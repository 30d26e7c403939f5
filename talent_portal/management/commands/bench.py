"""`manage.py bench`: run the registered benches, print a row each; exit 0 only when all are met."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talent_portal import bench


class Command(BaseCommand):
    help = "Run the benches on a durable database that stays between runs."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", metavar="PREFIX", help="rows whose name starts so")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--quick", action="store_true", help="fewer rows, to try a bench out")

    def handle(self, *args: Any, **options: Any) -> None:
        benches = bench.chosen(options["only"])
        if not benches:
            self.stderr.write(f"No bench is named {options['only']}….")
            sys.exit(2)
        all_met = True
        for row in bench.run(benches, bench.Context(quick=options["quick"])):
            line = json.dumps(row.as_json(), ensure_ascii=False) if options["json"] else row.as_text()
            self.stdout.write(line)
            self.stdout.flush()
            all_met = all_met and row.met
        sys.exit(0 if all_met else 1)
