// Reset all multi-factor authentication of many users: ticked in a list, looked at, confirmed, and watched to its end.
import type { Page } from "@playwright/test";
import { expectGoodLooks } from "../support/look";
import { expectChoiceRefused, expectHeading, expectNotice, follow, open, press } from "../support/page";
import { givePassword, join, type Person, prove, proveIfDue } from "../support/people";
import { expect, test } from "../support/test";

const ALL = "Reset all multi-factor authentication";

/** Ticks somebody in a list, and goes to the summary. */
async function pick(page: Page, list: string, person: Person): Promise<void> {
  await open(page, `${list}?search=${encodeURIComponent(person.email)}`);
  await page.getByLabel(`Pick ${person.name}`).check();
}

async function confirm(page: Page, count: string): Promise<void> {
  await page.getByLabel("Met in person").check();
  await page.getByLabel("The device was stolen").check();
  await page.getByLabel("Reason, or ticket number").fill("Van with all bags stolen, ticket 815");
  await press(page, `Reset ${count}`);
}

test("two users from two lists, watched to the end", async ({ admin, anna, house, newBrowser }) => {
  const { page } = admin;
  const bert = await join(admin, house, await newBrowser(), "Bert Bulk");
  await pick(page, "/admin/users", anna);
  await press(page, ALL);
  await expectHeading(page, ALL);
  await expect(page.getByText("1 user will be reset.")).toBeVisible();
  await pick(page, "/admin/authentication-methods", bert);
  await expect(page.getByText("1 user is picked.")).toBeVisible();
  await expectGoodLooks(page, "a list with ticks");
  await press(page, ALL);
  await expect(page.getByText("2 users will be reset.")).toBeVisible();
  await expect(page.getByText("2 of them still have backup codes.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reset/ }), "never without a proof").toHaveCount(0);
  await prove(admin);
  await expectGoodLooks(page, "a summary of many");
  await press(page, "Reset 2 users");
  await expectChoiceRefused(page, "verification", /^Choose how you made sure who the person is\./);
  await confirm(page, "2 users");
  await expectNotice(page, "The reset has begun.");
  // By itself: the script loads the page once more when all is done.
  await expect(page.getByText("All done.")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(anna.name) })).toContainText("Reset");
  await expect(page.getByRole("row", { name: /Bert Bulk/ })).toContainText("Reset");
  await expectGoodLooks(page, "the results");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the results (CSV)" }).click()]);
  expect(file.suggestedFilename()).toBe("reset-results.csv");
  await follow(page, "Resets of many users");
  await expect(page.getByText("2 of 2 done").first()).toBeVisible();

  await house.mailbox.letter(bert.email, /Your sign-in steps were reset/);
  await open(bert.page, "/account");
  await givePassword(bert.page, bert.email, bert.password);
  await expectHeading(bert.page, "Set up a second step");
});

test("without a script, from the ticks to the results", async ({ admin, anna, newBrowser }) => {
  const storageState = await admin.page.context().storageState();
  const page = await newBrowser({ storageState, javaScriptEnabled: false });
  await pick(page, "/admin/users", anna);
  await press(page, ALL);
  await proveIfDue({ ...admin, page });
  await confirm(page, "1 user");
  await expectNotice(page, "The reset has begun.");
  await expect(async () => {
    const refresh = page.getByRole("link", { name: "Refresh" });
    if ((await refresh.count()) > 0) {
      await follow(page, "Refresh");
    }
    await expect(page.getByText("All done.")).toBeVisible({ timeout: 500 });
  }).toPass();
});
