// What people do on any page: press, wait until it is alive, read what it says.
import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";

/** Contexts whose scripts are switched off. */
const scriptless = new WeakSet<BrowserContext>();

export function noteScriptless(context: BrowserContext): void {
  scriptless.add(context);
}

export function hasScripts(page: Page): boolean {
  return !scriptless.has(page.context());
}

/** Waits until every island of the page is alive. */
export async function alive(page: Page): Promise<void> {
  await page.waitForLoadState();
  if (hasScripts(page) && (await page.locator("leptos-island").count()) > 0) {
    await expect(page.locator("html")).toHaveAttribute("data-islands", "ready");
  }
}

/** Does something that leads to another page, and waits for it. */
export async function leads(page: Page, act: () => Promise<unknown>): Promise<void> {
  const arrived = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
  await Promise.all([arrived, act()]);
  await alive(page);
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await leads(page, () => page.getByRole("button", { name }).click());
}

export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await leads(page, () => page.getByRole("link", { name }).click());
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await alive(page);
}

export function heading(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}

/** The page's one question, or what happened. */
export async function expectHeading(page: Page, text: string | RegExp): Promise<void> {
  await expect(heading(page)).toHaveText(text);
}

/** The green line. */
export async function expectNotice(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByRole("status")).toContainText(text);
}

/** A refusal: in the title, in a summary that has the focus and leads to the field, and at the field. */
export async function expectRefused(page: Page, field: string, text: string | RegExp): Promise<void> {
  const summary = page.getByRole("alert");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(summary).toBeFocused();
  const sentence = summary.getByRole("link", { name: text });
  await expect(sentence).toHaveAttribute("href", `#${field}`);
  await expect(page.locator(`#${field}-error`)).toHaveText(text);
  const input = page.locator(`#${field}`);
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await expect(input).toHaveAttribute("aria-describedby", new RegExp(`${field}-error`));
  await sentence.click();
  await expect(input).toBeFocused();
}

/** The same for a question with a few answers: the error belongs to all of them, and the focus goes to the first. */
export async function expectChoiceRefused(page: Page, name: string, text: RegExp): Promise<void> {
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  const group = page.getByRole("radiogroup").filter({ has: page.locator(`#${name}`) });
  await expect(group).toHaveAttribute("aria-invalid", "true");
  await expect(group).toHaveAccessibleDescription(text);
  await summary.getByRole("link", { name: text }).click();
  await expect(page.locator(`#${name}`)).toBeFocused();
}
