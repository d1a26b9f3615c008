import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { charactersOf } from "@/features/letters/gaiji/characters-of";
import { fontsWith, remediesFor } from "@/features/letters/gaiji/remedies";
import { openFontFile } from "@/features/letters/read-back/true-type";
import type { Glyph } from "@/features/letters/typeset/font";
import { openLetterFont } from "@/features/letters/typeset/font";
import { setPiece } from "@/features/letters/typeset/set-piece";
import { printForm } from "@/lib/japan/print-form";
import { otherFontKeys, readOtherFontFile } from "@/lib/letter-font-files";
import { hardSixty } from "./hard-sixty";
import { compileSample, fonts, samplePiece } from "./sample-letters";

const folder = "node_modules/@expo-google-fonts/noto-serif-jp";
/** The font's own map, read by other code than the typesetter's. */
const map = openFontFile(readFileSync(`${folder}/400Regular/NotoSerifJP_400Regular.ttf`));
const compiled = compileSample("insured");

function set(written: string, address?: string) {
  const name = printForm(written);
  const addressLines = address === undefined ? {} : { addressLines: printForm(address) };
  return setPiece(compiled, samplePiece(1, { addressee: { name, ...addressLines }, values: { name } }));
}

/** Glyph ids of the name in the window, blanks and 様 left out. */
function namedGlyphs(written: string): number[] {
  const made = set(written);
  if (!made.ok) throw new Error(`${written} is held`);
  const rows = made.letter.address.slice(1).flatMap(({ rows: each }) => each.flat());
  const glyphs: Glyph[] = rows.flatMap(({ glyphs: line }) => [...line]);
  return glyphs.slice(0, -1).flatMap(({ id, codePoints }) => (isBlank(codePoints[0] ?? 0) ? [] : [id]));
}

const isBlank = (code: number) => /\s/.test(String.fromCodePoint(code));

function mapped(text: string): number[] {
  return charactersOf(text).flatMap(({ text: character }) => {
    const [base = 0, selector = null] = [...character].map((one) => one.codePointAt(0) ?? 0);
    return isBlank(base) ? [] : [map.glyphOf(base, selector)];
  });
}

describe("sixty hard names", () => {
  it("are sixty, each another", () => {
    expect(new Set(hardSixty.map(([name, , address]) => name + address)).size).toBe(60);
  });

  it.each(hardSixty.filter(([, refused]) => refused === null).map(([name]) => ({ name })))(
    "$name is printed with exactly the glyphs the font's own map has for it",
    ({ name }) => {
      const ids = namedGlyphs(name);
      expect(ids).toEqual(mapped(printForm(name)));
      expect(ids.every((id) => id > 0)).toBe(true);
    },
  );

  it.each(
    hardSixty
      .filter(([, refused]) => refused !== null)
      .map(([name, refused, address]) => ({ name, refused, address })),
  )("$name is held, and the reason names the character: $refused", ({ name, refused, address }) => {
    const made = set(name, address);
    if (made.ok) throw new Error("printed");
    expect([...new Set(made.refusals.map(({ codePoint }) => codePoint))].join(" ")).toBe(refused);
    for (const { reason } of made.refusals) expect(remediesFor(reason)).toContain("own-form");
  });

  it("a compatibility ideograph is not printed as the character NFC would make of it, where the font tells them apart", () => {
    for (const code of [0xfa19, 0xfa1b, 0xfa10, 0xfa1c, 0xfa26]) {
      const character = String.fromCodePoint(code);
      const folded = character.normalize("NFC").codePointAt(0) ?? 0;
      expect(folded).not.toBe(code);
      expect(namedGlyphs(`${character}田`)[0]).toBe(map.glyphOf(code, null));
      expect(map.glyphOf(code, null)).not.toBe(map.glyphOf(folded, null));
    }
  });

  it("other fonts the product installs have some of those that are held", () => {
    const keys = otherFontKeys().filter((key) => key !== "ipamj-mincho");
    expect(keys).toEqual(["biz-udmincho", "shippori-mincho-b1"]);
    const opened = new Map(
      keys.map((key) => [key, openLetterFont(readOtherFontFile(key) ?? new Uint8Array())]),
    );
    const others = { keys, open: (key: string) => opened.get(key) ?? null };
    const having = Object.fromEntries(
      ["U+845B U+E0101", "U+4F13", "U+0151", "U+0141", "U+9089 U+E0104", "U+22F5A", "U+E000"].map((name) => [
        name,
        fontsWith(name, { ...fonts, others }),
      ]),
    );
    expect(having).toEqual({
      "U+845B U+E0101": ["biz-udmincho"],
      "U+4F13": ["shippori-mincho-b1"],
      "U+0151": ["biz-udmincho"],
      "U+0141": ["biz-udmincho"],
      "U+9089 U+E0104": [],
      "U+22F5A": [],
      "U+E000": [],
    });
  });
});
