import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CatalogFact, CatalogFormat, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { type ReadCatalogOptions, readCatalog } from "@/features/catalog/readers/read-catalog";
import { previewMaster, readMaster } from "@/features/people/readers/master";
import { checkMapping } from "@/features/people/readers/master-fields";
import { decodeStream, lineBreaks } from "@/lib/decode-text";
import { OwabiError } from "@/lib/errors";
import { fileOf, ofKind } from "./bacula-fixture";
import { indexOfTree } from "./ltfs-index-of";
import { Chance, mutated } from "./mutations";
import { lstat, small, sumOf } from "./small-catalog";

const files = Number(process.env.FUZZ_FILES ?? 500);
const seed = Number(process.env.FUZZ_SEED ?? 20_140_312);
/** No file here is larger than some hundred kB: what takes so long is a hang. */
const longestMs = 30_000;

const netBackup = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../fixtures/netbackup", name), "utf8");

/** A small catalog as `pg_dump` writes it. */
const dump = Object.entries(small)
  .map(([name, csv]) => {
    const [header = "", ...rows] = csv.replaceAll('"', "").trimEnd().split("\n");
    const body = rows.map((row) => `${row.replaceAll(",", "\t")}\n`).join("");
    return `COPY public.${name.toLowerCase()} (${header.replaceAll(",", ", ")}) FROM stdin;\n${body}\\.\n\n`;
  })
  .join("");

const consoleText = [
  'list files jobid=7\nUsing Catalog "MyCatalog"\n+------+\n| filename |\n+------+\n| /srv/claims/a.tif |\n| /srv/診断書/ |\n',
  "| /srv/診断書/b.tif |\n+------+\n+---+\n| jobid | name | jobfiles | jobstatus |\n+---+\n| 7 | J | 3 | T |\n+---+\n",
  "llist media\nPool: P\n   mediaid: 1\n volumename: V1\n   voljobs: 1\n\nlist jobmedia\n+--+\n",
  "| jobid | volumename | firstindex | lastindex |\n+--+\n| 7 | V1 | 1 | 3 |\n+--+\n",
].join("");

const blsText = [
  'bls: butil.c:292-0 Using device: "Drive-1" for reading.',
  '24-Nov 10:27 bls JobId 0: Ready to read from volume "V1" on File device "Drive-1" (/srv/vtape).',
  "bls JobId 7: -rw-r--r--   1 root     root           1251 2012-11-08 14:36:48  /srv/claims/CLM-2012-0000532_S02_SD01.tif",
  "bls JobId 7: drwxr-xr-x   2 root     root           4096 2012-11-08 14:36:48  /srv/診断書/",
  "bls JobId 7: -rw-r--r--   1 root     root            990 2012-11-08 14:36:48  /srv/診断書/髙.tif",
  '24-Nov 10:27 bls JobId 0: End of Volume "V1" at addr=3557699 on device "Drive-1" (/srv/vtape).',
  "2 files found.",
  "",
].join("\n");

const tree = { folders: { 診断書: { folders: {}, files: ["髙.tif", "a:b?.tif"] } }, files: ["b.tif"] };
const ownList =
  'フォルダ,名前,テープ,ジョブ,サイズ\n/srv/診断書,髙①.tif,V1,日次,12\n"/srv/a, b",b.tif,V2,7,"1,797"\n/srv/c/,d.tif,V1,7,-\n';
const master =
  "請求番号,被保険者番号,被保険者氏名,生年月日,住所\nCLM-2012-0000123,100001,髙橋 一郎,S34.5.6,東京都千代田区\n" +
  'CLM-2012-0000124,100002,"渡邉, 花",1960-01-02,大阪府\nCLM-2012-0000125,100003,斎藤 学,平成24年,北海道\n';

type Base = { format: CatalogFormat; texts: [name: string, text: string][]; options?: ReadCatalogOptions };

const bases: Base[] = [
  { format: "bacula-csv", texts: Object.entries(small).map(([name, text]) => [`${name}.csv`, text]) },
  {
    format: "bacula-csv",
    texts: [
      ...Object.entries(small).flatMap(([name, text]): [string, string][] =>
        name === "Filename" || name === "File" ? [] : [[`${name}.csv`, text]],
      ),
      [
        "File.csv",
        `FileId,FileIndex,JobId,PathId,LStat,MD5,Name\n1,1,7,1,${lstat},0,a.tif\n2,2,7,2,${lstat},0,髙.tif\n`,
      ],
    ],
  },
  { format: "bacula-sql", texts: [["catalog.sql", dump]] },
  { format: "bacula-console", texts: [["console.txt", consoleText]] },
  { format: "bls", texts: [["V1.txt", blsText]] },
  { format: "ltfs", texts: [["V00001-3.schema", indexOfTree(tree)]] },
  {
    format: "ltfs",
    texts: [
      ["V00001-3.schema", indexOfTree(tree, { generation: 3, hasLines: false })],
      ["V00001-2.schema", indexOfTree({ ...tree, files: ["gone.tif"] }, { generation: 2 })],
    ],
  },
  {
    format: "netbackup",
    texts: [
      ["bpimmedia.txt", netBackup("bpimmedia.txt")],
      ["bpflist.txt", netBackup("bpflist.txt")],
    ],
  },
  {
    format: "own-csv",
    texts: [["list.csv", ownList]],
    options: { mapping: { folder: 0, name: 1, volume: 2, job: 3, size: 4 } },
  },
];

async function outcomeOf(sources: SourceFile[], options: ReadCatalogOptions): Promise<CatalogFact[] | Error> {
  const facts: CatalogFact[] = [];
  try {
    for await (const fact of readCatalog(sources, options)) facts.push(fact);
    return facts;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** A file that is refused is refused with a reason; never with a fault of ours. */
function expectRefusal(error: Error): void {
  if (!(error instanceof OwabiError)) throw error;
  expect(["invalid", "limit-reached"]).toContain(error.kind);
  expect(error.reason).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
}

/** Lines = facts + rejected + ignored, and no line twice. */
function expectAccounted(facts: readonly CatalogFact[], count: number): void {
  const accounts = ofKind(facts, "account");
  expect(accounts).toHaveLength(count);
  const rows = [...ofKind(facts, "file"), ...ofKind(facts, "rejected")];
  for (const account of accounts) {
    expect(sumOf(account)).toBe(account.linesRead);
    for (const lines of Object.values(account.ignored)) expect(lines).toBeGreaterThanOrEqual(0);
    const own = rows.filter(({ fileNumber }) => fileNumber === account.fileNumber);
    expect(own.filter(({ kind }) => kind === "rejected")).toHaveLength(account.rejected);
    expect(own.length).toBeLessThanOrEqual(account.facts + account.rejected);
    expect(new Set(own.map(({ line }) => line)).size).toBe(own.length);
    for (const { line } of own) expect(line >= 1 && line <= account.linesRead).toBe(true);
  }
}

async function tryCatalog(base: Base, chance: Chance): Promise<{ told: string; wasRead: boolean }> {
  const hit = chance.below(base.texts.length);
  let told = "";
  const sources = base.texts.map(([name, text], i) => {
    if (i !== hit) return fileOf(name, text);
    const damage = mutated(text, chance);
    const isZipped = chance.below(8) === 0;
    told = `${name}: ${damage.told}${isZipped ? ", gzip" : ""}`;
    const bytes = isZipped ? gzipSync(damage.bytes) : damage.bytes;
    // Large ones in tiny pieces only take long.
    return fileOf(name, bytes, chance.oneOf(bytes.length < 10_000 ? [13, 997, 65_536] : [4096, 65_536]));
  });
  const isForced = base.format === "own-csv" || chance.below(3) > 0;
  const options = { ...base.options, ...(isForced ? { format: base.format } : {}) };
  const outcome = await outcomeOf(sources, options);
  try {
    if (Array.isArray(outcome)) expectAccounted(outcome, base.texts.length);
    else expectRefusal(outcome);
  } catch (error) {
    throw new Error(`${base.format}, ${told}`, { cause: error });
  }
  return { told, wasRead: Array.isArray(outcome) };
}

/** Every record of a master after its header is one row, and the rows and the header make up the whole text. */
async function tryMaster(chance: Chance): Promise<{ told: string; wasRead: boolean }> {
  const { bytes, told } = mutated(master, chance);
  try {
    const preview = await previewMaster(bytes);
    if (!preview.encoding) return { told, wasRead: false };
    const isWrong = checkMapping(preview.suggestedMapping, preview.headers.length).length > 0;
    const mapping = isWrong ? { claimNumber: 0, insuredNumber: 1, insuredName: 2 } : preview.suggestedMapping;
    let text = "";
    const pieces = (async function* () {
      for await (const piece of decodeStream(
        fileOf("m", bytes, bytes.length < 10_000 ? 97 : 4096).open(),
        preview.encoding ?? "utf-8",
      )) {
        text += piece;
        yield piece;
      }
    })();
    const lines: number[] = [];
    let physical = 0;
    for await (const row of readMaster(pieces, mapping, { delimiter: preview.delimiter })) {
      lines.push(row.line);
      physical += 1 + lineBreaks(row.raw);
    }
    const header = (lines[0] ?? 1) - 1;
    const all = lineBreaks(text) + (/[\r\n]$/.test(text) || text === "" ? 0 : 1);
    if (lines.length > 0) expect(header + physical).toBe(all);
    expect(new Set(lines).size).toBe(lines.length);
    return { told, wasRead: true };
  } catch (error) {
    if (error instanceof OwabiError) expectRefusal(error);
    else throw new Error(`master, ${told}`, { cause: error });
    return { told, wasRead: false };
  }
}

describe(`mutated files (${files}, seed ${seed}: FUZZ_FILES, FUZZ_SEED)`, () => {
  it(
    "are read with every line accounted for, or refused with a reason: never a crash, never a hang",
    async () => {
      const kinds = bases.length + 1;
      const read = new Array<number>(kinds).fill(0);
      for (let number = 0; number < files; number += 1) {
        const chance = new Chance(seed + number * 7919);
        const base = bases[number % kinds];
        const begun = performance.now();
        try {
          const { wasRead } = base ? await tryCatalog(base, chance) : await tryMaster(chance);
          if (wasRead) read[number % kinds] = (read[number % kinds] ?? 0) + 1;
          expect(performance.now() - begun).toBeLessThan(longestMs);
        } catch (error) {
          throw new Error(`file ${number} of seed ${seed}: ${error}`, { cause: error });
        }
      }
      // Where nearly everything is refused, nothing is tested.
      for (const count of read) expect(count).toBeGreaterThan(files / kinds / 10);
    },
    Math.max(120_000, files * 1000),
  );
});
