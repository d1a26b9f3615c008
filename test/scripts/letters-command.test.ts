import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCp932 } from "@/lib/encode-cp932";
import { parseSheetCode } from "@/lib/sheet-code";
import { readPages } from "../letters/read-pages";
import { constants } from "../letters/sample-letters";

const folder = mkdtempSync(join(tmpdir(), "letters-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string) => join(folder, name);

function letters(...args: string[]) {
  const child = spawnSync(process.execPath, ["--import", "tsx", "scripts/letters/command.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, LETTERS_FROM: folder },
  });
  return { code: child.status, out: child.stdout, err: child.stderr };
}

const set = (people: string, out: string, ...more: string[]) =>
  letters("--template", "insured/v1", "--people", people, "--facts", "facts.json", "--out", out, ...more);

const header = "氏名,郵便番号,住所,住所2,お問い合わせ番号,lost_clause,call_promised\n";
const row = (name: string, number: string, postcode = "100-0013", call = "はい") =>
  `${name},${postcode},架空県仮想市例示町1丁目3番2号,,${number},当社作成書類（1通）：氏名、住所|診断書（2通）：氏名、性別,${call}\n`;
// Numbers with their check character, as `inquiryNumberFrom` makes them from fixed bytes.
const numbers = ["OW-TDSJ-D4GF-NB", "OW-541Z-XFSK-1Z", "OW-42TH-1XSV-SS"] as const;

beforeAll(() => {
  writeFileSync(place("facts.json"), JSON.stringify(constants));
  const good = header + row("佐藤　花子", numbers[0], "900-0001") + row("髙橋　太郎", numbers[1]);
  writeFileSync(place("good.csv"), good);
  const encoded = encodeCp932(good);
  if (!encoded.ok) throw new Error("the sample is not CP932");
  writeFileSync(place("good-cp932.csv"), encoded.bytes);
  writeFileSync(place("hard.csv"), `${good}${row("\ue000田　花子", numbers[2])}`);
});

const filesIn = (out: string) => readdirSync(place(out)).sort();

describe("npm run -s letters", () => {
  test("everybody in the file has one letter with their own name and number, whatever the file's encoding", async () => {
    const utf8 = set("good.csv", "utf8");
    const cp932 = set("good-cp932.csv", "cp932");
    expect([utf8.code, utf8.err]).toEqual([
      0,
      "2 rows: 2 letters on 2 pages in 1 run(s), read back; 0 held.\n",
    ]);
    expect(cp932.code).toBe(0);
    for (const out of ["utf8", "cp932"]) {
      const pages = await readPages(readFileSync(place(`${out}/run-001.pdf`)));
      expect(pages.map(({ text }) => text.replace(/\s/g, ""))).toEqual([
        expect.stringMatching(new RegExp(`佐藤花子様.*${numbers[0]}`)),
        expect.stringMatching(new RegExp(`髙橋太郎様.*${numbers[1]}`)),
      ]);
    }
  }, 60_000);

  test("the same words, people and facts give the same bytes, the run's data file names each piece, nothing half-written is left", () => {
    set("good.csv", "again");
    const hash = (out: string) =>
      createHash("sha256")
        .update(readFileSync(place(`${out}/run-001.pdf`)))
        .digest("hex");
    expect(hash("again")).toBe(hash("utf8"));
    expect(filesIn("again")).toEqual(["letters.csv", "run-001.mrdf.csv", "run-001.mrdf.json", "run-001.pdf"]);
    const data = readFileSync(place("again/run-001.mrdf.json"), "utf8");
    expect(JSON.parse(data)).toMatchObject({
      pdf_sha256: hash("again"),
      pieces: 2,
      records: [
        { sequence: 1, piece: numbers[0], sheets: 1, first_page: 1 },
        { sequence: 2, piece: numbers[1], sheets: 1, first_page: 2 },
      ],
    });
  }, 60_000);

  test("who cannot be printed is held with row, line, field and character; all others are set: exit code 3", () => {
    const made = set("hard.csv", "hard", "--size", "1");
    expect(made.code).toBe(3);
    expect(made.err).toContain(
      "held: row 3 (line 4), addressee.name: U+E000, character 1 letter.private-use",
    );
    expect(filesIn("hard").filter((name) => name.endsWith(".pdf"))).toEqual(["run-001.pdf", "run-002.pdf"]);
    const rows = readFileSync(place("hard/letters.csv"), "utf8").trim().split("\r\n").slice(1);
    expect(rows.map((line) => line.split(",").slice(0, 3))).toEqual([
      ["1", "run-001", "1"],
      ["2", "run-002", "1"],
      ["3", "", ""],
    ]);
  }, 60_000);

  test("ordered for the post, the lower postcode comes first and its sheet says so", async () => {
    set("good.csv", "post", "--order", "post");
    const [first] = await readPages(readFileSync(place("post/run-001.pdf")));
    expect(first?.text).toContain("〒100-0013");
    const code = /v1\|[0-9A-Z]{10}\|\d{5}\|\d+\|\d+\/\d+\|./.exec(first?.text ?? "")?.[0] ?? "";
    expect(parseSheetCode(code)).toMatchObject({ ok: true, sequence: 1, generation: 1, sheet: 1, sheets: 1 });
  }, 60_000);

  test("bad input is refused with the reason and its place, and nothing is written: exit code 2", () => {
    const refused = (name: string, text: string, ...more: string[]) => {
      writeFileSync(place(`${name}.csv`), text);
      const made = set(`${name}.csv`, `refused-${name}`, ...more);
      expect([made.code, made.out]).toEqual([2, ""]);
      return made.err;
    };
    expect(refused("short", `${header}佐藤　花子,100-0013\n`)).toContain(
      "Line 2 of the people's file has 2 columns",
    );
    expect(refused("twice", header + row("佐藤", numbers[0]) + row("鈴木", numbers[0]))).toContain(
      "Lines 2 and 3 of the people's file have the same inquiry number",
    );
    expect(refused("nameless", "郵便番号,住所\n1000013,町\n")).toContain("no column name");
    expect(refused("clauseless", "氏名,住所\n佐藤,町\n")).toContain("The template needs lost_clause");
    mkdirSync(place("full"));
    writeFileSync(place("full/other.txt"), "");
    expect(set("good.csv", "full").err).toContain("is not empty");
    expect(letters("--template", "insured/v1").err).toContain("--people");
  }, 120_000);

  test("a number that is mistyped, and a yes or no that is neither, hold that row only", () => {
    writeFileSync(
      place("odd.csv"),
      header +
        row("佐藤", "OW-TDSJ-D4GF-NX") +
        row("鈴木", numbers[1], "1000013", "たぶん") +
        row("田中", numbers[2]),
    );
    const made = set("odd.csv", "odd");
    expect(made.code).toBe(3);
    expect(made.err).toContain("held: row 1 (line 2), inquiry_number: inquiry-number.malformed");
    expect(made.err).toContain("held: row 2 (line 3), call_promised: letter.not-yes-or-no");
    expect(made.err).toContain("3 rows: 1 letters on 1 pages in 1 run(s), read back; 2 held.");
  }, 60_000);
});
