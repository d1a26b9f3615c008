import { encodeCp932 } from "@/lib/encode-cp932";
import { Internal } from "@/lib/errors";
import type { Claim } from "./claims";
import { chunksOf, csvRecord, encodeUtf8 } from "./csv";
import { longEraDate, shortEraDate, slashDate } from "./dates";
import { toFullWidthDigits, toHalfWidthReading } from "./names";
import type { Person } from "./people";
import { type AddressStyle, addressLine } from "./places";
import { type Random, randomStream } from "./random";
import type { Shape } from "./scenarios";

export const masterColumns = [
  "請求番号",
  "証券番号",
  "被保険者番号",
  "被保険者氏名",
  "被保険者カナ",
  "生年月日",
  "性別",
  "郵便番号",
  "住所",
  "電話番号",
  "契約者氏名",
  "契約者カナ",
  "契約者との続柄",
  "親権者氏名",
  "死亡日",
  "ご遺族氏名",
  "ご遺族続柄",
  "受付日",
  "メールアドレス",
  "メール同意",
] as const;

const writings = [
  "halfWidthKana",
  "eraBirth",
  "fullWidthAddress",
  "postcodeMissing",
  "postcodeFullWidth",
] as const;
/** How a row departs from the usual way of writing; counted in the truth. */
export type Writing = (typeof writings)[number];

export interface MasterRow {
  readonly claim: Claim;
  readonly person: Person;
  readonly cells: readonly string[];
  /** Fits the CP932 file; otherwise it stands in the UTF-8 supplement. */
  readonly fits: boolean;
  readonly writings: readonly Writing[];
}

/** One row a claim in the order of claim numbers, then a few rows once more a little further down. */
export function drawMaster(claims: readonly Claim[], shape: Shape, seed: number): MasterRow[] {
  const random = randomStream(seed, "master");
  const mailOf = drawMailboxes(randomStream(seed, "mail"));
  const turn = new Map<Person, number>();
  const rows: MasterRow[] = [];
  for (const claim of claims) {
    if (!claim.person) continue;
    const n = turn.get(claim.person) ?? 0;
    turn.set(claim.person, n + 1);
    rows.push(drawRow(random, claim, claim.person, n, mailOf(claim.person)));
  }
  const ordinary = rows.filter((row) => row.fits && !row.person.castKey);
  for (const row of random.shuffle(ordinary).slice(0, shape.exactDuplicateRows)) {
    rows.splice(rows.indexOf(row) + random.int(1, 40), 0, row);
  }
  return rows;
}

const mailboxWords = [
  "sakura",
  "kaede",
  "hinata",
  "tsubame",
  "minato",
  "suzuran",
  "akatombo",
  "komorebi",
] as const;

/**
 * E-mail address and consent of each person: most of those without a postal address, few of the others. Drawn
 * from a stream of their own, so that nothing else of a scenario depends on it. Nobody has a mailbox at `.example`.
 */
function drawMailboxes(random: Random): (person: Person) => readonly [address: string, consent: string] {
  const drawn = new Map<Person, readonly [string, string]>();
  return (person) => {
    const known = drawn.get(person);
    if (known) return known;
    const [word, number, has, consents] = [
      random.pick(mailboxWords),
      random.int(100, 99999),
      random.next(),
      random.next(),
    ];
    const wants = person.home === null ? 0.7 : 0.06;
    const mail =
      has < wants
        ? ([`${word}.${number}@mail.example`, consents < 0.8 ? "有" : "無"] as const)
        : (["", ""] as const);
    drawn.set(person, mail);
    return mail;
  };
}

function drawRow(
  random: Random,
  claim: Claim,
  person: Person,
  n: number,
  mail: readonly [address: string, consent: string],
): MasterRow {
  const written = new Set<Writing>();
  const note = (writing: Writing, happens: boolean) => {
    if (happens) written.add(writing);
    return happens;
  };
  const half = note("halfWidthKana", random.chance(0.08));
  const kana = (text: string) => (half ? toHalfWidthReading(text) : text);
  const spelling = person.spellings[n % person.spellings.length]!;
  const blank = random.chance(0.9) ? "　" : random.chance(0.7) ? " " : "";
  const cells = [
    claim.number,
    random.pick(person.policyNumbers),
    person.insuredNumber,
    spelling.family + blank + spelling.given,
    kana(`${person.familyKana}　${person.givenKana}`),
    birthDate(random, person, note),
    person.sex,
    postcode(random, person, note),
    address(random, person, note),
    random.chance(0.02) ? toFullWidthDigits(person.phone) : person.phone,
    person.holder.relation === "本人" ? `${spelling.family}　${spelling.given}` : person.holder.name,
    kana(person.holder.kana),
    person.holder.relation,
    person.guardian,
    person.death && slashDate(person.death),
    person.bereaved,
    person.bereavedRelation,
    slashDate(claim.received),
    ...mail,
  ];
  return { claim, person, cells, fits: encodeCp932(cells.join("")).ok, writings: [...written] };
}

type Note = (writing: Writing, happens: boolean) => boolean;

function birthDate(random: Random, person: Person, note: Note): string {
  const style = random.next();
  if (!note("eraBirth", style < 0.27)) return slashDate(person.birth);
  if (style < 0.1) return shortEraDate(person.birth);
  const long = longEraDate(person.birth);
  return style < 0.12 ? toFullWidthDigits(long) : long;
}

function postcode(random: Random, person: Person, note: Note): string {
  if (!person.home) return "";
  const digits = person.home.postcode;
  const hyphenated = `${digits.slice(0, 3)}-${digits.slice(3)}`;
  const style = random.next();
  if (note("postcodeMissing", style < 0.015)) return "";
  if (note("postcodeFullWidth", style < 0.045)) return toFullWidthDigits(hyphenated);
  return style < 0.15 ? digits : hyphenated;
}

function address(random: Random, person: Person, note: Note): string {
  if (!person.home) return "";
  const drawn = random.next();
  const style: AddressStyle =
    drawn < 0.45 ? "marked" : drawn < 0.8 ? "hyphen" : drawn < 0.92 ? "full-width" : "kanji-chome";
  note("fullWidthAddress", style === "full-width");
  return addressLine(person.home, style);
}

function cp932Bytes(text: string): Buffer {
  const encoded = encodeCp932(text);
  if (!encoded.ok) throw new Internal("seed.not-in-cp932", { codePoint: encoded.losses[0]?.codePoint ?? "" });
  return Buffer.from(encoded.bytes);
}

/** The master in CP932 and its supplement in UTF-8 with a byte order mark; both with CRLF, by file name. */
export function masterFiles(rows: readonly MasterRow[]): Map<string, Iterable<Buffer>> {
  const lines = (fits: boolean, start: string) =>
    function* () {
      yield start + masterColumns.join(",");
      for (const row of rows) if (row.fits === fits) yield csvRecord(row.cells);
    };
  return new Map([
    ["customer-master.csv", chunksOf(lines(true, ""), "\r\n", cp932Bytes)],
    ["customer-master-supplement.csv", chunksOf(lines(false, "\ufeff"), "\r\n", encodeUtf8)],
  ]);
}
