// The pages behind links that still work, and the one that asks for another password: axe finds nothing, nothing sticks out.
import { openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { linkTo } from "../support/mailbox";
import { expectHeading, expectNotice, follow, open, press } from "../support/page";
import { giveCode, givePassword, prove, proveIfDue } from "../support/people";
import { expect, test } from "../support/test";

test.slow();

test("a link for a forgotten password", async ({ anna, house, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/o/acme/forgot-password");
  await page.getByLabel("E-mail address").fill(anna.email);
  await press(page, "Send me a link");
  await expectGoodLooks(page, "look into your mail");
  await open(page, linkTo("/reset-password", await house.mailbox.letter(anna.email, /password/i)));
  await expectHeading(page, "Choose a new password");
  await expectGoodLooks(page, "a new password by a link");
});

test("an address to confirm, and something to deny", async ({ anna, house, newBrowser }) => {
  const home = anna.email.replace("@", "@home.");
  await open(anna.page, "/account/addresses");
  await proveIfDue(anna);
  await anna.page.getByLabel("E-mail address").fill(home);
  await press(anna.page, "Send the link");
  const mailbox = await newBrowser();
  await open(mailbox, linkTo("/confirm-address", await house.mailbox.letter(home, /Is this your address/)));
  await expectHeading(mailbox, "Is this your address?");
  await expectGoodLooks(mailbox, "an address to confirm");
  await open(anna.page, "/account");
  await follow(anna.page, "Rename Pixel 9");
  await proveIfDue(anna);
  await anna.page.getByLabel("New name").fill("Stolen");
  await press(anna.page, "Save the name");
  await open(mailbox, linkTo("/not-me", await house.mailbox.letter(anna.email, /A way to sign in was renamed/)));
  await expectHeading(mailbox, "Was this not you?");
  await expectGoodLooks(mailbox, "something to deny");
});

test("another password before one goes on", async ({ admin, anna, newBrowser }) => {
  await openUser(admin.page, anna);
  await follow(admin.page, "Require a new password");
  await prove(admin);
  await admin.page.getByLabel("Reason, or ticket number").fill("Ticket 4720");
  await admin.page.getByRole("radio").last().check();
  await press(admin.page, `Require a new password of ${anna.name}`);
  await expectNotice(admin.page, `${anna.name} must choose a new password at the next sign-in.`);
  const page = await newBrowser();
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  await giveCode(page, await anna.phones[0].code(), "Sign in");
  await expectHeading(page, "Choose a new password");
  await expect(page).toHaveURL("/sign-in/new-password");
  await expectGoodLooks(page, "another password is asked for");
  await page.getByLabel("New password").fill("short");
  await press(page, "Save and continue");
  await expectGoodLooks(page, "another password, refused");
});
