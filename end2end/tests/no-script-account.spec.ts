// One's own account without JavaScript: after a reset, one's own removal, another password, other sessions, a forgotten password.
import { makePolicy, reset } from "../support/console";
import { linkTo } from "../support/mailbox";
import { expectHeading, expectNotice, follow, open, press } from "../support/page";
import { confirmNew, codesShown, enrol, givePassword, join, proveIfDue, saveCodes, signIn } from "../support/people";
import { expect, test } from "../support/test";

test.use({ javaScriptEnabled: false });

const NEXT = "orange lamp beside the window";

test("a reset leads to a new second step, and back to where one was going", async ({ admin, anna }) => {
  const { page } = anna;
  await reset(admin, anna);
  await open(page, "/account/password");
  await expectHeading(page, "Sign in to Acme Bakery");
  await givePassword(page, anna.email, anna.password);
  await expectHeading(page, "Set up a second step");
  await expect(page.getByText("An admin has reset your sign-in steps.", { exact: false })).toBeVisible();
  await enrol(page, "Pixel 10");
  await expect(page).toHaveURL("/account/password");
});

test("a second step is removed, and the last one is made up for at once", async ({ admin, house, newBrowser }) => {
  await makePolicy(admin, { name: "Own removal, plain", groups: "plainfree", selfRemoval: true });
  const page = await newBrowser();
  const ella = await join(admin, house, page, "Ella Plain", "plainfree");
  await follow(page, "Add another");
  await press(page, "Set up an authenticator app");
  ella.phones.push(await confirmNew(page, "Tablet"));
  await follow(page, "Remove Pixel 9");
  await proveIfDue(ella);
  await press(page, "Remove Pixel 9");
  await expectNotice(page, "Pixel 9 was removed.");
  ella.phones.shift();

  await follow(page, "Remove Tablet");
  await proveIfDue(ella);
  await expectHeading(page, "Tablet is your last second step");
  await press(page, "Remove anyway and set up again now");
  await expectHeading(page, "Set up a second step");
  await enrol(page, "Phone again");
  await expectHeading(page, "Your sign-in");
  await expect(page.getByRole("heading", { name: "Tablet" })).toHaveCount(0);
});

test("another password, new codes, and every other session ends", async ({ anna, newBrowser }) => {
  const { page } = anna;
  const elsewhere = await newBrowser();
  await signIn(anna, elsewhere);
  await follow(page, "Sessions");
  await press(page, /^End this session/);
  await expectNotice(page, "1 session was ended.");
  await open(elsewhere, "/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");
  await signIn(anna, elsewhere);

  await open(page, "/account/password");
  await proveIfDue(anna);
  await page.getByLabel("Current password").fill("not the one");
  await page.getByLabel("New password").fill(NEXT);
  await press(page, "Change password");
  await expect(page.locator("#current_password-error")).toHaveText("That is not your current password. Try again.");
  await page.getByLabel("Current password").fill(anna.password);
  await page.getByLabel("New password").fill(NEXT);
  await press(page, "Change password");
  await expectNotice(page, "Your password was changed.");
  await open(elsewhere, "/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");

  await follow(page, "Make new codes");
  await proveIfDue(anna);
  await press(page, "Make new codes");
  expect(await codesShown(page)).not.toEqual(anna.codes);
  await saveCodes(page);
  await expectHeading(page, "Your sign-in");
});

test("a forgotten password", async ({ anna, house, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/o/acme/forgot-password");
  await page.getByLabel("E-mail address").fill(anna.email);
  await press(page, "Send me a link");
  await expectHeading(page, "Look into your mail");
  const letter = await house.mailbox.letter(anna.email, /password/i);
  await open(page, linkTo("/reset-password", letter));
  await expectHeading(page, "Choose a new password");
  await page.getByLabel("New password").fill("short");
  await press(page, "Save the new password");
  await expect(page.locator("#new_password-error")).toBeVisible();
  await page.getByLabel("New password").fill(NEXT);
  await press(page, "Save the new password");
  await signIn({ ...anna, password: NEXT }, page);
});
