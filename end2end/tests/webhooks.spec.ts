// Webhooks in the console: made, tested, changed, given a new secret, switched off and deleted; with and without JavaScript.
import { type Page } from "@playwright/test";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, open, press } from "../support/page";
import { type Person, proveFirst } from "../support/people";
import { expect, test } from "../support/test";

const PAGE = "/admin/webhooks";

/** Nobody is there: what is sent to it is seen to fail. */
const NOBODY = "https://hooks.nobody.invalid/latchkey";

async function fill(page: Page, name: string, url: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Address", { exact: true }).fill(url);
}

async function make(admin: Person, name: string): Promise<string> {
  const { page } = admin;
  await open(page, PAGE);
  await proveFirst(admin, "Add a webhook");
  await fill(page, name, NOBODY);
  await press(page, "Create the webhook");
  await expectNotice(page, `The webhook ${name} was created.`);
  return (await page.locator(".card code").innerText()).trim();
}

test("a webhook is made, tested and given a new secret", async ({ admin }) => {
  const { page } = admin;
  await open(page, PAGE);
  await expectGoodLooks(page, "no webhooks");
  await proveFirst(admin, "Add a webhook");
  await fill(page, "Chat room", "http://hooks.example.com/");
  await page.getByLabel("Only these").check();
  await page.locator("summary", { hasText: "Events" }).click();
  await page.getByLabel("(mfa.factor_admin_reset)").check();
  await press(page, "Create the webhook");
  await expect(page.locator("#url-error")).toContainText("must begin with https://");
  await expect(page.getByLabel("(mfa.factor_admin_reset)")).toBeChecked();
  await expectGoodLooks(page, "a refused webhook");
  await fill(page, "Chat room", NOBODY);
  await press(page, "Create the webhook");
  await expectHeading(page, "Chat room");
  const secret = (await page.locator(".card code").innerText()).trim();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await expectGoodLooks(page, "a new webhook");

  await page.reload();
  await expect(page.getByText("whsec_")).toHaveCount(0);
  await press(page, "Send a test");
  await expectNotice(page, "A test is on its way to Chat room.");
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("its name has no address").first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText("Webhook tested")).toBeVisible();
  await expectGoodLooks(page, "the log of a webhook");

  await proveFirst(admin, "Change something here");
  await press(page, "Make a new secret");
  await expectNotice(page, "The webhook Chat room has a new secret.");
  expect((await page.locator(".card code").innerText()).trim()).not.toBe(secret);
});

test("a webhook is switched off and deleted", async ({ admin }) => {
  const { page } = admin;
  await make(admin, "Soon gone");
  await proveFirst(admin, "Change something here");
  await press(page, "Switch it off");
  await expectNotice(page, "The webhook Soon gone is off.");
  await expect(page.getByRole("button", { name: "Send a test" })).toHaveCount(0);
  await proveFirst(admin, "Change something here");
  await press(page, "Delete this webhook");
  await expectNotice(page, "The webhook Soon gone was deleted.");
  await expect(page.getByRole("link", { name: "Soon gone" })).toHaveCount(0);
});

test("without a script, a webhook is made and changed", async ({ admin: scripted, newBrowser }) => {
  const storageState = await scripted.page.context().storageState();
  const page = await newBrowser({ storageState, javaScriptEnabled: false });
  const admin = { ...scripted, page };
  await make(admin, "Plain");
  await proveFirst(admin, "Change something here");
  await page.getByLabel("Name", { exact: true }).fill("Plainer");
  await press(page, "Save");
  await expectNotice(page, "The webhook Plainer was saved.");
  await expectHeading(page, "Plainer");
});
