#!/usr/bin/env python3
"""Django's command line; demo, test, verify, proof, bench and services go through the launcher first."""

import importlib.util
import os
import sys
from pathlib import Path


def launch(arguments: list[str]) -> None:
    """Hand over to talent_portal/launcher, loaded by path: importing talent_portal needs what it installs."""
    place = Path(__file__).resolve().parent / "talent_portal" / "launcher" / "__init__.py"
    rooms = [str(place.parent)]
    spec = importlib.util.spec_from_file_location("launcher", place, submodule_search_locations=rooms)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["launcher"] = module
    spec.loader.exec_module(module)
    module.launch(arguments)


def main() -> None:
    launch(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent_portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
