// Watches everything that a browser complains about: console errors, broken scripts, the CSP, foreign hosts, and faults of the server.
import type { BrowserContext, Page } from "@playwright/test";

export class Watch {
  private readonly complaints: string[] = [];
  private readonly refusedPages = new Set<string>();

  static async over(context: BrowserContext, home: string): Promise<Watch> {
    const watch = new Watch();
    await context.exposeBinding("latchkeyViolation", (_, what: string) => watch.complaints.push(`CSP: ${what}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const report = (window as unknown as { latchkeyViolation: (what: string) => void }).latchkeyViolation;
        report(`${event.violatedDirective} forbids ${event.blockedURI}`);
      });
    });
    context.on("page", (page) => watch.follow(page, home));
    return watch;
  }

  /** What was complained about, a line each. */
  get found(): string[] {
    return this.complaints;
  }

  private follow(page: Page, home: string): void {
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.status() >= 400) {
        this.refusedPages.add(response.url());
      }
      if (response.status() >= 500) {
        this.complaints.push(`${response.status()} at ${response.url()}`);
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(home) && !/^(data|blob):/.test(request.url())) {
        this.complaints.push(`asked somebody else: ${request.url()}`);
      }
    });
    page.on("pageerror", (error) => this.complaints.push(`script: ${error.message}`));
    page.on("console", (message) => {
      // The browser writes down that a page came with 404; that is what the page is for.
      const refusal = message.text().startsWith("Failed to load resource") && this.refusedPages.has(message.location().url);
      if (message.type() === "error" && !refusal) {
        this.complaints.push(`console: ${message.text()} (${page.url()})`);
      }
    });
  }
}
