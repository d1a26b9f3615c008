import { cast, castPeople, type Pin } from "./cast";
import type { Day } from "./dates";
import { hardNames } from "./hard-names";
import { complete, drawPerson, type Kind, type Person } from "./people";
import { drawNeighbour } from "./places";
import { type Random, randomStream } from "./random";
import type { Scenario, Shape } from "./scenarios";

/** Everyone in the customer master, by whether a lost tape holds a document of theirs. */
export interface Population {
  readonly affected: readonly Person[];
  /** Everyone else. */
  readonly others: readonly Person[];
  /** Claims that must be scanned at a given time, by person. */
  readonly pins: ReadonlyMap<Person, readonly Pin[]>;
}

const acrossLostTapes: Pin = { day: "2012-11-07", half: "pm", at: "boundary" };
const boundary: Pin = { day: "2012-11-16", half: "pm", at: "boundary" };
const behindBoundary: Pin = { day: "2012-11-16", half: "pm", at: "kept" };

/** Draws the people of a scenario. Same scenario, shape and seed: same people. */
export function drawPopulation(scenario: Scenario, shape: Shape, seed: number): Population {
  const random = randomStream(seed, "people");
  const taken = new Set<string>();
  const pins = new Map<Person, readonly Pin[]>();
  const affected: Person[] = [];
  const others: Person[] = [];

  if (scenario.onlyHardNames) {
    affected.push(...hardPeople(random, shape));
    pins.set(affected[0]!, [acrossLostTapes]);
    pins.set(affected[1]!, [boundary]);
    others.push(drawApart(random, "plain", taken));
    pins.set(others[0]!, [behindBoundary]);
  } else {
    for (const [i, person] of castPeople(random).entries()) {
      (cast[i]!.affected ? affected : others).push(person);
      pins.set(person, cast[i]!.pins);
    }
  }
  for (const person of [...affected, ...others]) taken.add(identityKey(person));

  const twins = shape.sameNamePairs - (scenario.onlyHardNames ? 0 : 1);
  const kinds = drawnKinds(random, shape, shape.people - affected.length - Math.max(twins, 0));
  for (const kind of kinds) affected.push(drawApart(random, kind, taken));
  const originals = affected.filter(
    (p) => !p.castKey && p.home && p.leastClaims === 1 && !p.guardian && !p.death,
  );
  for (let i = 0; i < twins; i++) affected.push(drawTwin(random, originals[i]!));

  while (others.length < Math.round(shape.claimsElsewhere / 1.08)) {
    const kind: Kind = random.chance(0.02) ? "deceased" : random.chance(0.03) ? "minor" : "plain";
    others.push(drawApart(random, kind, taken));
  }
  giveNumbers(seed, [...affected, ...others]);
  return { affected, others, pins };
}

/** Reading and town: nobody but a planted pair shares both, so that the pairs can be counted. */
function identityKey(person: Person): string {
  return [person.familyKana, person.givenKana, person.home?.municipality, person.home?.town].join("|");
}

function drawApart(random: Random, kind: Kind, taken: Set<string>): Person {
  for (;;) {
    const person = drawPerson(random, kind);
    const key = identityKey(person);
    if (person.home !== null && taken.has(key)) continue;
    taken.add(key);
    return person;
  }
}

function drawTwin(random: Random, original: Person): Person {
  const { spellings, familyKana, givenKana, sex } = original;
  const differently: Day = original.birth.endsWith("-17") ? "1957-05-18" : "1957-05-17";
  const birth = original.birth.slice(0, 4) === "1957" ? "1964-10-10" : differently;
  const twin = complete(random, "plain", { spellings, familyKana, givenKana, sex, birth });
  twin.home = drawNeighbour(random, original.home!);
  return twin;
}

function drawnKinds(random: Random, shape: Shape, count: number): Kind[] {
  const wanted: readonly (readonly [Kind, number])[] = [
    ["deceased", shape.deceased],
    ["minor", shape.minors],
    ["missing-address", shape.missingAddress],
    ["two-spellings", shape.twoSpellings],
    ["beyond-cp932", shape.beyondCp932],
  ];
  const kinds = wanted.flatMap(([kind, n]) => Array<Kind>(n).fill(kind)).slice(0, Math.max(count, 0));
  while (kinds.length < count) kinds.push("plain");
  return random.shuffle(kinds);
}

function hardPeople(random: Random, shape: Shape): Person[] {
  const special: readonly (readonly [Kind, number])[] = [
    ["deceased", shape.deceased],
    ["minor", shape.minors],
    ["missing-address", shape.missingAddress],
  ];
  const kinds = special.flatMap(([kind, n]) => Array<Kind>(n).fill(kind));
  // From the end of the list, where each person has another difficulty; whoever has several spellings stays plain.
  const chosen = hardNames.slice(0, shape.people);
  const kindAt = (i: number): Kind => (i % 5 === 4 ? kinds[Math.floor(i / 5)] : undefined) ?? "plain";
  const people = chosen.map((hard, i) => {
    const kind = kindAt(i);
    const birth =
      kind === "minor"
        ? `${1998 + (i % 9)}-04-${10 + (i % 15)}`
        : `${1930 + ((i * 7) % 60)}-0${1 + (i % 9)}-1${i % 9}`;
    const spellings = hard.spellings.map(([family, given]) => ({ family, given }));
    return complete(random, kind, {
      spellings,
      familyKana: hard.kana[0],
      givenKana: hard.kana[1],
      sex: /(コ|ミ|エ|ズ|リ|ア|ラ|ツ|サ)$/.test(hard.kana[1]) ? "女" : "男",
      birth,
    });
  });
  const first = people.find((p) => p.home)!;
  // A comma and quotes in a field.
  first.home = { ...first.home!, building: 'ハイツ"みほん", 203号' };
  return people;
}

/** Numbers without order or meaning; both step through a prime modulus, so none comes twice. */
function giveNumbers(seed: number, people: Person[]): void {
  const random = randomStream(seed, "numbers");
  const start = random.int(0, 9_000_000);
  random.shuffle([...people]).forEach((person, i) => {
    person.insuredNumber = String((start + i * 3_141_593) % 9_999_991).padStart(8, "0");
    const policies = random.chance(0.08) ? 2 : 1;
    person.policyNumbers = Array.from({ length: policies }, (_, k) => {
      const serial = (start + (i * 2 + k) * 104_729) % 9_999_973;
      return `${random.int(101, 899)}-${String(serial).padStart(7, "0")}`;
    });
  });
}
