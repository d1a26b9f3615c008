import type { TestProject } from "vitest/node";
import { prepareGround } from "../../scripts/ground.mjs";

/**
 * Runs once before a project's tests. `npm test` has started everything already; a bare `npx vitest run <file>`
 * gets its servers here.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const screens = project.name === "journeys";
  const ready = process.env.OWABI_TEST_SUPER_URL && (!screens || process.env.OWABI_TEST_CHROMIUM);
  if (ready) return undefined;
  const ground = await prepareGround({ screens });
  Object.assign(process.env, ground.env);
  return ground.stop;
}
