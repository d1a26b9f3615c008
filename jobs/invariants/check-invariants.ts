import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { ofCalls } from "./calls";
import { ofEmails } from "./emails";
import { ofGround } from "./ground";
import type { Invariant } from "./invariant";
import { ofNotices } from "./notices";
import { ofPrintRuns } from "./print-runs";
import { ofReturnedMail } from "./returned";
import { ofSources } from "./sources";

export const invariants: readonly Invariant[] = [
  ...ofSources,
  ...ofNotices,
  ...ofEmails,
  ...ofPrintRuns,
  ...ofReturnedMail,
  ...ofCalls,
  ...ofGround,
];

const shown = 5;

export type Verdict = { invariant: Invariant; violations: number; examples: string[] };

/** Asks every invariant, one query each, in `db`. `examples` are ids of at most five violations. */
export async function askInvariants(db: Queryable): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const invariant of invariants) {
    const [row] = await db.execute<{ violations: number; examples: string[] | null }>(sql`
      select count(*)::int as violations, (array_agg(subject order by subject))[1:${sql.raw(String(shown))}] as examples
      from (${sql.raw(invariant.violations)}) v`);
    verdicts.push({ invariant, violations: row?.violations ?? -1, examples: row?.examples ?? [] });
  }
  return verdicts;
}

/** All of one moment, so that what is being committed meanwhile makes no difference. Changes nothing. */
export function checkInvariants(): Promise<Verdict[]> {
  return database().transaction(askInvariants, {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}
