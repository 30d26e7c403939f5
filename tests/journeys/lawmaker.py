"""What the policy owner and the second signer do at the policy desk."""

from __future__ import annotations

from tests.journeys.officers import Officer

OWNER, SIGNER = "Yoon Seo-a", "Bae Do-hyun"


class Lawmaker(Officer):
    """Finds the policy desk from the officers' home."""

    result: str

    def clones_the_law(self, title: str) -> None:
        self.open("/admin/casework/policyversion/")
        self.page.locator("th a").first.click()
        self.arrive()
        self.follow("Clone as a draft")
        self.type("Title in English", title)
        self.type("Title in Korean", f"{title} (국문)")
        self.press("Make the draft")
        self.reads_heading(self.shown(title))

    def shown(self, title: str) -> str:
        return f"{title} (국문)" if self.run.language == "ko" else title

    def changes_the_rank(self, rank: int) -> None:
        self.follow("Change figures")
        self.page.locator("[name=degree_rank]").fill("0")
        self.press("Save")
        self.page.locator("[name=degree_rank]").fill(str(rank))
        self.press("Save")
        self.reads("Saved.")

    def runs_the_what_if(self) -> None:
        self.follow("Run the what-if")
        self.press("Run it over every application")
        self.waits_for("Applications compared")
        self.result = self.page.url

    def finds_who_gains(self, reference: str) -> None:
        self.follow("Would meet a route")
        self.reads(reference)
        self.follow("Back to the result")

    def may_not_sign(self) -> None:
        self.reads("You had a hand in this draft. Another person must sign it.")

    def signs(self, result: str) -> None:
        self.open(result)
        self.follow("Sign this result")
        self.press("Sign: it becomes law")
        self.reads("Signed. Open applications are checked again.")
        self.reads("In force")
        self.waits_for("Done. %(n)s came out differently; their applicants were told.", n=r"\d+")
