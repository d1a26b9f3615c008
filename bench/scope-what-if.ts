import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { measureScope } from "@/features/scope/measure-scope";
import { scopeMeasureOf, whatIf } from "@/features/scope/queries";
import { countPresent, countWhatIf, presentToggles } from "@/features/scope/what-if/count-what-if";
import { type Measure, openMeasure, papersShift, personBit } from "@/features/scope/what-if/measure-words";
import { median, seconds } from "./measured";

export type WhatIfTimes = {
  /** Measuring the whole catalog, once after a derivation. */
  measureSeconds: number;
  /** The first question: the packed words come out of the database. */
  firstSeconds: number;
  /** Every further question, median; the toggles differ each time. */
  questionMs: number;
  packedMegabytes: number;
  places: number;
  people: number;
};

/** Measures an incident that was derived, and asks what-if of it with changing volumes and days. */
export async function timeWhatIf(incidentId: string, questions = 9): Promise<WhatIfTimes> {
  const measureSeconds = await seconds(() => measureScope({ kind: "system", name: "bench" }, { incidentId }));
  const { outline, people } = await scopeMeasureOf(incidentId);
  const labels = outline?.volumes.map(({ label }) => label) ?? [];
  const firstSeconds = await seconds(() => whatIf({ incidentId, volumes: labels }));
  const days = outline?.days.flatMap((day) => (day?.length === 10 ? [day] : [])) ?? [];
  const took: number[] = [];
  for (let question = 0; question < questions; question += 1) {
    const volumes = labels.filter((_, at) => (at + question) % 3 !== 0);
    const fromDay =
      question % 2 === 0 ? undefined : days[Math.floor((days.length * question) / (2 * questions))];
    took.push((await seconds(() => whatIf({ incidentId, volumes, fromDay }))) * 1000);
  }
  const [packed] = await database().execute<{ bytes: number }>(sql`
    select coalesce(sum(length(content)), 0)::float8 as bytes from scope_measure_parts
    where incident_id = ${incidentId}`);
  return {
    measureSeconds,
    firstSeconds,
    questionMs: median(took),
    packedMegabytes: (packed?.bytes ?? 0) / 1e6,
    places: outline?.places ?? 0,
    people,
  };
}

/**
 * What-if over packed words alone, without a database. `papers` a person; `alike`: papers of a claim lie in the same
 * places, as real ones do, else every paper lies somewhere else, which is the worst there is. Milliseconds, median.
 */
export function timeCounting(people: number, papers: number, alike: boolean, questions = 7): number {
  const measure = invented(people, papers, alike);
  const lost = ["V1", "V2"];
  const took: number[] = [];
  for (let question = 0; question < questions; question += 1) {
    const toggles = presentToggles([...lost, `V${3 + question}`]);
    const present = countPresent(measure, lost, toggles);
    const begun = performance.now();
    countWhatIf(measure, toggles, present);
    took.push(performance.now() - begun);
  }
  return median(took);
}

const volumes = 12;
const jobs = 40;
const days = 400;
const classes = 5;
const copiesAPlace = 3;

/** The same for the same numbers: a small generator of its own, no `Math.random`. */
function invented(people: number, papers: number, alike: boolean): Measure {
  let seed = 20121025;
  const draw = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const copies = volumes * jobs;
  const places = days * classes * (alike ? 4 : 30);
  const wordsAPerson = alike ? Math.ceil(papers / 3) : papers;
  const words = new Int32Array(copies * 2 + places * (3 + copiesAPlace) + people * (1 + wordsAPerson));
  let at = 0;
  const put = (word: number) => {
    words[at] = word;
    at += 1;
  };
  for (let copy = 0; copy < copies; copy += 1) {
    put(copy % volumes);
    put((copy % jobs) * 2);
  }
  for (let place = 0; place < places; place += 1) {
    put(Math.floor(place / classes) % days);
    put(place % classes);
    put(copiesAPlace);
    for (let copy = 0; copy < copiesAPlace; copy += 1) put(draw(copies));
  }
  for (let person = 0; person < people; person += 1) {
    put(2 ** 27 + 1 - personBit);
    const near = draw(places - classes);
    for (let word = 0; word < wordsAPerson; word += 1)
      put(((alike ? 3 : 1) << papersShift) + (alike ? near + (word % classes) : draw(places)));
  }
  return openMeasure(
    {
      copies,
      places,
      volumes: list(volumes, (n) => ({ label: `V${n}`, rows: 0, papersOfNobody: 0, unreadFiles: 0 })),
      jobs: list(jobs, (n) => ({
        key: String(n),
        jobId: n,
        name: "",
        level: "F",
        startedAt: null,
        volumes: [],
      })),
      days: list(days, (n) => new Date(Date.UTC(2012, 0, 1 + n)).toISOString().slice(0, 10)),
      classes: list(classes, (n) => ({
        code: `C${n}`,
        ja: "",
        en: "",
        specialCare: false,
        elements: [],
      })),
    },
    words,
  );
}

function list<T>(length: number, make: (n: number) => T): T[] {
  return Array.from({ length }, (_, n) => make(n));
}
