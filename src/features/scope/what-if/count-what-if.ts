import { type DayBins, dayBins, mayLieBetween, noBin } from "./day-bins";
import {
  factsBits,
  factsShift,
  type Measure,
  papersBits,
  papersShift,
  personFacts,
  placeBits,
  specialCareBit,
  weightBits,
} from "./measure-words";
import type { ScopeOutline, Toggles } from "./scope-outline";

/** How many people and papers a scope holds. `letters`: people who can be written to and are not withheld. */
export type ScopeFigures = {
  people: number;
  documents: number;
  letters: number;
  withheld: number;
  withoutAddress: number;
  specialCare: number;
  minors: number;
  bereaved: number;
  /** Papers of which nobody knows whom they concern. */
  papersOfNobody: number;
};

/** One scope, counted. Every list but `volumes` counts people, each once a cell. */
export type CountedScope = {
  figures: ScopeFigures;
  /** Group, counted from 1 where somebody begins → 1 when in scope. */
  inScope: Uint8Array;
  /** Class × bins: the people of a class and bin stand at `class × bins + bin`; last those outside the range. */
  cells: Uint32Array;
  /** People by bin of the whole time, the range of days aside. */
  overview: Uint32Array;
  /** Volume × classes, classes + 1 a volume: the last is the volume's own. */
  volumes: Uint32Array;
  /** People who come in when the volume is switched on, or go when it is switched off. */
  volumeChange: Uint32Array;
  jobs: Uint32Array;
};

const inside = 1;
const onAnyDay = 2;
const onAnyVolume = 4;

/** What every place and copy counts for under these toggles, and in which cell. */
type Selection = {
  mask: Uint8Array;
  copyMask: Uint8Array;
  cellOf: Uint32Array;
  binOf: Uint16Array;
  cells: number;
  bins: number;
};

/** Counts one scope in one pass over everybody. `range` are the bins of `cells`, `whole` those of `overview`. */
export function countScope(measure: Measure, toggles: Toggles, range: DayBins, whole: DayBins): CountedScope {
  const { outline } = measure;
  const selection = select(measure, toggles, range, whole);
  const counted: CountedScope = {
    figures: noFigures(),
    inScope: new Uint8Array(measure.groups + 1),
    cells: new Uint32Array(selection.cells),
    overview: new Uint32Array(selection.bins),
    volumes: new Uint32Array(outline.volumes.length * (outline.classes.length + 1)),
    volumeChange: new Uint32Array(outline.volumes.length),
    jobs: new Uint32Array(outline.jobs.length),
  };
  const from = countPapersOfNobody(measure, selection.mask, counted.figures);
  countGroups(measure, selection, counted, from);
  return counted;
}

function noFigures(): ScopeFigures {
  return {
    people: 0,
    documents: 0,
    letters: 0,
    withheld: 0,
    withoutAddress: 0,
    specialCare: 0,
    minors: 0,
    bereaved: 0,
    papersOfNobody: 0,
  };
}

function select(measure: Measure, toggles: Toggles, range: DayBins, whole: DayBins): Selection {
  const { outline, dayOf, classOf, copyAt, copiesOf } = measure;
  const copyMask = selectCopies(measure, toggles);
  const classOn = flags(outline.classes, ({ code }) => toggles.classes?.includes(code) ?? true);
  const dayOn = flags(outline.days, (day) => mayLieBetween(day, toggles.fromDay, toggles.toDay));
  const { places } = outline;
  const mask = new Uint8Array(places);
  const cellOf = new Uint32Array(places);
  const binOf = new Uint16Array(places);
  const bins = range.keys.length;
  const elsewhere = outline.classes.length * bins;
  for (let place = 0; place < places; place += 1) {
    const day = dayOf[place] as number;
    const ofClass = classOf[place] as number;
    const bin = range.binOf[day] as number;
    cellOf[place] = bin === noBin ? elsewhere : ofClass * bins + bin;
    binOf[place] = whole.binOf[day] as number;
    if (classOn[ofClass] === 0) continue;
    let copies = 0;
    const end = copyAt[place + 1] as number;
    for (let at = copyAt[place] as number; at < end; at += 1)
      copies |= copyMask[copiesOf[at] as number] as number;
    mask[place] = dayOn[day] === 1 ? copies | ((copies & inside) << 1) : (copies & inside) << 1;
  }
  return { mask, copyMask, cellOf, binOf, cells: elsewhere + 1, bins: whole.keys.length };
}

/** `inside`: the copy counts; `onAnyVolume`: it would if its volume were switched on. */
function selectCopies({ outline, copyVolume, copyJob, copyPartial }: Measure, toggles: Toggles): Uint8Array {
  const volumes = new Set(toggles.volumes);
  const withoutJobs = new Set(toggles.withoutJobs);
  const volumeOn = flags(outline.volumes, ({ label }) => volumes.has(label));
  const jobOn = flags(outline.jobs, ({ key }) => !withoutJobs.has(key));
  return Uint8Array.from(copyVolume, (volume, copy) => {
    const isPartial = copyPartial[copy] === 1;
    if ((isPartial && !toggles.withPartial) || jobOn[copyJob[copy] as number] === 0) return 0;
    return volumeOn[volume] === 1 ? inside | onAnyVolume : onAnyVolume;
  });
}

function flags<T>(list: readonly T[], isOn: (one: T) => boolean): Uint8Array {
  return Uint8Array.from(list, (one) => (isOn(one) ? 1 : 0));
}

/** Groups of nobody come first. Returns where the first of somebody begins. */
function countPapersOfNobody({ words }: Measure, mask: Uint8Array, figures: ScopeFigures): number {
  let at = 0;
  while (at < words.length && ((words[at] as number) >>> factsShift) & personFacts.nobody) {
    const papers = (words[at] as number) & weightBits;
    at += 1;
    let reach = 0;
    for (; at < words.length && (words[at] as number) >= 0; at += 1)
      reach |= mask[(words[at] as number) & placeBits] as number;
    if (reach & inside) figures.papersOfNobody += papers;
  }
  return at;
}

/** Groups come one after the other: a cell remembers which it saw last, so that each counts there once. */
function once(seen: Uint32Array, counts: Uint32Array, cell: number, group: number, weight: number): void {
  if (seen[cell] === group) return;
  seen[cell] = group;
  counts[cell] = (counts[cell] as number) + weight;
}

const noVolume = -1;
const severalVolumes = -2;

function countGroups(measure: Measure, selection: Selection, counted: CountedScope, from: number): void {
  const { words, copyVolume, copyJob, classOf, copyAt, copiesOf } = measure;
  const { mask, copyMask, cellOf, binOf } = selection;
  const { cells, overview, volumes, jobs, figures } = counted;
  const row = measure.outline.classes.length + 1;
  const seenCells = new Uint32Array(cells.length);
  const seenBins = new Uint32Array(overview.length);
  const seenVolumes = new Uint32Array(volumes.length);
  const seenJobs = new Uint32Array(jobs.length);
  const seenChange = new Uint32Array(counted.volumeChange.length);
  for (let at = from, group = 1; at < words.length; group += 1) {
    const header = words[at] as number;
    const weight = header & weightBits;
    const first = at + 1;
    let reach = 0;
    let special = 0;
    let onlyVolume = noVolume;
    for (at = first; at < words.length; at += 1) {
      const word = words[at] as number;
      if (word < 0) break;
      const place = word & placeBits;
      const counts = mask[place] as number;
      if (counts === 0) continue;
      reach |= counts;
      if (counts & onAnyDay) once(seenBins, overview, binOf[place] as number, group, weight);
      if ((counts & inside) === 0) continue;
      special |= word & specialCareBit;
      figures.documents += ((word >>> papersShift) & papersBits) * weight;
      once(seenCells, cells, cellOf[place] as number, group, weight);
      const end = copyAt[place + 1] as number;
      for (let of = copyAt[place] as number; of < end; of += 1) {
        const copy = copiesOf[of] as number;
        if (((copyMask[copy] as number) & inside) === 0) continue;
        const volume = copyVolume[copy] as number;
        if (onlyVolume !== volume) onlyVolume = onlyVolume === noVolume ? volume : severalVolumes;
        once(seenVolumes, volumes, volume * row + (classOf[place] as number), group, weight);
        once(seenVolumes, volumes, volume * row + row - 1, group, weight);
        once(seenJobs, jobs, copyJob[copy] as number, group, weight);
      }
    }
    if (reach & inside) countPeople(counted, group, header, special, onlyVolume);
    else if (reach & onAnyVolume)
      countWhoWouldCome(measure, selection, counted, seenChange, { group, weight, first, end: at });
  }
}

function countPeople(
  { figures, inScope, volumeChange }: CountedScope,
  group: number,
  header: number,
  special: number,
  onlyVolume: number,
): void {
  const weight = header & weightBits;
  const facts = (header >>> factsShift) & factsBits;
  inScope[group] = 1;
  figures.people += weight;
  if (special) figures.specialCare += weight;
  if (facts & personFacts.minor) figures.minors += weight;
  if (facts & personFacts.bereaved) figures.bereaved += weight;
  if (facts & personFacts.withheld) figures.withheld += weight;
  else if (facts & personFacts.writable) figures.letters += weight;
  else figures.withoutAddress += weight;
  if (onlyVolume >= 0) volumeChange[onlyVolume] = (volumeChange[onlyVolume] as number) + weight;
}

type Group = { group: number; weight: number; first: number; end: number };

function countWhoWouldCome(
  { words, copyVolume, copyAt, copiesOf }: Measure,
  { mask, copyMask }: Selection,
  { volumeChange }: CountedScope,
  seen: Uint32Array,
  { group, weight, first, end }: Group,
): void {
  for (let at = first; at < end; at += 1) {
    const place = (words[at] as number) & placeBits;
    if (((mask[place] as number) & onAnyVolume) === 0) continue;
    const last = copyAt[place + 1] as number;
    for (let of = copyAt[place] as number; of < last; of += 1) {
      const copy = copiesOf[of] as number;
      if ((copyMask[copy] as number) & onAnyVolume)
        once(seen, volumeChange, copyVolume[copy] as number, group, weight);
    }
  }
}

/** The scope as it is now beside the one asked for. */
export type WhatIfCounts = {
  now: ScopeFigures;
  asked: ScopeFigures;
  added: number;
  removed: number;
  unit: DayBins["unit"];
  bins: readonly (string | null)[];
  /** By class of the outline, then by bin. */
  cells: { now: number[]; asked: number[] }[];
  wholeUnit: DayBins["unit"];
  wholeBins: readonly (string | null)[];
  overview: { now: number[]; asked: number[] };
  /** By volume of the outline; `classes` by class of the outline. `change`: see `volumeChange`. */
  volumes: { now: number; asked: number; change: number; classes: number[] }[];
  jobs: { now: number; asked: number }[];
};

/** What "now" is: everything on these volumes. */
export function presentToggles(lostVolumes: readonly string[]): Toggles {
  return {
    volumes: lostVolumes,
    withoutJobs: [],
    classes: null,
    fromDay: null,
    toDay: null,
    withPartial: true,
  };
}

/** Counts the scope asked for beside the present one, `present` (see `countPresent`). */
export function countWhatIf(measure: Measure, toggles: Toggles, present: CountedScope): WhatIfCounts {
  const { outline } = measure;
  const [range, whole] = binsFor(outline, toggles);
  const asked = countScope(measure, toggles, range, whole);
  const { added, removed } = changes(measure, present.inScope, asked.inScope);
  const row = outline.classes.length + 1;
  return {
    now: present.figures,
    asked: asked.figures,
    added,
    removed,
    unit: range.unit,
    bins: range.keys,
    cells: outline.classes.map((_, at) => ({
      now: slice(present.cells, at, range.keys.length),
      asked: slice(asked.cells, at, range.keys.length),
    })),
    wholeUnit: whole.unit,
    wholeBins: whole.keys,
    overview: { now: [...present.overview], asked: [...asked.overview] },
    volumes: outline.volumes.map((_, at) => ({
      now: present.volumes[at * row + row - 1] ?? 0,
      asked: asked.volumes[at * row + row - 1] ?? 0,
      change: asked.volumeChange[at] ?? 0,
      classes: slice(asked.volumes, at, row).slice(0, -1),
    })),
    jobs: outline.jobs.map((_, at) => ({ now: present.jobs[at] ?? 0, asked: asked.jobs[at] ?? 0 })),
  };
}

/** How many people come in and go. */
function changes({ words }: Measure, before: Uint8Array, after: Uint8Array) {
  let added = 0;
  let removed = 0;
  let group = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as number;
    if (word >= 0 || (word >>> factsShift) & personFacts.nobody) continue;
    group += 1;
    if (before[group] === after[group]) continue;
    if (after[group]) added += word & weightBits;
    else removed += word & weightBits;
  }
  return { added, removed };
}

/** The present scope over the same bins as `toggles` asks for: only the range of days matters, so it can be kept. */
export function countPresent(
  measure: Measure,
  lostVolumes: readonly string[],
  toggles: Toggles,
): CountedScope {
  const [range, whole] = binsFor(measure.outline, toggles);
  return countScope(measure, presentToggles(lostVolumes), range, whole);
}

function binsFor({ days }: ScopeOutline, { fromDay, toDay }: Toggles): [range: DayBins, whole: DayBins] {
  return [dayBins(days, fromDay, toDay), dayBins(days)];
}

function slice(from: Uint32Array, at: number, width: number): number[] {
  return [...from.subarray(at * width, (at + 1) * width)];
}
