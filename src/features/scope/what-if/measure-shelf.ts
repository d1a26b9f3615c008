import type { CountedScope } from "./count-what-if";
import type { Measure } from "./measure-words";

/** A measure that is kept in memory, with the present scopes counted of it. */
export type KeptMeasure = {
  readonly version: number;
  readonly measure: Measure;
  readonly present: Map<string, CountedScope>;
};

const mostPresentScopes = 8;

/**
 * Keeps the measures that were asked for last, one an incident and together not more than `maxBytes`; one that is
 * larger than that is kept alone. Asked for twice at once, a measure is loaded once.
 */
export class MeasureShelf {
  private readonly kept = new Map<string, KeptMeasure>();
  private readonly loading = new Map<string, Promise<KeptMeasure>>();

  constructor(private readonly maxBytes: number) {}

  /** The measure of that version, loaded where it is not here. A load that fails is asked for again next time. */
  async take(incidentId: string, version: number, load: () => Promise<Measure>): Promise<KeptMeasure> {
    const here = this.kept.get(incidentId);
    if (here?.version === version) {
      this.kept.delete(incidentId);
      this.kept.set(incidentId, here);
      return here;
    }
    const key = `${incidentId} ${version}`;
    const under = this.loading.get(key) ?? this.load(incidentId, version, load);
    this.loading.set(key, under);
    try {
      return await under;
    } finally {
      this.loading.delete(key);
    }
  }

  private async load(
    incidentId: string,
    version: number,
    load: () => Promise<Measure>,
  ): Promise<KeptMeasure> {
    const loaded: KeptMeasure = { version, measure: await load(), present: new Map() };
    if ((this.kept.get(incidentId)?.version ?? 0) > version) return loaded;
    this.kept.delete(incidentId);
    this.kept.set(incidentId, loaded);
    for (const [oldest] of this.kept) {
      if (this.bytes() <= this.maxBytes || oldest === incidentId) break;
      this.kept.delete(oldest);
    }
    return loaded;
  }

  /** What all measures here take together. */
  bytes(): number {
    return [...this.kept.values()].reduce((sum, { measure }) => sum + measure.bytes, 0);
  }
}

/** The present scope under `key`, counted once and kept beside the measure. */
export function keptPresent({ present }: KeptMeasure, key: string, count: () => CountedScope): CountedScope {
  const known = present.get(key);
  if (known) return known;
  const counted = count();
  const [oldest] = present.keys();
  if (present.size >= mostPresentScopes && oldest !== undefined) present.delete(oldest);
  present.set(key, counted);
  return counted;
}
