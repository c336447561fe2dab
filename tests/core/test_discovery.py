from bot.core import checks, fixes
from bot.core.checks import all_checks
from bot.core.discovery import modules_of
from bot.core.findings import Hop


def test_helpers_are_not_taken_for_checks() -> None:
    names = [m.__name__ for m in modules_of(checks.__name__, checks.__path__)]
    assert "bot.core.checks.topic.policy" in names
    assert not [name for name in names if "._" in name]
    assert names == sorted(names)


def test_checks_come_in_the_order_of_the_hops() -> None:
    hops = [check.name.partition(".")[0] for check in all_checks()]
    assert list(dict.fromkeys(hops)) == [hop.value for hop in Hop]
    assert hops == sorted(hops, key=[hop.value for hop in Hop].index)


def test_a_file_is_enough_to_be_a_fix() -> None:
    found = {m.__name__.rpartition(".")[2] for m in modules_of(fixes.__name__, fixes.__path__)}
    assert {fix.id.replace("-", "_") for fix in fixes.all_fixes()} == found
