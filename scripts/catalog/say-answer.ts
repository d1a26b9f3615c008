import { readFileSync } from "node:fs";
import type { RejectedFact } from "@/features/catalog/readers/catalog-facts";
import type { IncompleteReason, ReasonCode } from "@/features/catalog/rules";
import type { OwabiError } from "@/lib/errors";

type Tree = { [key: string]: string | Tree };

function textsOf(name: string): Tree {
  return JSON.parse(readFileSync(new URL(`../../messages/en/${name}.json`, import.meta.url), "utf8"));
}

function textAt(tree: Tree, path: readonly string[]): string | null {
  const [first, ...rest] = path;
  const next = first === undefined ? undefined : tree[first];
  if (typeof next === "string") return rest.length === 0 ? next : null;
  return next ? textAt(next, rest) : null;
}

/**
 * Doubts that lie in what the source does not state at all: its list may be short without any sign of it, so it is
 * not called complete. Other doubts name what they concern and can be weighed.
 */
const cannotTell: ReadonlySet<ReasonCode> = new Set([
  "medium-not-in-catalog",
  "job-count-not-stated",
  "block-ranges-not-stated",
  "file-count-not-stated",
  "positions-not-stated",
  "image-on-several-media",
  "own-list",
]);

/** Whether a reason keeps the command from calling the list complete. */
export function speaksAgainst({ reason, weight }: IncompleteReason): boolean {
  return weight === "incomplete" || (weight === "unconfirmed" && cannotTell.has(reason));
}

/** One reason as a line: how heavy, what, expected and found, what could settle it. */
export function reasonLine(one: IncompleteReason): string {
  const texts = textsOf("incidents");
  const text = textAt(texts, ["reason-code", one.reason]) ?? one.reason;
  const unit = one.unit === "none" ? "" : ` ${textAt(texts, ["reason-unit", one.unit]) ?? one.unit}`;
  const figure = (value: number | string | null) =>
    value === null
      ? "not stated"
      : typeof value === "number"
        ? `${value.toLocaleString("en")}${unit}`
        : value;
  const counted = one.expected !== null || one.found !== null;
  const settled = one.whatCouldSettleIt && textAt(texts, ["settlement", one.whatCouldSettleIt]);
  return [
    `  ${one.weight}: ${one.reason}: ${text}`,
    one.jobId === null ? "" : ` (job ${one.jobId})`,
    counted ? `; expected ${figure(one.expected)}, found ${figure(one.found)}` : "",
    settled ? `. ${settled}.` : ".",
  ].join("");
}

/** A line that was not understood: where it stands and why, never what it says. */
export function rejectedLine({ file, line, column, reason }: RejectedFact): string {
  const why = textAt(textsOf("errors"), reason.split(".")) ?? reason;
  return `  ${file}:${line}: ${why}${column ? ` (${column})` : ""} [${reason}]`;
}

/** What a reader refuses a catalog for, with file and place. */
export function refusal(error: OwabiError): string {
  const text = textAt(textsOf("errors"), error.reason.split(".")) ?? error.reason;
  const told = new Set<string>();
  const filled = text.replace(/\{(\w+)[^{}]*\}/g, (whole, name: string) => {
    told.add(name);
    return String(error.detail[name] ?? whole);
  });
  const { file, line } = error.detail;
  const isPlaced = file !== undefined && !told.has("file");
  const place = isPlaced ? `${file}${line === undefined || told.has("line") ? "" : `:${line}`}: ` : "";
  const rest = Object.entries(error.detail).filter(
    ([name]) => !told.has(name) && !/^(file|line)$/.test(name),
  );
  const detail = rest.map(([name, value]) => `${name} ${value}`).join(", ");
  return `${place}${filled} [${error.reason}${detail && `: ${detail}`}]`;
}
