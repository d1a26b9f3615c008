import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { pathRules } from "@/db/schema";
import type { PathRule } from "./path-rules/path-rule";

/** Puts these rules, in their order, in place of those the draft had. */
export async function writeRules(tx: Tx, setId: string, rules: readonly PathRule[]): Promise<void> {
  await tx.delete(pathRules).where(eq(pathRules.setId, setId));
  if (rules.length === 0) return;
  await tx.insert(pathRules).values(
    rules.map(({ name, action, pattern, classCode }, position) => ({
      ...{ setId, position, name, action, pattern },
      classCode: classCode ?? null,
    })),
  );
}
