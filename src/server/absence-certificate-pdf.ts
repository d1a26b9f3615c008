import { database } from "@/db/client";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import { previewLetter } from "@/features/letters/typeset/set-run";
import type { CertificateWords } from "@/features/scope/absence/certificate-words";
import type { CertificatePdfAsked } from "@/features/scope/absence/schema";
import { certificateWordsOf } from "@/features/scope/certificate-words-of";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Invalid } from "@/lib/errors";

const mostSections = 5;

/** Where the kept words stand on the sheet. It holds no words of its own. */
function layoutOf(title: string, language: "ja" | "en"): string {
  const numbers = Array.from({ length: mostSections }, (_, i) => i + 1);
  return [
    "---",
    `title: ${title}`,
    `language: ${language}`,
    "for: insured",
    "required:",
    ...["title", "date", "number"].map((name) => `  - ${name}`),
    ...numbers.flatMap((n) => [`  - heading_${n}`, `  - lines_${n}`]),
    "---",
    "",
    "-> {{ date }}",
    "-> {{ number }}",
    "",
    "---",
    "",
    "# {{ title }}",
    "",
    ...numbers.flatMap((n) => [
      `## {{ heading_${n} }}`,
      "",
      `{% for line in lines_${n} %}`,
      "- {{ line }}",
      "{% endfor %}",
      "",
    ]),
  ].join("\n");
}

function valuesOf(words: CertificateWords): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {
    title: words.title,
    date: words.date,
    number: words.number,
  };
  words.sections.forEach(({ heading, lines }, i) => {
    values[`heading_${i + 1}`] = heading;
    values[`lines_${i + 1}`] = lines;
  });
  return values;
}

const byHand = { ja: "窓口でのお渡し", en: "Handed over in person" };
const whoAsked = { ja: "お尋ねの方", en: "To whom it may concern" };

/**
 * A certificate as a PDF to hand out, set from the words that were kept, by the letters' typesetter; the same bytes
 * each time. Throws `absence.certificate-unprintable` with the field and character where the type lacks one.
 */
export async function absenceCertificatePdf(actor: Actor, asked: CertificatePdfAsked): Promise<Uint8Array> {
  authorize(actor, "absence.certificates");
  const { facts, words, issuedAt } = await certificateWordsOf(database(), asked.certificateId);
  const { language } = asked;
  const said = words[language];
  const compiled = compileLetter({
    templateSource: layoutOf(said.title, language),
    constants: {},
    envelope: chokei3,
    fonts: await openLetterFonts(),
  });
  const name = facts.asked.name || facts.asked.kana;
  const shown = await previewLetter(
    compiled,
    { label: "AC", code: null, createdAt: issuedAt },
    {
      letterId: asked.certificateId,
      inquiryNumber: facts.number,
      sequence: 1,
      generation: 1,
      addressee: {
        postcode: null,
        addressLines: byHand[language],
        name: name ?? whoAsked[language],
        honorific: name && language === "ja" ? "様" : "",
      },
      values: valuesOf(said),
    },
  );
  if (shown.ok) return shown.pdf;
  const [held] = shown.held;
  throw new Invalid("absence.certificate-unprintable", {
    codePoint: held?.codePoint ?? "",
    because: held?.reason ?? "",
  });
}
