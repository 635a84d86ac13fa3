// Force MFA reset: by an admin in one browser while the person is signed in in another, and who may do it.
import { openTab, openUser, reset } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectChoiceRefused, expectHeading, expectNotice, follow, leads, open, press } from "../support/page";
import { enrol, givePassword, invite, join, prove, signIn } from "../support/people";
import { expect, test } from "../support/test";

test("the session dies, the next sign-in demands enrolment, and the page tells the story", async ({ admin, anna, house }) => {
  const { page } = admin;
  await openUser(page, anna);
  await leads(page, () => page.getByRole("link", { name: "Force MFA reset" }).click());
  await expect(page.getByText("10 backup codes are left. Try those first")).toBeVisible();
  await expect(page.getByText("Pixel 9 (Authenticator app): deleted")).toBeVisible();
  await expect(page.getByText("The password stays as it is.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reset/ }), "never without a proof").toHaveCount(0);
  await prove(admin);
  await page.getByLabel("The device is lost").check();
  await page.getByLabel("Reason, or ticket number").fill("Ticket 4711");
  await press(page, `Reset ${anna.name}’s sign-in steps`);
  await expectChoiceRefused(page, "verification", /^Choose how you made sure who the person is\./);
  await expect(page.getByLabel("The device is lost"), "what was chosen is still there").toBeChecked();
  await expect(page.getByLabel("Reason, or ticket number")).toHaveValue("Ticket 4711");
  await page.getByLabel("Seen on video, and recognised").check();
  await press(page, `Reset ${anna.name}’s sign-in steps`);
  await expectNotice(page, `The sign-in steps of ${anna.name} were reset.`);
  await expect(page.getByRole("heading", { name: `What to tell ${anna.name} now` })).toBeVisible();
  await expect(page.getByText("Must set up a second step", { exact: true })).toBeVisible();
  const letter = await house.mailbox.letter(anna.email, /Your sign-in steps were reset/);
  expect(letter.text).toContain("Berta Admin has reset your sign-in steps at Acme Bakery.");

  await open(anna.page, "/account/password");
  await expectHeading(anna.page, "Sign in to Acme Bakery");
  await givePassword(anna.page, anna.email, anna.password);
  await expectHeading(anna.page, "Set up a second step");
  await expect(anna.page.getByText("An admin has reset your sign-in steps.", { exact: false })).toBeVisible();
  await enrol(anna.page, "Pixel 10");
  await expect(anna.page, "back to where they were going").toHaveURL("/account/password");

  await openUser(page, anna);
  const story = await page.locator(".story > li strong").allTextContents();
  const told = [`${anna.name} set up “Pixel 10”.`, `${anna.name} gave the right password and must set up a second step first.`, `Berta Admin reset ${anna.name}’s sign-in steps.`];
  expect(story.filter((line) => told.includes(line)).slice(0, told.length), `newest first, in:\n${story.join("\n")}`).toEqual(told);
  await expect(page.getByText("Identity: Seen on video, and recognised")).toBeVisible();
  await expect(page.getByText("Reason: The device is lost. Ticket 4711")).toBeVisible();
});

test("sessions are ended alone, and a reset ends none of the rest", async ({ admin, anna }) => {
  const { page } = admin;
  await openUser(page, anna);
  await follow(page, "End all sessions");
  await expectHeading(page, `End all sessions: ${anna.name}`);
  await prove(admin);
  await expectGoodLooks(page, "an operation");
  await page.getByLabel("The device was stolen").check();
  await page.getByLabel("Reason, or ticket number").fill("Ticket 4712");
  await press(page, `End all sessions of ${anna.name}`);
  await expectNotice(page, `The sessions of ${anna.name} have ended.`);
  await openTab(page, "Activity");
  await expect(page.getByText("Reason: The device was stolen. Ticket 4712")).toBeVisible();
  await open(anna.page, "/account");
  await expect(anna.page.getByRole("alert")).toContainText("an admin ended your sessions");
  await signIn(anna);
});

test("help desk resets users without a role, and nobody else", async ({ admin, anna, house, newBrowser }) => {
  const page = await newBrowser();
  const hedi = await join(admin, house, page, "Hedi Help");
  await house.command("user", "set-role", hedi.email, "help_desk");
  await open(page, "/account");
  await expectHeading(page, "Sign in to Acme Bakery");
  await signIn(hedi);
  await openUser(page, { name: "Berta Admin", email: "berta@example.com" });
  await expect(page.getByRole("link", { name: "Force MFA reset" })).toHaveCount(0);
  await expect(page.getByText("Your role may look at this account, and change nothing.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Disable|Change role|Save groups/ })).toHaveCount(0);
  const address = page.url();
  await open(page, `${address}/reset`);
  await expect(page.getByRole("button", { name: /^Reset/ })).toHaveCount(0);
  await open(page, "/admin/policies");
  await expect(page.getByRole("link", { name: "Make a policy" })).toHaveCount(0);
  await reset(hedi, anna);
});

test("an account is disabled and enabled again", async ({ admin, anna }) => {
  await openUser(admin.page, anna);
  await press(admin.page, `Disable ${anna.name}’s account`);
  await expectNotice(admin.page, `${anna.name} can no longer sign in.`);
  await open(anna.page, "/account");
  await givePassword(anna.page, anna.email, anna.password);
  await expect(anna.page.getByRole("alert")).toContainText("do not match");
  await press(admin.page, `Enable ${anna.name}’s account`);
  await expectNotice(admin.page, `${anna.name} can sign in again.`);
  await signIn(anna);
});

test("nobody changes their own account in the console", async ({ admin, house }) => {
  await openUser(admin.page, admin);
  await expect(admin.page.getByText("This is you.", { exact: false })).toBeVisible();
  await expect(admin.page.getByRole("link", { name: "Force MFA reset" })).toHaveCount(0);
  await invite(admin, house, "Ines Invited", "ines@example.com");
  await expectHeading(admin.page, "Ines Invited");
  await expect(admin.page.getByText("Ines Invited has not signed in yet, so there is nothing to reset.")).toBeVisible();
  await expect(admin.page.getByText("change nothing")).toHaveCount(0);
});

test("an admin grants a role, after a proof of their own", async ({ admin, anna }) => {
  const { page } = admin;
  await openUser(page, anna);
  const role = page.getByLabel(`Which role does ${anna.name} have?`);
  await expect(role, "never without a proof").toHaveCount(0);
  await page.getByText("Change role").click();
  await prove(admin);
  await role.selectOption("Help desk");
  await press(page, "Change role");
  await expectNotice(page, "The role was changed.");
  await open(anna.page, "/account");
  await expectHeading(anna.page, "Sign in to Acme Bakery");
  await signIn(anna);
  await follow(anna.page, "Console");
  await expectHeading(anna.page, "Users");
});
