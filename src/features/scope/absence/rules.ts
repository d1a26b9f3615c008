import { addressKey } from "@/lib/japan/address-key";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { phoneKey } from "@/lib/japan/phone";
import type { AskedFacts, NearKind } from "./schema";

/** Fewer facts than this tell nobody apart from a namesake. */
export const fewestFacts = 2;

/** The facts that were given, by name. */
export function factsGiven(asked: AskedFacts): (keyof AskedFacts)[] {
  return (["name", "kana", "birthDate", "number", "phone", "address"] as const).filter((fact) => asked[fact]);
}

/** Characters and kana that are taken for one another by ear or by eye, though they are not the same. */
const nearGroups = [
  "斉斎",
  "太大",
  "己巳已",
  "土士",
  "未末",
  "祐佑裕",
  "浩宏博",
  "藤東",
  "伊井",
  "ズヅ",
  "ジヂ",
  "オヲウ",
];
const nearOf = new Map(nearGroups.flatMap((group) => [...group].map((one) => [one, [...group]] as const)));
const mostSpellings = 256;

/** The key and every spelling near it, the key first; at most 256. */
export function nearSpellings(key: string): string[] {
  let spellings = [""];
  for (const character of key) {
    const near = nearOf.get(character) ?? [character];
    const first = [character, ...near.filter((one) => one !== character)];
    const choices = spellings.length * first.length > mostSpellings ? [character] : first;
    spellings = spellings.flatMap((begun) => choices.map((one) => begun + one));
  }
  return spellings.sort((a, b) => Number(b === key) - Number(a === key));
}

/** A number as everybody writes it: half width, capitals, nothing but letters and digits. */
export function numberKey(number: string): string {
  return number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
}

/** What is looked for: the keys of each fact that was given, near spellings among them. */
export type AskedKeys = {
  /** The key first, then near spellings. */
  names: string[];
  kanas: string[];
  birthDate: string | null;
  number: string;
  phone: string;
  address: string;
};

export function keysOf(asked: AskedFacts): AskedKeys {
  const spellings = (key: string) => (key === "" ? [] : nearSpellings(key));
  return {
    names: spellings(nameKey(asked.name ?? "")),
    kanas: spellings(kanaKey(asked.kana ?? "")),
    birthDate: asked.birthDate ?? null,
    number: numberKey(asked.number ?? ""),
    phone: phoneKey(asked.phone ?? ""),
    address: addressKey(asked.address ?? ""),
  };
}

/** Everything a listed person is known by: as frozen, as known now, and as any of their records says. */
export type KnownBy = {
  names: string[];
  kanas: string[];
  birthDates: string[];
  numbers: string[];
  phones: string[];
  addresses: string[];
  /** Keys of others named in their papers: policyholder, guardian, bereaved family. */
  otherNames: string[];
};

/**
 * Is this listed person who asked? `found`: their name or a number agrees and a second fact too, and neither name nor
 * birth date says otherwise. `close`: alike in two things, but not that plainly. A near kind: alike in one. Null: no.
 */
export function judgeCandidate(asked: AskedKeys, known: KnownBy): "found" | "close" | NearKind | null {
  const [name, ...nearNames] = asked.names;
  const [kana, ...nearKanas] = asked.kanas;
  const isSame = (name && known.names.includes(name)) || (kana && known.kanas.includes(kana));
  const isNear =
    nearNames.some((one) => known.names.includes(one)) || nearKanas.some((one) => known.kanas.includes(one));
  const agrees: NearKind[] = [
    ...(isSame ? (["name"] as const) : []),
    ...(asked.birthDate && known.birthDates.includes(asked.birthDate) ? (["birth-date"] as const) : []),
    ...(asked.number && known.numbers.includes(asked.number) ? (["number"] as const) : []),
    ...(asked.phone && known.phones.includes(asked.phone) ? (["phone"] as const) : []),
    ...(asked.address && known.addresses.includes(asked.address) ? (["address"] as const) : []),
  ];
  const saysOtherwise =
    (Boolean(name ?? kana) && !isSame) ||
    (asked.birthDate !== null && known.birthDates.length > 0 && !known.birthDates.includes(asked.birthDate));
  const identifies = agrees.includes("name") || agrees.includes("number");
  if (agrees.length >= 2) return identifies && !saysOtherwise ? "found" : "close";
  if (isNear && agrees.length > 0) return "close";
  const [only] = agrees;
  if (only) return only;
  if (isNear) return "near-name";
  return name && known.otherNames.includes(name) ? "other-role" : null;
}
