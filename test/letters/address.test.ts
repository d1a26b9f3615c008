import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setAddressBlock } from "@/features/letters/typeset/address-block";
import { chokei3, type Envelope, windowAreas } from "@/features/letters/typeset/envelope";
import type { Addressee } from "@/features/letters/typeset/piece";
import { Invalid } from "@/lib/errors";
import { readPages } from "./read-pages";
import { fonts, samplePiece, setSampleRun } from "./sample-letters";

const area = windowAreas(chokei3).address;

function blockOf(changes: Partial<Addressee>) {
  const addressee: Addressee = { ...samplePiece().addressee, ...changes };
  const { texts, refusals } = setAddressBlock(addressee, area, fonts);
  const lines = texts.flatMap(({ rows }) =>
    rows.map((row) =>
      row.map(({ glyphs }) => glyphs.map((g) => String.fromCodePoint(...g.codePoints)).join("")).join(""),
    ),
  );
  return { lines, reasons: refusals.map((refusal) => refusal.reason), texts };
}

describe("the address in the window", () => {
  it.each([
    ["様", ["山田　花子　様"]],
    ["御中", ["山田　花子　御中"]],
    ["ご遺族様", ["山田　花子　様", "ご遺族様"]],
    ["保護者様", ["山田　花子　様", "保護者様"]],
    ["代理人様", ["山田　花子　様", "代理人様"]],
    ["The family of", ["The family of", "山田　花子"]],
    ["", ["山田　花子"]],
  ] as const)("closes with the name and its honorific: %s", (honorific, expected) => {
    const { lines } = blockOf({ honorific });
    expect(lines.slice(-expected.length)).toEqual(expected);
    expect(lines[0]).toBe("〒150-0001");
  });

  it.each(["保護者様", "ご遺族様", "代理人様", "The representative of"] as const)(
    "has room for three lines of address above a line for the %s",
    (honorific) => {
      const { lines, reasons } = blockOf({
        honorific,
        addressLines:
          "北海道札幌市中央区朝凪見台7丁目24番7号　グランドパレス見本中央公園イーストタワー弐番館3208号室",
      });
      expect(reasons).toEqual([]);
      expect(lines).toHaveLength(6);
    },
  );

  it("is parted where a reader would part it", () => {
    const { lines } = blockOf({
      addressLines: "神奈川県横浜市青葉区美しが丘西一丁目23番地45 メゾンド・シャルマン青葉台1203号室",
    });
    expect(lines.slice(1, -1)).toEqual([
      "神奈川県横浜市青葉区",
      "美しが丘西一丁目23番地45 ",
      "メゾンド・シャルマン青葉台1203号室",
    ]);
    const crowded = blockOf({
      addressLines: "東京都千代田区霞が関9丁目99番99号霞が関コーポレートレジデンス1203号室",
    });
    expect(crowded.lines.slice(1, -1)).toEqual([
      "東京都千代田区霞が関9丁目99番99号",
      "霞が関コーポレートレジデンス1203号室",
    ]);
  });

  it.each([
    [
      "神奈川県横浜市青葉区美しが丘西一丁目23番地45メゾンド・シャルマン青葉台弐番館サウスタワー1203号室",
      [
        "神奈川県横浜市青葉区",
        "美しが丘西一丁目23番地45",
        "メゾンド・シャルマン青葉台弐番館",
        "サウスタワー1203号室",
      ],
    ],
    [
      "京都府京都市上京区仮想通例示上る架空町９９９番地９９",
      ["京都府京都市上京区", "仮想通例示上る架空町９９９番地９９"],
    ],
    ["東京都渋谷区神宮前9-99-99", ["東京都渋谷区神宮前9-99-99"]],
  ])("is parted between its members, not inside them: %s", (addressLines, expected) => {
    expect(blockOf({ addressLines }).lines.slice(1, -1)).toEqual(expected);
  });

  it("is printed whole or refused: never cut, never made smaller, never outside the window", () => {
    const part = fc.constantFrom(
      "東京都",
      "渋谷区",
      "神宮前",
      "9丁目",
      "1-2-3",
      "コーポラス",
      "青葉",
      " ",
      "１２−３",
      "号室",
      "A",
      "第二",
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), fc.boolean(), (parts, own) => {
        const given = parts.join("").trim();
        fc.pre(given !== "");
        const { lines, reasons, texts } = blockOf({
          addressLines: given,
          honorific: own ? "ご遺族様" : "様",
        });
        if (reasons.length > 0) {
          expect(reasons).toEqual(["letter.address-does-not-fit"]);
          return;
        }
        expect(lines.slice(1, own ? -2 : -1).join("")).toBe(given);
        for (const { rows, type, left, top } of texts) {
          expect(top + rows.length * type.leading).toBeLessThanOrEqual(area.bottom + 0.01);
          for (const row of rows) {
            for (const { line, x } of row) {
              expect(left + x + (line.width * type.size) / 1000).toBeLessThanOrEqual(area.right + 0.01);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      "an address too long for the window",
      { addressLines: "架空県仮想市例示町一丁目二番三号".repeat(8) },
      "letter.address-does-not-fit",
    ],
    [
      "more lines than the window has",
      { addressLines: ["一", "二", "三", "四", "五", "六"] },
      "letter.address-does-not-fit",
    ],
    [
      "a name too long for the window",
      { name: "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末" },
      "letter.name-does-not-fit",
    ],
    ["no address", { addressLines: [" "] }, "letter.field-empty"],
    ["no name", { name: "　" }, "letter.field-empty"],
    ["a postcode that is none", { postcode: "150-001" }, "letter.postcode-malformed"],
  ] as const)("holds the letter: %s", async (_, addressee, reason) => {
    const run = await setSampleRun("insured", [samplePiece(1), samplePiece(2, { addressee })]);
    expect(run.held.map((held) => [held.letterId, held.reason])).toContainEqual(["letter-2", reason]);
    expect(run.pieces).toHaveLength(1);
  });

  it("may part a long name between its words", () => {
    const { lines, reasons } = blockOf({
      addressLines: "架空県仮想市例示町9番地",
      name: "アレクサンドラ・マリア・フェルナンデス・デ・ラ・クルス",
    });
    expect(reasons).toEqual([]);
    expect(lines.at(-1)).toMatch(/..　様$/);
    expect(lines.slice(-3).join("")).toBe("アレクサンドラ・マリア・フェルナンデス・デ・ラ・クルス　様");
  });

  it("is all that the window can show at any shift the envelope allows", async () => {
    const { exposed } = windowAreas(chokei3);
    const run = await setSampleRun("insured", [samplePiece()]);
    const page = (await readPages(run.pdf))[0];
    const seen = (page?.words ?? []).filter(
      (word) =>
        word.x < exposed.right &&
        841.89 - word.y - word.size < exposed.bottom &&
        841.89 - word.y > exposed.top,
    );
    const text = seen
      .map((word) => word.text)
      .join("")
      .replace(/\s/g, "");
    expect(text).toBe(
      "〒150-0001東京都渋谷区神宮前9丁目99番99号青葉コーポラス神宮前壱番館1203号室山田花子様",
    );
    for (const word of seen) {
      expect(word.x).toBeGreaterThanOrEqual(area.left - 0.1);
      expect(word.x + word.width).toBeLessThanOrEqual(area.right + 0.1);
      expect(841.89 - word.y).toBeLessThanOrEqual(area.bottom);
    }
  });

  it("follows the envelope that is bought, and refuses one that cannot show it", async () => {
    const other: Envelope = { ...chokei3, windowLeftMm: 30, windowBottomMm: 50 };
    expect(windowAreas(other).address.left).toBeGreaterThan(area.left);
    expect(() => windowAreas({ ...chokei3, slackMm: 15 })).toThrow(Invalid);
    expect(() => windowAreas({ ...chokei3, widthMm: 200 })).toThrow(Invalid);
  });
});
