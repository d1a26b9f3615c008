import type { TestProject } from "vitest/node";
import { prepareScreens, prepareServers } from "../../scripts/ground.mjs";

/**
 * Runs once before a project's tests. `npm test` has started everything already; a bare `npx vitest run <file>`
 * gets its servers here.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  let stop: (() => Promise<void>) | undefined;
  if (!process.env.OWABI_TEST_SUPER_URL) {
    const servers = await prepareServers();
    Object.assign(process.env, servers.env);
    stop = servers.stop;
  }
  if (project.name === "journeys" && !process.env.OWABI_TEST_CHROMIUM) {
    Object.assign(process.env, await prepareScreens());
  }
  return stop;
}
