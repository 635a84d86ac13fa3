// A device is gone: reported lost, dead at once, and found again.
import { expectHeading, expectNotice, follow, press } from "../support/page";
import { confirmNew, giveCode, join } from "../support/people";
import { expect, test } from "../support/test";

test("reported lost, signed out elsewhere, and lifted by the other one", async ({ admin, house, newBrowser }) => {
  const page = await newBrowser();
  const emil = await join(admin, house, page, "Emil Lost");
  await follow(page, "Add another");
  await press(page, "Set up an authenticator app");
  const tablet = await confirmNew(page, "Tablet");
  const elsewhere = await newBrowser({ storageState: await page.context().storageState() });

  await follow(page, "Report Pixel 9 lost?");
  await expectHeading(page, "Report Pixel 9 lost?");
  await expect(page.getByText("Pixel 9 stops working at once.")).toBeVisible();
  await expect(page.getByText("You can still sign in with your other second steps.")).toBeVisible();
  await press(page, "Report Pixel 9 lost");
  await expectNotice(page, "Pixel 9 no longer signs you in.");
  await elsewhere.goto("/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");
  const letter = await house.mailbox.letter(emil.email, /A way to sign in was reported lost/);
  expect(letter.text).toContain("Pixel 9 was reported lost and no longer signs you in at Acme Bakery.");

  await follow(page, "Use Pixel 9 again?");
  await giveCode(page, await tablet.code(), "Confirm");
  await expectHeading(page, "Use Pixel 9 again?");
  await press(page, "Use Pixel 9 again");
  await expectNotice(page, "Pixel 9 signs you in again.");
});

test("the only one: the page says what it costs, and offers the better way", async ({ admin, house, newBrowser }) => {
  const page = await newBrowser();
  await join(admin, house, page, "Ida Lost");
  await follow(page, "Report Pixel 9 lost?");
  await expect(page.getByText("one of your 10 backup codes")).toBeVisible();
  await press(page, "Report Pixel 9 lost");
  await expectNotice(page, "Pixel 9 no longer signs you in.");
  await expect(page.getByText("Reported lost")).toBeVisible();
});
