// Every page, on a phone and on a desk, light and dark: axe finds nothing, and nothing sticks out at the side.
import type { Page } from "@playwright/test";
import { fillPolicy, openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, follow, leads, open, press } from "../support/page";
import { accept, codesShown, giveCode, givePassword, invite, prove, proveIfDue, scan, signInWithBackupCode } from "../support/people";
import { test } from "../support/test";

test.slow();

test("the front door", async ({ page }) => {
  const paths = ["/sign-in", "/o/acme/sign-in", "/o/nobody/sign-in", "/sign-in/help", "/sign-in/help?organisation=acme", "/setup", "/welcome?link=gone", "/nothing"];
  await lookAtAll(page, paths);
  await open(page, "/sign-in");
  await givePassword(page, "nobody@example.com", "wrong wrong wrong");
  await expectGoodLooks(page, "a refused password");
});

test("half signed in", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  await lookAtAll(page, ["/sign-in/verify", "/sign-in/backup-code", "/sign-in/help"]);
  await open(page, "/sign-in/verify");
  await leads(page, () => page.locator("#code").fill(anna.phones[0].wrongCode()));
  await expectGoodLooks(page, "a refused code");
});

test("setting up", async ({ admin, house, newBrowser }) => {
  const page = await newBrowser();
  const link = await invite(admin, house, "Ludwig Look", "ludwig@example.com");
  await expectGoodLooks(admin.page, "an invited user, with the green line");
  await open(page, link);
  await expectGoodLooks(page, "the welcome");
  await accept(page, link);
  await expectGoodLooks(page, "the choice of a kind");
  await press(page, "Set up an authenticator app");
  const phone = await scan(page, "Pixel 9");
  await page.getByText("Can’t scan?").click();
  await expectGoodLooks(page, "the picture to scan");
  await giveCode(page, await phone.code(), "Confirm");
  await codesShown(page);
  await expectGoodLooks(page, "the backup codes");
});

test("the account", async ({ anna, newBrowser }) => {
  const { page } = anna;
  await lookAtAll(page, ["/account", "/account/password", "/account/admins", "/enrol", "/enrol/backup-codes", "/admin/users"]);
  for (const what of ["Rename", "Replace", "Remove"]) {
    await open(page, "/account");
    await follow(page, `${what} Pixel 9`);
    await expectGoodLooks(page, what);
  }
  const lost = await newBrowser();
  await signInWithBackupCode(anna, lost);
  await expectHeading(lost, "Replace your lost phone?");
  await expectGoodLooks(lost, "the offer to replace");
});

test("the console's lists", async ({ admin }) => {
  const paths = ["/admin/users", "/admin/users?search=nobodyatall", "/admin/users/invite", "/admin/policies", "/admin/audit", "/admin/audit?day=2020-01-01"];
  await lookAtAll(admin.page, paths);
});

test("the console's forms", async ({ admin, anna }) => {
  const { page } = admin;
  await openUser(page, anna);
  await expectGoodLooks(page, "a user");
  await leads(page, () => page.getByRole("link", { name: "Force MFA reset" }).click());
  await expectGoodLooks(page, "a reset, before the proof");
  await prove(admin);
  await expectGoodLooks(page, "a reset");
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await expectGoodLooks(page, "a new policy");
  await fillPolicy(page, { name: "Looks", groups: "looks" });
  await expectGoodLooks(page, "what would change");
});

async function lookAtAll(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await open(page, path);
    await expectGoodLooks(page, path);
  }
}
