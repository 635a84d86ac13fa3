// Ways through the product: deep links, the back button, German, the keyboard alone, expired pages.
import type { Page } from "@playwright/test";
import { alive, expectHeading, expectNotice, follow, leads, open, press } from "../support/page";
import { giveCode, givePassword } from "../support/people";
import { expect, test } from "../support/test";

test("a deep link comes back after the sign-in", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/account/admins");
  await expectHeading(page, "Sign in to Acme Bakery");
  await givePassword(page, anna.email, anna.password);
  await giveCode(page, await anna.phones[0].code(), "Sign in");
  await expect(page).toHaveURL("/account/admins");
  await expectHeading(page, "Who can help you");
});

test("after signing out, the back button shows nothing", async ({ anna }) => {
  const { page } = anna;
  await open(page, "/account/admins");
  await open(page, "/account");
  await press(page, "Sign out");
  await expectNotice(page, "You have signed out.");
  for (let times = 1; times <= 2; times++) {
    await page.goBack();
    await alive(page);
    await expect(page.getByText(anna.email)).toHaveCount(0);
    await expectHeading(page, "Sign in to Acme Bakery");
  }
});

test("a return path leads to our own pages only", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in?then=https://evil.example/");
  await givePassword(page, anna.email, anna.password);
  await giveCode(page, await anna.phones[0].code(), "Sign in");
  await expect(page).toHaveURL("/account");
});

test("everything can be read in German", async ({ anna, newBrowser }) => {
  const german = await newBrowser({ locale: "de-DE" });
  await open(german, "/sign-in");
  await expect(german.locator("html")).toHaveAttribute("lang", "de");
  await expectHeading(german, "Anmelden bei Acme Bakery");

  const { page } = anna;
  await press(page, "Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expectHeading(page, "Ihre Anmeldung");
  await open(page, "/account/admins");
  await expect(page.locator("html"), "the choice stays").toHaveAttribute("lang", "de");
  await press(page, "English");
  await expectHeading(page, "Who can help you");
});

test("the keyboard alone goes from the password to the account", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await page.keyboard.type(anna.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(anna.password);
  await leads(page, () => page.keyboard.press("Enter"));
  await expectHeading(page, "Enter the code from your app");
  const code = await anna.phones[0].code();
  await leads(page, () => page.keyboard.type(code));
  await expectHeading(page, "Your sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, "Rename Pixel 9");
  await leads(page, () => page.keyboard.press("Enter"));
  await expectHeading(page, "Rename Pixel 9");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Typed only");
  await leads(page, () => page.keyboard.press("Enter"));
  await expectNotice(page, "It is now called Typed only.");
});

test("a form from before the sign-out changes nothing, and says so", async ({ anna }) => {
  const { page } = anna;
  await follow(page, "Rename Pixel 9");
  const other = await page.context().newPage();
  await open(other, "/account");
  await press(other, "Sign out");
  await page.getByLabel("New name").fill("Too late");
  await leads(page, () => page.getByRole("main").getByRole("button").click());
  await expect(page.getByText("Too late")).toHaveCount(0);
  await expect(page.getByRole("link").or(page.getByRole("main").getByRole("button")).first(), "never a dead end").toBeVisible();
});

const KEYBOARD = "the keyboard comes to everything, and gets away from it";

test(`${KEYBOARD}: on the way in`, async ({ anna, newBrowser }) => {
  const half = await newBrowser();
  await open(half, "/sign-in");
  await expectReachable(half, "the sign-in page");
  await givePassword(half, anna.email, anna.password);
  await expectAllReachable(half, ["/sign-in/verify", "/sign-in/backup-code", "/sign-in/help"]);
});

test(`${KEYBOARD}: in one's account`, async ({ anna }) => {
  await expectAllReachable(anna.page, ["/account", "/account/password", "/account/sessions", "/account/activity", "/account/profile", "/account/addresses", "/account/admins", "/enrol", "/enrol/passkey", "/enrol/backup-codes"]);
  await open(anna.page, "/account");
  await follow(anna.page, /^Report .* lost/);
  await expectReachable(anna.page, "a loss to report");
});

test(`${KEYBOARD}: in the console`, async ({ admin }) => {
  await expectAllReachable(admin.page, ["/admin/users", "/admin/authentication-methods", "/admin/resets", "/admin/users/invite", "/admin/policies", "/admin/audit", "/admin/api-credentials", "/admin/webhooks", "/admin/settings", "/admin/settings/brand"]);
});

async function expectAllReachable(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await open(page, path);
    await expectReachable(page, path);
  }
}

/** From the top of the page, Tab stops at everything that can be used, once and where it can be seen, and leaves the page. */
async function expectReachable(page: Page, name: string): Promise<void> {
  await page.locator(".skip").focus();
  // Of a group of radio buttons, Tab takes one.
  const stops = await page.evaluate(() => {
    const usable = [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary")];
    return usable.filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length;
  });
  for (let stop = 2; stop <= stops; stop++) {
    await tabOn(page);
    expect(await focus(page), `stop ${stop} of ${stops} on ${name}`).toEqual({ somewhere: true, outlined: true });
    await expect(page.locator(":focus"), name).toBeInViewport();
  }
  await tabOn(page);
  expect(await page.evaluate(() => document.activeElement?.matches(".skip, body")), `after ${stops} stops on ${name}`).toBe(true);
}

/** Whether anything has the focus, and can be seen to have it. */
function focus(page: Page): Promise<{ somewhere: boolean; outlined: boolean }> {
  return page.evaluate(() => {
    const one = document.querySelector(":focus");
    return { somewhere: one !== null, outlined: one !== null && getComputedStyle(one).outlineStyle !== "none" };
  });
}

/** A field for a date has stops of its own: day, month, year, calendar. */
async function tabOn(page: Page): Promise<void> {
  const at = "data-tabbed-from";
  const inDate = await page.evaluate((at) => {
    document.querySelector(`[${at}]`)?.removeAttribute(at);
    document.activeElement?.setAttribute(at, "");
    return document.activeElement?.matches("[type=date]") ?? false;
  }, at);
  await page.keyboard.press("Tab");
  for (let inner = 1; inDate && inner < 5 && (await page.evaluate((at) => document.activeElement?.hasAttribute(at), at)); inner++) {
    await page.keyboard.press("Tab");
  }
}

/** Tabs until a link has the focus; every stop on the way can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("link", { name });
  for (let stops = 0; stops < 20; stops++) {
    await page.keyboard.press("Tab");
    await expect(page.locator(":focus")).toBeInViewport();
    if (await wanted.evaluate((one) => one === document.activeElement)) {
      return;
    }
  }
  throw new Error(`the Tab key never came to ${name}`);
}
