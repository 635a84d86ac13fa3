// The phone is lost: a backup code, a new phone in its place, and new codes.
import { expectHeading, expectNotice, expectRefused, follow, leads, open, press } from "../support/page";
import { confirmNew, givePassword, saveCodes, signIn, signInWithBackupCode } from "../support/people";
import { expect, test } from "../support/test";

test("from the sign-in page to a new phone", async ({ anna, house, newBrowser }) => {
  const page = await newBrowser();
  const used = anna.codes[0];
  await signInWithBackupCode(anna, page);
  await expectHeading(page, "Replace your lost phone?");
  await expect(page.getByText("You used a backup code; 9 are left.")).toBeVisible();
  const letter = await house.mailbox.letter(anna.email, /A backup code was used/);
  expect(letter.text).toContain("9 are left");

  await press(page, "Set up a new phone now");
  await expect(page.getByText("When this one works, Pixel 9 goes.")).toBeVisible();
  const phone = await confirmNew(page, "iPhone 17");
  const codes = await saveCodes(page);
  await expectHeading(page, "Your sign-in");
  await expect(page.getByRole("heading", { name: "iPhone 17" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pixel 9" })).toHaveCount(0);
  await expect(page.getByText("10 of 10 left.")).toBeVisible();

  await press(page, "Sign out");
  await givePassword(page, anna.email, anna.password);
  await follow(page, /Use a backup code \(10 left\)/);
  await page.getByLabel("Backup code").fill(used);
  await press(page, "Sign in");
  await expectRefused(page, "code", /none of your backup codes|used already/);
  await page.getByLabel("Backup code").fill(codes[0].toLowerCase().replaceAll("-", " "));
  await press(page, "Sign in");
  await follow(page, "I still have it, go on");
  await expectHeading(page, "Your sign-in");
  await press(page, "Sign out");
  await signIn({ ...anna, phones: [phone] }, page);
});

test("a code works once, and a wrong one is told at the field", async ({ anna, newBrowser }) => {
  const page = await newBrowser();
  const [first] = anna.codes;
  await signInWithBackupCode(anna, page);
  await press(page, "Sign out");
  await givePassword(page, anna.email, anna.password);
  await follow(page, /Use a backup code/);
  for (const [typed, sentence] of [[first, /used already/], ["AAAAA-BBBBB-CCCCC", /none of your backup codes/], ["", /./]] as const) {
    await page.getByLabel("Backup code").fill(typed);
    await press(page, "Sign in");
    await expectRefused(page, "code", sentence);
  }
});

test("nothing at hand: the admins are named once the password was right, and can be asked", async ({ anna, house, newBrowser }) => {
  const page = await newBrowser();
  await open(page, "/sign-in");
  await follow(page, "Trouble signing in?");
  await expectHeading(page, "Get help");
  await expect(page.getByText("Berta"), "nobody is named to a stranger").toHaveCount(0);
  await follow(page, "Back to sign-in");
  await givePassword(page, anna.email, anna.password);
  await follow(page, "Get help");
  await expect(page.getByText("Berta Admin")).toBeVisible();
  await page.getByLabel("What happened?").fill("My phone fell into the dough.");
  await press(page, "Ask an admin");
  await expectNotice(page, "Your admins have been asked.");
  const letter = await house.mailbox.letter("berta@example.com", new RegExp(`^${anna.name} asks for help`));
  expect(letter.text).toContain("My phone fell into the dough.");
  await leads(page, () => page.getByRole("link", { name: "Back to sign-in" }).click());
  await expectHeading(page, "Enter the code from your app");
});
