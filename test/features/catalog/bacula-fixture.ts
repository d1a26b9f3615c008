import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { type ReadCatalogOptions, readCatalog } from "@/features/catalog/readers/read-catalog";

export const baculaFixture = join(import.meta.dirname, "../../fixtures/bacula");

export const volumes = [
  "DLS-A00123L4",
  "DLS-A00124L4",
  "DLS-A00125L4",
  "DLS-A00126L4",
  "DLS-A00127L4",
] as const;

/** Every file of a fixture folder, as it lies there (some are gzip). */
export function fixtureFiles(folder: "tables" | "console" | "bls"): SourceFile[] {
  const path = join(baculaFixture, folder);
  return readdirSync(path).map((name) => ({ name, open: () => createReadStream(join(path, name)) }));
}

/** The catalog as `pg_dump` wrote it, gzip. */
export function dumpFile(): SourceFile {
  const name = "catalog.sql.gz";
  return { name, open: () => createReadStream(join(baculaFixture, name)) };
}

/** A fixture file's text, inflated. */
export function fixtureText(...path: string[]): string {
  const bytes = readFileSync(join(baculaFixture, ...path));
  return (path.at(-1)?.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** A file in memory, given in chunks small enough to cut records apart. */
export function fileOf(name: string, content: string | Uint8Array, chunkBytes = 4096): SourceFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    async *open() {
      for (let from = 0; from < bytes.length; from += chunkBytes)
        yield bytes.subarray(from, from + chunkBytes);
    },
  };
}

/** The text of a fixture table, inflated. */
export function tableText(name: string): string {
  const path = join(baculaFixture, "tables");
  const file = readdirSync(path).find((candidate) => candidate.split(".")[0] === name);
  if (!file) throw new Error(`no table ${name}`);
  const bytes = readFileSync(join(path, file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

export function truthOf(volume: string): string[] {
  const text = readFileSync(join(baculaFixture, "truth", `${volume}.txt`), "utf8");
  return text.split("\n").filter((line) => line !== "");
}

export type Difference = {
  bls: number;
  catalog: number;
  naive: number;
  only_catalog: number;
  only_bls: number;
};

export function recordedDifferences(): Record<string, Difference> {
  return JSON.parse(readFileSync(join(baculaFixture, "compare.json"), "utf8"));
}

export async function factsOf(files: SourceFile[], options?: ReadCatalogOptions): Promise<CatalogFact[]> {
  const facts: CatalogFact[] = [];
  for await (const fact of readCatalog(files, options)) facts.push(fact);
  return facts;
}

export function ofKind<K extends CatalogFact["kind"]>(
  facts: readonly CatalogFact[],
  kind: K,
): Extract<CatalogFact, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<CatalogFact, { kind: K }> => fact.kind === kind);
}
