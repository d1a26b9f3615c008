import { randomUUID } from "node:crypto";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/db/in-transaction";
import { announceChange } from "@/db/record-event";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { riverFacts } from "@/features/reports/queries";
import { retryDeadTasks } from "@/features/reports/retry-dead-tasks";
import type { RiverFacts } from "@/features/reports/rules";
import type { Actor } from "@/features/staff/rules";
import { watchIncident } from "@/server/watch-incident";
import { manager } from "../features/upstream/bench";
import { incidentWithLetters } from "../setup/incident-with-letters";
import { addTestStaff } from "../setup/staff";
import { type Bench, call, newSession, openBench, readUntil, type Session, subscribe } from "./bench";

let bench: Bench;
let wire: Wire;
let incidentId: string;
let auditor: Session;

beforeAll(async () => {
  bench = await openBench();
  wire = await openWire(bench.database.appUrl);
  process.env.DATABASE_URL = wire.url;
  auditor = await newSession(bench.database, "auditor");
  ({ incidentId } = await incidentWithLetters({ people: 150 }));
});
afterAll(async () => {
  await bench.close();
  await wire.close();
});

/** Everything on the way to the database goes through here, so that a test can take the wire away. */
type Wire = { url: string; cut: () => Promise<void>; mend: () => Promise<void>; close: () => Promise<void> };
async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
        }
        near.pipe(far).pipe(near);
      }).listen(port, "127.0.0.1", () => {
        const address = server?.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  const port = await listen(0);
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = undefined;
  };
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return { url: url.href, cut, mend: async () => void (await listen(port)), close: cut };
}

type Row = Record<string, unknown>;
async function rowsOf(table: string): Promise<Row[]> {
  return bench.owner.unsafe<Row[]>(`select * from ${table}`);
}

/** The same figures, counted the slow way: whole tables, one row after another. */
async function countedByHand(id: string): Promise<RiverFacts> {
  const of = async (table: string) => (await rowsOf(table)).filter((row) => row.incident_id === id);
  const count = (rows: Row[], which: Row) =>
    rows.filter((row) => Object.entries(which).every(([key, value]) => row[key] === value)).length;
  const sum = (rows: Row[], key: string) => rows.reduce((total, row) => total + Number(row[key]), 0);
  const media = await of("media");
  const imports = await of("catalog_imports");
  const importIds = new Set(imports.filter(({ state }) => state === "read").map((one) => one.id));
  const rows = (await rowsOf("catalog_rows")).filter((row) => importIds.has(row.import_id));
  const masters = await of("master_imports");
  const people = (await of("people")).filter(({ affected }) => affected);
  const documents = await of("documents");
  const classes = await of("document_classes");
  const exposures = await rowsOf("exposures");
  const special = new Set(
    classes
      .filter(({ elements }) => (elements as Row[]).some(({ specialCare }) => specialCare))
      .map(({ code }) => code),
  );
  const specialDocuments = new Set(
    documents.filter((one) => special.has(one.class_code)).map((one) => one.id),
  );
  const list = (await of("affected_lists")).find(({ state }) => state === "approved");
  const listed = (await rowsOf("affected_people")).filter(({ list_id }) => list_id === list?.id);
  const notices = await of("notices");
  const letters = await of("letters");
  const live = new Set(letters.filter(({ state }) => state !== "void").map(({ notice_id }) => notice_id));
  const owedLetters = notices.filter(({ channel, state }) => channel === "letter" && state === "owed");
  const chunks = await of("letter_chunks");
  const templates = await of("letter_templates");
  const runs = await of("print_runs");
  const tasks = await of("call_tasks");
  const owedCalls = new Set(notices.filter(({ state }) => state === "owed").map((one) => one.id));
  const callbacks = await of("callbacks");
  const owedTask = (task: Row) => task.state === "owed" && owedCalls.has(task.notice_id);
  return {
    media: {
      registered: media.length,
      missing: count(media, { state: "missing" }),
      lost: count(media, { state: "lost" }),
      found: count(media, { state: "found" }),
    },
    catalog: {
      imports: importIds.size,
      reading: count(imports, { state: "reading" }) + count(imports, { state: "queued" }),
      failed: count(imports, { state: "failed" }),
      givenUp: 0,
      rows: rows.length,
      onMedia: count(rows, { bucket: "mapped" }),
      excluded: count(rows, { bucket: "excluded" }),
      unresolved: count(rows, { bucket: "unresolved" }),
    },
    master: {
      imports: count(masters, { state: "read" }),
      reading: 0,
      failed: count(masters, { state: "failed" }),
      givenUp: 0,
      rows: sum(masters, "rows_read"),
      rejected: sum(masters, "rows_rejected"),
    },
    people: {
      affected: people.length,
      documents: exposures.filter((one) => people.some(({ id: person }) => person === one.person_id)).length,
      specialCare: new Set(
        exposures.filter((one) => specialDocuments.has(one.document_id)).map((one) => one.person_id),
      ).size,
      deriving: 0,
      givenUp: 0,
    },
    list: {
      version: Number(list?.version),
      state: "approved",
      people: listed.length,
      differsFromNow: listed.length !== people.length,
      restsOnLess: false,
    },
    notices: {
      letters: owedLetters.length,
      lettersWithheld: count(notices, { channel: "letter", state: "withheld" }),
      calls: count(notices, { channel: "call", state: "owed" }),
      callsWithheld: count(notices, { channel: "call", state: "withheld" }),
      undecided: 0,
      emailsUnknown: 0,
      // E-mail is not set up here: nobody is asked to send any.
      emailsUnasked: 0,
    },
    letters: {
      asked: owedLetters.filter((one) => one.letter_chunk_id !== null).length,
      writing: sum(
        chunks.filter(({ state }) => state === "asked"),
        "notice_count",
      ),
      missing: owedLetters.filter((one) => !live.has(one.id)).length,
      givenUp: 0,
      generated: count(letters, { state: "generated" }),
      held: count(letters, { state: "held" }),
      inRuns: ["in-run", "printed", "handed-over"].reduce((all, state) => all + count(letters, { state }), 0),
      templatesApproved: count(templates, { state: "approved" }),
      templatesNeeded: new Set(owedLetters.map(({ addressee }) => addressee)).size,
    },
    printRuns: {
      runs: runs.length,
      open: count(runs, { state: "open" }),
      rendering: count(runs, { state: "sealed" }),
      failed: 0,
      rendered: count(runs, { state: "rendered" }),
      released: count(runs, { state: "released" }),
      printed: count(runs, { state: "printed" }),
      lettersHandedOver: count(letters, { state: "handed-over" }),
    },
    calls: {
      tasks: tasks.length,
      owed: tasks.filter(owedTask).length,
      promised: count(tasks, { state: "promised" }),
      done: count(tasks, { state: "done" }),
      other: tasks.filter((task) => !["promised", "done"].includes(String(task.state)) && !owedTask(task))
        .length,
      overdue: callbacks.filter((one) => one.state === "booked" && (one.due_at as Date) < new Date()).length,
    },
  };
}

describe("the figures of the front page", () => {
  it("are those of the rows they count, from the tapes to the calls", async () => {
    const facts = await riverFacts(incidentId);
    expect(facts).toEqual(await countedByHand(incidentId));
    for (const figure of [
      facts.media.missing,
      facts.catalog.onMedia,
      facts.catalog.excluded,
      facts.master.rows,
      facts.people.affected,
      facts.people.specialCare,
      facts.list.people,
      facts.notices.letters,
      facts.letters.generated,
      facts.calls.owed,
    ])
      expect(figure).toBeGreaterThan(0);
  });

  it("stay so while runs are planned and people ask not to be written to or rung", async () => {
    await planPrintRuns(manager, { incidentId });
    const people = await bench.owner<{ id: string }[]>`
      select person_id as id from notices where channel = 'letter' and state = 'owed' limit 3`;
    for (const [index, { id: personId }] of people.entries()) {
      const channel = (["letter", "call", "all"] as const)[index] ?? "all";
      await suppressNotices(manager, { incidentId, personId, channel, reason: "本人の希望" });
    }
    const facts = await riverFacts(incidentId);
    expect(facts).toEqual(await countedByHand(incidentId));
    expect(facts.notices.lettersWithheld).toBeGreaterThanOrEqual(2);
    expect(facts.calls.other).toBeGreaterThanOrEqual(2);
    expect(facts.letters.inRuns).toBeGreaterThan(0);
  });

  it("show work that gave up where it stopped, and no more once an administrator had it tried again", async () => {
    const [task] = await bench.owner<{ id: string }[]>`
      update outbox set state = 'dead', last_reason = 'test.broken'
      where id = (select max(id::text)::uuid from outbox where name = 'derive-scope' and incident_id = ${incidentId})
      returning id`;
    expect(task).toBeDefined();
    expect((await riverFacts(incidentId)).people.givenUp).toBe(1);
    const administrator: Actor = {
      kind: "staff",
      staffId: (await addTestStaff(bench.database, "administrator")).id,
      role: "administrator",
    };
    expect(await retryDeadTasks(administrator, { incidentId })).toBe(1);
    const { people } = await riverFacts(incidentId);
    expect([people.givenUp, people.deriving]).toEqual([0, 1]);
    expect(await retryDeadTasks(administrator, { incidentId })).toBe(0);
    await bench.owner`update outbox set state = 'done' where id = ${task?.id ?? ""}`;
  });

  it("are of one incident only, and of none that does not exist", async () => {
    const opened = await call(
      "incidents.open",
      { code: "OTHER", title: "別件", discoveredOn: "2014-02-10", organisationName: "見本生命" },
      (await newSession(bench.database, "incident-manager")).cookie,
    );
    const { id } = opened.result as { id: string };
    const numbers = JSON.stringify(await riverFacts(id)).match(/:\d+/g) ?? [];
    expect(new Set(numbers)).toEqual(new Set([":0"]));
    await expect(riverFacts(randomUUID())).rejects.toThrow("incident.unknown");
  });
});

const changeOf = (id: string) => inTransaction((tx) => announceChange(tx, id));

/** Counts the ticks of an incident until it is stopped. */
function listenTo(id: string) {
  const abort = new AbortController();
  const heard = { ticks: 0, at: 0 };
  const done = (async () => {
    for await (const _ of watchIncident(id, abort.signal)) {
      heard.ticks += 1;
      heard.at = Date.now();
    }
  })();
  const stop = () => {
    abort.abort();
    return done;
  };
  return { heard, stop };
}

async function until(what: () => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!what() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(what()).toBe(true);
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("what open screens hear", () => {
  it("is a change within two seconds of its commit, and nothing of another incident or of what was rolled back", async () => {
    const [here, there] = [listenTo(incidentId), listenTo(randomUUID())];
    await until(() => here.heard.ticks === 1 && there.heard.ticks === 1, 5_000);
    await rest(600);
    const begun = Date.now();
    await changeOf(incidentId);
    await until(() => here.heard.ticks === 2, 2_000);
    expect(here.heard.at - begun).toBeLessThan(2_000);
    await inTransaction(async (tx) => {
      await announceChange(tx, incidentId);
      throw new Error("rolled back");
    }).catch(() => undefined);
    await rest(1_000);
    expect([here.heard.ticks, there.heard.ticks]).toEqual([2, 1]);
    await Promise.all([here.stop(), there.stop()]);
  });

  it("is a storm of changes as a few ticks, the last of them after the last change", async () => {
    const here = listenTo(incidentId);
    await until(() => here.heard.ticks === 1, 5_000);
    for (let n = 0; n < 100; n += 1) await changeOf(incidentId);
    const last = Date.now();
    await until(() => here.heard.at >= last, 2_000);
    expect(here.heard.ticks).toBeLessThan(12);
    await here.stop();
  });

  it("goes on after the connection was cut, and after the database was away for seconds, missing no change", async () => {
    const here = listenTo(incidentId);
    await until(() => here.heard.ticks === 1, 5_000);
    for (const outageMs of [0, 3_000]) {
      await wire.cut();
      // Somebody else's change, while nobody here can hear it.
      await bench.owner`select pg_notify('incident_changed', ${incidentId})`;
      await rest(outageMs);
      const before = here.heard.ticks;
      await wire.mend();
      await until(() => here.heard.ticks > before, 20_000);
      await rest(1_000);
      const caughtUp = here.heard.ticks;
      await bench.owner`select pg_notify('incident_changed', ${incidentId})`;
      await until(() => here.heard.ticks > caughtUp, 5_000);
    }
    await here.stop();
  });

  it("comes over the wire as a stream that a browser can take up again where it stopped", async () => {
    const first = await subscribe("reports.changes", { incidentId }, auditor.cookie);
    expect(await readUntil(first.response, "id: 1")).toContain('"tick":1');
    first.close();
    const again = await subscribe("reports.changes", { incidentId }, auditor.cookie, {
      "last-event-id": "1",
    });
    const said = await readUntil(again.response, '"tick":1');
    expect(said).toContain('"tick":1');
    expect(said).not.toContain("serialized-error");
    again.close();
  });
});
