// A name that is full of markup is text on every page, also where scripts come alive (case I-01).
import type { Page } from "@playwright/test";
import { alive, follow, open, press } from "../support/page";
import { accept, confirmNew, enrol, invite } from "../support/people";
import { expect, test } from "../support/test";

const NAME = `Eve "><img src=x onerror="window.hacked=1">`;
const PHONE = `</script><script>window.hacked=1</script>{{7*7}}`;
const EMAIL = "eve.hostile@example.com";

test("nothing of it runs, and all of it is read", async ({ admin, house, newBrowser }) => {
  const page = await newBrowser();
  await accept(page, await invite(admin, house, NAME, EMAIL));
  await enrol(page, "Pixel 9");
  await follow(page, "Add another");
  await press(page, "Set up an authenticator app");
  await confirmNew(page, PHONE);
  await reads(page, PHONE);
  await open(page, "/enrol/passkey");
  await isTame(page);

  await open(admin.page, `/admin/users?search=${EMAIL}`);
  await reads(admin.page, NAME);
  await admin.page.getByRole("main").getByRole("link", { name: NAME }).click();
  await reads(admin.page, NAME);
  await follow(admin.page, "Force MFA reset");
  await reads(admin.page, NAME);
  for (const path of ["/admin/audit", `/admin/authentication-methods?search=${EMAIL}`]) {
    await open(admin.page, path);
    await reads(admin.page, NAME);
  }
});

async function reads(page: Page, text: string): Promise<void> {
  await expect(page.getByText(text, { exact: false }).first()).toBeVisible();
  await isTame(page);
}

async function isTame(page: Page): Promise<void> {
  await alive(page);
  expect(await page.evaluate(() => "hacked" in window), page.url()).toBe(false);
  await expect(page.locator("img[src=x]")).toHaveCount(0);
}
