// The test function of every spec: a house for each worker with a signed-in admin, and browsers that are watched.
import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { House } from "./house";
import { follow, noteScriptless, press } from "./page";
import { confirmNew, join, type Person, setUp } from "./people";
import { Watch } from "./watch";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;
type SetUpHouse = { house: House; admin: Omit<Person, "page">; state: StorageState };
type NewBrowser = (options?: BrowserContextOptions) => Promise<Page>;

interface PerTest {
  house: House;
  /** A browser of somebody who was never here; every complaint of it fails the test. */
  newBrowser: NewBrowser;
  /** The organisation's admin, signed in, in a browser of their own. */
  admin: Person;
  /** Somebody with one phone, signed in. Each test has its own. */
  anna: Person;
}

interface PerWorker {
  setUpHouse: SetUpHouse;
}

export const test = base.extend<PerTest, PerWorker>({
  setUpHouse: [
    async ({ browser }, use) => {
      const house = await House.open();
      const context = await browser.newContext({ baseURL: house.url, javaScriptEnabled: true });
      const { page, ...admin } = await setUp(await context.newPage(), house);
      // Three, so that nobody has to wait for the next code of one.
      for (const name of ["Tablet", "Key fob"]) {
        await follow(page, "Add another");
        await press(page, "Set up an authenticator app");
        admin.phones.push(await confirmNew(page, name));
      }
      const state = await context.storageState();
      await context.close();
      await use({ house, admin, state });
      await house.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  house: ({ setUpHouse }, use) => use(setUpHouse.house),
  baseURL: ({ house }, use) => use(house.url),

  newBrowser: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const opened: { context: BrowserContext; watch: Watch }[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled, ...options });
      if ((options.javaScriptEnabled ?? javaScriptEnabled) === false) {
        noteScriptless(context);
      }
      opened.push({ context, watch: await Watch.over(context, options.baseURL ?? baseURL!) });
      return context.newPage();
    });
    await Promise.all(opened.map(({ context }) => context.close()));
    expect(opened.flatMap(({ watch }) => watch.found), "what the browser complained about").toEqual([]);
  },

  page: async ({ newBrowser }, use) => use(await newBrowser()),

  admin: async ({ setUpHouse: { admin, state }, newBrowser }, use) => {
    await use({ page: await newBrowser({ storageState: state, javaScriptEnabled: true }), ...admin });
  },

  anna: async ({ house, admin, newBrowser }, use, info) => {
    const page = await newBrowser();
    await use(await join(admin, house, page, `Anna ${unique(info.testId)}`));
  },
});

/** A name that no other test has. */
function unique(testId: string): string {
  return `W${testId.replace(/\W/g, "").slice(-10)}`;
}

export { expect };
