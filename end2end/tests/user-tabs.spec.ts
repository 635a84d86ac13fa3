// The four tabs of a user's page, with and without scripts: each is an address of its own, and shows what it is named after.
import { openTab, openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, follow, press } from "../support/page";
import { prove } from "../support/people";
import { expect, test } from "../support/test";

for (const javaScriptEnabled of [true, false]) {
  test(`one user, tab by tab, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ admin: signedIn, anna, newBrowser }) => {
    const storageState = await signedIn.page.context().storageState();
    const page = await newBrowser({ storageState, javaScriptEnabled });
    const admin = { ...signedIn, page };
    // axe is a script itself.
    const look = async (what: string) => javaScriptEnabled && expectGoodLooks(page, what);
    await openUser(page, anna);
    const tabs = page.getByRole("navigation", { name: `About ${anna.name}` });
    await expect(tabs.getByRole("link")).toHaveText(["Summary", "Authentication methods", "Sessions", "Activity"]);
    await expect(tabs.getByRole("link", { name: "Summary" })).toHaveAttribute("aria-current", "page");
    await expect(page.getByText("Authenticator app (Pixel 9)")).toBeVisible();

    // By the keyboard alone, from one tab to the next.
    await tabs.getByRole("link", { name: "Summary" }).focus();
    await page.keyboard.press("Tab");
    await expect(tabs.getByRole("link", { name: "Authentication methods" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expectHeading(page, `${anna.name}: Authentication methods`);
    await expect(page.getByRole("article").filter({ hasText: "Pixel 9" }).getByRole("link", { name: /^Remove/ })).toBeVisible();
    await expect(page.getByRole("link", { name: "Force MFA reset" })).toBeVisible();
    await look("the authentication methods of a user");

    await openTab(page, "Sessions");
    await expectHeading(page, `${anna.name}: Sessions`);
    await expect(page.getByRole("article")).toHaveCount(1);
    await look("the sessions of a user");
    await follow(page, "End all sessions");
    await prove(admin);
    await page.getByLabel("The device was stolen").check();
    await page.getByLabel("Reason, or ticket number").fill("Ticket 4713");
    await press(page, `End all sessions of ${anna.name}`);
    await expectNotice(page, `The sessions of ${anna.name} have ended.`);
    await expectHeading(page, `${anna.name}: Sessions`);
    await expect(page.getByText(`${anna.name} is signed in nowhere.`)).toBeVisible();

    await openTab(page, "Activity");
    await expectHeading(page, `${anna.name}: Activity`);
    await expect(page.getByText("Reason: The device was stolen. Ticket 4713")).toBeVisible();
    await look("the activity of a user");
    await follow(page, `Everything about ${anna.name} in the audit log`);
    await expectHeading(page, "Audit log");
  });
}
