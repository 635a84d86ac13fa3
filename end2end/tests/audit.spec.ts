// The audit log, its filters, and the list of users.
import { readFile } from "node:fs/promises";
import { openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, follow, leads, open, press } from "../support/page";
import { expect, test } from "../support/test";

test("filtered by user, event and day, in an address that can be sent on", async ({ admin, anna }) => {
  const { page } = admin;
  await openUser(page, anna);
  await follow(page, "All activity");
  await follow(page, `Everything about ${anna.name} in the audit log`);
  await expectHeading(page, "Audit log");
  await expect(page.getByText("Only events about one user.")).toBeVisible();
  const lines = page.locator(".story > li strong");
  await expect(lines.filter({ hasText: `${anna.name} set up “Pixel 9”.` })).toHaveCount(1);
  for (const line of await lines.allTextContents()) {
    expect(line).toContain(anna.name);
  }

  await page.getByLabel("Event").selectOption("User invited");
  await press(page, "Show");
  await expect(lines).toHaveText([`Berta Admin invited ${anna.name}.`]);
  await expect(page).toHaveURL(/event=user\.invited/);
  await page.getByText("Details").first().click();
  await expect(page.getByText("user.invited", { exact: true })).toBeVisible();
  await follow(page, "Everything in this request");
  await expect(lines).toHaveText([`Berta Admin invited ${anna.name}.`]);

  await follow(page, "Show everything");
  await page.getByLabel("Name or e-mail address", { exact: true }).fill(anna.email);
  await page.getByText("More filters").click();
  await page.getByLabel("From (UTC)").fill(new Date().toISOString().slice(0, 10));
  await expectGoodLooks(page, "the audit log, with filters");
  await press(page, "Show");
  expect(await lines.count()).toBeGreaterThan(2);

  await page.getByLabel("Done by").fill("Berta");
  await press(page, "Show");
  await expect(lines.first()).toContainText("Berta Admin");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /JSON lines/ }).click()]);
  expect(file.suggestedFilename()).toBe("latchkey-audit.jsonl");
  const taken = (await readFile(await file.path(), "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line) as { actor_name: string });
  expect(taken.length).toBeGreaterThan(0);
  expect(new Set(taken.map((event) => event.actor_name))).toEqual(new Set(["Berta Admin"]));

  await page.getByLabel("To (UTC)").fill("2020-02-29");
  await press(page, "Show");
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
});

test("the list of users searches by itself, and filters by state", async ({ admin, anna }) => {
  const { page } = admin;
  await open(page, "/admin/users");
  const search = page.getByLabel("Name or e-mail address", { exact: true });
  await leads(page, () => search.fill(anna.name.split(" ")[1]));
  await expect(page.getByText(/^1 user /)).toBeVisible();
  await expect(page.getByRole("link", { name: anna.name })).toBeVisible();
  await expect(search, "the cursor stays where it was").toBeFocused();
  await page.getByLabel("State").selectOption("Disabled");
  await leads(page, () => page.getByRole("main").getByRole("button", { name: "Show" }).click());
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  await follow(page, "Show everything");
  await expect(page.getByRole("link", { name: "Berta Admin" })).toBeVisible();
});
