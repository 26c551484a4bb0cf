"""Robots that read mail: whatever they fetch, follow, rewrite or post, nothing changes and nobody is said to have acted.

What tells a person is what a person types. A robot that fills in the fields a person would, with a name that could be
one, and leaves the decoy alone, is a person to us.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.conftest import MINH
from tests.web.conftest import Page, Site

OUTLOOK = "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; ms-office; MSOffice 16)"
SAFE_LINKS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Robot:
    """One robot before one link."""

    site: Site
    path: str

    def send(self, method: str, path: str = "", content: str = "", **headers: str) -> httpx.Response:
        """Ask for something as robots do."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answered: httpx.Response = self.site.browser.request(method, self.path + path, content=content, headers=sent)
        return answered

    def post(self, data: dict[str, Any], **headers: str) -> httpx.Response:
        """Send a form."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answered: httpx.Response = self.site.browser.post(self.path, data=data, headers=sent)
        return answered

    def fields(self) -> dict[str, str]:
        """Return every field of the form with something in it, the first of what can be chosen."""
        page = Page(self.site.get(self.path))
        filled = {str(field["name"]): field.get("value") or "test" for field in page.all("input", "textarea")[::-1]}
        return filled | {"action": "received"}

    def follow_every_link(self, path: str = "") -> None:
        """Open every link of a page, and of those pages."""
        seen, wanted = set(), [self.path + path]
        while wanted:
            here = wanted.pop()
            seen.add(here)
            links = [str(a["href"]).split("#")[0] for a in Page(self.site.get(here)).all("a")]
            ours = (here.split("?")[0] + link if link.startswith("?") else link for link in links)
            wanted += [link for link in ours if link.startswith("/x/") and link not in seen | set(wanted)]


def agent(name: str) -> Callable[[Robot], object]:
    """Return the robot that looks in under a name, with HEAD and with GET."""
    return lambda robot: [robot.send(method, path, User_Agent=name) for method in ("HEAD", "GET") for path in PAGES]


PAGES = ("", "/", "/ket-qua", "/danh-sach", "/lien-ket-moi")
PROFILES: dict[str, Callable[[Robot], object]] = {
    "HEAD of every page": lambda robot: [robot.send("HEAD", path) for path in PAGES],
    "GET a hundred times": lambda robot: [robot.send("GET") for _ in range(100)],
    "prefetch of a browser": lambda robot: robot.send("GET", Purpose="prefetch", Sec_Purpose="prefetch;prerender"),
    "prefetch of Firefox": lambda robot: robot.send("GET", X_Moz="prefetch"),
    "Safe Links that append": lambda robot: robot.send(
        "GET", "?data=05%7C01&sdata=x&reserved=0", User_Agent=SAFE_LINKS
    ),
    "urldefense that changes case": lambda robot: robot.site.browser.get(robot.path.upper().replace("/X/", "/x/")),
    "a rewriter that escapes": lambda robot: robot.site.browser.get(robot.path.replace("x/", "%78/")),
    "a rewriter that adds a slash and dots": lambda robot: robot.send("GET", "/./?utm_source=mail&fbclid=1"),
    "preview of Outlook": agent(OUTLOOK),
    "Slack": agent("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
    "Zalo": agent("ZaloPC-win32 facebookexternalhit/1.1"),
    "Facebook": agent("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
    "a crawler that follows every link": lambda robot: robot.follow_every_link(),
    "POST with nothing": lambda robot: robot.post({}),
    "POST of the form as it stands": lambda robot: robot.post({"item": MINH, "action": "", "name": "", "website": ""}),
    "every button pressed, nothing typed": lambda robot: [
        robot.post({"item": MINH, "action": action, "name": ""})
        for action in ("received", "done", "nothing", "extend", "not_ours", "hand_over")
    ],
    "every field filled, the decoy too": lambda robot: robot.post(robot.fields()),
    "every field filled with numbers": lambda robot: robot.post(
        {**robot.fields(), "name": "12345", "website": "", "colleague": ""}
    ),
    "JSON": lambda robot: robot.send(
        "POST", content='{"item": "x", "action": "received", "name": "M"}', Content_Type="application/json"
    ),
    "plain text": lambda robot: robot.send("POST", content=f"item={MINH}\naction=received", Content_Type="text/plain"),
    "a page of another site": lambda robot: robot.post(
        {"item": MINH, "action": "received", "name": "Minh"}, Origin="https://evil.example"
    ),
    "the other methods": lambda robot: [
        robot.send(method, path, f"item={MINH}&action=received&name=Minh", **FORM)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
        for path in PAGES
    ],
    "POST where only GET is": lambda robot: [
        robot.send("POST", path, f"item={MINH}&action=received&name=Minh", **FORM)
        for path in ("/ket-qua", "/danh-sach")
    ],
    "a form in the address": lambda robot: robot.send("GET", f"?item={MINH}&action=received&name=Minh"),
}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_robot_changes_nothing_and_is_nobody(site: Site, profile: str) -> None:
    robot, before = Robot(site, site.link("minh@yte.example")), site.everything()
    PROFILES[profile](robot)
    assert site.everything() == before


def test_there_are_twenty_of_them_or_more() -> None:
    assert len(PROFILES) >= 20


@pytest.mark.parametrize("profile", PROFILES)
def test_a_robot_before_an_expired_link_sends_no_letter(site: Site, profile: str) -> None:
    path = site.at("2025-12-08T09:00").link("minh@yte.example")
    before = site.everything()
    PROFILES[profile](Robot(site, path))
    PROFILES[profile](Robot(site, f"{path}/lien-ket-moi"))
    assert site.everything() == before


def test_a_person_after_all_robots_is_recorded(site: Site) -> None:
    path = site.link("minh@yte.example")
    for act in PROFILES.values():
        act(Robot(site, path))
    assert site.post(path, MINH, "received").status_code == 303
    assert [event.actor for event in site.log("received")] == ["Trần Văn Minh"]


def test_a_link_that_had_words_appended_still_shows_and_answers(site: Site) -> None:
    path = site.link("minh@yte.example")
    assert site.post(f"{path}?data=05%7C01", MINH, "received").status_code == 303


def test_every_page_tells_crawlers_to_stay_out(site: Site) -> None:
    path = site.link("minh@yte.example")
    for page in PAGES:
        assert site.get(path + page).headers["x-robots-tag"] == "noindex"
        assert re.search('<meta name="robots" content="noindex">', site.get(path + page).text)
