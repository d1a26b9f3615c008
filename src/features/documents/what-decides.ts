import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import { type CompiledPathRule, compilePathRules } from "./path-rules/path-rule";
import { classesOf, type IndexInForce, indexesInForce, rulesInForce } from "./queries";
import type { ClassOfPaper } from "./rules";

/** Everything that decides which paper a file is. */
export type Deciding = {
  rules: CompiledPathRule[];
  classes: ClassOfPaper[];
  index: IndexInForce | null;
  /** The rules' version, then a hash over everything that decides. */
  mark: string;
};

/** By what the incident's files are read as papers now. */
export async function whatDecides(tx: Tx, incidentId: string): Promise<Deciding> {
  const { version, rules } = await rulesInForce(tx, incidentId);
  const classes = (await classesOf(incidentId, tx)).map(({ code, words }) => ({ code, words }));
  const index = await indexesInForce(tx, incidentId);
  const hash = createHash("sha256")
    .update(JSON.stringify([rules, classes, index]))
    .digest("hex");
  return { rules: compilePathRules(rules), classes, index, mark: `${version} ${hash}` };
}
