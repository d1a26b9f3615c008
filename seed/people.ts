import { addDays, type Day, partsOf } from "./dates";
import { beyondCp932, doubleSpellings } from "./family-names";
import type { Sex } from "./given-names";
import type { NamePart } from "./name-parts";
import { drawFamilyName, drawGivenName } from "./names";
import { drawHome, drawPhone, type Home } from "./places";
import type { Random } from "./random";

export interface Spelling {
  readonly family: string;
  readonly given: string;
}

export interface Holder {
  readonly name: string;
  readonly kana: string;
  /** What the insured is to the policyholder: 本人, 妻, 夫, 子, 父 or 母. */
  readonly relation: string;
}

/** An insured person. Empty strings mean: not there. */
export interface Person {
  /** Set for the known cast only. */
  castKey: string;
  insuredNumber: string;
  /** More than one where the records of the person disagree; row n uses spelling n modulo their number. */
  spellings: readonly Spelling[];
  familyKana: string;
  givenKana: string;
  sex: Sex;
  birth: Day;
  home: Home | null;
  phone: string;
  holder: Holder;
  guardian: string;
  death: Day;
  bereaved: string;
  bereavedRelation: string;
  policyNumbers: string[];
  leastClaims: number;
}

export const kinds = [
  "plain",
  "deceased",
  "minor",
  "missing-address",
  "two-spellings",
  "beyond-cp932",
] as const;
/** The one imperfection a drawn person is made with. */
export type Kind = (typeof kinds)[number];

/** The insured holding the own policy. */
export function selfHolder(person: Pick<Person, "spellings" | "familyKana" | "givenKana">): Holder {
  return {
    name: fullName(person.spellings[0]!),
    kana: `${person.familyKana}　${person.givenKana}`,
    relation: "本人",
  };
}

/** `高橋　一郎`, with the full-width space Japanese registers use. */
export function fullName(spelling: Spelling): string {
  return `${spelling.family}　${spelling.given}`;
}

function drawBirth(random: Random, kind: Kind): Day {
  // Nobody is born from 1992 to 1994: whoever was under 20 when the claim came in still is when letters are
  // written in March 2014, and has a guardian in the master; everyone else was of age all the time.
  if (kind === "minor") return addDays("1995-01-01", random.int(0, 6300));
  if (kind === "deceased") return addDays("1918-01-01", random.int(0, 15000));
  const years = Math.floor(((random.next() + random.next()) / 2) * 74);
  return addDays(`${1991 - years}-01-01`, random.int(0, 361));
}

function drawFamily(random: Random, kind: Kind): readonly NamePart[] {
  if (kind === "two-spellings") return random.pick(doubleSpellings);
  if (kind === "beyond-cp932") {
    const pair = random.pick(beyondCp932);
    return random.chance(0.5) ? pair : [pair[1]];
  }
  return [drawFamilyName(random)];
}

/** Someone with this imperfection. Numbers are given later, so that they say nothing about it. */
export function drawPerson(random: Random, kind: Kind): Person {
  const sex: Sex = random.chance(0.5) ? "男" : "女";
  const birth = drawBirth(random, kind);
  const families = drawFamily(random, kind);
  const given = drawGivenName(random, sex, partsOf(birth).year);
  return complete(random, kind, {
    spellings: families.map((f) => ({ family: f.written, given: given.written })),
    familyKana: families[0]!.kana,
    givenKana: given.kana,
    sex,
    birth,
  });
}

type Core = Pick<Person, "spellings" | "familyKana" | "givenKana" | "sex" | "birth">;

/** Everything besides the name: home, phone, policyholder, family. */
export function complete(random: Random, kind: Kind, core: Core): Person {
  const home = drawHome(random);
  const person: Person = {
    ...core,
    castKey: "",
    insuredNumber: "",
    home: kind === "missing-address" ? null : home,
    phone: random.chance(0.02) ? "" : drawPhone(random, home.areaCode),
    holder: selfHolder(core),
    guardian: "",
    death: "",
    bereaved: "",
    bereavedRelation: "",
    policyNumbers: [],
    leastClaims: core.spellings.length,
  };
  if (kind === "minor") giveGuardian(random, person);
  else if (random.chance(0.22)) giveOtherHolder(random, person);
  if (kind === "deceased") giveBereaved(random, person);
  return person;
}

/** A relative of the same family name; a spouse or child of the person, by year of birth. */
function drawRelative(
  random: Random,
  person: Core,
  sex: Sex,
  birthYear: number,
): { name: string; kana: string } {
  const given = drawGivenName(random, sex, birthYear);
  return {
    name: fullName({ family: person.spellings[0]!.family, given: given.written }),
    kana: `${person.familyKana}　${given.kana}`,
  };
}

function giveGuardian(random: Random, person: Person): void {
  const [one, other]: readonly Sex[] = random.chance(0.6) ? ["女", "男"] : ["男", "女"];
  const guardian = drawRelative(random, person, one!, 1970);
  const holder = random.chance(0.6) ? guardian : drawRelative(random, person, other!, 1968);
  person.guardian = guardian.name;
  person.holder = { ...holder, relation: "子" };
}

function giveOtherHolder(random: Random, person: Person): void {
  const year = partsOf(person.birth).year;
  const otherSex: Sex = person.sex === "男" ? "女" : "男";
  if (year >= 1985 && random.chance(0.7)) {
    person.holder = {
      ...drawRelative(random, person, random.chance(0.7) ? "男" : "女", year - 28),
      relation: "子",
    };
  } else if (year < 1945 && random.chance(0.4)) {
    const child = drawRelative(random, person, random.chance(0.7) ? "男" : "女", year + 28);
    person.holder = { ...child, relation: person.sex === "男" ? "父" : "母" };
  } else {
    const spouse = drawRelative(random, person, otherSex, year);
    person.holder = { ...spouse, relation: person.sex === "男" ? "夫" : "妻" };
  }
}

function giveBereaved(random: Random, person: Person): void {
  const year = partsOf(person.birth).year;
  const spouse = random.chance(0.6);
  const otherSex: Sex = person.sex === "男" ? "女" : "男";
  const childSex: Sex = random.chance(0.5) ? "男" : "女";
  const relative = spouse
    ? drawRelative(random, person, otherSex, year)
    : drawRelative(random, person, childSex, year + 28);
  person.death = addDays("2012-07-01", random.int(0, 90));
  person.bereaved = relative.name;
  person.bereavedRelation = spouse ? (otherSex === "女" ? "妻" : "夫") : childSex === "男" ? "長男" : "長女";
}
