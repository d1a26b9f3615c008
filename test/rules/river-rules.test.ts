import { describe, expect, it } from "vitest";
import {
  firstBlocked,
  type RiverFacts,
  riverStages,
  type StageName,
  stageNames,
} from "@/features/reports/rules";

type Change = { [Part in keyof RiverFacts]?: Partial<RiverFacts[Part]> };

const nothing: RiverFacts = {
  media: { registered: 0, missing: 0, lost: 0, found: 0 },
  catalog: { imports: 0, reading: 0, failed: 0, givenUp: 0, rows: 0, onMedia: 0, excluded: 0, unresolved: 0 },
  master: { imports: 0, reading: 0, failed: 0, givenUp: 0, rows: 0, rejected: 0 },
  people: { affected: 0, documents: 0, specialCare: 0, deriving: 0, givenUp: 0 },
  list: { version: 0, state: null, people: 0, differsFromNow: false, restsOnLess: false },
  notices: {
    letters: 0,
    lettersWithheld: 0,
    calls: 0,
    callsWithheld: 0,
    undecided: 0,
    emailsUnknown: 0,
    emailsUnasked: 0,
  },
  letters: {
    asked: 0,
    writing: 0,
    missing: 0,
    givenUp: 0,
    generated: 0,
    held: 0,
    inRuns: 0,
    templatesApproved: 0,
    templatesNeeded: 0,
  },
  printRuns: {
    runs: 0,
    open: 0,
    rendering: 0,
    failed: 0,
    rendered: 0,
    released: 0,
    printed: 0,
    lettersHandedOver: 0,
  },
  calls: { tasks: 0, owed: 0, promised: 0, done: 0, other: 0, overdue: 0 },
};

/** One thing after another, as it happens to an incident: each entry changes what the ones before left. */
const course: [happening: string, change: Change, stage: StageName, expected: string][] = [
  ["an incident is opened", {}, "media", "blocked register-media"],
  ["a medium is entered", { media: { registered: 2 } }, "media", "blocked report-missing"],
  ["two are missing", { media: { missing: 2 } }, "media", "done -"],
  ["", {}, "catalog", "blocked upload-catalog"],
  ["a catalog is being read", { catalog: { reading: 1 } }, "catalog", "moving -"],
  ["it cannot be read", { catalog: { reading: 0, failed: 1 } }, "catalog", "blocked mend-catalog"],
  ["another one gave up", { catalog: { givenUp: 1 } }, "catalog", "blocked mend-work"],
  [
    "it is read",
    { catalog: { givenUp: 0, imports: 1, rows: 90, onMedia: 50, excluded: 40 } },
    "catalog",
    "done -",
  ],
  ["", {}, "people", "blocked upload-master"],
  ["the master is being read", { master: { reading: 1 } }, "people", "moving -"],
  ["it cannot be read", { master: { reading: 0, failed: 1 } }, "people", "blocked mend-master"],
  ["reading it gave up", { master: { givenUp: 1 } }, "people", "blocked mend-work"],
  [
    "it is read",
    { master: { givenUp: 0, imports: 1, rows: 60 }, people: { deriving: 1 } },
    "people",
    "moving -",
  ],
  ["the derivation gave up", { people: { deriving: 0, givenUp: 1 } }, "people", "blocked mend-work"],
  ["nobody was found", { people: { givenUp: 0 } }, "people", "blocked nobody-found"],
  ["", {}, "list", "waiting -"],
  ["people were found", { people: { affected: 40, documents: 50 } }, "people", "done -"],
  ["some papers are nobody's", { catalog: { unresolved: 3 } }, "people", "done look-at-unresolved"],
  ["", {}, "list", "ready freeze-list"],
  ["a further master is brought in", { master: { reading: 1 } }, "list", "waiting -"],
  ["it is read", { master: { reading: 0 } }, "list", "ready freeze-list"],
  ["", {}, "notices", "waiting -"],
  [
    "the list is frozen",
    { list: { version: 1, state: "frozen", people: 40 } },
    "list",
    "blocked approve-list",
  ],
  ["", {}, "notices", "waiting -"],
  ["it is approved", { list: { state: "approved" }, notices: { undecided: 40 } }, "list", "done -"],
  ["another tape is reported missing", { list: { restsOnLess: true } }, "list", "blocked look-at-scope"],
  ["its catalog is brought in", { list: { restsOnLess: false } }, "list", "done -"],
  ["", {}, "notices", "ready decide-notices"],
  ["", {}, "letters", "waiting -"],
  [
    "it is decided on",
    { notices: { undecided: 0, letters: 40, calls: 40 }, letters: { templatesNeeded: 2, missing: 40 } },
    "notices",
    "done -",
  ],
  [
    "two want no letter",
    { notices: { letters: 38, lettersWithheld: 2 } },
    "notices",
    "done look-at-withheld",
  ],
  ["one of them agreed to e-mail", { notices: { emailsUnasked: 1 } }, "notices", "done send-emails"],
  [
    "nobody knows whether it went out",
    { notices: { emailsUnasked: 0, emailsUnknown: 1 } },
    "notices",
    "done look-at-emails",
  ],
  ["somebody looked", { notices: { emailsUnknown: 0 } }, "notices", "done look-at-withheld"],
  ["", {}, "letters", "blocked approve-templates"],
  ["one kind has words", { letters: { templatesApproved: 1 } }, "letters", "blocked approve-templates"],
  ["all have", { letters: { templatesApproved: 2, missing: 38 } }, "letters", "ready generate-letters"],
  ["", {}, "print-runs", "waiting -"],
  ["letters are being written", { letters: { asked: 38, writing: 38 } }, "letters", "moving -"],
  ["writing them gave up", { letters: { givenUp: 1 } }, "letters", "blocked mend-work"],
  [
    "they are written",
    { letters: { givenUp: 0, writing: 0, missing: 0, generated: 37, held: 1 } },
    "letters",
    "done look-at-held",
  ],
  ["", {}, "print-runs", "ready plan-runs"],
  [
    "runs are planned",
    { letters: { generated: 0, inRuns: 37 }, printRuns: { runs: 2, open: 2 } },
    "print-runs",
    "ready seal-runs",
  ],
  ["they are sealed", { printRuns: { open: 0, rendering: 2 } }, "print-runs", "moving -"],
  ["one cannot be rendered", { printRuns: { rendering: 1, failed: 1 } }, "print-runs", "blocked mend-run"],
  [
    "both are rendered",
    { printRuns: { rendering: 0, failed: 0, rendered: 2 } },
    "print-runs",
    "ready release-runs",
  ],
  ["both are released", { printRuns: { rendered: 0, released: 2 } }, "print-runs", "ready print-runs"],
  ["both are printed", { printRuns: { released: 0, printed: 2 } }, "print-runs", "ready hand-over-runs"],
  ["they are handed over", { printRuns: { printed: 0, lettersHandedOver: 37 } }, "print-runs", "done -"],
  ["", {}, "calls", "waiting -"],
  ["calls are owed", { calls: { tasks: 40, owed: 40 } }, "calls", "ready ring-people"],
  [
    "one was promised for an hour ago",
    { calls: { owed: 39, promised: 1, overdue: 1 } },
    "calls",
    "blocked keep-promises",
  ],
  [
    "everybody was rung, or cannot be",
    { calls: { owed: 0, promised: 0, overdue: 0, done: 38, other: 2 } },
    "calls",
    "done -",
  ],
  ["new people turn up", { list: { differsFromNow: true } }, "list", "done freeze-again"],
  [
    "the next version is approved",
    { list: { version: 2, differsFromNow: false, restsOnLess: false }, notices: { undecided: 1 } },
    "notices",
    "ready decide-notices",
  ],
  [
    "and decided on",
    { notices: { undecided: 0, letters: 39 }, letters: { missing: 1 } },
    "letters",
    "ready generate-letters",
  ],
  ["", {}, "print-runs", "waiting -"],
  ["the tapes are found", { media: { missing: 0, found: 2 } }, "media", "done -"],
  ["", {}, "catalog", "waiting -"],
];

function changed(facts: RiverFacts, change: Change): RiverFacts {
  const next: Record<string, object> = { ...facts };
  for (const [part, values] of Object.entries(change)) next[part] = { ...next[part], ...values };
  return next as RiverFacts;
}

describe("the river", () => {
  it("names for each stage its state and the one thing to do, through the whole course of an incident", () => {
    let facts = nothing;
    for (const [happening, change, name, expected] of course) {
      facts = changed(facts, change);
      const stage = riverStages(facts).find((one) => one.name === name);
      expect(`${happening}: ${name} ${stage?.state} ${stage?.next ?? "-"}`).toBe(
        `${happening}: ${name} ${expected}`,
      );
    }
  });

  it("reaches every state and every next thing there is in that course", () => {
    const expected = new Set(course.flatMap(([, , , said]) => said.split(" ")));
    expect([...expected].sort()).toEqual(
      [
        "-",
        "blocked",
        "done",
        "moving",
        "ready",
        "waiting",
        "approve-list",
        "approve-templates",
        "decide-notices",
        "freeze-again",
        "freeze-list",
        "generate-letters",
        "hand-over-runs",
        "keep-promises",
        "look-at-emails",
        "look-at-held",
        "look-at-scope",
        "look-at-unresolved",
        "look-at-withheld",
        "mend-catalog",
        "mend-master",
        "mend-run",
        "mend-work",
        "nobody-found",
        "plan-runs",
        "print-runs",
        "register-media",
        "release-runs",
        "report-missing",
        "ring-people",
        "seal-runs",
        "send-emails",
        "upload-catalog",
        "upload-master",
      ].sort(),
    );
  });

  it("has its stages in order, each once, and only a stage that a person can move names a thing to do", () => {
    let facts = nothing;
    for (const [, change] of course) {
      facts = changed(facts, change);
      const stages = riverStages(facts);
      expect(stages.map(({ name }) => name)).toEqual(stageNames);
      for (const { state, next } of stages) {
        if (state === "blocked" || state === "ready") expect(next).not.toBeNull();
        if (state === "waiting" || state === "moving") expect(next).toBeNull();
      }
    }
  });

  it("puts what blocks before what is ready, upstream before downstream, and nothing when nothing waits", () => {
    const first = (change: Change) => firstBlocked(riverStages(changed(nothing, change)))?.name ?? null;
    expect(first({})).toBe("media");
    const running: Change = {
      media: { registered: 1, missing: 1 },
      catalog: { imports: 1 },
      master: { imports: 1 },
      people: { affected: 1 },
    };
    expect(first(running)).toBe("list");
    expect(first({ ...running, calls: { tasks: 1, overdue: 1, promised: 1 } })).toBe("calls");
    expect(first({ ...running, catalog: { reading: 1 } })).toBeNull();
    const done: Change = { ...running, list: { state: "approved", version: 1 } };
    expect(first({ ...done, notices: { lettersWithheld: 1 } })).toBeNull();
  });
});
