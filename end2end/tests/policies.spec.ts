// Policies: made, changed, ordered, and what they would change before they are saved.
import { fillPolicy, makePolicy, openUser } from "../support/console";
import { expectHeading, expectNotice, expectRefused, follow, leads, open, press } from "../support/page";
import { accept, givePassword, invite, prove, proveIfDue } from "../support/people";
import { expect, test } from "../support/test";

test("made, tightened with a grace period that its users see, and put in order", async ({ admin, house, newBrowser }) => {
  const { page } = admin;
  await makePolicy(admin, { name: "Bakers", groups: "bakers", optional: true });
  const fred = { name: "Fred Baker", email: "fred@example.com" };
  const freds = await newBrowser();
  await accept(freds, await invite(admin, house, fred.name, fred.email, "bakers"));
  await expectHeading(freds, "Your sign-in");
  await expect(freds.getByText("You have no second step yet.")).toBeVisible();

  await open(page, "/admin/policies");
  await follow(page, "Bakers");
  await expectHeading(page, "Policy: Bakers");
  await prove(admin);
  await fillPolicy(page, { name: "Bakers", groups: "bakers" });
  await expect(page.getByText("It applies to 1 user.")).toBeVisible();
  await expect(page.getByText("1 of them has no allowed second step:")).toBeVisible();
  await expect(page.getByText(fred.name)).toBeVisible();
  await expect(page.getByText("1 user must set up a second step who did not have to before.")).toBeVisible();
  await expect(page.getByLabel("Days of grace")).toHaveValue("14");
  await page.getByLabel("Days of grace").fill("6");
  await press(page, "Save Bakers");
  await expectNotice(page, "The policy Bakers was saved.");

  await press(freds, "Sign out");
  await givePassword(freds, fred.email, "violet teapot under the stairs");
  await expectHeading(freds, "Set up a second step");
  await press(freds, /^Remind me later: you have/);
  await expectHeading(freds, "Your sign-in");
  await openUser(page, fred);
  await expect(page.getByText("In grace period")).toBeVisible();
  await expect(page.getByText(/put off setting up a second step/)).toBeVisible();
});

test("the order decides which policy applies", async ({ admin }) => {
  const { page } = admin;
  await makePolicy(admin, { name: "Drivers", groups: "drivers" });
  await makePolicy(admin, { name: "Night shift", groups: "drivers, night" });
  const names = page.locator("tbody th[scope=row]");
  await open(page, "/admin/policies");
  const before = await names.allTextContents();
  expect(before.at(-1)).toBe("Default policy");
  expect(before.indexOf("Drivers")).toBeLessThan(before.indexOf("Night shift"));
  await page.getByText("Change the order").click();
  await prove(admin);
  await press(page, /Move Night shift up/);
  await expectNotice(page, "The order was changed.");
  const after = await names.allTextContents();
  expect(after.indexOf("Night shift")).toBe(before.indexOf("Night shift") - 1);
});

test("what was wrong is told, and nothing that was typed is lost", async ({ admin }) => {
  const { page } = admin;
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await fillPolicy(page, { name: "Guests", groups: "guests", selfRemoval: true });
  await follow(page, "Change something first");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Guests");
  await expect(page.getByLabel("Allow users to remove their own two-step verification")).toBeChecked();
  await page.getByLabel("Minutes without a click until it ends").fill("9999");
  await press(page, "See what would change");
  await expectRefused(page, "idle_minutes", /Enter minutes: 5 to 60 without activity/);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Guests");
});

test("a proof that is due in between costs nothing that was typed", async ({ admin }) => {
  const { page } = admin;
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await fillPolicy(page, { name: "Painters", groups: "painters", selfRemoval: true });
  // Another policy, in another tab, uses the proof up.
  await makePolicy({ ...admin, page: await page.context().newPage() }, { name: "Roofers", groups: "roofers" });
  await press(page, "Save Painters");
  await expect(page.getByRole("alert")).toContainText("Something has changed since you opened this page.");
  await leads(page, () => page.locator("#code").fill(admin.phones[0].wrongCode()));
  await expectRefused(page, "code", /not right or has expired/);
  await prove(admin);
  await expectNotice(page, "Thank you. You can go on now.");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Painters");
  await expect(page.getByLabel("Groups", { exact: true })).toHaveValue("painters");
  await expect(page.getByLabel("Allow users to remove their own two-step verification")).toBeChecked();
  await press(page, "See what would change");
  await press(page, "Save Painters");
  await expectNotice(page, "The policy Painters was saved.");
});

test("a wrong code for changing the order is told where it can be seen", async ({ admin }) => {
  const { page } = admin;
  await makePolicy(admin, { name: "Fold one", groups: "one" });
  await makePolicy(admin, { name: "Fold two", groups: "two" });
  await open(page, "/admin/policies");
  await page.getByText("Change the order").click();
  await leads(page, () => page.locator("#code").fill(admin.phones[0].wrongCode()));
  await expectRefused(page, "code", /not right or has expired/);
  await expect(page.locator("#code")).toBeInViewport();
});
