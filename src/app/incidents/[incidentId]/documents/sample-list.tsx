"use client";
import type { Outputs } from "../../outputs";
import { Becomes } from "./becomes";
import type { DocumentClass } from "./use-class-name";

export type TrialSample = Outputs["documents"]["tryRules"]["conflicts"][number]["samples"][number];
type SampleListProps = {
  classes: readonly DocumentClass[];
  samples: readonly TrialSample[];
  withRule?: boolean;
};

/** Paths of the incident, each with what it becomes. */
export function SampleList({ classes, samples, withRule }: SampleListProps) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {samples.map((sample) => (
        <li key={sample.path} className="grid gap-1 px-3 py-2">
          <span className="code text-sm break-all">{sample.path}</span>
          <Becomes classes={classes} becomes={sample.becomes} withRule={withRule} />
        </li>
      ))}
    </ul>
  );
}
