// Hardware tokens: imported, activated, signed in with, taken back; with and without JavaScript.
import * as OTPAuth from "otpauth";
import { makePolicy } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, expectRefused, follow, open, press } from "../support/page";
import { giveCode, givePassword, join, type Person, prove, proveFirst } from "../support/people";
import { expect, test } from "../support/test";

const PAGE = "/admin/hardware-tokens";
const HEADER = "upn,serial number,secret key,time interval,manufacturer,model";
const MINUTE_MS = 60_000;

/** The page of a token, with the proof that its forms ask for. */
async function openToken(admin: Person, serial: string): Promise<void> {
  await open(admin.page, `${PAGE}?search=${serial}`);
  await follow(admin.page, serial);
  await expectHeading(admin.page, `Token ${serial}`);
  await proveFirst(admin, "Change something here");
}

async function expectSignedIn(person: Person, token: string, code: string): Promise<void> {
  const { page } = person;
  await press(page, "Sign out");
  await open(page, "/sign-in");
  await givePassword(page, person.email, person.password);
  await follow(page, token);
  await expectHeading(page, "Enter the code from your code generator");
  await giveCode(page, code, "Sign in");
  await expectHeading(page, "Your sign-in");
}

test("a file of tokens is mended and imported, and one of a minute signs in", async ({ admin, house, newBrowser }) => {
  const { page } = admin;
  await makePolicy(admin, { name: "Token holders", groups: "tokens", also: ["Hardware token"] });
  const mei = await join(admin, house, await newBrowser(), "Mei Tokens", "tokens");
  const device = new OTPAuth.TOTP({ period: 60, secret: new OTPAuth.Secret({ size: 20 }) });
  const row = (upn: string, serial: string, model: string) => `${upn},${serial},${device.secret.base32},60,Contoso,${model}`;

  await open(page, PAGE);
  await proveFirst(admin, "Import a file");
  await expectGoodLooks(page, "the import of hardware tokens");
  const choose = async (rows: string[]) => {
    const buffer = Buffer.from([HEADER, ...rows].join("\r\n"));
    await page.getByLabel("File", { exact: true }).setInputFiles({ name: "tokens.csv", mimeType: "text/csv", buffer });
    await press(page, "Import");
  };
  await choose([row(mei.email, "E2E-60", "HardwareKey"), row("nobody@example.com", "E2E-61", "HardwareKey")]);
  await expectRefused(page, "file", /Nothing was imported/);
  await expect(page.getByText("Line 3: nobody here has this address.")).toBeVisible();
  await expectGoodLooks(page, "a refused file of tokens");
  await choose([row(mei.email, "E2E-60", "HardwareKey"), row("", "E2E-61", "HardwareKey")]);
  await expectNotice(page, "The file was imported. Tokens: 2. Given to somebody: 1.");
  await expectGoodLooks(page, "hardware tokens");

  await openToken(admin, "E2E-60");
  await expectGoodLooks(page, "a hardware token");
  // The code before the present one, so that the present one still signs in.
  const step = Math.floor(Date.now() / MINUTE_MS) - 1;
  const at = (nth: number) => device.generate({ timestamp: nth * MINUTE_MS });
  await page.locator("#code").fill(at(step - 100));
  await press(page, "Activate");
  await expectRefused(page, "code", /That is not a code of this token/);
  await page.locator("#code").fill(at(step));
  await press(page, "Activate");
  await expectNotice(page, "Token E2E-60 of Mei Tokens is active.");

  await expectSignedIn(mei, "HardwareKey E2E-60", at(step + 1));
  await expect(mei.page.getByRole("heading", { name: "HardwareKey E2E-60" })).toBeVisible();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a token with a button is given, activated, taken back and deleted", async ({ admin: scripted, house, newBrowser }) => {
    await makePolicy(scripted, { name: "Button holders", groups: "buttons", also: ["Hardware token"] });
    const ben = await join(scripted, house, await newBrowser(), "Ben Button", "buttons");
    const admin = { ...scripted, page: await newBrowser({ storageState: await scripted.page.context().storageState() }) };
    const { page } = admin;
    const device = new OTPAuth.HOTP({ secret: new OTPAuth.Secret({ size: 20 }) });
    await open(page, PAGE);
    await proveFirst(admin, "Import a file");
    await page.getByLabel("Or paste what is in the file").fill(`${HEADER}\n,E2E-0,${device.secret.base32},0,,\n`);
    await press(page, "Import");
    await expectNotice(page, "The file was imported. Tokens: 1. Given to somebody: 0.");

    await openToken(admin, "E2E-0");
    await page.getByLabel("E-mail address of the user").fill(ben.email);
    await press(page, "Give it to them");
    await expectNotice(page, "Token E2E-0 belongs to Ben Button now.");
    await proveFirst(admin, "Change something here");
    await page.getByLabel("First code").fill(device.generate({ counter: 0 }));
    await press(page, "Activate");
    await expectRefused(page, "second_code", /not two codes of this token in a row/);
    await page.getByLabel("First code").fill(device.generate({ counter: 0 }));
    await page.getByLabel("Second code").fill(device.generate({ counter: 1 }));
    await press(page, "Activate");
    await expectNotice(page, "Token E2E-0 of Ben Button is active.");
    await expectSignedIn(ben, "E2E-0", device.generate({ counter: 4 }));

    await openToken(admin, "E2E-0");
    await follow(page, "End it for its user");
    await prove(admin);
    await page.getByLabel("Met in person").check();
    await page.getByLabel("The device is lost").check();
    await press(page, /^Remove /);
    await expectNotice(page, "of Ben Button was removed.");
    await openToken(admin, "E2E-0");
    await press(page, "Take it back");
    await expectNotice(page, "The token of Ben Button is in stock again.");
    await proveFirst(admin, "Change something here");
    await press(page, "Delete this token");
    await expectNotice(page, "Token E2E-0 was deleted.");
  });
});
