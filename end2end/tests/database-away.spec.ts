// The database is away while somebody sends a form: a page that says so, and what was typed is still there when one goes back.
import { Cable } from "../support/cable";
import { House } from "../support/house";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, noteScriptless, open, press } from "../support/page";
import { type Person, setUp, signIn } from "../support/people";
import { expect, test } from "../support/test";

// Browsers that nobody watches: they must complain of the answer that is wanted here.
test("the page says so, and going back loses nothing", async ({ browser }) => {
  test.slow();
  const cable = await Cable.lay();
  const house = await House.byCable(cable);
  const first = await browser.newContext({ baseURL: house.url });
  const berta = await setUp(await first.newPage(), house);
  await away(berta, cable, "Berta Seaworthy");
  await expectGoodLooks(berta.page, "records that are away");
  await backAgain(berta, cable, "Berta Seaworthy");
  await first.close();

  const plain = await browser.newContext({ baseURL: house.url, javaScriptEnabled: false });
  noteScriptless(plain);
  const page = await plain.newPage();
  await signIn(berta, page);
  await away({ ...berta, page }, cable, "Berta Landlubber");
  await backAgain({ ...berta, page }, cable, "Berta Landlubber");
  await plain.close();
  await house.close();
  await cable.takeUp();
});

/** A form that is sent while the database is away. */
async function away({ page }: Person, cable: Cable, name: string): Promise<void> {
  await open(page, "/account/profile");
  await page.getByLabel("Your name").fill(name);
  cable.cut();
  await press(page, "Save");
  await expectHeading(page, "Please try again in a minute");
  await expect(page.getByText("Nothing was changed", { exact: false })).toBeVisible();
}

async function backAgain({ page }: Person, cable: Cable, name: string): Promise<void> {
  cable.mend();
  await page.goBack();
  await expect(page.getByLabel("Your name")).toHaveValue(name);
  await press(page, "Save");
  await expectNotice(page, "Your profile is saved.");
}
