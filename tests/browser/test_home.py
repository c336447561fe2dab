"""The Home as a cockpit, in a real browser."""

from __future__ import annotations

from tests.browser.conftest import Browser


def test_from_the_home_to_mended(browser: Browser) -> None:
    browser("home")
