// Passkeys in a real browser with a virtual authenticator: created, used as second step, alone, and by those who should not.
import type { Page, Route } from "@playwright/test";
import { makePolicy, openUser } from "../support/console";
import { Authenticator } from "../support/authenticator";
import { expectGoodLooks } from "../support/look";
import { alive, expectHeading, expectNotice, follow, leads, open, press } from "../support/page";
import { accept, codesShown, givePassword, invite, join, type Person, prove, saveCodes } from "../support/people";
import { expect, test } from "../support/test";

/** From the choice of a kind to saved backup codes. */
async function enrolPasskey(page: Page, name = ""): Promise<void> {
  await follow(page, "Create a passkey");
  await expectHeading(page, "Create a passkey");
  await page.getByLabel("Name of this passkey").fill(name);
  await press(page, "Create a passkey");
}

/** Anna adds one, with a proof that is still fresh. */
async function add(anna: Person, name: string): Promise<Authenticator> {
  const authenticator = await Authenticator.plugInto(anna.page);
  await open(anna.page, "/enrol");
  await enrolPasskey(anna.page, name);
  await expectHeading(anna.page, "Your sign-in");
  await expect(anna.page.getByRole("heading", { name })).toBeVisible();
  return authenticator;
}

/** Out, and at the sign-in page with nobody there to touch anything: else the browser would answer its own list at once. */
async function leave(page: Page, authenticator: Authenticator, path = "/sign-in"): Promise<void> {
  await authenticator.present(false);
  await press(page, "Sign out");
  await open(page, path);
}

/** A touch, asked for by the button. */
async function usePasskey(page: Page, authenticator: Authenticator): Promise<void> {
  await leads(page, () => touch(page, authenticator));
}

/** The same where it is refused. The page comes back and asks by its list, so whoever touched it is gone before the answer is sent. */
async function refusedPasskey(page: Page, authenticator: Authenticator, sentence: RegExp): Promise<void> {
  const leaveBefore = async (route: Route) => {
    await authenticator.present(false);
    await route.fallback();
  };
  await page.route("**/do/sign-in-with-passkey", leaveBefore, { times: 1 });
  await touch(page, authenticator);
  await expect(page.getByRole("alert")).toContainText(sentence);
}

/** Nobody is there before the button is pressed and its page has begun to ask: else the list of the page would be answered at once. */
async function touch(page: Page, authenticator: Authenticator): Promise<void> {
  const comeBefore = async (route: Route) => {
    await authenticator.present(true);
    await route.fallback();
  };
  await page.route("**/do/start-passkey*", comeBefore, { times: 1 });
  await page.getByRole("button", { name: "Use a passkey" }).click();
}

/** Playwright finds no text in there, but people read it. */
async function expectNoScript(page: Page): Promise<void> {
  const said = page.locator("noscript p");
  await expect(said).toBeVisible();
  expect(await said.innerText()).toContain("A passkey needs JavaScript");
}

test("invited, a passkey is offered first, and is all that is needed", async ({ admin, house, page }) => {
  const email = "pia.passkey@example.com";
  const authenticator = await Authenticator.plugInto(page);
  await accept(page, await invite(admin, house, "Pia Passkey", email));
  await expectHeading(page, "Set up a second step");
  await expect(page.locator("h2").first()).toHaveText("Passkey");
  await enrolPasskey(page);
  await codesShown(page);
  await saveCodes(page);
  await expectHeading(page, "Your sign-in");
  const card = page.locator(".card").first();
  await expect(card).toContainText("Passkey");
  expect((await authenticator.credentials())[0]).toMatchObject({ rpId: "localhost", isResidentCredential: true });
  await house.mailbox.letter(email, /A new way to sign in was added/);

  await leave(page, authenticator);
  await givePassword(page, email, "violet teapot under the stairs");
  await expectHeading(page, "Use your passkey");
  await usePasskey(page, authenticator);
  await expectHeading(page, "Your sign-in");
});

test("with nothing but the passkey: by the button, and from the browser's own list", async ({ anna }) => {
  const { page } = anna;
  const authenticator = await add(anna, "Laptop");
  await leave(page, authenticator, "/sign-in?then=%2Faccount%2Fsessions");
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("autocomplete", /webauthn/);
  await usePasskey(page, authenticator);
  await expectHeading(page, "Where you are signed in");
  await expect(page.getByText("Passkey").first()).toBeVisible();

  // Whoever has it at hand need not even press the button.
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/account");
  await expectHeading(page, "Your sign-in");
});

test("the finger of somebody else, a question that was closed: a sentence, and a way on", async ({ anna }) => {
  const { page } = anna;
  const authenticator = await add(anna, "Laptop");
  await leave(page, authenticator);
  await authenticator.recognises(false);
  await touch(page, authenticator);
  await expect(page.getByRole("alert")).toContainText("No passkey answered");
  await expect(page.getByRole("button", { name: "Use a passkey" })).toBeEnabled();
  // The password stands above, as before.
  await givePassword(page, anna.email, anna.password);
  await expectHeading(page, "Use your passkey");
  await follow(page, "Pixel 9");
  await expectHeading(page, "Enter the code from your app");
});

test("what each kind of failure says", async ({ anna }) => {
  const { page } = anna;
  await open(page, "/enrol");
  await follow(page, "Create a passkey");
  for (const [name, sentence] of [
    ["NotAllowedError", /No passkey was created: the question was closed/],
    ["InvalidStateError", /has a passkey for you already/],
    ["ConstraintError", /Set a screen lock or a PIN/],
    ["NotSupportedError", /Set a screen lock or a PIN/],
    ["SecurityError", /does not allow passkeys at this address/],
    ["EncodingError", /Your browser could not finish this/],
  ] as const) {
    await page.evaluate((name) => {
      navigator.credentials.create = () => Promise.reject(new DOMException("", name));
    }, name);
    await page.getByRole("button", { name: "Create a passkey" }).click();
    await expect(page.getByRole("alert"), name).toContainText(sentence);
  }
  await expect(page.getByRole("link", { name: "Choose another way" })).toBeVisible();
});

test("one device makes one passkey for one person", async ({ anna }) => {
  await add(anna, "Laptop");
  await open(anna.page, "/enrol");
  await follow(anna.page, "Create a passkey");
  await anna.page.getByRole("button", { name: "Create a passkey" }).click();
  await expect(anna.page.getByRole("alert")).toContainText("has a passkey for you already");
});

test("a copy is noticed by its counter: refused, and its owner is told", async ({ anna, house }) => {
  const { page } = anna;
  const authenticator = await add(anna, "Laptop");
  await leave(page, authenticator);
  await usePasskey(page, authenticator);
  await expectHeading(page, "Your sign-in");
  await leave(page, authenticator);
  const [original] = await authenticator.credentials();
  await authenticator.forget(original);
  await authenticator.put({ ...original, signCount: 0 });
  await open(page, "/sign-in");
  await refusedPasskey(page, authenticator, /may be a copy of this passkey/);
  await house.mailbox.letter(anna.email, /One of your passkeys may have been copied/);
});

test("the key of another user opens nothing", async ({ admin, anna, house, newBrowser }) => {
  const annas = await add(anna, "Laptop");
  const [hers] = await annas.credentials();
  const bert = await join(admin, house, await newBrowser(), "Bert Other");
  const berts = await add(bert, "Tablet");
  const [his] = await berts.credentials();
  await leave(bert.page, berts);
  // His name on it, her key in it.
  await berts.forget(his);
  await berts.put({ ...hers, credentialId: his.credentialId, userHandle: his.userHandle });
  await open(bert.page, "/sign-in");
  await givePassword(bert.page, bert.email, bert.password);
  await expectHeading(bert.page, "Use your passkey");
  await usePasskey(bert.page, berts);
  await expectHeading(bert.page, "Use your passkey");
  await expect(bert.page.getByRole("alert")).toBeVisible();
  await expectGoodLooks(bert.page, "a refused passkey");
  await open(bert.page, "/account");
  await expectHeading(bert.page, "Use your passkey");
});

test("a removed one is known to nobody, and the browser is told so", async ({ admin, house, newBrowser }) => {
  await makePolicy(admin, { name: "Keyholders", groups: "keyholders", selfRemoval: true });
  const carla = await join(admin, house, await newBrowser(), "Carla Keys", "keyholders");
  const { page } = carla;
  const authenticator = await add(carla, "Laptop");
  const told: unknown[] = [];
  await page.exposeFunction("tell", (said: unknown) => told.push(said));
  await page.addInitScript(() => {
    const api = PublicKeyCredential as unknown as Record<string, (said: unknown) => Promise<void>>;
    const { tell } = globalThis as unknown as { tell: (said: unknown) => Promise<void> };
    for (const name of ["signalAllAcceptedCredentials", "signalUnknownCredential"]) {
      api[name] = tell;
    }
  });
  await open(page, "/account");
  const [key] = await authenticator.credentials();
  const id = Buffer.from(key.credentialId, "base64").toString("base64url");
  const expectTold = (said: object) => expect.poll(() => told.at(-1)).toMatchObject({ rpId: "localhost", ...said });
  await expectTold({ allAcceptedCredentialIds: [id] });
  await follow(page, "Remove Laptop");
  await press(page, /Remove Laptop/);
  await expectHeading(page, "Your sign-in");
  await expectTold({ allAcceptedCredentialIds: [] });

  await leave(page, authenticator);
  await refusedPasskey(page, authenticator, /does not sign you in here/);
  await expectTold({ credentialId: id });
});

test("a fresh proof with the passkey", async ({ anna }) => {
  const { page } = anna;
  const authenticator = await add(anna, "Laptop");
  await leave(page, authenticator);
  await usePasskey(page, authenticator);
  await follow(page, "Rename Pixel 9");
  await page.getByLabel("New name").fill("Work phone");
  await press(page, "Save the name");
  await expectNotice(page, "It is now called Work phone.");
});

test("only what cannot be phished: who has an app alone gets a grace, and then a passkey", async ({ admin, house, newBrowser }) => {
  const dora = await join(admin, house, await newBrowser(), "Dora Codes", "vault");
  const { page } = admin;
  await open(page, "/admin/policies/new");
  if ((await page.getByRole("heading", { name: "Show that it’s you" }).count()) > 0) {
    await prove(admin);
  }
  await page.getByLabel("Name", { exact: true }).fill("Vault");
  await page.getByLabel("Groups", { exact: true }).fill("vault");
  await page.getByLabel("Yes, everybody sets one up").check();
  await page.getByLabel("Authenticator app").uncheck();
  await press(page, "See what would change");
  await expect(page.getByText("1 of them has no allowed second step:")).toBeVisible();
  await page.getByLabel("Days of grace").fill("6");
  await press(page, "Save Vault");
  await openUser(page, dora);
  await expect(page.getByText("In grace period")).toBeVisible();

  const authenticator = await Authenticator.plugInto(dora.page);
  await leave(dora.page, authenticator);
  await givePassword(dora.page, dora.email, dora.password);
  await dora.page.locator("#code").fill(await dora.phones[0].code());
  await expectHeading(dora.page, "Set up a second step");
  await alive(dora.page);
  await expect(dora.page.getByRole("button", { name: "Set up an authenticator app" })).toHaveCount(0);
  await expect(dora.page.getByRole("button", { name: /^Remind me later/ })).toBeVisible();
  await authenticator.present(true);
  await enrolPasskey(dora.page, "Laptop");
  await expectHeading(dora.page, "Your sign-in");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says that a passkey needs it, and offers the other ways", async ({ admin, house, newBrowser }) => {
    const eva = await join(admin, house, await newBrowser({ javaScriptEnabled: true }), "Eva Plain");
    await add(eva, "Laptop");
    const page = await newBrowser();
    await open(page, "/sign-in");
    await expectNoScript(page);
    await givePassword(page, eva.email, eva.password);
    await expectHeading(page, "Use your passkey");
    await expectNoScript(page);
    await expect(page.getByRole("button", { name: "Use a passkey" })).toHaveCount(0);
    await follow(page, "Pixel 9");
    await expectHeading(page, "Enter the code from your app");
  });
});
