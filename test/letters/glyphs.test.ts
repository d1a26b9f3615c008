import { describe, expect, it } from "vitest";
import { checkGlyphs } from "@/features/letters/typeset/font";
import { readPages } from "./read-pages";
import { fonts, samplePiece, setSampleRun } from "./sample-letters";

const selector = (code: number) => String.fromCodePoint(code);

describe("characters of a name", () => {
  it.each(["𠮷田", "槗本", "髙橋", "山﨑", "渡邉", "鷗外", "D’Amélie", "ヴァイオレット・O"])(
    "%s is printed as it is written",
    (name) => {
      expect(checkGlyphs(name, fonts.regular)).toEqual([]);
      expect(checkGlyphs(name, fonts.bold)).toEqual([]);
    },
  );

  it.each([
    ["private use", "山\ue000田", 1, "U+E000", "letter.private-use"],
    ["no glyph", "สมชาย", 0, "U+0E2A", "letter.glyph-missing"],
    ["emoji", "花子😀", 2, "U+1F600", "letter.glyph-missing"],
    ["replacement character", "山\ufffd", 1, "U+FFFD", "letter.broken-character"],
    ["half a pair", "山\ud842", 1, "U+D842", "letter.broken-character"],
    ["a line break", "山\n田", 1, "U+000A", "letter.control-character"],
    ["zero width", "山\u200b田", 1, "U+200B", "letter.invisible-character"],
    ["text direction", "\u202e田", 0, "U+202E", "letter.invisible-character"],
    ["a loose voicing mark", "か\u3099", 1, "U+3099", "letter.combining-mark"],
  ])(
    "is refused with its exact code point where it cannot be printed: %s",
    (_, name, at, codePoint, reason) => {
      expect(checkGlyphs(name, fonts.regular)).toContainEqual({ at, codePoint, reason });
    },
  );

  it("a variant the font does not have is refused, not replaced by the ordinary form", () => {
    expect(checkGlyphs(`渡邉${selector(0xe0104)}`, fonts.regular)).toEqual([
      { at: 1, codePoint: "U+9089 U+E0104", reason: "letter.variant-missing" },
    ]);
  });

  it("a variant the font does have is printed with its own glyph", () => {
    const variant = fonts.regular.glyphFor(20518, 0xe0100);
    const ordinary = fonts.regular.glyphFor(20518, null);
    if (typeof variant === "string" || typeof ordinary === "string") throw new Error("not in the font");
    expect(variant.id).not.toBe(ordinary.id);
  });

  it("a variant that the font says its ordinary glyph is, is accepted", () => {
    const cjk = fonts.regular.glyphFor(13314, 0xe0100);
    const ordinary = fonts.regular.glyphFor(13314, null);
    expect(typeof cjk !== "string" && typeof ordinary !== "string" && cjk.id === ordinary.id).toBe(true);
  });
});

describe("a letter with a character that cannot be printed", () => {
  const pieces = [
    samplePiece(1),
    samplePiece(2, { addressee: { name: "山\ue000太郎" } }),
    samplePiece(3, { values: { name: `渡邉${selector(0xe0104)}太郎` } }),
    samplePiece(4, { addressee: { name: "𠮷田　花子" }, values: { name: "𠮷田花子" } }),
    samplePiece(5, { addressee: { addressLines: "東京都渋谷区\ue123" } }),
  ];

  it("is held with field, place and code point; the others are printed and it leaves no trace", async () => {
    const run = await setSampleRun("insured", pieces);
    expect(run.pieces.map((piece) => piece.letterId)).toEqual(["letter-1", "letter-4"]);
    expect(run.held).toEqual([
      {
        letterId: "letter-2",
        field: "addressee.name",
        at: 1,
        codePoint: "U+E000",
        reason: "letter.private-use",
      },
      {
        letterId: "letter-3",
        field: "name",
        at: 1,
        codePoint: "U+9089 U+E0104",
        reason: "letter.variant-missing",
      },
      {
        letterId: "letter-5",
        field: "addressee.addressLines",
        at: 6,
        codePoint: "U+E123",
        reason: "letter.private-use",
      },
    ]);
    const without = await setSampleRun("insured", [pieces[0] ?? samplePiece(), pieces[3] ?? samplePiece()]);
    expect(run.sha256).toBe(without.sha256);
    const pages = await readPages(run.pdf);
    expect(pages).toHaveLength(2);
    expect(pages[1]?.text).toContain("𠮷田花子様");
    expect(pages.map((page) => page.text).join("")).not.toContain("太郎様");
  });

  it("alone in its run writes no file at all", async () => {
    const run = await setSampleRun("insured", [pieces[1] ?? samplePiece()]);
    expect(run).toMatchObject({ pages: 0, sha256: null, pieces: [] });
    expect(run.pdf).toHaveLength(0);
  });
});
