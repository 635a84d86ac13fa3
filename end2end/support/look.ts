// How a page must look to everybody: axe finds nothing, and nothing sticks out at the side.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
export const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
export const SCHEMES = ["light", "dark"] as const;

/** Fails on any violation of WCAG 2.2 AA. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.html).join("\n  ")}`);
  expect(told, `axe on ${name} (${page.url()})`).toEqual([]);
}

/** Axe, in light and dark, on a phone and on a desk; no page is wider than its window. */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `${name}, ${size.width} px, ${colorScheme}`);
    }
    await expectNoOverflow(page, name);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("h1"), `one h1 on ${name}`).toHaveCount(1);
}

async function expectNoOverflow(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const sticking = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
    return { over: document.documentElement.scrollWidth - width, sticking: sticking.map((one) => one.outerHTML.slice(0, 120)) };
  });
  expect(wide.over, `${name} is too wide: ${wide.sticking.join("\n")}`).toBeLessThanOrEqual(0);
}
