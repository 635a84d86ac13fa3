// The first run: from the link that the server printed to an admin with a second step and saved codes.
import { readFile } from "node:fs/promises";
import { House } from "../support/house";
import { expectHeading, expectRefused, follow, open, press } from "../support/page";
import { ADMIN, codesShown, confirmNew, saveCodes, setUp } from "../support/people";
import { expect, test } from "../support/test";

test("the first admin sets up the organisation, a second step, and keeps the codes", async ({ newBrowser }) => {
  const house = await House.open();
  const page = await newBrowser({ baseURL: house.url, permissions: ["clipboard-read", "clipboard-write"] });
  await open(page, house.setUpLink);
  await expectHeading(page, "Set up Latchkey");
  await page.getByLabel("Name of the organisation").fill("Acme Bakery");
  await page.getByLabel("Short name").fill("acme");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("short");
  await press(page, "Make the organisation");
  await expectRefused(page, "password", /Use at least \d+ characters/);
  await expect(page.getByLabel("Name of the organisation"), "what was typed is still there").toHaveValue("Acme Bakery");
  await expect(page.getByLabel("E-mail address")).toHaveValue(ADMIN.email);
  await expect(password).toHaveValue("");
  await password.fill(ADMIN.password);
  await press(page, "Make the organisation");

  await expectHeading(page, "Set up a second step");
  await press(page, "Set up an authenticator app");
  await expect(page.getByRole("img", { name: "Picture to scan with your authenticator app" })).toBeVisible();
  await page.getByText("Can’t scan?").click();
  await expect(page.locator(".key")).toHaveText(/^([A-Z2-7]{4} ?)+$/);
  await confirmNew(page, "Pixel 9");

  const codes = await codesShown(page);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expectAll(await page.evaluate(() => navigator.clipboard.readText()), codes);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("backup-codes.txt");
  const file = await readFile(await download.path(), "utf8");
  expectAll(file, codes);
  expect(file).toContain(`Backup codes for ${ADMIN.email} at Acme Bakery`);

  await page.evaluate(() => (window.print = () => document.body.setAttribute("data-printed", "yes")));
  await page.getByRole("button", { name: "Print" }).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "yes");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".codes li")).toHaveCount(10);
  await expect(page.locator(".codes li").first()).toBeVisible();
  await expect(page.locator(".on-paper")).toContainText("Acme Bakery");
  for (const screenOnly of [page.getByRole("button"), page.getByRole("banner"), page.getByRole("contentinfo")]) {
    for (const one of await screenOnly.all()) {
      await expect(one, "paper needs no buttons").toBeHidden();
    }
  }
  await page.emulateMedia({ media: "screen" });

  await press(page, "Continue");
  await expectRefused(page, "saved", "Save your codes first, then tick the box.");
  expect(await codesShown(page), "the same codes are shown once more").toEqual(codes);
  await page.getByLabel("I have saved them somewhere safe").check();
  await press(page, "Continue");
  await expectHeading(page, "Your sign-in");
  await expect(page.getByRole("heading", { name: "Pixel 9" })).toBeVisible();
  await expect(page.getByText("10 of 10 left.")).toBeVisible();
  await expect(page.getByText("Add another, on a different device")).toBeVisible();
  await page.close();
  await house.close();
});

test("without a link that works, the page says how to get one", async ({ newBrowser }) => {
  const house = await House.open();
  const page = await newBrowser({ baseURL: house.url });
  for (const path of ["/setup", "/setup?link=nonsense"]) {
    await open(page, path);
    await expectHeading(page, "This page needs a set-up link");
    await expect(page.getByText("latchkey setup-link")).toBeVisible();
  }
  await setUp(page, house);
  const other = await newBrowser({ baseURL: house.url });
  await open(other, house.setUpLink);
  await expect(other.getByRole("button", { name: "Make the organisation" })).toHaveCount(0);
  // Whatever a page still asks for is asked for before the house goes.
  await Promise.all([page.close(), other.close()]);
  await house.close();
});

test("codes that were put off leave a banner until they are seen to", async ({ anna }) => {
  const { page } = anna;
  await follow(page, "Make new codes");
  await press(page, "Make new codes");
  const codes = await codesShown(page);
  await follow(page, "Later");
  await expect(page.getByText("You have not said yet that your backup codes are saved.")).toBeVisible();
  await follow(page, "See to it now");
  expect(await saveCodes(page), "for a while they can still be seen").toEqual(codes);
  await expect(page.getByText("You have not said yet")).toHaveCount(0);
});

function expectAll(text: string, codes: string[]): void {
  for (const code of codes) {
    expect(text).toContain(code);
  }
}
