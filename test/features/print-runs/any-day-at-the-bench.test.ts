import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { countStage } from "@/features/print-runs/count-stage";
import { endMailStop } from "@/features/print-runs/end-mail-stop";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { mailStopsOf } from "@/features/print-runs/mail-stops-of";
import { benchFigures } from "@/features/print-runs/queries";
import { reconcileRuns } from "@/features/print-runs/reconcile-runs";
import { recordMachineFile } from "@/features/print-runs/record-machine-file";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { benchSums } from "@/features/print-runs/rules";
import { scanPiece } from "@/features/print-runs/scan-piece";
import { type ScanVerdict, type Station, stations } from "@/features/print-runs/schema";
import { spoilsOfIncident } from "@/features/print-runs/spoils-of-incident";
import { stopMail } from "@/features/print-runs/stop-mail";
import type { Actor } from "@/features/staff/rules";
import { OwabiError } from "@/lib/errors";
import { invariants } from "../../../jobs/invariants/check-invariants";
import { releaseOpenRuns, runsOnPaper } from "../../setup/letters-on-paper";
import { as, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
const colleague: Actor = { kind: "staff", staffId: "mailroom-2", role: "mailroom" };
const people = 5;
const seed = Number(process.env.FUZZ_SEED ?? 20_140_312);
const runs = Number(process.env.FUZZ_RUNS ?? 30);
let bench: UpstreamBench;
beforeAll(async () => {
  bench = await openUpstreamBench();
  await database()
    .insert(staff)
    .values({ id: "mailroom-2", name: "封入 二郎", email: "mailroom-2@example.invalid", role: "mailroom" });
});
afterAll(() => bench.close());

type Expected = { passed: number; ended: boolean; owed: boolean; holds: number };
/** What the bench should know of the first run, kept beside it and told apart from its code. */
type Model = { pieces: Expected[]; handedOver: boolean };
type Real = { incidentId: string; printRunId: string; numbers: string[]; people: string[] };
type Step = fc.AsyncCommand<Model, Real>;

/** A refusal of the domain is an answer; anything else is a fault. */
async function refusedOr<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof OwabiError && error.kind !== "internal") return null;
    throw error;
  }
}

/** What a scan of this piece must be answered, from the words of the issue rather than from the code. */
function verdictFor({ pieces }: Model, station: Station, place: number): ScanVerdict {
  const step = stations.indexOf(station) + 1;
  const piece = pieces[place];
  if (!piece || piece.ended) return "void";
  if (!piece.owed || piece.holds > 0) return "stopped";
  if (piece.passed >= step) return "twice";
  if (piece.passed < step - 1) return "too-early";
  const live = pieces.map((each, at) => ({ ...each, at }));
  const past = live.filter(({ passed, ended, at }) => passed >= step && !ended && at > place);
  if (past.length > 0) return "out-of-order";
  const last = Math.max(
    -1,
    ...live.filter(({ passed, ended }) => passed >= step && !ended).map(({ at }) => at),
  );
  const between = live.filter(
    ({ at, ended, owed, holds }) => at > last && at < place && !ended && owed && holds === 0,
  );
  return between.length > 0 ? "gap" : "ok";
}

class ScanOne implements Step {
  constructor(
    readonly station: Station,
    readonly place: number,
  ) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const code = real.numbers[this.place] ?? "";
    const { verdict } = await scanPiece(mailroom, {
      printRunId: real.printRunId,
      station: this.station,
      code,
    });
    expect(verdict).toBe(verdictFor(model, this.station, this.place));
    const piece = model.pieces[this.place];
    if (!piece) return;
    if (verdict === "stopped" && !piece.owed) piece.ended = true;
    if (["ok", "gap", "out-of-order"].includes(verdict)) piece.passed = stations.indexOf(this.station) + 1;
    await agree(real);
  }
  toString = () => `scan ${this.place + 1} at ${this.station}`;
}

class Spoil implements Step {
  constructor(readonly place: number) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const { printRunId } = real;
    const told = await refusedOr(
      reportSpoil(mailroom, { printRunId, sequences: [this.place + 1], reason: "jam" }),
    );
    const piece = model.pieces[this.place];
    expect(told === null).toBe(piece?.ended);
    if (piece) piece.ended = true;
    await agree(real);
  }
  toString = () => `spoil ${this.place + 1}`;
}

class Confirm implements Step {
  constructor(readonly byTeller: boolean) {}
  check = () => true;
  async run(_model: Model, real: Real) {
    const waiting = (await spoilsOfIncident(database(), real.incidentId)).filter(
      ({ state }) => state === "waiting",
    );
    if (waiting.length === 0) return;
    const spoilIds = waiting.map(({ id }) => id);
    const done = await refusedOr(confirmSpoils(this.byTeller ? mailroom : colleague, { spoilIds }));
    expect(done === null).toBe(this.byTeller);
    if (done) expect(done.confirmed).toBe(done.replaced + done.notOwed);
    await agree(real);
  }
  toString = () => `confirm spoils${this.byTeller ? " oneself" : ""}`;
}

class Machine implements Step {
  constructor(
    readonly station: Station,
    readonly lines: readonly [place: number, disposition: string][],
  ) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const { printRunId } = real;
    const text = this.lines.map(([place, said]) => `${real.numbers[place]},${said}`).join("\n");
    const read = () => recordMachineFile(mailroom, { printRunId, station: this.station, text });
    const { lines, counts } = await read();
    expect(lines).toBe(this.lines.length);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(lines);
    const after = await stagesOf(printRunId);
    await read();
    expect(await stagesOf(printRunId)).toEqual(after);
    adopt(model, after);
    await agree(real);
  }
  toString = () =>
    `machine at ${this.station}: ${this.lines.map(([place, said]) => `${place + 1} ${said}`).join(", ")}`;
}

class Suppress implements Step {
  constructor(readonly place: number) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const personId = real.people[this.place] ?? "";
    const wish = {
      incidentId: real.incidentId,
      personId,
      channel: "letter" as const,
      reason: "ご本人の希望",
    };
    await refusedOr(suppressNotices(manager, wish));
    const piece = model.pieces[this.place];
    if (piece) piece.owed = false;
    await agree(real);
  }
  toString = () => `suppress ${this.place + 1}`;
}

class Stop implements Step {
  constructor(
    readonly kind: "hold" | "cancel",
    readonly place: number,
    readonly of: "code" | "personOf",
  ) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const code = real.numbers[this.place] ?? "";
    const of = this.of === "code" ? { code } : { personOf: code };
    const asked = { incidentId: real.incidentId, kind: this.kind, of, reason: "確かめるため" };
    const stopped = await refusedOr(stopMail(manager, asked));
    const piece = model.pieces[this.place];
    if (!stopped || !piece) return;
    if (this.kind === "hold") piece.holds += 1;
    else adopt(model, await stagesOf(real.printRunId));
    if (this.kind === "cancel") piece.owed = false;
    await agree(real);
  }
  toString = () => `${this.kind} ${this.of} ${this.place + 1}`;
}

class LetGo implements Step {
  check = () => true;
  async run(model: Model, real: Real) {
    const [standing] = (await mailStopsOf(database(), real.incidentId)).filter(
      ({ kind, endedAt }) => kind === "hold" && endedAt === null,
    );
    if (!standing) return;
    await endMailStop(manager, { mailStopId: standing.id, outcome: "released" });
    const place = standing.personId
      ? real.people.indexOf(standing.personId)
      : real.numbers.indexOf(standing.inquiryNumber ?? "");
    const piece = model.pieces[place];
    if (piece) piece.holds -= 1;
    await agree(real);
  }
  toString = () => "let go what is on hold";
}

class Count implements Step {
  constructor(
    readonly station: Exclude<Station, "hand-over">,
    readonly off: number,
  ) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const { printRunId } = real;
    const [now] = await reconcileRuns(database(), { printRunId });
    const count = Math.max(0, (now?.expected ?? 0) + this.off);
    const counted = await refusedOr(
      countStage(mailroom, { printRunId, station: this.station, count, pulled: now?.toPull ?? 0 }),
    );
    if (count !== now?.expected) expect(counted).toBeNull();
    adopt(model, await stagesOf(printRunId));
    await agree(real);
  }
  toString = () => `count at ${this.station} ${this.off}`;
}

class ScanAll implements Step {
  constructor(readonly station: Station) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    for (const at of model.pieces.keys()) await new ScanOne(this.station, at).run(model, real);
  }
  toString = () => `scan all at ${this.station}`;
}

/** `settled`: first everything that stands in the way is settled; then a run must close. */
class HandOver implements Step {
  constructor(readonly settled: boolean) {}
  check = (model: Readonly<Model>) => !model.handedOver;
  async run(model: Model, real: Real) {
    const { printRunId } = real;
    if (this.settled) await this.settle(model, real);
    const [now] = await reconcileRuns(database(), { printRunId });
    const given = { printRunId, count: now?.expected ?? 0, pulled: now?.toPull ?? 0, to: "霞台郵便局" };
    const handed = await refusedOr(handOverPrintRun(mailroom, given).then(() => true));
    if (now && (now.spoilsWaiting > 0 || now.onHold > 0)) expect(handed).toBeNull();
    if (this.settled) expect(handed).toBe(true);
    if (handed) model.handedOver = true;
    adopt(model, await stagesOf(printRunId));
    await agree(real);
  }
  async settle(model: Model, real: Real) {
    for (const { kind, endedAt } of await mailStopsOf(database(), real.incidentId))
      if (kind === "hold" && endedAt === null) await new LetGo().run(model, real);
    await new Confirm(false).run(model, real);
    for (const at of ["print", "seal"] as const) await new Count(at, 0).run(model, real);
    const seen = model.pieces.some(({ passed, ended }) => passed === stations.length && !ended);
    if (seen) await new ScanAll("hand-over").run(model, real);
  }
  toString = () => `hand over${this.settled ? ", all settled" : ""}`;
}

class Reprint implements Step {
  check = () => true;
  async run(_model: Model, real: Real) {
    await releaseOpenRuns(real.incidentId);
    await agree(real);
  }
  toString = () => "release the reprint";
}

const stagesOf = async (printRunId: string) => [
  ...(await database().execute<{ stage: string }>(sql`
    select stage from print_run_letters where print_run_id = ${printRunId} order by sequence`)),
];

/** Takes over what an act on many pieces did; the sums and the invariants say whether that was right. */
function adopt(model: Model, stages: { stage: string }[]): void {
  for (const [at, { stage }] of stages.entries()) {
    const piece = model.pieces[at];
    if (!piece) continue;
    piece.ended = stage === "spoiled" || stage === "void";
    if (!piece.ended)
      piece.passed = ["pending", "printed", "inserted", "sealed", "handed-over"].indexOf(stage);
  }
}

const ofPieces = [
  "run-counts",
  "letter-states",
  "spoils",
  "scans-of-pieces",
  "cancelled-for-good",
  "one-live-letter",
];
const asked = invariants.filter(({ id }) => ofPieces.includes(id) || id === "letter-for-notice");
const everything = asked
  .map(({ id, violations }) => `select '${id} ' || subject as broken from (${violations}) v`)
  .join(" union all ");

/** After every act: the sums agree, one live letter or one recorded exclusion a person, nothing void was posted. */
async function agree({ incidentId }: Real): Promise<void> {
  expect(
    (await database().execute<{ broken: string }>(sql.raw(everything))).map(({ broken }) => broken),
  ).toEqual([]);
  expect(benchSums(await benchFigures(incidentId)).map(({ difference }) => difference)).toEqual([0, 0, 0]);
  for (const { difference } of await reconcileRuns(database(), { incidentId })) expect(difference).toBe(0);
  const wrong = await database().execute(sql`
    select n.id from notices n left join letters l on l.notice_id = n.id
    where n.incident_id = ${incidentId} group by n.id, n.state
    having n.state = 'owed' and count(*) filter (where l.state not in ('void', 'returned')) <> 1
        or count(*) filter (where l.state in ('handed-over')) > 1`);
  expect(wrong).toHaveLength(0);
  const posted = await database().execute(sql`
    select from letters l join print_run_letters p on p.letter_id = l.id
    where l.incident_id = ${incidentId} and l.state = 'handed-over' and p.stage <> 'handed-over'`);
  expect(posted).toHaveLength(0);
}

const place = fc.nat(people - 1);
const station = fc.constantFrom(...stations);
const scan = fc.tuple(station, place).map(([at, of]) => new ScanOne(at, of));
const line = fc.tuple(place, fc.constantFrom("ok", "ok", "spoiled", "hand-repaired", "missing"));
const steps: fc.Arbitrary<Step>[] = [
  scan,
  scan,
  scan,
  fc
    .constantFrom("print" as const, "insert" as const, "seal" as const)
    .chain((at) => fc.constantFrom(0, 0, 1, -1).map((off) => new Count(at, off))),
  place.map((of) => new Spoil(of)),
  fc.boolean().map((byTeller) => new Confirm(byTeller)),
  fc
    .tuple(station, fc.array(line, { minLength: 1, maxLength: 8 }))
    .map(([at, lines]) => new Machine(at, lines)),
  place.map((of) => new Suppress(of)),
  fc
    .tuple(
      fc.constantFrom("hold" as const, "hold" as const, "cancel" as const),
      place,
      fc.constantFrom("code" as const, "personOf" as const),
    )
    .map(([kind, of, by]) => new Stop(kind, of, by)),
  fc.constant(new LetGo()),
  station.map((at) => new ScanAll(at)),
  station.map((at) => new ScanAll(at)),
  fc.constantFrom(false, true).map((settled) => new HandOver(settled)),
  fc.constant(new Reprint()),
];

test("whatever is done at the bench in whatever order, every count is equal after every act", async () => {
  console.info(`any day at the bench: FUZZ_SEED=${seed} FUZZ_RUNS=${runs}`);
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 20, size: "max" }), async (commands) => {
      const { incidentId, printRunIds } = await runsOnPaper(people);
      const letters = await database().execute<{ number: string; person: string }>(sql`
        select l.inquiry_number as number, l.person_id as person from print_run_letters p
        join letters l on l.id = p.letter_id where p.print_run_id = ${printRunIds[0] ?? ""} order by p.sequence`);
      const real: Real = {
        incidentId,
        printRunId: printRunIds[0] ?? "",
        numbers: letters.map(({ number }) => number),
        people: letters.map(({ person }) => person),
      };
      const pieces = letters.map(() => ({ passed: 0, ended: false, owed: true, holds: 0 }));
      await fc.asyncModelRun(() => ({ model: { pieces, handedOver: false }, real }), commands);
    }),
    { numRuns: runs, seed },
  );
});
