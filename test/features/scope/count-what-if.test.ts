import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPresent, countWhatIf, type ScopeFigures } from "@/features/scope/what-if/count-what-if";
import type { Toggles } from "@/features/scope/what-if/scope-outline";
import {
  type Copy,
  classes,
  days,
  type Model,
  modelArbitrary,
  type Paper,
  packed,
  specialClass,
  togglesArbitrary,
} from "./random-measure";

type Ignoring = { days?: boolean; volumes?: boolean };

function copyCounts(toggles: Toggles, { volume, job, partial }: Copy, ignoring: Ignoring): boolean {
  return (
    (ignoring.volumes || toggles.volumes.includes(`V${volume}`)) &&
    !toggles.withoutJobs.includes(String(job)) &&
    (toggles.withPartial || !partial)
  );
}

/** A month may lie in the range when any day of it does; a day nobody knows always may. */
function dayCounts({ fromDay, toDay }: Toggles, day: string | null): boolean {
  if (day === null) return true;
  const first = day.length === 7 ? `${day}-01` : day;
  const last = day.length === 7 ? `${day}-31` : day;
  return (fromDay === null || last >= fromDay) && (toDay === null || first <= toDay);
}

function counts(toggles: Toggles, paper: Paper, ignoring: Ignoring = {}): boolean {
  return (
    (toggles.classes === null || toggles.classes.includes(classes[paper.class] ?? "")) &&
    (ignoring.days || dayCounts(toggles, days[paper.day] ?? null)) &&
    paper.copies.some((copy) => copyCounts(toggles, copy, ignoring))
  );
}

/** Who is in scope, by going through every paper. */
function peopleOf(model: Model, isCounted: (paper: Paper) => boolean): Set<number> {
  return new Set(model.papers.filter(isCounted).flatMap(({ people }) => people));
}

function figuresOf(model: Model, toggles: Toggles): ScopeFigures {
  const inside = model.papers.filter((paper) => counts(toggles, paper));
  const people = [...peopleOf(model, (paper) => counts(toggles, paper))].map((number) => ({
    number,
    facts: model.people[number],
  }));
  const number = (is: (one: (typeof people)[number]) => boolean | undefined) => people.filter(is).length;
  return {
    people: people.length,
    documents: inside.filter(({ people: whom }) => whom.length > 0).length,
    letters: number(({ facts }) => facts?.writable && !facts.withheld),
    withheld: number(({ facts }) => facts?.withheld),
    withoutAddress: number(({ facts }) => !facts?.writable && !facts?.withheld),
    specialCare: number(({ number: whose }) =>
      inside.some((paper) => paper.class === specialClass && paper.people[0] === whose),
    ),
    minors: number(({ facts }) => facts?.minor),
    bereaved: number(({ facts }) => facts?.bereaved),
    papersOfNobody: inside.filter(({ people: whom }) => whom.length === 0).length,
  };
}

const cases = fc.tuple(modelArbitrary, togglesArbitrary, fc.subarray(["V0", "V1", "V2", "V3"]));

function answered([model, toggles, lost]: [Model, Toggles, string[]]) {
  const measure = packed(model);
  const present: Toggles = {
    volumes: lost,
    withoutJobs: [],
    classes: null,
    fromDay: null,
    toDay: null,
    withPartial: true,
  };
  return { answer: countWhatIf(measure, toggles, countPresent(measure, lost, toggles)), present };
}

describe("what-if over random catalogs", () => {
  it("equals going through every paper: figures, who comes and who goes", () => {
    fc.assert(
      fc.property(cases, ([model, toggles, lost]) => {
        const { answer, present } = answered([model, toggles, lost]);
        expect(answer.asked).toEqual(figuresOf(model, toggles));
        expect(answer.now).toEqual(figuresOf(model, present));
        const before = peopleOf(model, (paper) => counts(present, paper));
        const after = peopleOf(model, (paper) => counts(toggles, paper));
        expect(answer.added).toBe([...after].filter((number) => !before.has(number)).length);
        expect(answer.removed).toBe([...before].filter((number) => !after.has(number)).length);
      }),
      { numRuns: 400 },
    );
  });

  it("counts in every day, class, volume and job each person once", () => {
    fc.assert(
      fc.property(cases, ([model, toggles, lost]) => {
        const { answer, present } = answered([model, toggles, lost]);
        const binOf = (bins: readonly (string | null)[], paper: Paper) =>
          bins.indexOf(days[paper.day] ?? null);
        for (const [ofClass, cells] of answer.cells.entries())
          for (const [bin] of answer.bins.entries()) {
            const here = (scope: Toggles) => (paper: Paper) =>
              paper.class === ofClass && binOf(answer.bins, paper) === bin && counts(scope, paper);
            expect(cells.asked[bin]).toBe(peopleOf(model, here(toggles)).size);
            expect(cells.now[bin]).toBe(peopleOf(model, here(present)).size);
          }
        for (const [bin] of answer.wholeBins.entries()) {
          const onAnyDay = (paper: Paper) =>
            binOf(answer.wholeBins, paper) === bin && counts(toggles, paper, { days: true });
          expect(answer.overview.asked[bin]).toBe(peopleOf(model, onAnyDay).size);
        }
        for (const [volume, figures] of answer.volumes.entries()) {
          const scope = { ...toggles, volumes: toggles.volumes.filter((label) => label === `V${volume}`) };
          expect(figures.asked).toBe(peopleOf(model, (paper) => counts(scope, paper)).size);
          expect(figures.classes).toEqual(
            classes.map(
              (_, at) => peopleOf(model, (paper) => paper.class === at && counts(scope, paper)).size,
            ),
          );
        }
        for (const [job, figures] of answer.jobs.entries()) {
          const others = ["0", "1", "2"].filter((key) => key !== String(job));
          const scope = { ...toggles, withoutJobs: [...toggles.withoutJobs, ...others] };
          expect(figures.asked).toBe(peopleOf(model, (paper) => counts(scope, paper)).size);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("says of each volume how many people come or go when it is switched", () => {
    fc.assert(
      fc.property(cases, ([model, toggles, lost]) => {
        const { answer } = answered([model, toggles, lost]);
        const now = peopleOf(model, (paper) => counts(toggles, paper)).size;
        for (const [volume, { change }] of answer.volumes.entries()) {
          const label = `V${volume}`;
          const switched = toggles.volumes.includes(label)
            ? toggles.volumes.filter((one) => one !== label)
            : [...toggles.volumes, label];
          const then = peopleOf(model, (paper) => counts({ ...toggles, volumes: switched }, paper)).size;
          expect(change).toBe(Math.abs(then - now));
        }
      }),
      { numRuns: 300 },
    );
  });
});
