// How much a page costs: what travels, compressed, and that a page without islands asks for no wasm.
import type { Page, Response } from "@playwright/test";
import { alive, open } from "../support/page";
import { expect, test } from "../support/test";

const PAGE_KB = 20;
const ISLANDS_KB = 90;
const IDLE_BYTES = 1500;

test("the sign-in page is small", async ({ page }) => {
  const all = await loaded(page, "/sign-in");
  const plain = all.filter((one) => /html|css/.test(one.type));
  expect(plain.map((one) => one.type).join(), "the page and its style").toMatch(/html.*css/);
  expect(all.some((one) => one.type.includes("wasm")), "it has islands").toBe(true);
  console.log(`/sign-in: ${sum(plain)} bytes of HTML and CSS, ${sum(all)} in all`);
  expect(sum(plain)).toBeLessThanOrEqual(PAGE_KB * 1000);
  expect(sum(all)).toBeLessThanOrEqual(ISLANDS_KB * 1000);
  for (const one of all.filter((one) => one.size > 1500)) {
    expect(one.encoding, `${one.url} is compressed`).toMatch(/br|gzip|zstd/);
  }
});

test("a page without islands loads no wasm, and of scripts only the one that warns of an idle sign-out", async ({ anna, newBrowser }) => {
  const storageState = await anna.page.context().storageState();
  for (const path of ["/account", "/account/admins", "/nothing"]) {
    const page = await newBrowser({ storageState });
    const all = await loaded(page, path);
    const scripts = all.filter((one) => /wasm|javascript/.test(one.type));
    const idle = scripts.filter((one) => one.url.includes("/pkg/idle."));
    expect(scripts.filter((one) => !idle.includes(one)).map((one) => one.url), path).toEqual([]);
    expect(idle.length, path).toBe(path === "/nothing" ? 0 : 1);
    for (const one of idle) {
      console.log(`the warning before an idle sign-out: ${one.size} bytes`);
      expect(one.size).toBeLessThanOrEqual(IDLE_BYTES);
    }
  }
});

test("a browser without JavaScript loads the page and its style, and no more", async ({ newBrowser }) => {
  const page = await newBrowser({ javaScriptEnabled: false });
  const all = await loaded(page, "/sign-in");
  expect(all.filter((one) => !/html|css|svg/.test(one.type)).map((one) => one.url)).toEqual([]);
});

test("the icon is kept, too", async ({ page, house }) => {
  await open(page, "/sign-in");
  const icon = await page.locator("link[rel=icon]").getAttribute("href");
  for (const [path, kept] of [[icon!, /immutable/], ["/favicon.ico", /max-age=86400/]] as const) {
    const answer = await page.request.get(new URL(path, house.url).href);
    expect(answer.ok(), path).toBe(true);
    expect(answer.headers()["content-type"], path).toBe("image/svg+xml");
    expect(answer.headers()["cache-control"], path).toMatch(kept);
  }
});

test("assets are kept for ever, pages never", async ({ page }) => {
  const all = await loaded(page, "/sign-in");
  for (const one of all) {
    const kept = one.url.includes("/pkg/") ? /immutable/ : /no-store/;
    expect(one.caching, one.url).toMatch(kept);
  }
});

interface Loaded {
  url: string;
  type: string;
  encoding: string;
  caching: string;
  size: number;
}

/** Everything that a page made the browser load. */
async function loaded(page: Page, path: string): Promise<Loaded[]> {
  const responses: Response[] = [];
  const note = (response: Response) => responses.push(response);
  page.on("response", note);
  await open(page, path);
  await alive(page);
  await page.waitForLoadState("networkidle");
  page.off("response", note);
  return Promise.all(responses.map(weighed));
}

async function weighed(response: Response): Promise<Loaded> {
  const headers = await response.allHeaders();
  const { responseBodySize } = await response.request().sizes();
  return {
    url: response.url(),
    type: headers["content-type"] ?? "",
    encoding: headers["content-encoding"] ?? "",
    caching: headers["cache-control"] ?? "",
    size: responseBodySize,
  };
}

function sum(all: Loaded[]): number {
  return all.reduce((bytes, one) => bytes + one.size, 0);
}
