// A user asks for help: the queue, an answer without a deed, and the removal of one factor that ends a request.
import { expectGoodLooks } from "../support/look";
import { expectChoiceRefused, expectRefused, expectHeading, expectNotice, follow, open, press } from "../support/page";
import { prove } from "../support/people";
import { expect, test } from "../support/test";

const NOTE = "My phone fell into the lake.";
const ANSWER = "You still have backup codes: please use one of them.";

test("an answer without a deed", async ({ admin, anna, house }) => {
  const { page } = admin;
  await open(anna.page, "/account/admins");
  await anna.page.getByLabel("What happened?").fill(NOTE);
  await press(anna.page, "Ask an admin");
  await expectNotice(anna.page, "Your admins have been asked.");
  await house.mailbox.letter(admin.email, /asks for help with signing in/);
  await open(page, "/admin/requests");
  await expectGoodLooks(page, "the queue");
  await follow(page, anna.name);
  await expectHeading(page, `${anna.name} asks for help`);
  await expect(page.getByText(NOTE)).toBeVisible();
  await expectGoodLooks(page, "a request");
  await press(page, "Decline");
  await expectRefused(page, "note", /^Write a line or two/);
  await page.getByLabel("Your answer").fill(ANSWER);
  await press(page, "Decline");
  await expectNotice(page, `The request of ${anna.name} is declined`);
  await expect(page.getByRole("row", { name: new RegExp(anna.name) })).toContainText("Declined");
  await house.mailbox.letter(anna.email, /An answer from your admins/);
  await open(anna.page, "/account/admins");
  await expect(anna.page.getByText(ANSWER)).toBeVisible();
  await expectGoodLooks(anna.page, "a request that was declined");
});

test("without a script, the factor that it is about goes", async ({ admin, anna, newBrowser }) => {
  await open(anna.page, "/account");
  await follow(anna.page, "Remove");
  await press(anna.page, "Ask an admin");
  const storageState = await admin.page.context().storageState();
  const page = await newBrowser({ storageState, javaScriptEnabled: false });
  await open(page, "/admin/requests");
  await follow(page, anna.name);
  await follow(page, /^Remove /);
  await expect(page.getByText("It is the last second step", { exact: false })).toBeVisible();
  await prove({ ...admin, page });
  await open(admin.page, new URL(page.url()).pathname);
  await expectGoodLooks(admin.page, "the removal of a factor");
  await press(page, /^Remove /);
  await expectChoiceRefused(page, "verification", /^Choose how you made sure who the person is\./);
  await page.getByLabel("Met in person").check();
  await page.getByLabel("The device is lost").check();
  await press(page, /^Remove /);
  await expectNotice(page, `of ${anna.name} was removed.`);
  await open(page, "/admin/requests");
  await expect(page.getByRole("row", { name: new RegExp(anna.name) })).toContainText("Second step removed");
  await open(anna.page, "/account");
  await expectHeading(anna.page, "Sign in to Acme Bakery");
});
