"""The commands the launcher answers, and how their failures are told."""

from collections.abc import Callable

from . import demo, foreground, measure, signals, suite, verify
from .progress import LaunchError, stop_with

Command = Callable[[list[str]], int]


def _telling(command: Command) -> Command:
    def told(arguments: list[str]) -> int:
        signals.as_interrupt()
        try:
            return command(arguments)
        except LaunchError as trouble:
            stop_with(str(trouble))
        except KeyboardInterrupt:
            return 130

    return told


COMMANDS: dict[str, Command] = {
    "bench": _telling(measure.bench),
    "demo": _telling(demo.demo),
    "populate": _telling(measure.populate),
    "proof": _telling(measure.proof),
    "replay": _telling(measure.replay),
    "services": _telling(foreground.services),
    "test": _telling(suite.test),
    "verify": _telling(verify.verify),
}
