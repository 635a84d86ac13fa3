// One's own profile, a second address, and what "This wasn't me" in a mail does; with scripts and without.
import type { Page } from "@playwright/test";
import type { House } from "../support/house";
import { expectGoodLooks } from "../support/look";
import { linkTo } from "../support/mailbox";
import { expectHeading, expectNotice, expectRefused, follow, open, press } from "../support/page";
import { givePassword, type Person, proveIfDue, signIn } from "../support/people";
import { expect, test } from "../support/test";

const SECOND = /Is this your address\?/;
const RENAMED = /A way to sign in was renamed/;

test("a name, a second address, and who hears of what", async ({ anna, house, newBrowser }) => {
  test.slow();
  const { page } = anna;
  await follow(page, "Profile");
  await expectHeading(page, "Your profile");
  await page.getByLabel("Your name").fill("");
  await press(page, "Save");
  await expectRefused(page, "name", /Enter a name/);
  await expectGoodLooks(page, "a refused profile");
  await page.getByLabel("Your name").fill(`${anna.name} the Second`);
  await press(page, "Save");
  await expectNotice(page, "Your profile is saved.");
  await expectGoodLooks(page, "the profile");

  await follow(page, "Change addresses");
  await proveIfDue(anna);
  await expectHeading(page, "Your e-mail addresses");
  await expectGoodLooks(page, "the addresses");
  const home = await added(anna, house, await newBrowser());
  await open(page, "/account/addresses");
  await expect(page.getByRole("heading", { name: home })).toBeVisible();
  await expect(page.getByText("You have two addresses", { exact: false })).toBeVisible();
  await expectGoodLooks(page, "two addresses");
  await press(page, `Sign in with ${home}`);
  await expectNotice(page, `From now on you sign in with ${home}.`);
  const told = await house.mailbox.letter(anna.email, /You sign in with another address now/);
  expect(told.text).toContain("/not-me?link=");
  expect(told.html).toContain("/not-me?link=");
  await press(page, "Sign out");
  await signIn({ ...anna, email: home });
});

test("this wasn't me: everybody is out, and a new password is demanded", async ({ anna, house, newBrowser }) => {
  const mailbox = await newBrowser();
  await denied(anna, house, mailbox);
  await open(anna.page, "/account");
  await expectHeading(anna.page, "Sign in to Acme Bakery");
  await givePassword(anna.page, anna.email, anna.password);
  await expect(anna.page.getByRole("alert")).toContainText("do not match");
  const letter = await house.mailbox.letter(anna.email, /Set a new password/);
  await open(mailbox, linkTo("/reset-password", letter));
  await mailbox.getByLabel("New password").fill("orange lamp beside the window");
  await press(mailbox, "Save the new password");
  await signIn({ ...anna, password: "orange lamp beside the window" });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a second address, and this wasn't me", async ({ anna, house, newBrowser }) => {
    await open(anna.page, "/account/addresses");
    await proveIfDue(anna);
    const mailbox = await newBrowser();
    await added(anna, house, mailbox);
    await denied(anna, house, mailbox);
  });

  test("a new password has its advice in words, and no meter", async ({ anna }) => {
    await open(anna.page, "/account/password");
    await proveIfDue(anna);
    await expect(anna.page.getByText("A few words that have nothing to do with each other are good.", { exact: false })).toBeVisible();
    await expect(anna.page.locator("#strength")).toBeHidden();
  });
});

test("a hint tells how strong a new password looks, and stops nobody", async ({ anna }) => {
  const { page } = anna;
  await open(page, "/account/password");
  await proveIfDue(anna);
  await page.getByLabel("New password").pressSequentially("qwertzuiop");
  const hint = page.locator("#strength");
  await expect(hint.getByRole("status")).not.toBeEmpty();
  await expectGoodLooks(page, "a weak new password");
  await page.getByLabel("New password").fill("orange lamp beside the window");
  await expect(hint.getByRole("status")).toHaveText("Strong.");
  await expectGoodLooks(page, "a strong new password");
  await page.getByLabel("New password").fill("");
  await expect(hint).toBeHidden();
});

/** From the page of the addresses to a confirmed one. */
async function added(anna: Person, house: House, mailbox: Page): Promise<string> {
  const home = anna.email.replace("@", "@home.");
  await anna.page.getByLabel("E-mail address").fill(home);
  await press(anna.page, "Send the link");
  await expectNotice(anna.page, `A mail is on its way to ${home}.`);
  await open(mailbox, linkTo("/confirm-address", await house.mailbox.letter(home, SECOND)));
  await expect(mailbox, "the token is in no history").toHaveURL("/confirm-address");
  await expectHeading(mailbox, "Is this your address?");
  await press(mailbox, "Yes, it is mine");
  await expect(mailbox.getByText(`${home} is confirmed.`, { exact: false })).toBeVisible();
  return home;
}

/** Somebody renames a phone, and its owner says that it was not them. */
async function denied(anna: Person, house: House, mailbox: Page): Promise<void> {
  await open(anna.page, "/account");
  await follow(anna.page, "Rename Pixel 9");
  await proveIfDue(anna);
  await anna.page.getByLabel("New name").fill("Stolen");
  await press(anna.page, "Save the name");
  const letter = await house.mailbox.letter(anna.email, RENAMED);
  await open(mailbox, linkTo("/not-me", letter));
  await expect(mailbox, "the token is in no history").toHaveURL("/not-me");
  await expectHeading(mailbox, "Was this not you?");
  await open(anna.page, "/account");
  await expectHeading(anna.page, "Your sign-in");
  await press(mailbox, "This wasn’t me");
  await expect(mailbox.getByText("You are signed out everywhere", { exact: false })).toBeVisible();
  await open(mailbox, linkTo("/not-me", letter));
  await expectHeading(mailbox, "This link no longer works");
}
