import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startRedis } from "../../scripts/redis.mjs";
import { setting } from "./setting";

const claim = "owabi-test-claim";

export type TestRedis = { url: string; flush: () => Promise<void>; close: () => Promise<void> };

/**
 * A database number of the shared Redis nobody else uses, empty. It may be a developer's own server
 * (`REDIS_URL`), so a number that holds anything is never taken.
 */
export async function testRedis(): Promise<TestRedis> {
  const base = setting("OWABI_TEST_REDIS_URL");
  for (let number = 15; number > 0; number -= 1) {
    const client = new Redis(base, { db: number, maxRetriesPerRequest: 1 });
    const free = (await client.dbsize()) === 0 && (await client.setnx(claim, process.pid)) === 1;
    if (!free) {
      client.disconnect();
      continue;
    }
    const url = new URL(base);
    url.pathname = `/${number}`;
    const flush = async () => {
      await client.flushdb();
      await client.set(claim, process.pid);
    };
    const close = async () => {
      await client.flushdb();
      client.disconnect();
    };
    return { url: url.href, flush, close };
  }
  throw new Error("every database number of the test Redis holds something; empty it or unset REDIS_URL");
}

export type PrivateRedis = {
  url: string;
  port: number;
  pid: () => number;
  /** SIGKILL, as a crash would. */
  kill9: () => void;
  /** Starts it again on the same port and the same append-only file. */
  restart: () => Promise<void>;
  flushAll: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A Redis of this test's own, to be killed and emptied. `extra` are further flags of redis-server. */
export async function startPrivateRedis(extra: string[] = []): Promise<PrivateRedis> {
  mkdirSync(".tmp", { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), ".tmp/redis-"));
  let server = await startRedis({ folder, extra });
  return {
    url: server.url,
    port: server.port,
    pid: () => server.pid,
    kill9: () => {
      process.kill(server.pid, "SIGKILL");
    },
    restart: async () => {
      server = await startRedis({ folder, extra, port: server.port });
    },
    flushAll: async () => {
      const client = new Redis(server.url, { maxRetriesPerRequest: 1 });
      await client.flushall();
      client.disconnect();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
