import { parseArgs } from "node:util";
import type { TextEncoding } from "@/lib/decode-text";

/** A sentence for the person at the terminal, who asked for something that cannot be done (exit code 2). */
export class Unusable extends Error {}

export const usage = `Sets letters for a CSV of people into print runs. Nothing is sent; no database is started.

  npm run -s letters -- --template <name>/vN --people <csv> --facts <json> --out <folder> [options]

  --template <name>/vN  words below templates/letters, or a path to a letter.md of your own
  --people <csv>        UTF-8 (with or without a mark), UTF-16 or CP932; columns below
  --facts <json>        what is the same in every letter: {"organisation": "…", "hotline_hours": ["…", "…"]}
  --out <folder>        new or empty; made where it is not there
  --envelope <code>     chokei3 (default), dl, c5 or number10
  --size <n>            letters a run, at most 500 (default 500)
  --order <file|post>   as the file has them (default), or by postcode
  --large               in large print
  --answer <address>    the page on which people can answer, as a code at the foot of the first sheet
  --dated <date>        the date written into the files, YYYY-MM-DD (default: the fact letter_date, else 2000-01-01)
  --encoding <name>     utf-8, utf-16le, utf-16be, cp932, where it cannot be told
  --help                this text

Columns of the CSV; the first line names them. Either name will do:
  name            氏名            required
  address         住所            required; address2 (住所2), address3 (住所3): further lines
  postcode        郵便番号        seven digits, hyphen or not; blank: an address abroad
  honorific       敬称            様, 御中, 保護者様, ご遺族様, 代理人様; by the template where there is no such column
  inquiry_number  お問い合わせ番号  as printed; made from the file and the row where there is no such column
  generation      世代            1 where there is no such column
and one column for each variable of the template that is not among the facts, by the variable's name. A list has
its entries divided by | or by line breaks inside the cell; a yes or no is 1/0, true/false, yes/no or はい/いいえ.
Columns that the template does not know are left out, and said.

Written, each whole or not at all: run-001.pdf …, run-001.mrdf.csv and .json beside each, and letters.csv, which
says for each row of the file which run and piece it became, or that it was held. Same template, people and facts:
same bytes. Each finished page is read back and compared before its run is kept.

Standard error: who was held and why (row, line, field, character), then the counts.

Exit code
  0  all letters were set, and read back as they should be
  3  some were held; all others were set
  2  nothing was set: bad options, a file that cannot be read, a fact or column that is missing
`;

export type Asked = {
  template: string;
  people: string;
  facts: string | undefined;
  out: string;
  envelope: string;
  isLarge: boolean;
  answer: string | null;
  size: number;
  order: "file" | "post";
  dated: string | undefined;
  encoding: TextEncoding | undefined;
};

const encodings: readonly TextEncoding[] = ["utf-8", "utf-16le", "utf-16be", "cp932"];
const mostInRun = 500;

/** What the command line asks; "help" for its text. Throws Unusable. */
export function argumentsOf(args: string[]): Asked | "help" {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  const { template, people, out } = values;
  if (!template) throw new Unusable("Say which words: --template <name>/vN. --help tells the rest.");
  if (!people) throw new Unusable("Say whom to write to: --people <csv>. --help tells the rest.");
  if (!out) throw new Unusable("Say where the runs go: --out <folder>. --help tells the rest.");
  if (positionals.length > 0) throw new Unusable(`Not understood: ${positionals[0]}. --help tells the rest.`);
  const size = Number(values.size ?? mostInRun);
  if (!Number.isInteger(size) || size < 1 || size > mostInRun)
    throw new Unusable(`--size is a whole number from 1 to ${mostInRun}.`);
  if (values.dated !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.dated))
    throw new Unusable("--dated is a day as YYYY-MM-DD.");
  return {
    template,
    people,
    facts: values.facts,
    out,
    envelope: values.envelope ?? "chokei3",
    isLarge: values.large ?? false,
    answer: values.answer ?? null,
    size,
    order: oneOf("--order", values.order, ["file", "post"] as const) ?? "file",
    dated: values.dated,
    encoding: oneOf("--encoding", values.encoding, encodings),
  };
}

function parsed(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        template: text,
        people: text,
        facts: text,
        out: text,
        envelope: text,
        size: text,
        order: text,
        answer: text,
        dated: text,
        large: { type: "boolean" },
        encoding: text,
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : error} --help tells the rest.`);
  }
}

function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined || value === "auto") return undefined;
  const found = known.find((one) => one === value);
  if (!found) throw new Unusable(`${option} is one of: ${known.join(", ")}.`);
  return found;
}
