import { describe, expect, it } from "vitest";
import { violationsIn } from "./architecture/house-rules";
import { importsOf, readSources } from "./architecture/read-sources";

const sources = readSources();

const goodVerb = `import { authorize } from "@/features/staff/authorize";
export async function sealRun(actor) { authorize(actor); return inTransaction((tx) => recordEvent(tx)); }`;

const planted: [because: string, path: string, text: string][] = [
  ["downstream of people", "src/features/people/x.ts", `import { a } from "@/features/letters/rules";`],
  ["downstream of people", "src/features/people/x.ts", `import { a } from "../hotline/queries";`],
  ["may not import features", "src/lib/x.ts", `import type { Role } from "@/features/staff/rules";`],
  ["may not import server", "src/features/media/x.ts", `export { t } from "@/server/trpc";`],
  ["may not import jobs", "src/server/x.ts", `const j = await import("../../jobs/queues");`],
  ["may not import app", "src/components/x.tsx", `import "@/app/globals";`],
  ["may not import db", "src/app/x.tsx", `import { database } from "@/db/client";`],
  [
    "only schema and rules",
    "src/app/x.tsx",
    `import { openIncident } from "@/features/incidents/open-incident";`,
  ],
  ["only jobs/ knows the queue", "src/server/x.ts", `import { Queue } from "bullmq";`],
  ["only jobs/ knows the queue", "src/lib/x.ts", `import Redis from "ioredis";`],
  ["are pure", "src/features/letters/typeset/x.ts", `import { database } from "@/db/client";`],
  ["are pure", "src/features/catalog/readers/x.ts", `import { env } from "@/lib/env";`],
  ["of its own name", "src/features/print-runs/seal-run.ts", goodVerb.replace("sealRun", "seal")],
  [
    "asks authorize()",
    "src/features/print-runs/seal-run.ts",
    goodVerb.replace("authorize(actor)", "actor()"),
  ],
  ["records an event", "src/features/print-runs/seal-run.ts", goodVerb.replace("recordEvent", "forget")],
  [
    "before the transaction",
    "src/features/print-runs/seal-run.ts",
    `export function sealRun() { inTransaction(() => recordEvent()); authorize(); }`,
  ],
  ["do not wait", "src/features/media/rules.ts", "export const a = async () => 1;"],
  ["no clock", "src/features/media/rules.ts", "export const a = () => Date.now();"],
  ["this machine's clock", "src/features/media/lose-medium.ts", "const at = new Date();"],
  ["no database", "src/features/media/rules.ts", `import { media } from "@/db/schema";`],
  ["not in the river", "src/features/customers/rules.ts", ""],
  ["vague name", "src/lib/utils.ts", ""],
  ["vague name", "src/components/index.ts", ""],
  ["not a pure engine", "src/features/letters/parts/x.ts", ""],
  ["more than 400", "src/lib/long.ts", "\n".repeat(401)],
];

describe("the architecture of DESIGN.md", () => {
  it("is checked on the real code: the checker sees its files and their imports", () => {
    const verb = sources.find((source) => source.path === "src/features/staff/add-staff-member.ts");
    expect(verb && importsOf(verb)).toContain("src/db/in-transaction");
    expect(sources.length).toBeGreaterThan(80);
    for (const folder of [
      "src/lib",
      "src/db",
      "src/features",
      "src/server",
      "src/app",
      "src/components",
      "jobs",
      "seed",
    ]) {
      expect(
        sources.some((source) => source.path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    }
  });

  it.each(planted)("is seen to fail on a planted violation: %s (%s)", (because, path, text) => {
    expect(violationsIn([{ path, text }]).join("\n")).toContain(because);
  });

  it("accepts a verb of the right shape", () => {
    expect(violationsIn([{ path: "src/features/print-runs/seal-run.ts", text: goodVerb }])).toEqual([]);
  });

  it("holds everywhere", () => {
    expect(violationsIn(sources)).toEqual([]);
  });
});
