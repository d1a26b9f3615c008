import { addDays, type DayKind, type OpeningPeriod } from "@/features/incidents/rules";
import type { Addressee } from "@/features/lists/schema";
import { printForm } from "@/lib/japan/print-form";
import type {
  LetterField,
  LetterLanguage,
  LetterVariant,
  ListedDocument,
  ListedPerson,
  PreflightState,
} from "./schema";
import type { Honorific, LetterPiece } from "./typeset/piece";

/** A letter chunk, a print run and a task never hold more people than this. */
export const mostLettersTogether = 500;

const honorifics: Record<Addressee, Record<LetterLanguage, Honorific>> = {
  insured: { ja: "様", en: "" },
  policyholder: { ja: "様", en: "" },
  guardian: { ja: "保護者様", en: "The parent or guardian of" },
  bereaved: { ja: "ご遺族様", en: "The family of" },
  proxy: { ja: "代理人様", en: "The representative of" },
};

/**
 * 敬称 by who opens the letter: family, guardian and proxy stand on a line of their own beside the name of the person
 * it is about, so that no letter to them opens as one to that person.
 */
export function honorificOf(addressee: Addressee, language: LetterLanguage): Honorific {
  return honorifics[addressee][language];
}

export type ClassWords = {
  code: string;
  nameJa: string;
  nameEn: string;
  /** `of`: whose it is, by role in the document; absent: the insured person's. */
  elements: { ja: string; en: string; of?: string }[];
};

/** What the clause must know of a document. */
export type LostPaper = Pick<ListedDocument, "class" | "certainty" | "roles">;

/**
 * What of theirs was on the media, one sentence a class of document, by certainty (and by role, where they stand in
 * some otherwise than as the insured: then only what is theirs): the letter's list, the agent's script and the report
 * say exactly this.
 */
export function lostClause(
  documents: readonly LostPaper[],
  classes: readonly ClassWords[],
  language: LetterLanguage,
): string[] {
  return classes.flatMap((kind) => {
    const ofKind = documents.filter((document) => document.class === kind.code);
    const standings = [...new Set(ofKind.map(rolesIn))].sort();
    return standings.flatMap((roles) => {
      const told = kind.elements.filter(({ of }) => roles.split(" ").includes(of ?? "insured"));
      const papers = ofKind.filter((document) => rolesIn(document) === roles);
      const whole = papers.filter((document) => document.certainty === "full").length;
      const partly = papers.length - whole;
      return [
        ...(whole > 0 ? [clauseLine({ ...kind, elements: told }, whole, "full", language)] : []),
        ...(partly > 0 ? [clauseLine({ ...kind, elements: told }, partly, "partial", language)] : []),
      ];
    });
  });
}

function rolesIn({ roles }: LostPaper): string {
  return roles ? [...roles].sort().join(" ") : "insured";
}

function clauseLine(
  kind: ClassWords,
  count: number,
  certainty: "full" | "partial",
  language: LetterLanguage,
): string {
  if (language === "en") {
    const elements = kind.elements.map((element) => element.en.toLowerCase()).join(", ");
    const copies = `${kind.nameEn} (${count})`;
    return certainty === "full"
      ? `${copies}: ${elements}`
      : `${copies}: ${elements}; part of it may have been recorded`;
  }
  const elements = kind.elements.map((element) => element.ja).join("、");
  const copies = `${kind.nameJa}（${count}通）`;
  return certainty === "full"
    ? `${copies}：${elements}`
    : `${copies}：${elements}（一部が記録されていた可能性があります）`;
}

/** How the media are called in a sentence: 磁気テープ2巻, two tapes. */
export function mediumWords(media: readonly { mediaType: string }[], language: LetterLanguage): string {
  const tapes = media.every((medium) => /^(LTO|DLT|DDS|AIT|T10000|3592|テープ|tape)/i.test(medium.mediaType));
  const count = media.length;
  if (language === "ja") return tapes ? `磁気テープ${count}巻` : `記録媒体${count}点`;
  const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  const number = words[count] ?? String(count);
  return `${number} ${tapes ? "magnetic tape" : "storage medium"}${count === 1 ? "" : "s"}`;
}

const dayKinds: Record<LetterLanguage, Record<DayKind, string>> = {
  ja: { weekday: "平日", weekend: "土日", holiday: "祝日" },
  en: { weekday: "Weekdays", weekend: "weekends", holiday: "public holidays" },
};

const clockTime = (time: string, language: LetterLanguage) => {
  const [hour = "0", minute = "00"] = time.split(":");
  if (language === "en") return `${Number(hour)}:${minute}`;
  return minute === "00" ? `${Number(hour)}時` : `${Number(hour)}時${Number(minute)}分`;
};

/** The hours of one stretch of dates, kinds of day with equal hours joined, closed kinds named last. */
function hoursSentence(periods: readonly OpeningPeriod[], language: LetterLanguage): string {
  const hours = new Map<string, DayKind[]>();
  for (const kind of ["weekday", "weekend", "holiday"] as const) {
    const text = periods
      .filter((period) => period.dayKind === kind)
      .sort((a, b) => (a.opens < b.opens ? -1 : 1))
      .map((p) =>
        language === "ja"
          ? `${clockTime(p.opens, language)}～${clockTime(p.closes, language)}`
          : `${clockTime(p.opens, language)}–${clockTime(p.closes, language)}`,
      )
      .join(language === "ja" ? "・" : " and ");
    hours.set(text, [...(hours.get(text) ?? []), kind]);
  }
  const closed = hours.get("") ?? [];
  hours.delete("");
  const names = (kinds: DayKind[]) =>
    kinds.map((kind) => dayKinds[language][kind]).join(language === "ja" ? "・" : ", ");
  const open = [...hours].map(([text, kinds]) => `${names(kinds)}　${text}`).join("、");
  if (language === "en") {
    const said = [...hours].map(([text, kinds]) => `${names(kinds)} ${text}`).join("; ");
    return closed.length > 0 ? `${said} (closed on ${names(closed)})` : said;
  }
  return closed.length > 0 ? `${open}（${names(closed)}を除く）` : open;
}

function dateWords(isoDate: string, language: LetterLanguage): string {
  const [, month, day] = isoDate.split("-").map(Number);
  if (language === "ja") return `${month}月${day}日`;
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );
}

/**
 * The line's hours as a letter of `from` prints them: one sentence for each stretch of dates that is not over,
 * its dates named where the hours change.
 */
export function hoursLines(
  periods: readonly OpeningPeriod[],
  from: string,
  language: LetterLanguage,
): string[] {
  const live = periods.filter((period) => period.validUntil === null || period.validUntil >= from);
  const edges = new Set<string>();
  for (const period of live) {
    edges.add(period.validFrom > from ? period.validFrom : from);
    if (period.validUntil) edges.add(addDays(period.validUntil, 1));
  }
  const starts = [...edges].sort();
  return starts.flatMap((start, index) => {
    const next = starts[index + 1];
    const inForce = live.filter(
      (p) => p.validFrom <= start && (p.validUntil === null || p.validUntil >= start),
    );
    if (inForce.length === 0) return [];
    const sentence = hoursSentence(inForce, language);
    if (starts.length === 1) return [sentence];
    const first = dateWords(start, language);
    if (language === "ja") {
      return [
        next
          ? `${first}～${dateWords(addDays(next, -1), language)}　${sentence}`
          : `${first}から　${sentence}`,
      ];
    }
    return [
      next ? `${first}–${dateWords(addDays(next, -1), language)}: ${sentence}` : `From ${first}: ${sentence}`,
    ];
  });
}

/** Whether words are an organisation's own, written for one incident; ours have other names. */
export const isOwnWords = (templateName: string): boolean => templateName.startsWith("own-");

/** The variables letters may use beside `inquiry_number`, in the order in which letters say them. */
export const letterFields: readonly LetterField[] = [
  { name: "name", kind: "person", list: false },
  { name: "inquiry_number", kind: "person", list: false },
  { name: "lost_clause", kind: "person", list: true },
  { name: "call_promised", kind: "person", list: false },
  { name: "letter_date", kind: "fact", list: false },
  { name: "organisation", kind: "fact", list: false },
  { name: "department", kind: "fact", list: false },
  { name: "representative", kind: "fact", list: false },
  { name: "medium", kind: "fact", list: false },
  { name: "outline", kind: "fact", list: false },
  { name: "contents", kind: "fact", list: false },
  { name: "received_from", kind: "fact", list: false },
  { name: "received_to", kind: "fact", list: false },
  { name: "discovered_on", kind: "fact", list: false },
  { name: "cause", kind: "fact", list: false },
  { name: "secondary_harm", kind: "fact", list: false },
  { name: "response", kind: "fact", list: false },
  { name: "hotline_name", kind: "fact", list: false },
  { name: "hotline_number", kind: "fact", list: false },
  { name: "hotline_hours", kind: "fact", list: true },
];

/** What own words made from others are called: `insured` becomes `own-insured`, own ones keep their name. */
export const ownNameFrom = (templateName: string): string =>
  isOwnWords(templateName) ? templateName : `own-${templateName}`.slice(0, 40);

/** Whether words in a language can be a variant: English ones are the English variant and no other. */
export function suitsVariant(language: LetterLanguage, variant: LetterVariant): boolean {
  return (language === "en") === (variant === "english");
}

export type MayDecideTemplate = { ok: true } | { ok: false; because: string };

/** The second person decides on exactly the words and facts that were submitted and seen. */
export function mayDecideTemplate(template: {
  state: string;
  submittedBy: string;
  decider: string;
  submittedHash: string;
  seenHash: string;
  hashNow: string;
  /** Whether every letter of exactly these words was looked at; a rejection needs no look. */
  preflight: PreflightState;
}): MayDecideTemplate {
  if (template.state !== "submitted") return { ok: false, because: "letter-template.not-submitted" };
  if (template.decider === template.submittedBy) return { ok: false, because: "letter-template.own-work" };
  if (template.seenHash !== template.submittedHash)
    return { ok: false, because: "letter-template.not-what-was-seen" };
  if (template.hashNow !== template.submittedHash)
    return { ok: false, because: "letter-template.facts-changed" };
  if (template.preflight === "asked") return { ok: false, because: "letter-template.preflight-running" };
  if (template.preflight === "none") return { ok: false, because: "letter-template.preflight-missing" };
  return { ok: true };
}

export type MayChangeEnvelope = { ok: true } | { ok: false; because: "envelope.words-in-use" };

/** Words that wait for approval or have it were seen on the sheet as it is folded for one envelope. */
export function mayChangeEnvelope(wordsInUse: number): MayChangeEnvelope {
  return wordsInUse === 0 ? { ok: true } : { ok: false, because: "envelope.words-in-use" };
}

/** The letter of one listed person, not yet checked for what cannot be printed. */
export function pieceFor(
  person: ListedPerson,
  classes: readonly ClassWords[],
  language: LetterLanguage,
  identity: { letterId: string; inquiryNumber: string; sequence: number },
): LetterPiece {
  const name = printForm(person.said.name ?? "");
  return {
    ...identity,
    generation: 1,
    addressee: {
      postcode: person.said.postcode,
      addressLines: printForm(person.said.address ?? ""),
      name,
      honorific: honorificOf(person.addressee, language),
    },
    values: {
      name,
      lost_clause: lostClause(person.said.documents, classes, language),
      call_promised: person.callOwed,
    },
  };
}
