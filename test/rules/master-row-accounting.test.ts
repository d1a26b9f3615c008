import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MasterRow, readMaster } from "@/features/people/readers/master";
import { decodeStream, detectEncoding, lineBreaks } from "@/lib/decode-text";
import { OwabiError } from "@/lib/errors";
import { bytesIn, cut, gathered } from "../lib/text-stream";
import { hanako, hanakoWith, headers, mapping } from "./master-file";

/** Walks the text beside the rows: every character belongs to the header, to one row, or to a line end. */
function expectEveryLineOnce(text: string, rows: readonly MasterRow[], headerRaw: string) {
  let at = headerRaw.length;
  let line = 1 + lineBreaks(headerRaw);
  const skipLineEnd = () => {
    const end = text.startsWith("\r\n", at) ? 2 : 1;
    at += end;
    line += 1;
  };
  for (const row of rows) {
    skipLineEnd();
    expect(row.line).toBe(line);
    expect(text.slice(at, at + row.raw.length).replaceAll("\0", "␀")).toBe(row.raw);
    at += row.raw.length;
    line += lineBreaks(row.raw);
    expect(at === text.length || /[\r\n]/.test(text[at] ?? "")).toBe(true);
  }
  if (at < text.length) skipLineEnd();
  expect(at).toBe(text.length);
}

describe("row accounting", () => {
  const encodings = ["utf-8", "utf-16le", "utf-16be", "cp932"] as const;
  const insertions = [
    '"',
    '""',
    ",",
    "\r",
    "\n",
    "\r\n",
    "\u2028",
    "\u202e",
    "\u200d",
    "\u{e0104}",
    "𠮷",
    "\0",
    "\ue000",
    "\ufffd",
    "'=1+1",
    "__proto__",
    "x".repeat(70_000),
    ",".repeat(600),
  ];
  const edit = fc.record({
    at: fc.nat({ max: 2000 }),
    remove: fc.constantFrom(0, 0, 1, 3),
    bytes: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...insertions).map((text) => [...Buffer.from(text)]) },
      { weight: 1, arbitrary: fc.constantFrom([0xf0, 0x40], [0x88, 0x41], [0xe5], [0x1b, 0x24], [0xff]) },
    ),
  });

  it("gives each line of a mutated file exactly one row, or refuses the file with a reason; never else", async () => {
    let read = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...encodings),
        fc.constantFrom("\r\n", "\n", "\r"),
        fc.array(edit, { maxLength: 3 }),
        fc.integer({ min: 1, max: 3000 }),
        async (encoding, end, edits, size) => {
          const whole = [headers, hanako, hanakoWith("insuredName", "山﨑"), "", hanako].join(end) + end;
          let bytes = Buffer.from(bytesIn(encoding, whole));
          for (const { at, remove, bytes: put } of edits) {
            const place = at % (bytes.length + 1);
            bytes = Buffer.concat([
              bytes.subarray(0, place),
              Buffer.from(put),
              bytes.subarray(place + remove),
            ]);
          }
          try {
            const detected = detectEncoding(bytes);
            const rows = await gathered(
              readMaster(decodeStream(cut(bytes, [size]), detected.encoding), mapping),
            );
            const text = (await gathered(decodeStream(cut(bytes, [bytes.length]), detected.encoding))).join(
              "",
            );
            const headerRaw = text.slice(0, text.length - restAfterHeader(text).length);
            expectEveryLineOnce(text, rows, headerRaw);
            read++;
          } catch (error) {
            if (!(error instanceof OwabiError) || error.kind === "internal") throw error;
            expect(JSON.stringify(error.detail)).not.toMatch(/橋|花子|山﨑|0000123/);
            refused++;
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  /** The text from the first line end outside quotes on. */
  function restAfterHeader(text: string): string {
    let quoted = false;
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '"') quoted = !quoted;
      else if (!quoted && /[\r\n]/.test(text[at] ?? "")) return text.slice(at);
    }
    return "";
  }

  it("reads 20,000 lines of CP932 in at most 8 seconds of processor time", async () => {
    const bytes = bytesIn("cp932", `${headers}\r\n${`${hanako}\r\n`.repeat(20_000)}`);
    const began = process.cpuUsage();
    let records = 0;
    for await (const row of readMaster(decodeStream(cut(bytes, [65_536]), "cp932"), mapping)) {
      if (row.outcome === "record") records++;
    }
    expect(records).toBe(20_000);
    const used = process.cpuUsage(began);
    expect((used.user + used.system) / 1e6).toBeLessThan(8);
  });
});
