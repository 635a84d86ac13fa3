// The whole way again without JavaScript: set up, sign in, enrol, backup code, account, console.
import { makePolicy } from "../support/console";
import { House } from "../support/house";
import { expectHeading, expectNotice, expectRefused, follow, open, press } from "../support/page";
import { accept, codesShown, confirmNew, enrol, giveCode, givePassword, invite, prove, saveCodes, setUp, signIn, signInWithBackupCode } from "../support/people";
import { expect, test } from "../support/test";

test.use({ javaScriptEnabled: false });

test("sign in, account, lost phone, new codes", async ({ anna }) => {
  const { page } = anna;
  await press(page, "Sign out");
  await open(page, "/sign-in");
  await expect(page.getByRole("button", { name: "Show password" }), "no button that does nothing").toHaveCount(0);
  await givePassword(page, anna.email, "wrong wrong wrong");
  await expect(page.getByRole("alert")).toContainText("do not match");
  await givePassword(page, anna.email, anna.password);
  await giveCode(page, anna.phones[0].wrongCode(), "Sign in");
  await expect(page.locator("#code-error")).toContainText("not right or has expired");
  const code = await anna.phones[0].code();
  await giveCode(page, `${code.slice(0, 3)} ${code.slice(3)}`, "Sign in");
  await expectHeading(page, "Your sign-in");

  await follow(page, "Rename Pixel 9");
  await page.getByLabel("New name").fill("");
  await press(page, "Save the name");
  await expect(page.locator("#name-error")).toHaveText("Enter a name.");
  await page.getByLabel("New name").fill("Old phone");
  await press(page, "Save the name");
  await expectNotice(page, "It is now called Old phone.");
  await follow(page, "Report Old phone lost?");
  await expect(page.getByText("one of your 10 backup codes")).toBeVisible();
  await follow(page, "Back to your sign-in");
  await follow(page, "Remove Old phone");
  await page.getByLabel("What happened?").fill("Please remove it.");
  await press(page, "Ask an admin");
  await expectNotice(page, "Your admins have been asked.");

  await press(page, "Sign out");
  await signInWithBackupCode(anna);
  await press(page, "Set up a new phone now");
  await confirmNew(page, "New phone");
  await codesShown(page);
  await expect(page.getByRole("button", { name: /Copy|Print/ }), "no button that does nothing").toHaveCount(0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("backup-codes.txt");
  await saveCodes(page);
  await expect(page.getByRole("heading", { name: "New phone" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Old phone" })).toHaveCount(0);
});

test("set up, invite, enrol, a policy", async ({ newBrowser }) => {
  const house = await House.open();
  const page = await newBrowser({ baseURL: house.url });
  const admin = await setUp(page, house);
  const other = await newBrowser({ baseURL: house.url });
  await accept(other, await invite(admin, house, "Gina Script", "gina@example.com"));
  await enrol(other, "Pixel 9");
  await expectHeading(other, "Your sign-in");
  await makePolicy(admin, { name: "Plain", groups: "plain", selfRemoval: true });
  await open(page, "/admin/users");
  await page.getByLabel("Name or e-mail address").fill("gina");
  await page.getByRole("main").getByRole("button", { name: "Show" }).click();
  await expect(page.getByText(/^1 user /)).toBeVisible();
  await press(page, "Sign out");
  await signIn(admin);
  await open(page, "/admin/policies/new");
  await prove(admin);
  await expectHeading(page, "Make a policy");
  await house.close();
});

test("errors stand at the field without a script, too", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await givePassword(page, anna.email, anna.password);
  await follow(page, /Use a backup code/);
  await page.getByLabel("Backup code").fill("AAAAA-BBBBB-CCCCC");
  await press(page, "Sign in");
  await expectRefused(page, "code", /none of your backup codes/);
});
