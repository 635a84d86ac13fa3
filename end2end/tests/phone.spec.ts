// Codes by text message: set up, asked for, entered, held back; with and without JavaScript.
import { makePolicy } from "../support/console";
import { type House } from "../support/house";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectRefused, follow, open, press } from "../support/page";
import { giveCode, givePassword, join, type Person } from "../support/people";
import { expect, test } from "../support/test";

const KIND = "Text message (SMS)";
/** A number is sent one message in a minute. */
const A_MINUTE_MS = 90_000;

/** From the account to an active phone. */
async function setUp({ page }: Person, house: House, number: string): Promise<void> {
  await open(page, "/enrol");
  await expect(page.getByRole("heading", { name: KIND })).toBeVisible();
  await follow(page, "Get codes by text message");
  await expectHeading(page, "Get codes by text message");
  await expect(page.getByText("SIM swap")).toBeVisible();
  await page.getByLabel("Mobile number").fill("0170 1234567");
  await press(page, "Send me a code");
  await expectRefused(page, "number", /country code is missing/);
  await expect(page.getByLabel("Mobile number")).toHaveValue("0170 1234567");
  await page.getByLabel("Mobile number").fill(number);
  await press(page, "Send me a code");
  await expectHeading(page, "Enter the code from the text message");
  const code = await house.texted(number);
  await page.locator("#code").fill(code === "000000" ? "000001" : "000000");
  await press(page, "Confirm");
  await expectRefused(page, "code", /not right/);
  await page.locator("#code").fill(code);
  await page.getByLabel("Name of the phone").fill("My own phone");
  await press(page, "Confirm");
  await expectHeading(page, "Your sign-in");
  await expect(page.getByRole("heading", { name: "My own phone" })).toBeVisible();
  await expect(page.getByText(`${KIND}, •••• ${number.slice(-2)}`)).toBeVisible();
}

/** To the second step, with the phone in hand. */
async function comeBack(person: Person): Promise<void> {
  const { page } = person;
  await press(page, "Sign out");
  await open(page, "/sign-in");
  await givePassword(page, person.email, person.password);
  await expectHeading(page, "Get a code by text message");
}

test("a phone is set up, held back for a minute, and signs in", async ({ admin, house, newBrowser }) => {
  test.setTimeout(2 * A_MINUTE_MS);
  await makePolicy(admin, { name: "Texted", groups: "texted", also: [KIND] });
  const tess = await join(admin, house, await newBrowser(), "Tess Texted", "texted");
  const { page } = tess;
  const number = "+491701234501";
  await open(page, "/enrol/phone");
  await expectGoodLooks(page, "which number");
  await setUp(tess, house, number);
  await expectGoodLooks(page, "an account with a phone");

  await comeBack(tess);
  await expectGoodLooks(page, "a code that was not asked for");
  await press(page, "Send a code to the number ending in 01");
  await expect(page.getByRole("alert")).toContainText("No other message can go to this number yet");
  await expectGoodLooks(page, "a code that was held back");
  await expect(async () => {
    await press(page, /^Send /);
    await expect(page.getByText("A code is on its way to the number ending in 01")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: A_MINUTE_MS, intervals: [10_000] });
  await expectHeading(page, "Enter the code from the text message");
  await expectGoodLooks(page, "a code on its way");
  await giveCode(page, await house.texted(number), "Sign in");
  await expectHeading(page, "Your sign-in");
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a phone is set up, and another way is never far", async ({ admin, house, newBrowser }) => {
    await makePolicy(admin, { name: "Texted plainly", groups: "plain", also: [KIND] });
    const pia = await join(admin, house, await newBrowser(), "Pia Plain", "plain");
    await setUp(pia, house, "+491701234502");
    await comeBack(pia);
    await press(pia.page, "Send a code to the number ending in 02");
    await expect(pia.page.getByRole("alert")).toContainText("No other message can go to this number yet");
    await follow(pia.page, "Pixel 9");
    await giveCode(pia.page, await pia.phones[0].code(), "Sign in");
    await expectHeading(pia.page, "Your sign-in");
  });
});
