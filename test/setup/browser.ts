import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { type ChromiumForTests, chromiumForTests } from "../../scripts/chromium.mjs";

/** A real Chromium that shows the project's own Japanese fonts. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const prepared = process.env.OWABI_TEST_CHROMIUM;
  const { executablePath, args, env }: ChromiumForTests = prepared
    ? JSON.parse(prepared)
    : await chromiumForTests();
  return chromium.launch({ executablePath, args, env: { ...definedEnv(), ...env }, headless: true });
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A page of its own context (own cookies), Japanese and Tokyo time unless `options` say otherwise. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** Goes to `url` and waits until React answers: a click before hydration would be a native form GET. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await hydrated(page);
}

/** Waits until the page's root effect has run. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}
