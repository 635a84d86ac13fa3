// Invited by mail: a password, a second step, and what is said of links that no longer work.
import { expectHeading, expectNotice, expectRefused, open, press } from "../support/page";
import { enrol, invite, PASSWORD } from "../support/people";
import { expect, test } from "../support/test";

test("from the mail to the account", async ({ admin, house, newBrowser }) => {
  const link = await invite(admin, house, "Carl Invited", "carl@example.com");
  await expectNotice(admin.page, "carl@example.com was invited. The mail says until when the link works.");
  const page = await newBrowser();
  await open(page, link);
  await expectHeading(page, "Welcome to Acme Bakery");
  await expect(page.getByText("You were invited as carl@example.com.")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Carl Invited");
  const password = page.getByLabel("Password", { exact: true });
  for (const [weak, sentence] of [["short", /at least/], ["password1234", /common passwords/], ["carl invited", /made of your name/]] as const) {
    await password.fill(weak);
    await press(page, "Save and continue");
    await expectRefused(page, "password", sentence);
  }
  await page.getByLabel("Your name").fill("Carl Customs");
  await password.fill(PASSWORD);
  await press(page, "Save and continue");
  await expectHeading(page, "Set up a second step");
  await open(page, "/account/password");
  await expectHeading(page, "Set up a second step");
  await enrol(page, "Nokia");
  await expect(page.getByText("Carl Customs")).toBeVisible();
  await house.mailbox.letter("carl@example.com", /A new way to sign in was added/);

  const other = await newBrowser();
  await open(other, link);
  await expectHeading(other, "This invitation no longer works");
  await other.getByRole("link", { name: "Go to sign-in" }).click();
  await expectHeading(other, "Sign in to Acme Bakery");
});

test("a newer invitation replaces the older one, and nobody is invited twice", async ({ admin, house, newBrowser }) => {
  const older = await invite(admin, house, "Dora Twice", "dora@example.com");
  await press(admin.page, "Send the invitation again");
  const page = await newBrowser();
  await house.mailbox.letter("dora@example.com", /You are invited/);
  await open(page, older);
  await expectHeading(page, "This invitation no longer works");
  await open(admin.page, "/admin/users/invite");
  await admin.page.getByLabel("Name", { exact: true }).fill("Dora Again");
  await admin.page.getByLabel("E-mail address").fill("dora@example.com");
  await press(admin.page, "Send the invitation");
  await expectRefused(admin.page, "email", /already/);
  await expect(admin.page.getByLabel("Name", { exact: true })).toHaveValue("Dora Again");
});

test("links of nobody, and pages of others", async ({ admin, anna, page }) => {
  await open(page, "/welcome?link=nonsense");
  await expectHeading(page, "This invitation no longer works");
  await open(page, "/welcome");
  await expectHeading(page, "This invitation no longer works");
  for (const path of ["/account/factors/1/remove", "/account/factors/999999/rename", "/enrol/totp/1", "/nothing/here"]) {
    await open(anna.page, path);
    await expectHeading(anna.page, "This page does not exist");
  }
  await open(anna.page, "/admin/users");
  await expectHeading(anna.page, "This page is for others");
  await open(admin.page, "/admin/users/999999");
  await expectHeading(admin.page, "This page does not exist");
});
