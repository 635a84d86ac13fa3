// Somebody with a browser, and with what they set up: the steps of every journey, as verbs.
import { expect, type Locator, type Page } from "@playwright/test";
import { type House } from "./house";
import { linkTo } from "./mailbox";
import { alive, expectHeading, follow, hasScripts, leads, open, press } from "./page";
import { Phone } from "./phone";

export const ADMIN = { name: "Berta Admin", email: "berta@example.com", password: "correct horse battery staple" };
export const PASSWORD = "violet teapot under the stairs";

export interface Person {
  page: Page;
  name: string;
  email: string;
  password: string;
  phones: Phone[];
  codes: string[];
}

/** The first run: Acme, its admin, and the admin's first phone. */
export async function setUp(page: Page, house: House): Promise<Person> {
  await open(page, house.setUpLink);
  await page.getByLabel("Name of the organisation").fill("Acme Bakery");
  await page.getByLabel("Short name").fill("acme");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await press(page, "Make the organisation");
  const { phone, codes } = await enrol(page, "Pixel 9");
  await expectHeading(page, "Your sign-in");
  return { page, ...ADMIN, phones: [phone], codes };
}

/** From the choice of a kind to saved backup codes. */
export async function enrol(page: Page, name: string): Promise<{ phone: Phone; codes: string[] }> {
  await press(page, "Set up an authenticator app");
  const phone = await confirmNew(page, name);
  const codes = await saveCodes(page);
  return { phone, codes };
}

/** Scans the picture of a new phone, and confirms it with a code. */
export async function confirmNew(page: Page, name: string): Promise<Phone> {
  const phone = await scan(page, name);
  await page.getByLabel("Name of the phone or app").fill(name);
  await giveCode(page, await phone.code(), "Confirm");
  return phone;
}

export async function scan(page: Page, name: string): Promise<Phone> {
  await expectHeading(page, "Scan this with your authenticator app");
  const uri = await page.getByRole("link", { name: "On this phone? Open your app" }).getAttribute("href");
  return new Phone(uri!, name);
}

export async function codesShown(page: Page): Promise<string[]> {
  await expectHeading(page, "Save your backup codes");
  const codes = await page.locator(".codes li").allTextContents();
  expect(codes).toHaveLength(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  }
  return codes;
}

export async function saveCodes(page: Page): Promise<string[]> {
  const codes = await codesShown(page);
  await page.getByLabel("I have saved them somewhere safe").check();
  await press(page, "Continue");
  return codes;
}

/** Types six digits: with scripts the form sends itself, without them a button does. */
export async function giveCode(page: Page, code: string, button: string): Promise<void> {
  await alive(page);
  await leads(page, async () => {
    await page.locator("#code").fill(code);
    if (!hasScripts(page)) {
      await page.getByRole("main").getByRole("button", { name: button }).click();
    }
  });
}

/** Fills in the password page that is open. */
export async function givePassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Sign in");
}

/** Password and a fresh code, from the sign-in page. */
export async function signIn(person: Person, page = person.page): Promise<void> {
  await open(page, "/sign-in");
  await givePassword(page, person.email, person.password);
  await expectHeading(page, "Enter the code from your app");
  await giveCode(page, await freshCode(person), "Sign in");
  await expectHeading(page, "Your sign-in");
}

/** Password and a backup code, from the sign-in page. */
export async function signInWithBackupCode(person: Person, page = person.page): Promise<void> {
  await open(page, "/sign-in");
  await givePassword(page, person.email, person.password);
  await follow(page, /Use a backup code/);
  await page.getByLabel("Backup code").fill(person.codes.shift()!);
  await press(page, "Sign in");
}

/** Shows once more who they are, where the page asks for it: with the phone that has a fresh code soonest. */
export async function prove(person: Person, page = person.page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Show that it’s you" })).toBeVisible();
  const phone = readiest(person);
  const offered = page.getByLabel(`Code from ${phone.name}`);
  if ((await offered.count()) === 0) {
    await follow(page, phone.name);
    await unfold(page, offered);
  }
  await expect(offered).toBeVisible();
  await giveCode(page, await phone.code(), "Confirm");
}

/** As `prove`, unless a proof that was given on this page before has not been used. */
export async function proveIfDue(person: Person): Promise<void> {
  if ((await person.page.getByRole("heading", { name: "Show that it’s you" }).count()) > 0) {
    await prove(person);
  }
}

/** Unfolds the proof where one is due, and gives it. */
export async function proveFirst(person: Person, what: string): Promise<void> {
  const proof = person.page.getByText(what, { exact: true });
  if (await proof.isVisible()) {
    await proof.click();
    await proveIfDue(person);
  }
}

/** What stands in a folded part of the page is folded again after every load. */
async function unfold(page: Page, inside: Locator): Promise<void> {
  const folded = page.locator("details:not([open])").filter({ has: inside });
  if ((await folded.count()) > 0) {
    await folded.locator("summary").click();
  }
}

function readiest(person: Person): Phone {
  return person.phones.reduce((best, phone) => (phone.wait < best.wait ? phone : best));
}

/** Of the only phone, the sign-in page asks for it. */
async function freshCode(person: Person): Promise<string> {
  return person.phones[0].code();
}

/** Invites somebody; gives the link from the letter. */
export async function invite(admin: Person, house: House, name: string, email: string, groups = ""): Promise<string> {
  await open(admin.page, "/admin/users/invite");
  await admin.page.getByLabel("Name", { exact: true }).fill(name);
  await admin.page.getByLabel("E-mail address").fill(email);
  await admin.page.getByLabel("Groups (optional)").fill(groups);
  await press(admin.page, "Send the invitation");
  return linkTo("/welcome?link=", await house.mailbox.letter(email, /You are invited/));
}

/** Accepts an invitation in a browser of one's own, up to the choice of a second step. */
export async function accept(page: Page, link: string): Promise<void> {
  await open(page, link);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Save and continue");
}

/** Somebody new, from the invitation to the account. */
export async function join(admin: Person, house: House, page: Page, name: string, groups = ""): Promise<Person> {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.com`;
  await accept(page, await invite(admin, house, name, email, groups));
  const { phone, codes } = await enrol(page, "Pixel 9");
  await expectHeading(page, "Your sign-in");
  return { page, name, email, password: PASSWORD, phones: [phone], codes };
}
