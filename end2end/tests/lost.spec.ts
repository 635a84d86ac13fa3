// A device is gone: reported lost, dead at once, and found again.
import { openTab, openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, follow, press } from "../support/page";
import { confirmNew, giveCode, join, proveIfDue } from "../support/people";
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

for (const scripts of ["with scripts", "without a script"] as const) {
  test(`lifted by an admin, ${scripts}`, async ({ admin: signedIn, house, newBrowser }) => {
    const lea = await join(signedIn, house, await newBrowser(), `Lea ${scripts}`);
    await follow(lea.page, "Report Pixel 9 lost?");
    await press(lea.page, "Report Pixel 9 lost");
    await expectNotice(lea.page, "Pixel 9 no longer signs you in.");
    const storageState = await signedIn.page.context().storageState();
    const page = await newBrowser({ storageState, javaScriptEnabled: scripts === "with scripts" });
    const admin = { ...signedIn, page };
    await openUser(page, lea);
    await openTab(page, "Authentication methods");
    await follow(page, `Pixel 9 of Lea ${scripts} was found again`);
    await proveIfDue(admin);
    await expectHeading(page, `Pixel 9 of Lea ${scripts} was found again`);
    if (scripts === "with scripts") {
      await expectGoodLooks(page, "lift a report");
    }
    await page.getByLabel("The device is lost").check();
    await press(page, "Let it sign in again");
    await expect(page.getByText("Choose how you made sure who the person is").first()).toBeVisible();
    await expect(page.getByLabel("The device is lost")).toBeChecked();
    await page.getByLabel("Met in person").check();
    await press(page, "Let it sign in again");
    await expectNotice(page, `Pixel 9 of Lea ${scripts} signs in again.`);
  });
}
