// A session ends while somebody fills in a form: what they typed is there again once they have signed in, with scripts and without.
import { openUser } from "../support/console";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, follow, leads, open, press } from "../support/page";
import { giveCode, givePassword, type Person, prove } from "../support/people";
import { expect, test } from "../support/test";

test("what was typed comes back to whoever typed it", async ({ admin, anna }) => {
  await late(admin, anna);
  await expectGoodLooks(anna.page, "what was typed too late");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same", async ({ admin, anna }) => {
    await late(admin, anna);
  });
});

async function late(admin: Person, anna: Person): Promise<void> {
  const { page } = anna;
  await open(page, "/account/admins");
  await page.getByLabel("What happened?").fill("My tablet fell into the sea.");
  await openUser(admin.page, anna);
  await follow(admin.page, "End all sessions");
  await prove(admin);
  await admin.page.getByLabel("The device was stolen").check();
  await admin.page.getByLabel("Reason, or ticket number").fill("Ticket 4730");
  await press(admin.page, `End all sessions of ${anna.name}`);
  await expectNotice(admin.page, `The sessions of ${anna.name} have ended.`);

  await leads(page, () => page.getByRole("button", { name: "Ask an admin" }).click());
  await expectHeading(page, "Sign in to Acme Bakery");
  await givePassword(page, anna.email, anna.password);
  await giveCode(page, await anna.phones[0].code(), "Sign in");
  await expect(page).toHaveURL("/account/admins");
  await expectNotice(page, "What you typed is here, not sent yet");
  await expect(page.getByLabel("What happened?")).toHaveValue("My tablet fell into the sea.");
  await press(page, "Ask an admin");
  await expectNotice(page, "Your admins have been asked.");
}
