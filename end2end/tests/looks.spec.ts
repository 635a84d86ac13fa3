// Every page, on a phone and on a desk, light and dark: axe finds nothing, and nothing sticks out at the side.
import { expect, type Page } from "@playwright/test";
import { fillPolicy, openUser } from "../support/console";
import { House } from "../support/house";
import { expectGoodLooks } from "../support/look";
import { expectHeading, follow, leads, open, press } from "../support/page";
import { accept, codesShown, giveCode, givePassword, invite, PASSWORD, prove, proveIfDue, scan, signInWithBackupCode } from "../support/people";
import { test } from "../support/test";

test.slow();

test("the front door", async ({ page }) => {
  const paths = ["/sign-in", "/o/acme/sign-in", "/o/nobody/sign-in", "/sign-in/help", "/sign-in/help?organisation=acme", "/setup", "/welcome?link=gone", "/forgot-password", "/reset-password", "/not-me", "/confirm-address", "/nothing"];
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
  await lookAtAll(page, ["/account", "/account/password", "/account/sessions", "/account/activity", "/account/profile", "/account/addresses", "/account/admins", "/enrol", "/enrol/passkey", "/enrol/backup-codes", "/admin/users"]);
  for (const what of [/^Rename/, /^Replace/, /^Report .* lost/, /^Remove/]) {
    await open(page, "/account");
    await follow(page, what);
    await expectGoodLooks(page, String(what));
  }
  const lost = await newBrowser();
  await signInWithBackupCode(anna, lost);
  await expectHeading(lost, "Replace your lost phone?");
  await expectGoodLooks(lost, "the offer to replace");
});

test("the console's lists", async ({ admin }) => {
  const paths = ["/admin/users", "/admin/users?search=nobodyatall", "/admin/users/invite", "/admin/authentication-methods", "/admin/authentication-methods?kind=phone", "/admin/resets", "/admin/policies", "/admin/audit", "/admin/audit?to=2020-01-01", "/admin/api-credentials", "/admin/webhooks", "/admin/settings", "/admin/settings/brand"];
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
  await open(page, "/admin/api-credentials");
  await page.getByText("Change something here").click();
  await prove(admin);
  await page.getByLabel("Name", { exact: true }).fill("Help desk robot");
  await expectGoodLooks(page, "a new credential");
  await press(page, "Make the credential");
  await expect(page.getByRole("heading", { name: "The credential for Help desk robot" })).toBeVisible();
  await expectGoodLooks(page, "a secret that is shown once");
});

test("what is refused at the front door", async ({ admin, house, newBrowser }) => {
  const empty = await House.open();
  const first = await newBrowser({ baseURL: empty.url });
  await open(first, empty.setUpLink);
  await expectGoodLooks(first, "the first run");
  await press(first, "Make the organisation");
  await expectGoodLooks(first, "a refused first run");
  await empty.close();

  const page = await newBrowser();
  await open(page, await invite(admin, house, "Rita Refused", "rita@example.com"));
  await page.getByLabel("Password", { exact: true }).fill("short");
  await press(page, "Save and continue");
  await expectGoodLooks(page, "a refused welcome");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Save and continue");
  await press(page, "Set up an authenticator app");
  const phone = await scan(page, "Pixel 9");
  await giveCode(page, phone.wrongCode(), "Confirm");
  await expectGoodLooks(page, "a refused confirmation");
  await giveCode(page, await phone.code(), "Confirm");
  await press(page, "Continue");
  await expectGoodLooks(page, "codes that were not saved");
});

test("what is refused in the account", async ({ anna, newBrowser }) => {
  const { page } = anna;
  await follow(page, "Rename Pixel 9");
  await page.getByLabel("New name").fill("");
  await press(page, "Save the name");
  await expectGoodLooks(page, "a refused name");
  await open(page, "/account/password");
  await page.getByLabel("Current password").fill("not the one");
  await page.getByLabel("New password").fill("short");
  await press(page, "Change password");
  await expectGoodLooks(page, "a refused password");
  await open(page, "/account/admins");
  await page.getByLabel("What happened?").fill("x".repeat(3000));
  await press(page, "Ask an admin");
  await expectGoodLooks(page, "a note that is too long");
  const lost = await newBrowser();
  await open(lost, "/sign-in");
  await givePassword(lost, anna.email, anna.password);
  await follow(lost, /Use a backup code/);
  await press(lost, "Sign in");
  await expectGoodLooks(lost, "a refused backup code");
});

test("what is refused in the console", async ({ admin, anna }) => {
  const { page } = admin;
  await open(page, "/admin/users/invite");
  await press(page, "Send the invitation");
  await expectGoodLooks(page, "a refused invitation");
  await openUser(page, anna);
  await page.getByLabel(`Which groups is ${anna.name} in?`).fill("x".repeat(80));
  await press(page, "Save groups");
  await expectGoodLooks(page, "refused groups");
  await page.getByText("Change role").click();
  await leads(page, () => page.locator("#code").fill(admin.phones[0].wrongCode()));
  await expectGoodLooks(page, "a refused proof, on a user's page");
  await leads(page, () => page.getByRole("link", { name: "Force MFA reset" }).click());
  await leads(page, () => page.locator("#code").fill(admin.phones[0].wrongCode()));
  await expectGoodLooks(page, "a refused proof, before a reset");
  await prove(admin);
  await press(page, `Reset ${anna.name}’s sign-in steps`);
  await expectGoodLooks(page, "a refused reset");
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await page.getByLabel("Name", { exact: true }).fill("");
  await press(page, "See what would change");
  await expectGoodLooks(page, "a refused policy");
});

async function lookAtAll(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await open(page, path);
    await expectGoodLooks(page, path);
  }
}
