// The looks of an organisation, in an installation of their own: seen by strangers, in light and dark; with and without JavaScript.
import { deflateSync } from "node:zlib";
import { House } from "../support/house";
import { expectGoodLooks } from "../support/look";
import { expectNotice, expectRefused, open, press } from "../support/page";
import { prove, setUp } from "../support/people";
import { expect, test } from "../support/test";

/** A PNG of one colour. */
function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7a)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    }
  }
  return (rest ^ 0xffffffff) >>> 0;
}

for (const javaScriptEnabled of [true, false]) {
  test(`an organisation gets its looks ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ newBrowser }) => {
    test.setTimeout(240_000);
    const house = await House.open();
    const page = await newBrowser({ baseURL: house.url, javaScriptEnabled });
    const look = async (what: string) => javaScriptEnabled && expectGoodLooks(page, what);
    const admin = await setUp(page, house);
    await open(page, "/admin/settings/brand");
    await prove(admin);
    await look("the looks of an organisation");
    await page.getByLabel("Colour of links and buttons").fill("#ffd500");
    await press(page, "Save");
    await expectRefused(page, "accent", /is the nearest that works/);
    await page.getByLabel("Name of the organisation").fill("Acme & Sons");
    await page.getByLabel("Colour of links and buttons").fill("#7a1f3d");
    await page.getByLabel("Logo", { exact: true }).setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png(640, 160) });
    await press(page, "Save");
    await expectNotice(page, "The settings were saved.");
    await expect(page.locator("header").getByRole("img", { name: "Acme & Sons" })).toBeVisible();
    await look("a page with a logo");

    const stranger = await newBrowser({ baseURL: house.url, javaScriptEnabled });
    await open(stranger, "/sign-in");
    const logo = stranger.locator("header").getByRole("img", { name: "Acme & Sons" });
    await expect(logo).toBeVisible();
    expect((await logo.boundingBox())!.height, "as high as the header allows").toBe(48);
    const button = stranger.getByRole("button", { name: "Sign in" });
    await expect(button).toHaveCSS("background-color", "rgb(122, 31, 61)");
    await stranger.emulateMedia({ colorScheme: "dark" });
    await expect(button).not.toHaveCSS("background-color", "rgb(122, 31, 61)");
    if (javaScriptEnabled) {
      await expectGoodLooks(stranger, "a sign-in with looks of its own");
    }
    await house.close();
  });
}
