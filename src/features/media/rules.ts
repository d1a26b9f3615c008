export type MediumState = "in-custody" | "missing" | "lost" | "found";

/**
 * What may become of a medium. *Missing* is a suspicion somebody reported, *lost* what somebody concluded after
 * looking for it; an absence at a stocktake is neither. A found medium may go missing again.
 */
export const transitions = {
  "report-missing": { from: ["in-custody", "found"], to: "missing" },
  "conclude-lost": { from: ["missing"], to: "lost" },
  "record-found": { from: ["missing", "lost"], to: "found" },
} as const satisfies Record<string, { from: readonly MediumState[]; to: MediumState }>;

export type MediumAct = keyof typeof transitions;

export type Verdict = { ok: true; to: MediumState } | { ok: false; because: string };

/** May this be done to a medium in this state? `because` is the dotted reason. */
export function mayChange(state: MediumState, act: MediumAct): Verdict {
  const { from, to } = transitions[act];
  if ((from as readonly MediumState[]).includes(state)) return { ok: true, to };
  return { ok: false, because: `medium.is-${state}` };
}

/** Media whose contents are in the incident's scope. Suspicion is enough (APPI rule 7 counts it). */
export const statesInScope: readonly MediumState[] = ["missing", "lost"];

/** What a stocktake may say of a medium. Only `present` means that somebody saw it. */
export const findings = ["present", "absent", "unreadable", "not-checked"] as const;
export type Finding = (typeof findings)[number];
