// How the browser tests run: the system's Chromium, which is never allowed to talk to anybody but us.
import { defineConfig } from "@playwright/test";

const ci = Boolean(process.env.CI);

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  forbidOnly: ci,
  retries: 0,
  workers: 2,
  // One file must not keep the other worker waiting; every test has people of its own.
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: ci ? [["line"]] : [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.LATCHKEY_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--no-first-run",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
