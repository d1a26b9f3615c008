import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { type ReadCatalogOptions, readCatalog } from "@/features/catalog/readers/read-catalog";
import { OwabiError } from "@/lib/errors";
import { factsOf, fileOf, ofKind } from "./bacula-fixture";
import { lstat, small, sumOf, without } from "./small-catalog";

describe("damaged catalogs", () => {
  const consoleText = [
    'list files jobid=7\nUsing Catalog "MyCatalog"\n+------+\n| filename |\n+------+\n| /srv/claims/a.tif |\n| /srv/診断書/ |\n',
    "| /srv/診断書/b.tif |\n+------+\n+---+\n| jobid | name | jobfiles | jobstatus |\n+---+\n| 7 | J | 3 | T |\n+---+\n",
    "llist media\nPool: P\n   mediaid: 1\n volumename: V1\n   voljobs: 1\n\nlist jobmedia\n+--+\n",
    "| jobid | volumename | firstindex | lastindex |\n+--+\n| 7 | V1 | 1 | 3 |\n+--+\n",
  ].join("");
  const pieces = [
    '"',
    ",",
    "\n",
    "\r\n",
    "\r",
    "|",
    "+--+\n",
    "é",
    "髙",
    "\u{20bb7}",
    "0",
    "-",
    " ",
    "\\",
    "\t",
    ":",
  ];

  type Damage = { table: number; at: number; cut: number; put: string };
  const damage: fc.Arbitrary<Damage[]> = fc.array(
    fc.record({
      table: fc.nat({ max: 5 }),
      at: fc.nat({ max: 400 }),
      cut: fc.nat({ max: 12 }),
      put: fc.constantFrom("", ...pieces),
    }),
    { minLength: 1, maxLength: 3 },
  );

  function damaged(text: string, at: number, cut: number, put: string): string {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(place + cut);
  }

  /** Lines as RFC 4180 and the console count them, apart from the readers' own count. */
  function lineCount(text: string): number {
    const parts = text.split(/\r\n|\n|\r/);
    return parts.at(-1) === "" ? parts.length - 1 : parts.length;
  }

  function check(outcome: CatalogFact[] | unknown, texts: Map<string, string>): void {
    if (!Array.isArray(outcome)) {
      expect(outcome).toBeInstanceOf(OwabiError);
      expect((outcome as OwabiError).kind).not.toBe("internal");
      return;
    }
    const facts = outcome as CatalogFact[];
    const accounts = ofKind(facts, "account");
    expect(accounts.map(({ file }) => file)).toEqual([...texts.keys()]);
    for (const account of accounts) {
      expect(account.linesRead).toBe(lineCount(texts.get(account.file) ?? ""));
      expect(sumOf(account)).toBe(account.linesRead);
      const own = facts.filter((fact) => "line" in fact && fact.file === account.file);
      expect(own.filter(({ kind }) => kind === "rejected")).toHaveLength(account.rejected);
      expect(own.filter(({ kind }) => kind !== "rejected")).toHaveLength(account.facts);
      const lines = own.map((fact) => ("line" in fact ? fact.line : 0));
      expect(new Set(lines).size).toBe(lines.length);
      for (const line of lines) expect(line >= 1 && line <= account.linesRead).toBe(true);
    }
  }

  async function outcomeOf(texts: Map<string, string>, options: ReadCatalogOptions): Promise<unknown> {
    const files = [...texts].map(([name, text]) => fileOf(name, text, 13));
    return factsOf(files, options).catch((error: unknown) => error);
  }

  it("tables: every line is a fact, rejected or ignored, or the whole is refused with a reason (200 mutations)", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(damage, async (list) => {
        const texts = new Map<string, string>(
          Object.entries(small).map(([name, text]) => [`${name}.csv`, text]),
        );
        for (const { table, at, cut, put } of list) {
          const name = [...texts.keys()][table] ?? "";
          texts.set(name, damaged(texts.get(name) ?? "", at, cut, put));
        }
        const outcome = await outcomeOf(texts, { format: "bacula-csv", encoding: "utf-8" });
        if (Array.isArray(outcome)) read += 1;
        check(outcome, texts);
      }),
      { numRuns: 200, seed: 20121025 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it("console: every line is a fact, rejected or ignored (200 mutations)", async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (list) => {
        let text = consoleText;
        for (const { at, cut, put } of list) text = damaged(text, at, cut, put);
        const texts = new Map([["console.txt", text]]);
        const outcome = await outcomeOf(texts, { format: "bacula-console", encoding: "utf-8" });
        expect(Array.isArray(outcome)).toBe(true);
        check(outcome, texts);
      }),
      { numRuns: 200, seed: 20121116 },
    );
  });
});

describe("large catalogs", () => {
  it("streams: 200,000 file rows pass in a steady heap", async () => {
    const rows = 200_000;
    const big: SourceFile = {
      name: "File.csv",
      async *open() {
        yield Buffer.from("fileid,fileindex,jobid,pathid,filenameid,lstat\n");
        for (let from = 0; from < rows; from += 1000) {
          const lines = Array.from(
            { length: 1000 },
            (_, at) => `${from + at},${from + at + 1},7,2,2,${lstat}\n`,
          );
          yield Buffer.from(lines.join(""));
        }
      },
    };
    let files = 0;
    let peak = 0;
    const before = process.memoryUsage().heapUsed;
    for await (const fact of readCatalog([big, ...without("File")])) {
      if (fact.kind === "file") files += 1;
      if (files % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
    expect(files).toBe(rows);
    expect(peak).toBeLessThan(150 * 1024 * 1024);
  });
});
