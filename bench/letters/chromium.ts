import { stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium as playwright } from "@playwright/test";
import { chromiumForTests } from "../../scripts/chromium.mjs";
import type { Contender } from "./contender";
import { htmlOfLetters } from "./html";

/** Chromium's own printing, all letters in one document; a browser a batch. */
export const chromium: Contender = {
  batch: true,
  async prepare() {
    const { executablePath, args } = await chromiumForTests();
    return async (count, folder) => {
      const file = path.join(folder, "run.pdf");
      const browser = await playwright.launch({ executablePath, args });
      const page = await browser.newPage();
      await page.goto(pathToFileURL(await htmlOfLetters(count, folder)).href);
      await page.pdf({ path: file, preferCSSPageSize: true });
      await browser.close();
      return { bytes: (await stat(file)).size };
    };
  },
};
