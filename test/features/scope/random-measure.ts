import fc from "fast-check";
import {
  factsShift,
  type Measure,
  openMeasure,
  papersShift,
  personBit,
  personFacts,
  specialCareBit,
} from "@/features/scope/what-if/measure-words";
import type { ScopeOutline, Toggles } from "@/features/scope/what-if/scope-outline";

export type Copy = { volume: number; job: number; partial: boolean };
export type Paper = {
  day: number;
  class: number;
  copies: Copy[];
  /** Numbers of the people it concerns, the first counting it; none: nobody knows. */
  people: number[];
};
export type Person = { writable: boolean; withheld: boolean; minor: boolean; bereaved: boolean };
/** Everything that was backed up, plainly. */
export type Model = { volumes: number; jobs: number; people: Person[]; papers: Paper[] };

export const days = ["2012-10-30", "2012-10-31", "2012-11", "2012-11-02", null];
export const classes = ["SK", "SD", "RC"];
/** Of this class a paper tells something that needs special care, of the first person it concerns. */
export const specialClass = 1;

const person = fc.record({
  writable: fc.boolean(),
  withheld: fc.boolean(),
  minor: fc.boolean(),
  bereaved: fc.boolean(),
});

export const modelArbitrary: fc.Arbitrary<Model> = fc
  .record({
    volumes: fc.integer({ min: 1, max: 4 }),
    jobs: fc.integer({ min: 1, max: 3 }),
    people: fc.array(person, { maxLength: 7 }),
  })
  .chain(({ volumes, jobs, people }) =>
    fc
      .array(
        fc.record({
          day: fc.nat({ max: days.length - 1 }),
          class: fc.nat({ max: classes.length - 1 }),
          copies: fc.uniqueArray(
            fc.record({
              volume: fc.nat({ max: volumes - 1 }),
              job: fc.nat({ max: jobs - 1 }),
              partial: fc.boolean(),
            }),
            { minLength: 1, maxLength: 4, selector: (copy) => JSON.stringify(copy) },
          ),
          people: people.length
            ? fc.uniqueArray(fc.nat({ max: people.length - 1 }), { maxLength: 2 })
            : fc.constant<number[]>([]),
        }),
        { maxLength: 30 },
      )
      .map((papers) => ({ volumes, jobs, people, papers })),
  );

export const togglesArbitrary: fc.Arbitrary<Toggles> = fc.record({
  volumes: fc.subarray(["V0", "V1", "V2", "V3", "not in any catalog"]),
  withoutJobs: fc.subarray(["0", "1", "2"], { maxLength: 2 }),
  classes: fc.option(fc.subarray(classes), { nil: null }),
  fromDay: fc.constantFrom(null, "2012-10-31", "2012-11-01", "2012-11-02"),
  toDay: fc.constantFrom(null, "2012-10-30", "2012-11-01", "2012-11-30"),
  withPartial: fc.boolean(),
});

export function outlineOf({ volumes, jobs }: Model): Omit<ScopeOutline, "copies" | "places"> {
  return {
    volumes: Array.from({ length: volumes }, (_, at) => ({
      label: `V${at}`,
      rows: 0,
      papersOfNobody: 0,
      unreadFiles: 0,
    })),
    jobs: Array.from({ length: jobs }, (_, at) => ({
      key: String(at),
      jobId: at,
      name: `job ${at}`,
      level: "F",
      startedAt: null,
      volumes: [],
    })),
    days,
    classes: classes.map((code, at) => ({
      code,
      ja: code,
      en: code,
      specialCare: at === specialClass,
      elements: [],
    })),
  };
}

/** Packs a model as the database does, by a packer of its own: nothing but the format is shared. */
export function packed(model: Model): Measure {
  const copyCodes = [...new Set(model.papers.flatMap(({ copies }) => copies.map(codeOf)))];
  const placeKeys = [...new Set(model.papers.map(placeOf))];
  const words: number[] = copyCodes.flatMap((code) => {
    const [volume = 0, job = 0, partial = 0] = code.split(" ").map(Number);
    return [volume, job * 2 + partial];
  });
  for (const key of placeKeys) {
    const [day = "", ofClass = "", ...codes] = key.split("|");
    words.push(Number(day), Number(ofClass), codes.length, ...codes.map((code) => copyCodes.indexOf(code)));
  }
  for (const { papers, key } of counted(model.papers.filter(({ people }) => people.length === 0)))
    words.push((personFacts.nobody << factsShift) + papers - personBit, placeKeys.indexOf(key));
  const groups = new Map<string, { header: number; words: number[]; weight: number }>();
  for (const [number, facts] of model.people.entries()) {
    const theirs = model.papers.filter(({ people }) => people.includes(number));
    if (theirs.length === 0) continue;
    const own = wordsOf(theirs, number, placeKeys);
    const group = groups.get(JSON.stringify([facts, own])) ?? {
      header: headerOf(facts),
      words: own,
      weight: 0,
    };
    groups.set(JSON.stringify([facts, own]), { ...group, weight: group.weight + 1 });
  }
  for (const group of groups.values()) words.push(group.header + group.weight - personBit, ...group.words);
  const outline = { ...outlineOf(model), copies: copyCodes.length, places: placeKeys.length };
  return openMeasure(outline, Int32Array.from(words));
}

function codeOf({ volume, job, partial }: Copy): string {
  return `${volume} ${job} ${partial ? 1 : 0}`;
}

function placeOf(paper: Paper): string {
  return [paper.day, paper.class, ...paper.copies.map(codeOf).sort()].join("|");
}

function counted(papers: Paper[]): { key: string; papers: number }[] {
  const counts = new Map<string, number>();
  for (const paper of papers) counts.set(placeOf(paper), (counts.get(placeOf(paper)) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, papers: count }));
}

function wordsOf(papers: Paper[], number: number, placeKeys: string[]): number[] {
  return counted(papers).map(({ key }) => {
    const here = papers.filter((paper) => placeOf(paper) === key);
    const own = here.filter(({ people }) => people[0] === number).length;
    const isSpecial = here.some((paper) => paper.class === specialClass && paper.people[0] === number);
    return (isSpecial ? specialCareBit : 0) + (own << papersShift) + placeKeys.indexOf(key);
  });
}

function headerOf({ writable, withheld, minor, bereaved }: Person): number {
  const facts =
    (writable ? personFacts.writable : 0) +
    (withheld ? personFacts.withheld : 0) +
    (minor ? personFacts.minor : 0) +
    (bereaved ? personFacts.bereaved : 0);
  return facts * 2 ** factsShift;
}
