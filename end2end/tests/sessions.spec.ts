// Where somebody is signed in, which browsers are known, what happened, and the warning before a session ends by itself.
import { expectHeading, expectNotice, follow, open, press } from "../support/page";
import { signIn } from "../support/people";
import { expect, test } from "../support/test";

test("sessions and browsers: seen, ended and forgotten", async ({ anna, newBrowser }) => {
  const { page } = anna;
  const elsewhere = await newBrowser();
  await signIn(anna, elsewhere);
  await follow(page, "Sessions");
  await expectHeading(page, "Where you are signed in");
  await expect(page.getByRole("article")).toHaveCount(4);
  await press(page, /^End this session/);
  await expectNotice(page, "1 session was ended.");
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await elsewhere.goto("/account");
  await expectHeading(elsewhere, "Sign in to Acme Bakery");

  await page.getByRole("article").filter({ has: page.locator(".badge") }).getByRole("button", { name: /^Forget this browser/ }).click();
  await expectNotice(page, "The browser was forgotten.");
  await follow(page, "Activity");
  await expect(page.getByText("A browser was forgotten.")).toBeVisible();
  await expect(page.getByText("A session of yours ended.")).toBeVisible();
  await expect(page.getByText("“Pixel 9” was set up.")).toBeVisible();
});

test("somebody who is idle is warned, can stay, and is led out at the end", async ({ anna }) => {
  const { page } = anna;
  await page.clock.install();
  await open(page, "/account");
  const dialog = page.getByRole("dialog", { name: "Are you still there?" });
  const idle = Number(await page.locator("#still-there").getAttribute("data-idle"));
  await expect(dialog).toBeHidden();
  await page.clock.fastForward(idle - 90_000);
  await expect(dialog).toBeVisible();
  await expect(page).toHaveTitle("Are you still there?");
  await expect(dialog.locator(".clock")).toHaveText(/^1:[0-3]\d$/);
  await expect(dialog.getByRole("button", { name: "Stay signed in" })).toBeFocused();

  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveTitle(/^Your sign-in/);
  await page.clock.fastForward(idle - 60_000);
  await expect(dialog).toBeVisible();
  // Nobody says anything: the page is loaded once more, and the server decides.
  const led = page.waitForEvent("framenavigated");
  await page.clock.fastForward(70_000);
  await led;
  await expect(dialog).toBeHidden();
});

test("Escape says that somebody is there", async ({ anna }) => {
  const { page } = anna;
  await page.clock.install();
  await open(page, "/account");
  const dialog = page.getByRole("dialog", { name: "Are you still there?" });
  const idle = Number(await page.locator("#still-there").getAttribute("data-idle"));
  await page.clock.fastForward(idle - 90_000);
  await expect(dialog).toBeVisible();
  const answered = page.waitForResponse((response) => response.url().endsWith("/do/stay-signed-in"));
  await page.keyboard.press("Escape");
  expect((await answered).ok()).toBe(true);
  await expect(dialog).toBeHidden();
});
