// What an admin does in the console, as verbs.
import { type Page } from "@playwright/test";
import { expectHeading, expectNotice, leads, open, press } from "./page";
import { type Person, prove, proveIfDue } from "./people";

export interface Rules {
  name: string;
  groups: string;
  optional?: boolean;
  selfRemoval?: boolean;
  /** Kinds of second steps that are allowed beside those that a new policy allows. */
  also?: string[];
}

/** Fills in the form of a policy, up to the page that says what would change. */
export async function fillPolicy(page: Page, rules: Rules): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(rules.name);
  await page.getByLabel("Groups", { exact: true }).fill(rules.groups);
  await page.getByLabel(rules.optional === true ? "No, whoever wants may set one up" : "Yes, everybody sets one up").check();
  await page.getByLabel("Allow users to remove their own two-step verification").setChecked(rules.selfRemoval === true);
  for (const kind of rules.also ?? []) {
    await page.getByLabel(kind, { exact: true }).check();
  }
  await press(page, "See what would change");
  await expectHeading(page, "What would change");
}

/** A new policy, which applies at once. */
export async function makePolicy(admin: Person, rules: Rules): Promise<void> {
  const { page } = admin;
  await open(page, "/admin/policies/new");
  await proveIfDue(admin);
  await fillPolicy(page, rules);
  await press(page, `Save ${rules.name}`);
  await expectNotice(page, `The policy ${rules.name} was saved.`);
}

/** The page of a user in the console, found in the list. */
export async function openUser(page: Page, person: Pick<Person, "name" | "email">): Promise<void> {
  await open(page, `/admin/users?search=${encodeURIComponent(person.email)}`);
  await leads(page, () => page.getByRole("main").getByRole("link", { name: person.name }).click());
  await expectHeading(page, person.name);
}

/** Another tab of the user's page at hand; the console has links of the same names. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole("navigation", { name: /^About / });
  await leads(page, () => tabs.getByRole("link", { name }).click());
}

/** Force MFA reset, from the user's page to its result. */
export async function reset(admin: Person, person: Person): Promise<void> {
  const { page } = admin;
  await openUser(page, person);
  await leads(page, () => page.getByRole("link", { name: "Force MFA reset" }).click());
  await prove(admin);
  await page.getByLabel("Called back on a number that we had on file").check();
  await page.getByLabel("The device is lost").check();
  await page.getByLabel("Reason, or ticket number").fill("Left it on the train");
  await press(page, `Reset ${person.name}’s sign-in steps`);
  await expectNotice(page, `The sign-in steps of ${person.name} were reset.`);
}
