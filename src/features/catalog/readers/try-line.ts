import { parseCsv } from "@/lib/csv";
import { OwabiError } from "@/lib/errors";
import { type LineVerdict, verdictOf } from "@/lib/line-verdict";
import type { CatalogFact, CatalogFormat, ReadingOptions, SourceFile } from "./catalog-facts";
import { openTexts, textOf } from "./catalog-text";
import { readCatalog } from "./read-catalog";

/** Formats whose lines can be read one at a time, under the header of their file. */
const headed: ReadonlySet<CatalogFormat> = new Set(["bacula-csv", "own-csv"]);

/** What only the other tables can tell, of which a trial reads no more than the headers. */
const toldElsewhere = /^catalog\.(path|filename|medium|file)-unknown$/;

export type LineToTry = { fileNumber: number; line: number; mended: string };

/**
 * What the format's own reader would make of this text as a line of this file, whose header it knows. Nothing is
 * kept. Throws only what makes a file's beginning unreadable.
 */
export async function tryLine(
  files: readonly SourceFile[],
  { fileNumber, line, mended }: LineToTry,
  options: ReadingOptions & { format: CatalogFormat },
): Promise<LineVerdict> {
  if (mended === "") return verdictOf("struck-out");
  if (!headed.has(options.format)) return verdictOf("cannot-tell");
  const trial: SourceFile[] = [];
  for (const [i, file] of files.entries()) {
    const isHere = i + 1 === fileNumber;
    const header = isHere && line === 1 ? mended : await headerOf(file);
    trial.push(textFile(file.name, isHere && line !== 1 ? `${header}\n${mended}\n` : `${header}\n`));
  }
  try {
    return await verdictOn(readCatalog(trial, options), fileNumber);
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    return verdictOf("rejected", { reason: error.reason, column: error.detail.column as number | null });
  }
}

async function headerOf(file: SourceFile): Promise<string> {
  const [opened] = await openTexts([file]);
  if (!opened) return "";
  for await (const { raw } of parseCsv(textOf(opened.text))) return raw;
  return "";
}

function textFile(name: string, text: string): SourceFile {
  return {
    name,
    async *open() {
      yield Buffer.from(`\ufeff${text}`);
    },
  };
}

async function verdictOn(facts: AsyncIterable<CatalogFact>, fileNumber: number): Promise<LineVerdict> {
  let best: LineVerdict = verdictOf("ignored");
  for await (const fact of facts) {
    if (!("fileNumber" in fact) || fact.fileNumber !== fileNumber) continue;
    if (fact.kind === "rejected") {
      if (!toldElsewhere.test(fact.reason)) return verdictOf("rejected", fact);
      best = verdictOf("likely", fact);
    } else if (fact.kind === "account") {
      const [other] = Object.keys(fact.ignored).filter((reason) => reason !== "header");
      if (best.verdict === "ignored" && other) best = verdictOf("ignored", { reason: other });
    } else best = best.verdict === "likely" ? best : verdictOf("taken");
  }
  return best;
}
