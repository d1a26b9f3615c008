/** A volume the catalogs know. `rows`: files that lie on it, in whole or in part. */
export type OutlineVolume = {
  readonly label: string;
  readonly rows: number;
  /** Papers on it of which nobody knows yet whom they concern. */
  readonly papersOfNobody: number;
  /** Files on it that no rule could read as a paper, nor set aside. */
  readonly unreadFiles: number;
};

/** A backup job, the same in however many catalogs it stands. `key` is its number, made unique where two share one. */
export type OutlineJob = {
  readonly key: string;
  readonly jobId: number;
  readonly name: string;
  readonly level: string;
  /** As the catalog writes it. */
  readonly startedAt: string | null;
  /** Ordinals of the volumes it wrote to. */
  readonly volumes: readonly number[];
};

export type OutlineClass = {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
  readonly specialCare: boolean;
  readonly elements: readonly { readonly ja: string; readonly en: string; readonly specialCare: boolean }[];
};

/**
 * What the packed numbers of a measure stand for: an ordinal is a position in one of these lists. `days` are
 * `YYYY-MM-DD`, `YYYY-MM` where the path tells no more, in order, and last null where it tells nothing.
 */
export type ScopeOutline = {
  /** How many copies and places the packed words begin with. */
  readonly copies: number;
  readonly places: number;
  readonly volumes: readonly OutlineVolume[];
  readonly jobs: readonly OutlineJob[];
  readonly days: readonly (string | null)[];
  readonly classes: readonly OutlineClass[];
};

/** Which part of everything that was backed up is looked at. Names that are not in the outline select nothing. */
export type Toggles = {
  readonly volumes: readonly string[];
  /** Keys of jobs that are left out. */
  readonly withoutJobs: readonly string[];
  /** Null: every class. */
  readonly classes: readonly string[] | null;
  /** `YYYY-MM-DD`, both ends included; null: no end. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** Whether a copy that lies only partly on a volume counts. */
  readonly withPartial: boolean;
};
