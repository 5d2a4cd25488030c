"""Steps that journeys share."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SEND = "Show me what this may be and what helps"


def given_the_story_is_told(page: Page, *, text: str, zip_code: str = "06105") -> None:
    """Tell a story on the first page."""
    page.goto("/")
    page.get_by_label("Your own words").fill(text)
    page.get_by_label("ZIP code").fill(zip_code)
    page.get_by_role("button", name=SEND).click()


def no_barriers(page: Page) -> None:
    """Axe looks at the page with everything folded out; nothing is excluded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
