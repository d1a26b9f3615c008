import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { defineTask } from "@/db/task";
import { NotAllowedNow } from "@/lib/errors";
import { defineHandler } from "../../jobs/define-handler";

/** Made in each test's database: one row for each time an item was counted. Nothing keeps it from doubling. */
export const effectsTable =
  "create table test_effects (item int not null, task uuid not null, fence int not null)";

export const countItems = defineTask({
  name: "test.count-items",
  payload: z.object({ from: z.number().int(), to: z.number().int(), ms: z.number() }),
  maxAttempts: 50,
});
/** Asks for tasks that count one item each, from `first` on, and take `ms` over it. */
export const askToCount = (key: string, first: number, tasks: number, ms = 5) =>
  inTransaction((tx) =>
    enqueue(
      tx,
      countItems,
      null,
      Array.from({ length: tasks }, (_, i) => ({
        dedupeKey: `${key}-${i}`,
        payload: { from: first + i, to: first + i, ms },
      })),
    ),
  );
const countItemsHandler = defineHandler(countItems, async ({ from, to, ms }, work) => {
  await work.commit(async (tx) => {
    await tx.execute(sql`
      insert into test_effects select i, ${work.taskId}::uuid, ${work.fence} from generate_series(${from}::int, ${to}::int) as i`);
    await tx.execute(sql`select pg_sleep(${ms / 1000}::float8)`);
  });
});

/** Acts on a file first, then records: the act may be repeated, its record not. */
export const appendLine = defineTask({
  name: "test.append-line",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 50,
});
const appendLineHandler = defineHandler(appendLine, async ({ item }, work) => {
  appendFileSync(join(process.env.FILES_DIR ?? "", `item-${item}.txt`), `${work.fence}\n`);
  await work.commit((tx) =>
    tx.execute(sql`insert into test_effects values (${item}, ${work.taskId}::uuid, ${work.fence})`),
  );
});

export const failAlways = defineTask({
  name: "test.fail-always",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 3,
});
const failAlwaysHandler = defineHandler(failAlways, async () => {
  throw new TypeError("山田 花子 was here");
});

export const refuseAlways = defineTask({
  name: "test.refuse-always",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 3,
});
const refuseAlwaysHandler = defineHandler(refuseAlways, async () => {
  throw new NotAllowedNow("letter.not-approved");
});

export const killWorker = defineTask({
  name: "test.kill-worker",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 2,
});
const killWorkerHandler = defineHandler(killWorker, async () => {
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
});

export const forgetToCommit = defineTask({
  name: "test.forget-to-commit",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 1,
});
const forgetToCommitHandler = defineHandler(forgetToCommit, async () => undefined);

/** Runs until its signal says to leave off. */
export const takeLong = defineTask({
  name: "test.take-long",
  payload: z.object({ item: z.number().int() }),
  maxAttempts: 5,
});
const takeLongHandler = defineHandler(takeLong, async (_payload, work) => {
  await new Promise((_, reject) => {
    const alive = setInterval(() => undefined, 1_000);
    work.signal.addEventListener("abort", () => {
      clearInterval(alive);
      reject(work.signal.reason);
    });
  });
});

export const testHandlers = [
  countItemsHandler,
  appendLineHandler,
  failAlwaysHandler,
  refuseAlwaysHandler,
  killWorkerHandler,
  forgetToCommitHandler,
  takeLongHandler,
];
