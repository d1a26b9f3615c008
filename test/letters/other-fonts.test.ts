import { describe, expect, it } from "vitest";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import { type LetterFont, openLetterFont } from "@/features/letters/typeset/font";
import { withOtherFonts } from "@/features/letters/typeset/other-fonts";
import { setRun } from "@/features/letters/typeset/set-run";
import { readOtherFontFile } from "@/lib/letter-font-files";
import { readPages } from "./read-pages";
import { compileSample, constants, fonts, samplePiece, templateSource } from "./sample-letters";

const open = (key: string): LetterFont => {
  const file = readOtherFontFile(key);
  if (!file) throw new Error(`${key} is not installed`);
  return openLetterFont(file);
};
const shippori = open("shippori-mincho-b1");
const udmincho = open("biz-udmincho");
const others = {
  keys: ["shippori-mincho-b1", "biz-udmincho"],
  open: (key: string) => (key === "biz-udmincho" ? udmincho : key === "shippori-mincho-b1" ? shippori : null),
};
const compiled = compileLetter({
  templateSource: templateSource("insured"),
  constants,
  envelope: chokei3,
  fonts: { ...fonts, others },
});

describe("a character that somebody decided to print in another font", () => {
  // Neither 伓 nor 葛's form E0101 is in the letters' own type.
  const lacked = "\u4f13";
  const form = "葛\u{e0101}";
  const name = `${lacked}田　${form}子`;
  const chosen = { "U+4F13": "shippori-mincho-b1", "U+845B U+E0101": "biz-udmincho" };
  const piece = { ...samplePiece(2, { addressee: { name }, values: { name } }), otherFonts: chosen };

  async function set(pieces: Parameters<typeof setRun>[2], withOthers = true) {
    const chunks: Uint8Array[] = [];
    const made = await setRun(
      withOthers ? compiled : compileSample("insured"),
      { label: "T/1", code: null, createdAt: new Date(0) },
      pieces,
      (bytes) => {
        chunks.push(bytes);
      },
    );
    return { made, pdf: Buffer.concat(chunks) };
  }

  it("is refused as long as nobody decided: no font steps in by itself", async () => {
    const { made } = await set([{ ...piece, otherFonts: undefined }]);
    expect(made.held.map(({ field, codePoint, reason }) => `${field} ${codePoint} ${reason}`)).toEqual([
      "addressee.name U+4F13 letter.glyph-missing",
      "addressee.name U+845B U+E0101 letter.variant-missing",
      "name U+4F13 letter.glyph-missing",
      "name U+845B U+E0101 letter.variant-missing",
    ]);
  });

  it("is drawn with that font's own glyph, and everything beside it with the letters' type", async () => {
    const { regular } = withOtherFonts(compiled.fonts, chosen);
    const own = fonts.regular.glyphFor(0x7530, null);
    const glyph = regular.glyphFor(0x4f13, null);
    const variant = regular.glyphFor(0x845b, 0xe0101);
    if (typeof glyph === "string" || typeof variant === "string") throw new Error("refused");
    expect([glyph.font, glyph.id]).toEqual([shippori, shippori.fontkit.glyphForCodePoint(0x4f13).id]);
    expect(variant.font).toBe(udmincho);
    expect(regular.glyphFor(0x7530, null)).toBe(own);
    const { made, pdf } = await set([samplePiece(1), piece, samplePiece(3)]);
    expect(made.held).toEqual([]);
    const pages = await readPages(pdf);
    expect(pages.map(({ text }) => text.includes(`${lacked}田`))).toEqual([false, true, false]);
  });

  it("brings its font along only into runs that need it: all other runs keep their bytes", async () => {
    const [plain, before] = [await set([samplePiece(1)]), await set([samplePiece(1)], false)];
    expect(plain.made.sha256).toBe(before.made.sha256);
    const [once, again] = [await set([piece]), await set([piece])];
    expect(once.made.sha256).toBe(again.made.sha256);
    expect(once.pdf.includes("Shippori")).toBe(true);
    expect(plain.pdf.includes("Shippori")).toBe(false);
  });

  it("is refused where the font is not there, or lacks exactly this character", async () => {
    const reasons = async (otherFonts: Record<string, string>) =>
      (await set([{ ...piece, otherFonts }])).made.held
        .filter(({ field }) => field === "name")
        .map((r) => r.reason);
    expect(await reasons({ ...chosen, "U+4F13": "ipamj-from-elsewhere" })).toEqual([
      "letter.other-font-missing",
    ]);
    expect(await reasons({ ...chosen, "U+4F13": "biz-udmincho" })).toEqual(["letter.glyph-missing"]);
    expect(await reasons({ ...chosen, "U+845B U+E0101": "shippori-mincho-b1" })).toEqual([
      "letter.variant-missing",
    ]);
  });

  it("is never what a private-use character becomes", () => {
    const { regular } = withOtherFonts(compiled.fonts, { "U+E000": "shippori-mincho-b1" });
    expect(regular.glyphFor(0xe000, null)).toBe("letter.private-use");
  });
});
