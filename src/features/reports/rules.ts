/** What is counted of an incident; every number is a count of rows that a screen can list. */
/** `givenUp`: work that failed for good and waits for an administrator. */
export type RiverFacts = {
  media: { registered: number; missing: number; lost: number; found: number };
  catalog: {
    imports: number;
    reading: number;
    failed: number;
    givenUp: number;
    rows: number;
    onMedia: number;
    excluded: number;
    unresolved: number;
  };
  master: {
    imports: number;
    reading: number;
    failed: number;
    givenUp: number;
    rows: number;
    rejected: number;
  };
  people: {
    affected: number;
    documents: number;
    specialCare: number;
    /** Derivations that wait or run; 1 of `givenUp` where the last one failed for good. */
    deriving: number;
    givenUp: number;
  };
  list: {
    version: number;
    state: "frozen" | "approved" | null;
    people: number;
    differsFromNow: boolean;
    /** It was approved, and more speaks now against the scope being complete than what was signed then. */
    restsOnLess: boolean;
  };
  notices: {
    letters: number;
    lettersWithheld: number;
    calls: number;
    callsWithheld: number;
    /** People of the approved list about whom nothing was decided yet. */
    undecided: number;
    /** Messages of which nobody knows whether they went out. */
    emailsUnknown: number;
    /** Owed, e-mail being set up, and nobody asked for a message. */
    emailsUnasked: number;
  };
  letters: {
    /** Notices whose letter was asked for, and those of them that are being written. */
    asked: number;
    writing: number;
    /** Letters owed of which there is none. */
    missing: number;
    givenUp: number;
    generated: number;
    held: number;
    inRuns: number;
    templatesApproved: number;
    templatesNeeded: number;
  };
  printRuns: {
    runs: number;
    open: number;
    rendering: number;
    failed: number;
    rendered: number;
    released: number;
    printed: number;
    lettersHandedOver: number;
  };
  calls: { tasks: number; owed: number; promised: number; done: number; other: number; overdue: number };
};

export const stageNames = [
  "media",
  "catalog",
  "people",
  "list",
  "notices",
  "letters",
  "print-runs",
  "calls",
] as const;
export type StageName = (typeof stageNames)[number];

/** `waiting`: an earlier stage is not there yet. `blocked`: something here needs a person. `moving`: work runs. */
export type StageState = "waiting" | "blocked" | "moving" | "ready" | "done";

/** What a person can be asked to do next; the screens have a sentence for each. */
export type NextThing =
  | "register-media"
  | "report-missing"
  | "upload-catalog"
  | "mend-catalog"
  | "upload-master"
  | "mend-master"
  | "nobody-found"
  | "look-at-unresolved"
  | "freeze-list"
  | "approve-list"
  | "freeze-again"
  | "look-at-scope"
  | "decide-notices"
  | "look-at-withheld"
  | "look-at-emails"
  | "send-emails"
  | "approve-templates"
  | "generate-letters"
  | "look-at-held"
  | "plan-runs"
  | "mend-run"
  | "seal-runs"
  | "release-runs"
  | "print-runs"
  | "hand-over-runs"
  | "mend-work"
  | "keep-promises"
  | "ring-people";

export type Stage = {
  name: StageName;
  state: StageState;
  /** The one figure of the stage. */
  count: number;
  /** What was set aside here, with a reason each. */
  setAside: number;
  /** The one thing to do next, or null. */
  next: NextThing | null;
};

type Verdict = Omit<Stage, "name">;

function media({ media: m }: RiverFacts): Verdict {
  const inScope = m.missing + m.lost;
  const base = { count: inScope, setAside: m.found };
  if (m.registered === 0) return { ...base, state: "blocked", next: "register-media" };
  if (inScope === 0)
    return { ...base, state: m.found > 0 ? "done" : "blocked", next: m.found > 0 ? null : "report-missing" };
  return { ...base, state: "done", next: null };
}

function catalog({ catalog: c, media: m }: RiverFacts): Verdict {
  const base = { count: c.rows, setAside: c.excluded + c.unresolved };
  if (m.missing + m.lost === 0) return { ...base, state: "waiting", next: null };
  if (c.givenUp > 0) return { ...base, state: "blocked", next: "mend-work" };
  if (c.reading > 0) return { ...base, state: "moving", next: null };
  if (c.imports === 0)
    return { ...base, state: "blocked", next: c.failed > 0 ? "mend-catalog" : "upload-catalog" };
  return { ...base, state: "done", next: null };
}

function people({ people: p, master, catalog: c }: RiverFacts): Verdict {
  const base = { count: p.affected, setAside: c.unresolved + master.rejected };
  if (c.imports === 0) return { ...base, state: "waiting", next: null };
  if (master.givenUp + p.givenUp > 0) return { ...base, state: "blocked", next: "mend-work" };
  if (master.reading + p.deriving > 0) return { ...base, state: "moving", next: null };
  if (master.imports === 0)
    return { ...base, state: "blocked", next: master.failed > 0 ? "mend-master" : "upload-master" };
  if (p.affected === 0) return { ...base, state: "blocked", next: "nobody-found" };
  return { ...base, state: "done", next: c.unresolved > 0 ? "look-at-unresolved" : null };
}

function list({ list: l, people: p, master, catalog: c }: RiverFacts): Verdict {
  const base = { count: l.people, setAside: 0 };
  if (l.state === "frozen") return { ...base, state: "blocked", next: "approve-list" };
  if (l.state === "approved" && l.restsOnLess) return { ...base, state: "blocked", next: "look-at-scope" };
  if (l.state === "approved") {
    return { ...base, state: "done", next: l.differsFromNow ? "freeze-again" : null };
  }
  // What is being read or worked out may still name people: the verb refuses to freeze until then.
  return p.affected === 0 || p.deriving + master.reading + c.reading > 0
    ? { ...base, state: "waiting", next: null }
    : { ...base, state: "ready", next: "freeze-list" };
}

function notices({ notices: n, list: l }: RiverFacts): Verdict {
  const base = { count: n.letters + n.calls, setAside: n.lettersWithheld + n.callsWithheld };
  if (n.undecided > 0) return { ...base, state: "ready", next: "decide-notices" };
  if (l.state === null || n.letters + n.lettersWithheld === 0)
    return { ...base, state: "waiting", next: null };
  if (n.emailsUnknown > 0) return { ...base, state: "done", next: "look-at-emails" };
  if (n.emailsUnasked > 0) return { ...base, state: "done", next: "send-emails" };
  return { ...base, state: "done", next: n.lettersWithheld > 0 ? "look-at-withheld" : null };
}

function letters({ letters: l, notices: n }: RiverFacts): Verdict {
  const made = l.generated + l.inRuns;
  const base = { count: made, setAside: l.held };
  if (n.letters === 0) return { ...base, state: "waiting", next: null };
  if (l.templatesApproved < l.templatesNeeded)
    return { ...base, state: "blocked", next: "approve-templates" };
  if (l.givenUp > 0) return { ...base, state: "blocked", next: "mend-work" };
  if (l.writing > 0) return { ...base, state: "moving", next: null };
  if (l.missing > 0) return { ...base, state: "ready", next: "generate-letters" };
  return { ...base, state: "done", next: l.held > 0 ? "look-at-held" : null };
}

function printRuns({ printRuns: r, letters: l }: RiverFacts): Verdict {
  const base = { count: r.lettersHandedOver, setAside: 0 };
  if (r.runs === 0) {
    return l.generated > 0
      ? { ...base, state: "ready", next: "plan-runs" }
      : { ...base, state: "waiting", next: null };
  }
  if (r.failed > 0) return { ...base, state: "blocked", next: "mend-run" };
  if (r.rendering > 0) return { ...base, state: "moving", next: null };
  if (r.open > 0) return { ...base, state: "ready", next: "seal-runs" };
  if (r.rendered > 0) return { ...base, state: "ready", next: "release-runs" };
  if (r.released > 0) return { ...base, state: "ready", next: "print-runs" };
  if (r.printed > 0) return { ...base, state: "ready", next: "hand-over-runs" };
  if (l.generated > 0) return { ...base, state: "ready", next: "plan-runs" };
  return { ...base, state: l.writing + l.missing > 0 ? "waiting" : "done", next: null };
}

function calls({ calls: c }: RiverFacts): Verdict {
  const base = { count: c.done, setAside: c.other };
  if (c.tasks === 0) return { ...base, state: "waiting", next: null };
  if (c.overdue > 0) return { ...base, state: "blocked", next: "keep-promises" };
  if (c.owed + c.promised > 0) return { ...base, state: "ready", next: "ring-people" };
  return { ...base, state: "done", next: null };
}

const verdicts: Record<StageName, (facts: RiverFacts) => Verdict> = {
  media,
  catalog,
  people,
  list,
  notices,
  letters,
  "print-runs": printRuns,
  calls,
};

/** The river as a row of stages in order, each with its figure, what was set aside and the one next thing. */
export function riverStages(facts: RiverFacts): Stage[] {
  return stageNames.map((name) => ({ name, ...verdicts[name](facts) }));
}

/** The stage whose next thing should be done first, or null when nothing waits for a person. */
export function firstBlocked(stages: Stage[]): Stage | null {
  return (
    stages.find((stage) => stage.state === "blocked") ??
    stages.find((stage) => stage.state === "ready") ??
    null
  );
}

/** Of one medium: whether the catalog names all that lies on it; reasons with how often each stands. */
export type ScopeOfMedium = {
  label: string;
  verdict: "complete" | "unconfirmed" | "incomplete";
  reasons: Readonly<Record<string, number>>;
};

/**
 * Does an approved list rest on less than was signed: a medium that came into scope since and is not complete, or
 * one against which there is a reason now that did not stand then, or stands more often? `signed` is null for
 * approvals older than this was kept; then nothing is said.
 */
export function restsOnLess(signed: readonly ScopeOfMedium[] | null, now: readonly ScopeOfMedium[]): boolean {
  if (!signed) return false;
  return now.some(({ label, verdict, reasons }) => {
    if (verdict === "complete") return false;
    const then = signed.find((known) => known.label === label);
    if (!then) return true;
    if (verdict === "incomplete" && then.verdict !== "incomplete") return true;
    return Object.entries(reasons).some(([reason, n]) => n > (then.reasons[reason] ?? 0));
  });
}

/** How a version of the list differs, in one person, from what their notice was decided by. */
export const personChanges = ["added", "removed", "facts", "details", "none"] as const;
export type PersonChange = (typeof personChanges)[number];

/** How far what was decided for a person has come on paper. `written`: in no sealed run; `sealed`: not handed over. */
export const paperStages = [
  "no-notice",
  "withheld",
  "unwritten",
  "written",
  "sealed",
  "handed-over",
] as const;
export type PaperStage = (typeof paperStages)[number];

/**
 * `notice`: one is owed for the first time. `from-this`: nothing is written; this version decides. `anew`: the letter
 * is made again with the new facts. `withdraw`: nothing was printed; nothing will be. `correction`: what was printed
 * says something that is not so. `note`: what was printed is right but for the name or address.
 */
export const consequences = [
  "notice",
  "from-this",
  "anew",
  "withdraw",
  "correction",
  "note",
  "none",
] as const;
export type Consequence = (typeof consequences)[number];

type ByStage = Record<Exclude<PaperStage, "no-notice">, Consequence>;
const alike = (open: Consequence, written: Consequence, fixed: Consequence): ByStage => ({
  withheld: open,
  unwritten: open,
  written,
  sealed: fixed,
  "handed-over": fixed,
});

const consequenceByChange: Record<Exclude<PersonChange, "added">, ByStage> = {
  removed: alike("withdraw", "withdraw", "correction"),
  facts: alike("from-this", "anew", "correction"),
  details: alike("from-this", "anew", "note"),
  none: alike("none", "none", "none"),
};

/** What a version means for one person: `facts` are documents and elements, `details` everything else. */
export function consequenceOf(change: PersonChange, stage: PaperStage): Consequence {
  if (change === "removed" && stage === "no-notice") return "none";
  return change === "added" || stage === "no-notice" ? "notice" : consequenceByChange[change][stage];
}
