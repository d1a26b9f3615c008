import { expect, test } from "vitest";
import { readBackSample } from "@/features/letters/preflight/read-back-sample";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import { openLetterFont } from "@/features/letters/typeset/font";
import { readLetterFontFiles } from "@/lib/letter-font-files";
import { constants, samplePieces, templateSource } from "./sample-letters";

async function compiledInOurFonts() {
  const { regular, bold } = await readLetterFontFiles();
  const fonts = { regular: openLetterFont(regular), bold: openLetterFont(bold) };
  return compileLetter({ templateSource: templateSource("insured"), constants, envelope: chokei3, fonts });
}

test("letters that would be printed as their words say are not refused before the approval", async () => {
  expect(await readBackSample(await compiledInOurFonts(), samplePieces(20))).toEqual(new Map());
});

test("words the reader understands otherwise than the typesetter are found before anybody approves them", async () => {
  const compiled = await compiledInOurFonts();
  const templateSource = compiled.source.templateSource.replace("お知らせいたします。", "お知らせします。");
  const other = { ...compiled, source: { ...compiled.source, templateSource } };
  const pieces = samplePieces(3);
  const found = await readBackSample(other, pieces);
  expect([...found.keys()]).toEqual(pieces.map(({ letterId }) => letterId));
  for (const { reason } of found.values()) expect(reason).toBe("letter.read-back-differs");
});
