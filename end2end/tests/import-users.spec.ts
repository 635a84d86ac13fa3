// A file of users: refused with a report, mended, and imported; with and without JavaScript.
import type { Page } from "@playwright/test";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, expectRefused, follow, hasScripts, open, press } from "../support/page";
import { type Person, prove } from "../support/people";
import { expect, test } from "../support/test";

async function choose(page: Page, rows: string[]): Promise<void> {
  const buffer = Buffer.from(["email;name;groups;language", ...rows].join("\r\n"));
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer });
  await press(page, "Import");
}

async function importFile(admin: Person, anna: Person, word: string): Promise<void> {
  const { page } = admin;
  await open(page, "/admin/users");
  await follow(page, "Import a file of users");
  await expectHeading(page, "Import users");
  await prove(admin);
  const looks = async (what: string) => hasScripts(page) && (await expectGoodLooks(page, what));
  await looks("the import of users");
  const good = [`${anna.email};Anna ${word};night shift,sales;`, `${word}@new.example;Nora ${word};;de`];
  await choose(page, [...good, "nonsense;X;;"]);
  await expectRefused(page, "file", /Nothing was imported/);
  await expect(page.getByText("Line 4: this is no e-mail address.")).toBeVisible();
  await looks("a refused file of users");
  await choose(page, good);
  await expectNotice(page, "The file was imported. Invited: 1. Changed: 1. As they were: 0.");
  await open(page, `/admin/users?search=${word}`);
  await expect(page.getByRole("row", { name: new RegExp(`Nora ${word}`) })).toBeVisible();
  await follow(page, `Anna ${word}`);
  await expect(page.getByLabel("Groups")).toHaveValue("night shift, sales");
}

test("a file is mended and imported", async ({ admin, anna, house }) => {
  await importFile(admin, anna, "scripted");
  await house.mailbox.letter("scripted@new.example", /^Einladung zu/);
});

test("the same without a script", async ({ admin, anna, newBrowser }) => {
  const storageState = await admin.page.context().storageState();
  const page = await newBrowser({ storageState, javaScriptEnabled: false });
  await importFile({ ...admin, page }, anna, "scriptless");
});
