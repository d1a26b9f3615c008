import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readBack } from "@/features/letters/read-back/read-back";
import { openWords } from "@/features/letters/read-back/words-of-letter";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { shippedEnvelopes } from "@/features/letters/typeset/envelope";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { type RunSet, setRun } from "@/features/letters/typeset/set-run";
import type { Print } from "@/features/letters/typeset/styles";
import { sources } from "./asked-run";
import { differenceOf, drawPage, pictureIn, pngOf } from "./draw-page";
import { checkWithQpdf } from "./qpdf";
import { readPages } from "./read-pages";
import {
  constants,
  englishClause,
  englishConstants,
  fonts,
  honorificOf,
  samplePiece,
  sampleRun,
  templateNames,
  templateSource,
} from "./sample-letters";

const folder = "test/letters/pages";
const isRenewed = process.env.UPDATE_PAGES === "1";
/** Of a thousand points; a line that moves by a point changes ten times as many. */
const mostDifferent = 1;

type TemplateName = (typeof templateNames)[number];
type Sample = { template: TemplateName; print: Print; envelope: keyof typeof shippedEnvelopes };
const usual = Object.keys(shippedEnvelopes)[0] as keyof typeof shippedEnvelopes;
const samples: Sample[] = [
  ...templateNames.flatMap((template) =>
    (["normal", "large"] as const).map((print) => ({ template, print, envelope: usual })),
  ),
  ...(Object.keys(shippedEnvelopes) as (keyof typeof shippedEnvelopes)[])
    .slice(1)
    .map((envelope) => ({ template: "insured" as const, print: "normal" as const, envelope })),
];
const answerUrl = "https://owabi.example/answer";

const piecesOf = (template: TemplateName) => {
  const honorific = honorificOf[template];
  const english = template.endsWith("-en");
  const values: LetterValues = english ? { lost_clause: englishClause } : {};
  return [
    samplePiece(1, { addressee: { honorific }, values }),
    samplePiece(2, {
      addressee: {
        honorific,
        name: "𠮷田　槗太郎",
        addressLines: "愛知県名古屋市中区丸の内九丁目99番9号",
        postcode: "4600002",
      },
      values: { ...values, name: "𠮷田槗太郎" },
    }),
  ];
};

async function setSample({ template, print, envelope }: Sample) {
  const source = templateSource(template);
  const said = template.endsWith("-en") ? { ...constants, ...englishConstants } : constants;
  const pieces = piecesOf(template).map((piece, i) => ({ ...piece, inquiryNumber: `OW-K7Q2-M9P${i}-3R` }));
  const given = {
    templateSource: source,
    constants: said,
    envelope: shippedEnvelopes[envelope],
    fonts,
    print,
    answerUrl,
  };
  const compiled = compileLetter(given);
  const chunks: Uint8Array[] = [];
  const set = await setRun(compiled, sampleRun, pieces, (bytes) => {
    chunks.push(bytes);
  });
  const pdf = Buffer.concat(chunks);
  const { language } = compiled.facts;
  const read = await readBack(pdf, {
    words: openWords(source, language, said),
    language,
    envelope: given.envelope,
    sources,
    runLabel: sampleRun.label,
    runCode: sampleRun.code,
    answerUrl,
    control: false,
    pieces: pieces.flatMap((piece) => {
      const place = set.pieces.find(({ letterId }) => letterId === piece.letterId);
      return place ? [{ ...piece, ...place }] : [];
    }),
  });
  return { pdf, set, read, language, pieces };
}

describe.each(samples)("$template, $print, envelope $envelope", (sample) => {
  let made: Awaited<ReturnType<typeof setSample>> & { set: RunSet };
  beforeAll(async () => {
    made = await setSample(sample);
  });

  it("reads back exactly as it was asked for, by our reader and by another", async () => {
    expect(made.set.held).toEqual([]);
    expect(made.read).toEqual({ pages: made.set.pages, letters: 2, differing: [], fileDiffers: null });
    const pages = await readPages(made.pdf);
    made.set.pieces.forEach(({ firstPage, pages: count }, i) => {
      const text = pages
        .slice(firstPage - 1, firstPage - 1 + count)
        .map((page) => page.text)
        .join("");
      expect(text).toContain(made.pieces[i]?.inquiryNumber);
      expect(text).toContain(String(made.pieces[i]?.addressee.name).replace(/\s/g, ""));
    });
  });

  it("is a sound PDF in its language, its fonts embedded and its text to be copied out", async () => {
    expect(await checkWithQpdf(made.pdf)).toMatchObject({ code: 0 });
    const text = made.pdf.toString("latin1");
    expect(text).toContain(`/Lang (${made.language})`);
    const fontCount = text.match(/\/Type0/g)?.length ?? 0;
    expect(fontCount).toBeGreaterThan(0);
    expect(text.match(/\/FontFile2 /g)).toHaveLength(fontCount);
    expect(text.match(/\/ToUnicode /g)).toHaveLength(fontCount);
  });

  it("looks as it did: every sheet of its first letter", async () => {
    mkdirSync(folder, { recursive: true });
    const [first] = made.set.pieces;
    for (let page = 1; page <= (first?.pages ?? 0); page += 1) {
      const now = await drawPage(made.pdf, page);
      const name = `${sample.template}-${sample.print}-${String(sample.envelope)}-${page}.png`;
      const file = `${folder}/${name}`;
      if (isRenewed) writeFileSync(file, pngOf(now));
      expect(existsSync(file), `${name}: not seen before`).toBe(true);
      const difference = differenceOf(now, await pictureIn(readFileSync(file)));
      if (difference > mostDifferent) writeFileSync(`${file}.now.png`, pngOf(now));
      expect(difference, `${name}: of a thousand points`).toBeLessThanOrEqual(mostDifferent);
    }
  });
});
