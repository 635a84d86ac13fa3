// An operator and two customers, in an installation of their own: made, chosen in the address, reset in, suspended and deleted.
import { House } from "../support/house";
import { linkTo } from "../support/mailbox";
import { expectGoodLooks } from "../support/look";
import { expectHeading, expectNotice, expectRefused, follow, open, press } from "../support/page";
import { accept, confirmNew, enrol, givePassword, PASSWORD, prove, setUp, signIn } from "../support/people";
import { expect, test } from "../support/test";

for (const javaScriptEnabled of [true, false]) {
  test(`an operator looks after a customer ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ newBrowser }) => {
    test.setTimeout(300_000);
    const house = await House.open();
    const page = await newBrowser({ baseURL: house.url, javaScriptEnabled });
    // axe is a script itself.
    const look = async (what: string) => javaScriptEnabled && expectGoodLooks(page, what);
    const operator = await setUp(page, house);
    await house.command("user", "set-role", operator.email, "operator");
    await signIn(operator);
    for (const name of ["Tablet", "Key fob"]) {
      await follow(page, "Add another");
      await press(page, "Set up an authenticator app");
      operator.phones.push(await confirmNew(page, name));
    }
    await open(page, "/admin/users");
    await expect(page.locator("details.customers"), "nothing to choose yet").toHaveCount(0);
    await follow(page, "Customers");
    await expectHeading(page, "Customers");
    await look("no customers");
    await follow(page, "Create a customer");
    await prove(operator);
    await look("a new customer");
    await page.getByLabel("Name of the organisation").fill("Globex Shipping");
    await page.getByLabel("Short name").fill("admin");
    await page.getByLabel("Name", { exact: true }).fill("Ada Globe");
    await page.getByLabel("E-mail address").fill("ada@globex.example");
    await press(page, "Create the customer");
    await expectRefused(page, "slug", /./);
    await expect(page.getByLabel("Name of the organisation"), "what was typed is still there").toHaveValue("Globex Shipping");
    await page.getByLabel("Short name").fill("globex");
    await press(page, "Create the customer");
    await expectNotice(page, "Globex Shipping was created.");
    await look("a customer");

    // Its admin comes in by the link of the invitation.
    const letter = await house.mailbox.letter("ada@globex.example", /You are invited/);
    const ada = await newBrowser({ baseURL: house.url, javaScriptEnabled });
    await accept(ada, linkTo("/welcome?link=", letter));
    await enrol(ada, "Pixel 9");
    await expectHeading(ada, "Your sign-in");

    await open(page, "/admin/users");
    await expect(page.getByRole("row", { name: /Ada Globe/ })).toContainText("Globex Shipping");
    await expect(page.getByRole("link", { name: "Policies" }), "what belongs to one is not offered to two").toHaveCount(0);
    await look("users of all customers");
    await follow(page, "Audit log");
    await expectHeading(page, "Audit log");
    const lines = page.locator("ol.story > li");
    await expect(lines.filter({ hasText: "at Globex Shipping" }).first(), "the logs of both as one").toBeVisible();
    await expect(lines.filter({ hasText: "at Acme Bakery" }).first()).toBeVisible();
    await look("the logs of two customers");
    await follow(page, "Users");
    await page.locator("details.customers > summary").click();
    await page.getByLabel("Globex Shipping", { exact: true }).check();
    await press(page, "Show these");
    await expect(page.getByRole("row", { name: /Berta Admin/ })).toHaveCount(0);
    await look("users of one customer");
    await follow(page, "Policies");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(new URL(page.url()).searchParams.get("customers")).toBe("globex");
    await follow(page, "Users");
    await follow(page, "Ada Globe");
    expect(new URL(page.url()).searchParams.get("customers"), "kept in the address").toBe("globex");
    await follow(page, "Force MFA reset");
    await prove(operator);
    await page.getByLabel("Called back on a number that we had on file").check();
    await page.getByLabel("The device is lost").check();
    await page.getByLabel("Reason, or ticket number").fill("Ticket 99");
    await press(page, "Reset Ada Globe’s sign-in steps");
    await expectNotice(page, "The sign-in steps of Ada Globe were reset.");
    expect(new URL(page.url()).searchParams.get("customers")).toBe("globex");

    await follow(page, "Customers");
    await follow(page, /^Globex Shipping$/);
    const unfolded = page.getByText("Change something here");
    await unfolded.click();
    await prove(operator);
    await page.getByLabel("Why").fill("Unpaid since May");
    await press(page, "Carry it out");
    await expectNotice(page, "Globex Shipping is suspended. Everybody was signed out.");
    await look("a suspended customer");
    await open(ada, "/o/globex/sign-in");
    await expect(ada.getByText("Globex Shipping")).toHaveCount(0);
    await open(ada, "/o/acme/sign-in");
    await givePassword(ada, "ada@globex.example", PASSWORD);
    await expect(ada.getByRole("alert")).toBeVisible();
    await house.close();
  });
}
