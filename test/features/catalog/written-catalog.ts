import fc from "fast-check";
import type { SourceFile } from "@/features/catalog/readers/catalog-facts";
import { fileOf } from "./bacula-fixture";
import { lstat } from "./small-catalog";
import { type Plan, planArbitrary, type Tapes, writeTapes } from "./tape-simulator";

/** A catalog of simulated tapes whose files have hard names. */
export type WrittenCatalog = {
  plan: Plan;
  tapes: Tapes;
  pathOf: (jobId: number, fileIndex: number) => string;
};

const pieces = [
  "a",
  "診断書",
  "𠮷",
  "髙",
  "か\u3099",
  " ",
  "  ",
  "'",
  '"',
  ",",
  "\\",
  "\\n",
  "%",
  "->",
  ";",
  "(",
  "|",
  "é",
];

/** Names with everything a file system allows; with `breaks` also tabs and line ends. */
const nameArbitrary = (breaks: boolean) =>
  fc
    .array(fc.constantFrom(...pieces, ...(breaks ? ["\t", "\n", "\r", "\\.", "\b"] : [])), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join(""));

export function writtenCatalogs(breaks: boolean): fc.Arbitrary<WrittenCatalog> {
  const names = fc.array(nameArbitrary(breaks), { minLength: 40, maxLength: 40 });
  return fc.record({ plan: planArbitrary, names }).map(({ plan, names }) => ({
    plan,
    tapes: writeTapes(plan),
    // The number makes it one of its own; a name of its own kind follows it.
    pathOf: (jobId, fileIndex) => `/srv/書類/${jobId}-${fileIndex} ${names[(jobId * 8 + fileIndex) % 40]}x`,
  }));
}

/** The catalog's tables: names in the order of their dependence, each with its columns and rows. */
function tablesOf({ plan, tapes, pathOf }: WrittenCatalog, shape: "Bacula" | "Bareos") {
  const files = plan.jobs.flatMap((sizes, job) =>
    sizes.map((_, at) => ({ jobId: job + 1, index: at + 1, path: pathOf(job + 1, at + 1) })),
  );
  const name = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const volumeId = (volume: string) => tapes.volumes.indexOf(volume) + 1;
  const bacula = shape === "Bacula";
  return {
    Path: { columns: ["pathid", "path"], rows: [[1, "/srv/書類/"]] },
    ...(bacula && {
      Filename: { columns: ["filenameid", "name"], rows: files.map(({ path }, at) => [at + 1, name(path)]) },
    }),
    Media: {
      columns: [
        "mediaid",
        "volumename",
        "mediatype",
        "voljobs",
        "volbytes",
        "volstatus",
        "voltype",
        "endfile",
        "endblock",
      ],
      rows: tapes.volumes.map((volume) => {
        const medium = tapes.evidence(volume).medium;
        return [
          volumeId(volume),
          volume,
          "File",
          medium?.volJobs,
          medium?.volBytes,
          "Full",
          1,
          0,
          medium?.endAddress,
        ];
      }),
    },
    Job: {
      columns: [
        "jobid",
        "name",
        "type",
        "level",
        "jobstatus",
        "jobfiles",
        "priorjobid",
        "purgedfiles",
        "hasbase",
      ],
      rows: plan.jobs.map((sizes, job) => [job + 1, `Job${job + 1}`, "B", "F", "T", sizes.length, 0, 0, 0]),
    },
    JobMedia: {
      columns: [
        "jobmediaid",
        "jobid",
        "mediaid",
        "firstindex",
        "lastindex",
        "startfile",
        "endfile",
        "startblock",
        "endblock",
      ],
      rows: tapes.ranges.map((range, at) => [
        ...[at + 1, range.jobId, volumeId(range.volume), range.firstIndex, range.lastIndex],
        ...[0, 0, range.startAddress, range.endAddress],
      ]),
    },
    File: {
      columns: ["fileid", "fileindex", "jobid", "pathid", bacula ? "filenameid" : "name", "lstat"],
      rows: files.map(({ index, jobId, path }, at) => [
        at + 1,
        index,
        jobId,
        1,
        bacula ? at + 1 : name(path),
        lstat,
      ]),
    },
  };
}

type Cell = string | number | null | undefined;
type Shape = "Bacula" | "Bareos";

export function asCsv(catalog: WrittenCatalog, shape: Shape): SourceFile[] {
  const quoted = (cell: Cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`;
  return Object.entries(tablesOf(catalog, shape)).map(([table, { columns, rows }]) =>
    fileOf(`${table}.csv`, [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join(""), 61),
  );
}

const copyEscapes: Record<string, string> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\b": "\\b",
};

function copyBlock(table: string, columns: string[], rows: Cell[][]): string {
  const cell = (value: Cell) =>
    value === null || value === undefined
      ? "\\N"
      : String(value).replace(/[\\\t\n\r\b]/g, (found) => copyEscapes[found] ?? found);
  const lines = rows.map((row) => `${row.map(cell).join("\t")}\n`).join("");
  return `COPY public.${table.toLowerCase()} (${columns.join(", ")}) FROM stdin;\n${lines}\\.\n\n`;
}

function insertStatements(table: string, rows: Cell[][], many: boolean): string {
  const value = (cell: Cell) =>
    typeof cell === "number"
      ? String(cell)
      : cell === null || cell === undefined
        ? "NULL"
        : `'${cell.replaceAll("'", "''")}'`;
  const tuples = rows.map((row) => `(${row.map(value).join(", ")})`);
  if (tuples.length === 0) return "";
  const head = `INSERT INTO public.${table.toLowerCase()} VALUES`;
  return many
    ? `${head}\n\t${tuples.join(",\n\t")};\n\n`
    : `${tuples.map((tuple) => `${head} ${tuple};`).join("\n")}\n\n`;
}

/** As `pg_dump` writes it; its tables in the order of `turn` (0: as they depend, 1: reversed, 2: by name). */
export function asSql(
  catalog: WrittenCatalog,
  shape: Shape,
  how: "copy" | "insert" | "inserts",
  turn: number,
): SourceFile {
  const tables = Object.entries(tablesOf(catalog, shape));
  if (turn === 1) tables.reverse();
  if (turn === 2) tables.sort(([a], [b]) => a.localeCompare(b));
  const creates = tables.map(
    ([table, { columns }]) =>
      `CREATE TABLE public.${table.toLowerCase()} (\n${columns.map((column) => `    ${column} text`).join(",\n")},\n    CONSTRAINT ${table}_pk CHECK ((1 = 1))\n);\n\n`,
  );
  const data = tables.map(([table, { columns, rows }]) =>
    how === "copy" ? copyBlock(table, columns, rows) : insertStatements(table, rows, how === "inserts"),
  );
  const head = "--\n-- PostgreSQL database dump\n--\n\nSET standard_conforming_strings = on;\n\n";
  return fileOf("catalog.sql", head + creates.join("") + data.join(""), 61);
}

/** What `bls` prints of a volume: the files that begin on it, in the order of their jobs. */
export function asBls({ plan, tapes, pathOf }: WrittenCatalog, volume: string): SourceFile {
  const begun = plan.jobs.flatMap((sizes, job) =>
    sizes.flatMap((_, at) => {
      const [first] = tapes.holders.get(`${job + 1}/${at + 1}`) ?? [];
      return first === volume ? [pathOf(job + 1, at + 1)] : [];
    }),
  );
  const line = (path: string) =>
    `bls JobId 0: -rw-r--r--   1 root     root                   1251 2012-10-05 21:00:02  ${path}\n`;
  const text = [
    'bls: butil.c:292-0 Using device: "Drive-1" for reading.\n',
    `05-Oct 10:27 bls JobId 0: Ready to read from volume "${volume}" on File device "Drive-1" (/srv/vtape).\n`,
    ...begun.map(line),
    `05-Oct 10:27 bls JobId 0: End of Volume "${volume}" at addr=99999 on device "Drive-1" (/srv/vtape).\n`,
    `${begun.length} files found.\n`,
  ];
  return fileOf(`${volume}.txt`, text.join(""), 61);
}
