// Removing one's own second step: whether the policy lets its owner, and what it costs.
import { makePolicy } from "../support/console";
import { expectHeading, expectNotice, follow, press } from "../support/page";
import { confirmNew, enrol, join } from "../support/people";
import { Stranger } from "../support/stranger";
import { expect, test } from "../support/test";

test("only admins may: why, who they are, and a request to them", async ({ anna, house }) => {
  const { page } = anna;
  await follow(page, "Remove Pixel 9");
  await expectHeading(page, "Only an admin can remove Pixel 9");
  await expect(page.getByText("Acme Bakery lets only admins remove this.")).toBeVisible();
  await expect(page.getByText("Berta Admin")).toBeVisible();
  await expect(page.getByRole("button", { name: /Remove/ })).toHaveCount(0);
  await page.getByLabel("What happened?").fill("I have a new tablet instead.");
  await press(page, "Ask an admin");
  await expectNotice(page, "Your admins have been asked.");
  await expect(page.getByText(/^You asked/)).toBeVisible();
  const letter = await house.mailbox.letter("berta@example.com", new RegExp(`^${anna.name} asks for help`));
  expect(letter.text).toContain("I have a new tablet instead.");
  expect(letter.text).toContain(`${house.url}/admin/requests/`);
});

test("users may: removed, told by mail, and the last one replaced before it goes", async ({ admin, house, newBrowser }) => {
  await makePolicy(admin, { name: "Own removal", groups: "free", selfRemoval: true });
  const page = await newBrowser();
  const emil = await join(admin, house, page, "Emil Free", "free");
  await follow(page, "Add another");
  await press(page, "Set up an authenticator app");
  await confirmNew(page, "Tablet");
  await expectNotice(page, "Tablet was added.");

  await follow(page, "Remove Pixel 9");
  await expectHeading(page, "Remove Pixel 9?");
  await expect(page.getByText("Pixel 9 will no longer sign you in.")).toBeVisible();
  await expect(page.getByText("Everywhere else you are signed out.")).toBeVisible();
  await press(page, "Remove Pixel 9");
  await expectNotice(page, "Pixel 9 was removed.");
  await expect(page.getByRole("heading", { name: "Pixel 9" })).toHaveCount(0);
  const letter = await house.mailbox.letter(emil.email, /A way to sign in was removed/);
  expect(letter.text).toContain("Pixel 9 was removed from your sign-in at Acme Bakery.");

  await follow(page, "Remove Tablet");
  await expectHeading(page, "Tablet is your last second step");
  await follow(page, "Set up the new one first");
  await press(page, "Replace it by an authenticator app");
  await confirmNew(page, "Watch");
  await expectNotice(page, "Watch works now, and Tablet was removed.");

  const elsewhere = await newBrowser({ storageState: await page.context().storageState() });
  await follow(page, "Remove Watch");
  await expect(page.getByText("You will be signed out everywhere else")).toBeVisible();
  await press(page, "Remove anyway and set up again now");
  await expectHeading(page, "Set up a second step");
  await expect(page.getByText("You removed your last one, and Acme Bakery asks for one.")).toBeVisible();
  await elsewhere.goto("/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");
  await enrol(page, "Phone again");
  await expectHeading(page, "Your sign-in");
  await expect(page.getByRole("heading", { name: "Phone again" })).toBeVisible();
});

/** whoever lures somebody onto a page of theirs cannot lay our button under the pointer. */
test("no page of somebody else puts the removal into a frame", async ({ admin, house, browser, newBrowser }) => {
  await makePolicy(admin, { name: "Framed", groups: "framed", selfRemoval: true });
  const page = await newBrowser();
  await join(admin, house, page, "Fritz Framed", "framed");
  await follow(page, "Remove Pixel 9");
  await expect(page.getByRole("button", { name: /^Remove/ })).toBeVisible();
  const stranger = await Stranger.framing(page.url());
  // Not watched: here the browser must complain.
  const context = await browser.newContext({ storageState: await page.context().storageState(), javaScriptEnabled: true });
  const lured = await context.newPage();
  const complained = lured.waitForEvent("console", (message) => message.text().includes("frame-ancestors 'none'"));
  await lured.goto(stranger.url);
  await complained;
  const [, frame] = lured.frames();
  expect(frame.url()).toMatch(/^chrome-error:/);
  await expect(frame.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
  await context.close();
  await stranger.close();
});

test("renamed, replaced and added without an admin", async ({ anna }) => {
  const { page } = anna;
  await follow(page, "Rename Pixel 9");
  await page.getByLabel("New name").fill("Pixel at work");
  await press(page, "Save the name");
  await expectNotice(page, "It is now called Pixel at work.");
  await follow(page, "Replace Pixel at work");
  await press(page, "Replace it by an authenticator app");
  await page.getByLabel("Keep Pixel at work as well").check();
  await confirmNew(page, "Pixel 10");
  await expectHeading(page, "Your sign-in");
  for (const name of ["Pixel at work", "Pixel 10"]) {
    await expect(page.getByRole("heading", { name })).toBeVisible();
  }
});

test("the password is changed, and every other browser is signed out", async ({ anna, newBrowser }) => {
  const { page } = anna;
  const elsewhere = await newBrowser({ storageState: await page.context().storageState() });
  await follow(page, "Change password");
  await page.getByLabel("Current password").fill("not the one");
  await page.getByLabel("New password").fill("a mountain of blue marmalade");
  await press(page, "Change password");
  await expect(page.locator("#current_password-error")).toHaveText("That is not your current password. Try again.");
  await page.getByLabel("Current password").fill(anna.password);
  await page.getByLabel("New password").fill("a mountain of blue marmalade");
  await press(page, "Change password");
  await expectNotice(page, "Your password was changed.");
  await elsewhere.goto("/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");
});
