import type { Day } from "./dates";
import { complete, type Kind, type Person, selfHolder } from "./people";
import { drawNeighbour } from "./places";
import type { Random } from "./random";

/** When and how a claim of the cast was scanned, where that is part of the story. */
export interface Pin {
  readonly day: Day;
  readonly half: "am" | "pm";
  /** `boundary`: the last of its documents lies half on one tape and half on the next. `kept`: behind it. */
  readonly at: "anywhere" | "boundary" | "kept";
}

/** A known person every scenario but `hard-names` has. */
export interface CastMember {
  readonly key: string;
  readonly why: string;
  readonly affected: boolean;
  readonly kind: Kind;
  readonly name: readonly (readonly [family: string, given: string])[];
  readonly kana: readonly [family: string, given: string];
  readonly sex: "男" | "女";
  readonly birth: Day;
  readonly pins: readonly Pin[];
  /** Lives in the town of the member with this key. */
  readonly neighbourOf?: string;
  readonly change?: Partial<Person>;
}

const anyDay = (day: Day, half: "am" | "pm" = "am"): Pin => ({ day, half, at: "anywhere" });

export const cast: readonly CastMember[] = [
  {
    key: "hanako",
    why: "the plain case: one claim, both document classes, on the first lost tape",
    affected: true,
    kind: "plain",
    name: [["山田", "花子"]],
    kana: ["ヤマダ", "ハナコ"],
    sex: "女",
    birth: "1966-03-02",
    pins: [anyDay("2012-10-25")],
  },
  {
    key: "two-spellings",
    why: "written 高橋 in one claim and 髙橋 in another",
    affected: true,
    kind: "two-spellings",
    name: [
      ["高橋", "一郎"],
      ["\u9ad9橋", "一郎"],
    ],
    kana: ["タカハシ", "イチロウ"],
    sex: "男",
    birth: "1958-11-20",
    pins: [anyDay("2012-10-29"), anyDay("2012-11-13", "pm")],
  },
  {
    key: "minor",
    why: "a child: the letter goes to the guardian, the father holds the policy",
    affected: true,
    kind: "minor",
    name: [["佐々木", "結衣"]],
    kana: ["ササキ", "ユイ"],
    sex: "女",
    birth: "2006-06-15",
    pins: [anyDay("2012-11-02")],
    change: {
      guardian: "佐々木　直美",
      holder: { name: "佐々木　浩一", kana: "ササキ　コウイチ", relation: "子" },
    },
  },
  {
    key: "deceased",
    why: "deceased: the letter goes to the bereaved family",
    affected: true,
    kind: "deceased",
    name: [["渡邉", "清"]],
    kana: ["ワタナベ", "キヨシ"],
    sex: "男",
    birth: "1931-01-17",
    pins: [anyDay("2012-11-01", "pm")],
    change: { death: "2012-09-28", bereaved: "渡邉　節子", bereavedRelation: "妻" },
  },
  {
    key: "same-name-older",
    why: "one of two people of one name in one town",
    affected: true,
    kind: "plain",
    name: [["田中", "実"]],
    kana: ["タナカ", "ミノル"],
    sex: "男",
    birth: "1941-05-04",
    pins: [anyDay("2012-11-05")],
  },
  {
    key: "same-name-younger",
    why: "the other of two people of one name in one town",
    affected: true,
    kind: "plain",
    name: [["田中", "実"]],
    kana: ["タナカ", "ミノル"],
    sex: "男",
    birth: "1968-11-23",
    pins: [anyDay("2012-11-09", "pm")],
    neighbourOf: "same-name-older",
  },
  {
    key: "missing-address",
    why: "no postcode and no address in the master: a letter cannot be addressed",
    affected: true,
    kind: "missing-address",
    name: [["中村", "久子"]],
    kana: ["ナカムラ", "ヒサコ"],
    sex: "女",
    birth: "1949-08-30",
    pins: [anyDay("2012-10-31")],
  },
  {
    key: "gaiji",
    why: "a private-use character (CP932 F040) in the name: a letter must not print it",
    affected: true,
    kind: "plain",
    name: [["\ue000本", "正雄"]],
    kana: ["モリモト", "マサオ"],
    sex: "男",
    birth: "1937-02-11",
    pins: [anyDay("2012-11-06")],
  },
  {
    key: "beyond-cp932",
    why: "written 吉田 in the master and 𠮷田 in the UTF-8 supplement",
    affected: true,
    kind: "beyond-cp932",
    name: [
      ["吉田", "茂子"],
      ["\u{20bb7}田", "茂子"],
    ],
    kana: ["ヨシダ", "シゲコ"],
    sex: "女",
    birth: "1952-12-08",
    pins: [anyDay("2012-11-08"), anyDay("2012-11-12")],
  },
  {
    key: "other-holder",
    why: "insured by a father who holds the policy",
    affected: true,
    kind: "plain",
    name: [["鈴木", "美咲"]],
    kana: ["スズキ", "ミサキ"],
    sex: "女",
    birth: "1989-01-08",
    pins: [anyDay("2012-11-14")],
    change: { holder: { name: "鈴木　正樹", kana: "スズキ　マサキ", relation: "子" } },
  },
  {
    key: "earlier-claim",
    why: "two claims, only the later of which is on a lost tape",
    affected: true,
    kind: "plain",
    name: [["伊藤", "進"]],
    kana: ["イトウ", "ススム"],
    sex: "男",
    birth: "1989-01-07",
    pins: [anyDay("2012-11-07"), { day: "2012-10-16", half: "am", at: "kept" }],
  },
  {
    key: "meiji",
    why: "born in 明治",
    affected: true,
    kind: "plain",
    name: [["岡本", "ヨシ"]],
    kana: ["オカモト", "ヨシ"],
    sex: "女",
    birth: "1911-11-03",
    pins: [anyDay("2012-11-15")],
  },
  {
    key: "across-lost-tapes",
    why: "one file begins on the first lost tape and ends on the second",
    affected: true,
    kind: "plain",
    name: [["松本", "弘子"]],
    kana: ["マツモト", "ヒロコ"],
    sex: "女",
    birth: "1944-04-19",
    pins: [{ day: "2012-11-07", half: "pm", at: "boundary" }],
  },
  {
    key: "boundary",
    why: "one file begins on a lost tape and ends on one that is not lost",
    affected: true,
    kind: "plain",
    name: [["小林", "誠"]],
    kana: ["コバヤシ", "マコト"],
    sex: "男",
    birth: "1973-09-09",
    pins: [{ day: "2012-11-16", half: "pm", at: "boundary" }],
  },
  {
    key: "behind-boundary",
    why: "same job, but wholly on the tape that is not lost: must not be told",
    affected: false,
    kind: "plain",
    name: [["岡田", "学"]],
    kana: ["オカダ", "マナブ"],
    sex: "男",
    birth: "1960-07-21",
    pins: [{ day: "2012-11-16", half: "pm", at: "kept" }],
  },
];

/** The cast as people, in the order of `cast`. */
export function castPeople(random: Random): Person[] {
  const people: Person[] = [];
  for (const { key, kind, name, kana, sex, birth, pins, neighbourOf, change } of cast) {
    const spellings = name.map(([family, given]) => ({ family, given }));
    const person = complete(random, kind, { spellings, familyKana: kana[0], givenKana: kana[1], sex, birth });
    if (kind !== "minor") person.holder = selfHolder(person);
    Object.assign(person, change, { castKey: key, leastClaims: pins.length });
    const other = people.find((p) => p.castKey === neighbourOf);
    if (other?.home) person.home = drawNeighbour(random, other.home);
    people.push(person);
  }
  return people;
}
