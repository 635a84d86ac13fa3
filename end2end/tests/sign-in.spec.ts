// Signing in with a password and a code, and what is said when one of them is wrong.
import { expectHeading, expectNotice, expectRefused, leads, open, press } from "../support/page";
import { givePassword, signIn } from "../support/people";
import { expect, test } from "../support/test";

test("the code sends itself when it is whole", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await expectHeading(page, "Sign in to Acme Bakery");
  await expect(page.getByLabel("E-mail address")).toBeFocused();
  await givePassword(page, anna.email, anna.password);
  await expectHeading(page, "Enter the code from your app");
  await expect(page.getByText(/^Pixel 9, added/)).toBeVisible();
  const field = page.getByLabel("Code", { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("inputmode", "numeric");
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  const code = await anna.phones[0].code();
  await field.pressSequentially(code.slice(0, 5));
  await expect(page).toHaveURL("/sign-in/verify");
  await leads(page, () => field.press(code.slice(5)));
  await expectHeading(page, "Your sign-in");
});

test("a code is taken with the spaces that apps show, typed or pasted", async ({ anna, newBrowser }) => {
  const page = await newBrowser({ permissions: ["clipboard-read", "clipboard-write"] });
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  const code = await anna.phones[0].code();
  await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} ${code.slice(3)}\n`);
  await leads(page, () => page.getByLabel("Code", { exact: true }).press("Control+V"));
  await expectHeading(page, "Your sign-in");
});

test("a wrong password is told in the same words, whoever it is", async ({ anna, page }) => {
  await open(page, "/sign-in");
  for (const [email, password] of [[anna.email, "not this one at all"], ["nobody@example.com", anna.password]]) {
    await givePassword(page, email, password);
    await expectHeading(page, "Sign in to Acme Bakery");
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByRole("alert")).toContainText("The e-mail address and password do not match.");
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  }
});

test("a wrong password is told at the field", async ({ page }) => {
  await open(page, "/sign-in");
  await givePassword(page, "nobody@example.com", "not this one at all");
  await expectRefused(page, "password", /The e-mail address and password do not match/);
});

test("a wrong code is told at the field, a used one too, and five lead back to the password", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  const phone = anna.phones[0];
  const field = page.getByLabel("Code", { exact: true });
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  const newest = await phone.newestCode();
  await leads(page, () => field.fill(newest));
  await press(page, "Sign out");
  await givePassword(page, anna.email, anna.password);
  await leads(page, () => field.fill(phone.lastCode()));
  await expectRefused(page, "code", /used already/);
  for (let tries = 2; tries <= 4; tries++) {
    await leads(page, () => field.fill(phone.wrongCode()));
    await expectRefused(page, "code", /not right or has expired/);
    await expect(field).toHaveValue("");
  }
  await leads(page, () => field.fill(phone.wrongCode()));
  await expectHeading(page, "Sign in to Acme Bakery");
  await expect(page.getByRole("alert")).toContainText("For your safety, start again with your password.");
});

test("a sign-in can be cancelled", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  await press(page, "Cancel and start again");
  await expectHeading(page, "Sign in to Acme Bakery");
  await expectNotice(page, "The sign-in was cancelled.");
});

test("the password can be shown", async ({ page }) => {
  await open(page, "/sign-in");
  const field = page.getByLabel("Password", { exact: true });
  await field.fill("hunter2");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(field).toHaveAttribute("type", "password");
});
