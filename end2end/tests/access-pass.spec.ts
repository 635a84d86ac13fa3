// An access pass: made by an admin in one browser, entered in another, and straight into a new second step.
import { openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, follow, open, press } from "../support/page";
import { confirmNew, givePassword, prove } from "../support/people";
import { expect, test } from "../support/test";

test("a pass is shown once, stands in for the lost phone, and leads to a new one", async ({ admin, anna, house, newBrowser }) => {
  const { page } = admin;
  await openUser(page, anna);
  await follow(page, "Give an access pass");
  await expectHeading(page, `Give an access pass: ${anna.name}`);
  await prove(admin);
  await expectGoodLooks(page, "giving a pass");
  await page.getByLabel("Called back on a number that we had on file").check();
  await page.getByLabel("The device is lost").check();
  await page.getByLabel("Reason, or ticket number").fill("Ticket 4713");
  await page.getByLabel("10 minutes").check();
  await press(page, `Make a pass for ${anna.name}`);
  await expectHeading(page, `The access pass for ${anna.name}`);
  await expectGoodLooks(page, "a fresh pass");
  const pass = await page.locator("code.pass").innerText();
  expect(pass).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const letter = await house.mailbox.letter(anna.email, /access pass/);
  expect(letter.text).not.toContain(pass);
  await follow(page, `To the page of ${anna.name}`);
  await expect(page.getByText(pass), "shown once").toHaveCount(0);

  const elsewhere = await newBrowser();
  await open(elsewhere, "/sign-in");
  await givePassword(elsewhere, anna.email, anna.password);
  await follow(elsewhere, "Use an access pass");
  await expectHeading(elsewhere, "Enter your access pass");
  await expectGoodLooks(elsewhere, "entering a pass");
  await elsewhere.getByLabel("Access pass").fill("0000 0000 0000 0000");
  await press(elsewhere, "Go on");
  await expect(elsewhere.getByRole("alert")).toContainText("That pass is not good");
  await elsewhere.getByLabel("Access pass").fill(pass.toLowerCase().replaceAll("-", " "));
  await press(elsewhere, "Go on");
  await expectHeading(elsewhere, "Set up a second step");
  // Ten codes are left from before: no new ones are due.
  await press(elsewhere, "Set up an authenticator app");
  await confirmNew(elsewhere, "Pixel 10");
  await expectHeading(elsewhere, "Your sign-in");
  await expect(elsewhere.getByText("Pixel 10").first()).toBeVisible();
});
