import { parseArgs } from "node:util";
import type { CatalogFormat } from "@/features/catalog/readers/catalog-facts";
import { catalogFormats } from "@/features/catalog/readers/read-catalog";
import type { TextEncoding } from "@/lib/decode-text";

/** A sentence for the person at the terminal, who asked for something that cannot be read (exit code 2). */
export class Unreadable extends Error {}

export const usage = `Which files of a backup catalog are on a volume? Nothing is sent or stored; no database is started.

  npm run -s catalog -- --volume <label> [options] <files or folder…>
  npm run -s catalog -- --volume <label> --database postgres://…

Reads ${catalogFormats.join(", ")}; each file's format is told by its
content, gzip is read as it is. A folder stands for the files in it; those that no reader knows are
left out, and said. Listings (bls) of copies may come together with the catalog they complete.

  --volume <label>      the volume (barcode) asked for; required
  --format <name>       one of the formats above, where it cannot be told; "auto" otherwise
  --encoding <name>     utf-8, utf-16le, utf-16be, cp932, where it cannot be told; "auto" otherwise
  --mapping <f=n,…>     own-csv: which column (from 1) holds which field, as path=1,volume=2
  --database <address>  a running Bacula or Bareos catalog in PostgreSQL, read in one read-only transaction;
                        or - to have the address read from CATALOG_DATABASE_URL, out of sight of other users
  --help                this text

Standard output, one line a file in the order read, the parts divided by a tab:
  full     path         wholly on the volume
  partial  path         begun on another volume or ended on one; or its job wrote to this volume and the
                        source does not say which of its files lie here (then never "complete")
  named    path         only named on the volume; its data is where its base job put it
A path is printed as it is. One that holds a tab, a line break or another control character is printed as a shell
would quote it, $'a\\tb', with \\\\ \\' \\t \\n \\r \\uHHHH inside; no other path begins with $'.
A path comes once for each source or job that names it there: pipe to "sort -u" for the paths alone.

Standard error: a summary with counts, then whatever speaks against the list being complete, what was expected
and found, and what could settle it.

Exit code
  0  complete: nothing shows, or lets suspect, that a file is missing. Remaining doubts that no catalog could
     settle (a file that reaches over from the volume before a bls listing) are said and change nothing.
  3  INCOMPLETE: files are or may be missing, or the source lacks what would show it (console text alone,
     a table that states no counts), or lines could not be understood.
  2  unreadable: no such file, not a catalog, damaged; no such volume in it; wrong options.
`;

export type Asked = {
  volume: string;
  format: CatalogFormat | undefined;
  encoding: TextEncoding | undefined;
  mapping: Record<string, number> | undefined;
  database: string | undefined;
  paths: string[];
};

const encodings: readonly TextEncoding[] = ["utf-8", "utf-16le", "utf-16be", "cp932"];

/** What the command line asks; "help" for its text. Throws Unreadable. */
export function argumentsOf(args: string[]): Asked | "help" {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  const { volume, database } = values;
  if (!volume) throw new Unreadable("Say which volume: --volume <label>. --help tells the rest.");
  if (!database && positionals.length === 0)
    throw new Unreadable("Say which files or folder hold the catalog. --help tells the rest.");
  if (database && positionals.length > 0)
    throw new Unreadable("Either --database or files, not both: a running catalog is read whole.");
  const format = oneOf("--format", values.format, catalogFormats);
  return {
    volume,
    // Columns are said of nothing else.
    format: format ?? (values.mapping === undefined ? undefined : "own-csv"),
    encoding: oneOf("--encoding", values.encoding, encodings),
    mapping: values.mapping === undefined ? undefined : mappingOf(values.mapping),
    database,
    paths: positionals,
  };
}

function parsed(args: string[]) {
  const text = { type: "string" } as const;
  const options = { volume: text, format: text, encoding: text, mapping: text, database: text } as const;
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
  } catch (error) {
    // The option parser's own sentence names the option and never its value.
    throw new Unreadable(
      `${error instanceof Error ? error.message.split("\n")[0] : error} --help tells more.`,
    );
  }
}

function oneOf<T extends string>(
  option: string,
  given: string | undefined,
  known: readonly T[],
): T | undefined {
  if (given === undefined || given === "auto") return undefined;
  const found = known.find((name) => name === given);
  if (!found) throw new Unreadable(`${option} ${given}: not one of auto, ${known.join(", ")}.`);
  return found;
}

function mappingOf(text: string): Record<string, number> {
  const fields = text.split(",").map((part) => /^([A-Za-z]+)=([1-9]\d{0,3})$/.exec(part.trim()));
  if (fields.some((field) => field === null))
    throw new Unreadable("--mapping wants field=column pairs, columns counted from 1: path=1,volume=2.");
  if (new Set(fields.map((field) => field?.[1])).size < fields.length)
    throw new Unreadable("--mapping names a field twice; each field is in one column.");
  return Object.fromEntries(fields.map((field) => [field?.[1] ?? "", Number(field?.[2]) - 1]));
}
