/** One line of console text, judged by its shape alone. Line numbers from 1. */
export type ConsoleLine = { readonly line: number; readonly text: string } & (
  | { readonly shape: "blank" | "banner" | "border" | "row" | "path" | "unknown" }
  | { readonly shape: "command"; readonly jobId: number | null }
  | { readonly shape: "pair"; readonly key: string; readonly value: string }
);

const banner =
  /^(Automatically selected |Using Catalog |Connecting to Director |\d{4} OK|Enter a period |Pool: |You have messages|You have no messages|No results to list|quit$|\*?$)/;
const command = /^\*?\s*(?:list|llist)\s+(.*)$/i;
const jobOfCommand = /\bjobid=(\d{1,10})\b/i;
const path = /^\s*(?:\/|[A-Za-z]:[/\\])/;
const pair = /^ *([A-Za-z][A-Za-z0-9_]*): ?(.*)$/;

/** Tells a line of `bconsole` output by its shape. */
export function consoleLine(line: number, text: string): ConsoleLine {
  if (/^\s*$/.test(text)) return { line, text, shape: "blank" };
  if (/^\+-[-+]*\+\s*$/.test(text)) return { line, text, shape: "border" };
  if (text.startsWith("|")) return { line, text, shape: "row" };
  if (path.test(text)) return { line, text, shape: "path" };
  if (banner.test(text)) return { line, text, shape: "banner" };
  const asked = command.exec(text);
  if (asked) {
    const jobId = /\bfiles\b/i.test(asked[1] ?? "") ? jobOfCommand.exec(asked[1] ?? "") : null;
    return { line, text, shape: "command", jobId: jobId ? Number(jobId[1]) : null };
  }
  const found = pair.exec(text);
  if (found) return { line, text, shape: "pair", key: (found[1] ?? "").toLowerCase(), value: found[2] ?? "" };
  return { line, text, shape: "unknown" };
}

/** The path on a line of a list without borders (Bareos); blanks around it are the console's. */
export function plainPath(text: string): string {
  return text.trim();
}

/**
 * The cells of a table row `| a | b |`, `null` when the row is cut or broken. A table of one column is taken
 * whole, so that a name may hold bars. Blanks before the closing bar are padding: a name's own blanks at
 * its end cannot be told from them.
 */
export function rowCells(text: string, columns: number): string[] | null {
  const row = text.replace(/\s+$/, "");
  if (row.length < 4 || !row.startsWith("| ") || !row.endsWith(" |")) return null;
  const inner = row.slice(2, -2);
  if (columns === 1) return [inner.replace(/ +$/, "")];
  const cells = inner.split(" | ").map((cell) => cell.replace(/^ +| +$/g, ""));
  return columns === 0 || cells.length === columns ? cells : null;
}

/** What a console table lists, by its column names; `null` for a table that says nothing of where a file lies. */
export type ConsoleTable = "files" | "media" | "jobs" | "job-media";

export function recogniseConsoleTable(columns: readonly string[]): ConsoleTable | null {
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  if (columns.length === 1 && (has("filename") || has("name"))) return "files";
  if (has("jobid", "volumename", "firstindex", "lastindex")) return "job-media";
  if (has("volumename", "volstatus") || has("volumename", "volbytes")) return "media";
  if (has("jobid", "jobstatus") || has("jobid", "jobfiles")) return "jobs";
  return null;
}
