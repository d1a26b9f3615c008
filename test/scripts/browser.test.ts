import { expect, test } from "vitest";
import { launchBrowser, newPage } from "../setup/browser";

test("the tests' browser draws Japanese with a real glyph for each character, whatever fonts the machine has", async () => {
  const browser = await launchBrowser();
  const page = await newPage(browser);
  await page.setContent("<body>お詫び</body>");
  const drawings = await page.evaluate(() =>
    ["詫", "髙", "﨑", "𠮷"].map((character) => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      if (!pen) return "no canvas";
      pen.font = "40px sans-serif";
      pen.fillText(character, 10, 60);
      return canvas.toDataURL();
    }),
  );
  await browser.close();
  // A font without them would draw the same box for all.
  expect(new Set(drawings).size).toBe(drawings.length);
});
