// The pictures of the documentation; made only when LATCHKEY_SCREENSHOTS=1.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makePolicy, openTab, openUser, reset } from "../support/console";
import { House } from "../support/house";
import { SCHEMES, SIZES } from "../support/look";
import { alive, expectHeading, leads, open, press } from "../support/page";
import { accept, ADMIN, codesShown, enrol, giveCode, givePassword, invite, type Person, prove, proveFirst, proveIfDue, scan, setUp } from "../support/people";
import { expect, test } from "../support/test";

const FOLDER = "../docs/screenshots";
const TOKENS = "upn,serial number,secret key,time interval,manufacturer,model";
const KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

test.skip(process.env.LATCHKEY_SCREENSHOTS !== "1", "set LATCHKEY_SCREENSHOTS=1 to make the pictures anew");
test.setTimeout(300_000);

test("pictures of the front door, the account and the console", async ({ newBrowser }) => {
  const house = await House.open();
  const page = await newBrowser({ baseURL: house.url });
  const admin = await setUp(page, house);
  await makePolicy(admin, { name: "Contractors", groups: "contractors", selfRemoval: true });

  const guest = await newBrowser({ baseURL: house.url });
  const people: Person[] = [];
  for (const [name, groups] of [["Anna Weber", "bakery"], ["Carlos Ortiz", "contractors"], ["Mei Lin", "bakery"]]) {
    people.push(await joined(admin, house, guest, name, groups, people.length === 0));
    await press(guest, "Sign out");
  }
  await invite(admin, house, "Otto Vogel", "otto@example.com", "bakery");
  const [anna, carlos] = people;
  await open(guest, "/sign-in");
  await picture(guest, "sign-in");
  await givePassword(guest, anna.email, anna.password);
  await picture(guest, "verify");
  await giveCode(guest, await anna.phones[0].code(), "Sign in");
  await picture(guest, "account");
  for (const name of ["sessions", "activity", "profile"]) {
    await open(guest, `/account/${name}`);
    await picture(guest, name);
  }

  await reset(admin, carlos);
  await open(page, "/admin/users");
  await picture(page, "users");
  await picturesOfConsole(admin, anna);
  await house.close();
});

async function picturesOfConsole(admin: Person, anna: Person): Promise<void> {
  const { page } = admin;
  await openUser(page, anna);
  await picture(page, "user");
  await openTab(page, "Authentication methods");
  await picture(page, "user-methods");
  await openTab(page, "Summary");
  await leads(page, () => page.getByRole("link", { name: "Force MFA reset" }).click());
  await prove(admin);
  await page.getByLabel("Called back on a number that we had on file").check();
  await page.getByLabel("The device is lost").check();
  await page.getByLabel("Reason, or ticket number").fill("Left it on the train, ticket 4711");
  await picture(page, "reset");
  await open(page, "/admin/authentication-methods");
  for (const name of ["Anna Weber", "Mei Lin", "Berta Admin"]) {
    await page.getByLabel(`Pick ${name}`).check();
  }
  await picture(page, "methods");
  await press(page, "Reset all multi-factor authentication");
  await prove(admin);
  await picture(page, "summary");
  await page.getByLabel("Met in person").check();
  await page.getByLabel("The device was stolen").check();
  await press(page, /^Reset 2 users/);
  await expect(page.getByText("All done.")).toBeVisible();
  await picture(page, "results");
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await page.getByLabel("Name", { exact: true }).fill("Drivers");
  await page.getByLabel("Groups", { exact: true }).fill("drivers");
  await picture(page, "policy");
  await picturesOfTheRest(admin, anna);
}

async function picturesOfTheRest(admin: Person, anna: Person): Promise<void> {
  const { page } = admin;
  await open(page, "/admin/hardware-tokens");
  await proveFirst(admin, "Import a file");
  const rows = [`${anna.email},FT-100231,${KEY},60,Feitian,c200`, `,FT-100232,${KEY},60,Feitian,c200`, `,YK-7718,${KEY},0,Yubico,5 NFC`];
  await page.getByLabel("Or paste what is in the file").fill([TOKENS, ...rows].join("\n"));
  await press(page, "Import");
  await picture(page, "hardware-tokens");
  await open(page, "/admin/settings");
  await proveIfDue(admin);
  await picture(page, "settings");
  await open(page, "/admin/settings/brand");
  await proveIfDue(admin);
  await picture(page, "brand");
  await open(page, "/admin/webhooks");
  await proveFirst(admin, "Add a webhook");
  await picture(page, "webhooks");
  await open(page, "/admin/audit");
  await picture(page, "audit");
}

/** From the invitation to the account; with pictures on the way, if they are wanted. */
async function joined(admin: Person, house: House, page: Page, name: string, groups: string, pictures: boolean): Promise<Person> {
  const email = `${name.split(" ")[0].toLowerCase()}@example.com`;
  await accept(page, await invite(admin, house, name, email, groups));
  if (!pictures) {
    const { phone, codes } = await enrol(page, "iPhone 17");
    return { page, name, email, password: "violet teapot under the stairs", phones: [phone], codes };
  }
  await picture(page, "enrol");
  await press(page, "Set up an authenticator app");
  const phone = await scan(page, "Pixel 9");
  await page.getByLabel("Name of the phone or app").fill(phone.name);
  await picture(page, "totp");
  await giveCode(page, await phone.code(), "Confirm");
  const codes = await codesShown(page);
  await picture(page, "backup-codes");
  await page.getByLabel("I have saved them somewhere safe").check();
  await press(page, "Continue");
  await expectHeading(page, "Your sign-in");
  return { page, name, email, password: "violet teapot under the stairs", phones: [phone], codes };
}

/** One page in both sizes and both schemes; the whole of it, within reason. */
async function picture(page: Page, name: string): Promise<void> {
  await alive(page);
  await expect(page.getByText(ADMIN.password)).toHaveCount(0);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.min(Math.max(whole, size.height), 2 * size.height) });
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(FOLDER, `${name}-${size.width}-${colorScheme}.png`), animations: "disabled", caret: "hide" });
    }
  }
  await page.setViewportSize(SIZES[1]);
  await page.emulateMedia({ colorScheme: "light" });
}
