import { createPostgresBackend, Queue, Worker, withBackend } from "bullmq";
import { Redis } from "ioredis";
import { env } from "@/lib/env";

const queueName = "tasks";
const redisPrefix = "owabi";
const callPatienceMs = 2_000;
const bootPatienceMs = 10_000;

/** All that ever lies in the queue: which task to look at. Losing or doubling a hint changes nothing. */
export type Hint = { taskId: string; dispatchNo: number };
type HintData = { taskId: string };

export type HintReader = { close: () => Promise<void> };

export type TaskQueue = {
  backend: "redis" | "postgres";
  /**
   * Resolves when the queue may be used. Throws where it must not be: a Redis that evicts, a database without
   * BullMQ's tables. A Redis that does not answer is no error; the workers pull from the outbox meanwhile.
   */
  ready: () => Promise<void>;
  /** Puts hints in. Throws within two seconds when the queue does not answer. */
  hint: (hints: Hint[]) => Promise<void>;
  /** How many hints lie unread. Throws as `hint` does. */
  waiting: () => Promise<number>;
  /** Calls `read` for every hint, at most `atOnce` together. `read` must not throw. */
  read: (read: (taskId: string) => Promise<void>, atOnce: number) => HintReader;
  close: () => Promise<void>;
};

/** What opens a producer and a reader on one of the two backends, and says why one must not be used. */
type Backend = {
  name: TaskQueue["backend"];
  openProducer: () => HintProducer;
  openReader: (read: (data: HintData) => Promise<void>, atOnce: number) => HintWorker;
  refuseUnfit: () => Promise<void>;
};
type HintProducer = {
  addBulk: (jobs: ReturnType<typeof jobOf>[]) => Promise<unknown>;
  getWaitingCount: () => Promise<number>;
  close: () => Promise<void>;
  on: (event: "error", listener: (error: Error) => void) => unknown;
};
type HintWorker = Pick<HintProducer, "close" | "on">;

/**
 * The queue of this process: BullMQ on Redis where `REDIS_URL` is set, else BullMQ on PostgreSQL. The one place
 * that knows. `onError` hears of trouble with the connection; it may come often.
 */
export function openTaskQueue(onError: (error: unknown) => void): TaskQueue {
  const { REDIS_URL, DATABASE_URL } = env();
  return REDIS_URL
    ? taskQueueOn(redisBackend(REDIS_URL), onError)
    : taskQueueOn(postgresBackend(DATABASE_URL), onError);
}

function taskQueueOn(backend: Backend, onError: (error: unknown) => void): TaskQueue {
  let producer: HintProducer | undefined;
  let fit = false;

  /** A producer whose first connection failed stays broken for good, so a failed one is replaced. */
  const ask = async <T>(question: (queue: HintProducer) => Promise<T>): Promise<T> => {
    try {
      if (!fit) await within(callPatienceMs, backend.refuseUnfit());
      fit = true;
      if (!producer) {
        producer = backend.openProducer();
        producer.on("error", onError);
      }
      return await within(callPatienceMs, question(producer));
    } catch (error) {
      const broken = producer;
      producer = undefined;
      void broken?.close().catch(onError);
      throw error;
    }
  };

  return {
    backend: backend.name,
    ready: async () => {
      try {
        await within(bootPatienceMs, backend.refuseUnfit());
        fit = true;
      } catch (error) {
        if (backend.name === "postgres" || error instanceof UnfitQueue) throw error;
        onError(error);
      }
    },
    hint: async (hints) => {
      await ask((queue) => queue.addBulk(hints.map(jobOf)));
    },
    waiting: () => ask((queue) => queue.getWaitingCount()),
    read: (read, atOnce) => {
      const worker = backend.openReader((data) => read(data.taskId), atOnce);
      worker.on("error", onError);
      return { close: () => worker.close() };
    },
    close: async () => {
      await producer?.close().catch(onError);
    },
  };
}

/** No `:` in a job's id, and never the same one twice: BullMQ ignores an id it still holds. */
function jobOf({ taskId, dispatchNo }: Hint) {
  const opts = {
    jobId: `t-${taskId}-${dispatchNo}`,
    removeOnComplete: true,
    removeOnFail: true,
    attempts: 1,
  };
  return { name: "hint", data: { taskId }, opts };
}

/** The queue's server answers, but work must not be trusted to it. The message says what to do. */
export class UnfitQueue extends Error {
  override readonly name = "UnfitQueue";
}

function redisBackend(url: string): Backend {
  const shared = { prefix: redisPrefix };
  return {
    name: "redis",
    refuseUnfit: () => refuseForgetfulRedis(url),
    openProducer: () =>
      new Queue<HintData>(queueName, {
        ...shared,
        connection: {
          url,
          enableOfflineQueue: false,
          maxRetriesPerRequest: 1,
          connectTimeout: callPatienceMs,
        },
        streams: { events: { maxLen: 100 } },
      }),
    openReader: (read, atOnce) =>
      new Worker<HintData>(queueName, ({ data }) => read(data), {
        ...shared,
        connection: { url, maxRetriesPerRequest: null },
        concurrency: atOnce,
        runRetryDelay: 1_000,
      }),
  };
}

/** BullMQ only warns of this. A Redis that evicts drops keys of the queue when it is full, one by one. */
async function refuseForgetfulRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: callPatienceMs,
    retryStrategy: () => null,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info("memory"))?.[1] ?? "unknown";
    if (policy === "noeviction") return;
    throw new UnfitQueue(
      `The Redis at REDIS_URL has maxmemory-policy "${policy}": when its memory is full it would drop parts of the queue. ` +
        'Set "maxmemory-policy noeviction" in its configuration, or unset REDIS_URL to keep the queue in PostgreSQL.',
    );
  } finally {
    client.disconnect();
  }
}

function postgresBackend(url: string): Backend {
  const onPostgres = withBackend(createPostgresBackend);
  const openProducer = () =>
    new onPostgres.Queue<HintData>(queueName, {
      connection: { connectionString: url, max: 2, connectionTimeoutMillis: callPatienceMs },
    });
  return {
    name: "postgres",
    refuseUnfit: async () => {
      const queue = openProducer();
      queue.on("error", () => undefined);
      try {
        await queue.waitUntilReady();
      } catch (error) {
        throw new UnfitQueue(
          "The database does not hold BullMQ's tables for this version, or the application's role may not use them. " +
            "Run the migrations (`npm start` does; on your own server: `node scripts/migrate.mjs` with DATABASE_OWNER_URL).",
          { cause: error },
        );
      } finally {
        await queue.close().catch(() => undefined);
      }
    },
    openProducer,
    openReader: (read, atOnce) =>
      new onPostgres.Worker<HintData>(queueName, ({ data }) => read(data), {
        connection: { connectionString: url, max: 2 },
        concurrency: atOnce,
        runRetryDelay: 1_000,
      }),
  };
}

/** A call that took too long is given up, not cancelled: what it did later is only another hint. */
async function within<T>(ms: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the queue did not answer in time")), ms);
  });
  call.catch(() => undefined);
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
