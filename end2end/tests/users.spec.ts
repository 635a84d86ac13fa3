// The list of users: narrowed down, sorted, refreshed and taken away as a file; one of them changed, and one deleted for good.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, follow, hasScripts, open, press } from "../support/page";
import { join, type Person, prove } from "../support/people";
import { expect, test } from "../support/test";

/** The rest of the filters, unfolded. */
async function unfold(page: Page): Promise<void> {
  const more = page.locator("details.more");
  if ((await more.getAttribute("open")) === null) {
    await more.locator("summary").click();
  }
}

/** From the list to one user's page. */
async function find(page: Page, person: Person): Promise<void> {
  await open(page, `/admin/users?search=${encodeURIComponent(person.email)}`);
  await follow(page, person.name);
}

/** Filters, the order and the file, in any browser. */
async function takeAway(admin: Person, anna: Person): Promise<void> {
  const { page } = admin;
  // Searched for, since the others of this house may fill the first page.
  await open(page, `/admin/users?search=${encodeURIComponent(anna.email)}`);
  await unfold(page);
  await page.getByLabel("Second step").selectOption("Authenticator app");
  await page.getByLabel("Order").selectOption("By name, Z to A");
  await press(page, "Show");
  await expect(page).toHaveURL(/step=totp/);
  await expect(page).toHaveURL(/sort=name-down/);
  await expect(page.getByRole("row", { name: new RegExp(anna.name) })).toBeVisible();
  await expect(page.locator("details.more"), "open while something of it is chosen").toHaveAttribute("open", "");
  if (hasScripts(page)) {
    await expectGoodLooks(page, "the list of users, with filters");
  }
  await follow(page, "Refresh");
  await expect(page).toHaveURL(/step=totp/);
  await follow(page, "Download this list");
  await expectHeading(page, "Download the list of users");
  await prove(admin);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download (CSV)" }).click()]);
  expect(file.suggestedFilename()).toBe("users.csv");
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain(anna.email);
  expect(text.split("\r\n")[0]).toContain('"E-mail address"');
}

test("the list is narrowed down, sorted and taken away", async ({ admin, anna }) => {
  await takeAway(admin, anna);
});

test("the same without a script", async ({ admin, anna, newBrowser }) => {
  const storageState = await admin.page.context().storageState();
  const page = await newBrowser({ storageState, javaScriptEnabled: false });
  await takeAway({ ...admin, page }, anna);
});

test("a user gets another name, and then goes for good", async ({ admin, house, newBrowser }) => {
  const { page } = admin;
  const carl = await join(admin, house, await newBrowser(), "Carl Edited");
  await find(page, carl);
  await follow(page, "Change name, address or language");
  await prove(admin);
  await expectGoodLooks(page, "a user is changed");
  await page.getByLabel("Name").fill("Carl Renamed");
  await press(page, "Save");
  await expectNotice(page, "The changes to Carl Renamed are saved.");
  await expectHeading(page, "Carl Renamed");

  await follow(page, "Delete the account for good");
  await expectHeading(page, "Delete Carl Renamed");
  await expect(page.getByText("This cannot be undone.")).toBeVisible();
  await prove(admin);
  await expectGoodLooks(page, "before a user is deleted");
  await page.getByLabel("Why?").fill("Left, ticket 12");
  await press(page, "Delete Carl Renamed’s account");
  await expectNotice(page, "The account of Carl Renamed is deleted.");
  await house.mailbox.letter(carl.email, /Your account was deleted/);
  await open(carl.page, "/account");
  await expectHeading(carl.page, /Sign in/);
  await open(page, `/admin/users?search=${encodeURIComponent(carl.email)}`);
  await expect(page.getByText("Nobody matches")).toBeVisible();
});
