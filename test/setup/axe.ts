import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const source = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What axe calls serious or critical on the page as it stands, one line each: rule, count, first element. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Through the debugger's own world, since the page's Content-Security-Policy forbids foreign script elements.
  await page.evaluate(source);
  return page.evaluate(async () => {
    type Violation = { id: string; impact: string | null; nodes: { target: unknown[] }[] };
    type Axe = { run: () => Promise<{ violations: Violation[] }> };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations
      .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
      .map((found) => `${found.id} (${found.nodes.length}): ${String(found.nodes[0]?.target[0])}`);
  });
}
