import type { LineMend } from "@/lib/mend-lines";
import { physicalLines } from "@/lib/mend-lines";
import type { AccountFact, CatalogFact } from "./catalog-facts";

/**
 * Lines that a mend left empty are accounted for under names of their own, however the reader took the blank lines
 * that stand there: `struck-out` (the record's first line) and `mended-into-fewer-lines` (those after it).
 * `mends`: by the file's number.
 */
export async function* accountStruckLines(
  facts: AsyncIterable<CatalogFact>,
  mends: ReadonlyMap<number, readonly LineMend[]>,
): AsyncGenerator<CatalogFact> {
  const empty = new Map([...mends].map(([fileNumber, of]) => [fileNumber, emptyLines(of)]));
  for await (const fact of facts) {
    if (fact.kind === "account") {
      yield accounted(fact, empty.get(fact.fileNumber));
      continue;
    }
    const lines = fact.kind === "rejected" && fact.raw.trim() === "" ? empty.get(fact.fileNumber) : undefined;
    const line = fact.kind === "rejected" ? lines?.get(fact.line) : undefined;
    if (!line) yield fact;
    else line.wasRejected = true;
  }
}

type EmptyLine = { reason: "struck-out" | "mended-into-fewer-lines"; wasRejected: boolean };

function emptyLines(mends: readonly LineMend[]): Map<number, EmptyLine> {
  const lines = new Map<number, EmptyLine>();
  for (const { line, lines: count, mended } of mends) {
    for (let i = mended === "" ? 0 : physicalLines(mended); i < count; i++) {
      const reason = i === 0 ? "struck-out" : "mended-into-fewer-lines";
      lines.set(line + i, { reason, wasRejected: false });
    }
  }
  return lines;
}

const blank = "blank-line";

function accounted(account: AccountFact, lines: Map<number, EmptyLine> | undefined): AccountFact {
  if (!lines) return account;
  const ignored: Record<string, number> = { ...account.ignored };
  let rejected = account.rejected;
  for (const { reason, wasRejected } of lines.values()) {
    if (wasRejected) rejected -= 1;
    else if ((ignored[blank] ?? 0) > 0) ignored[blank] = (ignored[blank] ?? 0) - 1;
    else continue;
    ignored[reason] = (ignored[reason] ?? 0) + 1;
  }
  if (ignored[blank] === 0) delete ignored[blank];
  return { ...account, rejected, ignored };
}
