import postgres from "postgres";
import { expect, test } from "vitest";
import { createTestDatabase } from "../setup/database";
import { startPrivateRedis, testRedis } from "../setup/redis";

test("each test gets an empty, migrated database of its own", async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const sql = postgres(one.appUrl, { max: 1 });
  const [row] = await sql`select current_user as role, (select count(*)::int from incidents) as incidents`;
  await sql.end();
  await Promise.all([one.drop(), two.drop()]);
  expect(row).toEqual({ role: "owabi_app", incidents: 0 });
  expect(one.name).not.toBe(two.name);
});

test("two takers of the shared Redis never get the same database number", async () => {
  const [one, two] = [await testRedis(), await testRedis()];
  await Promise.all([one.close(), two.close()]);
  expect(one.url).not.toBe(two.url);
});

test("a private Redis comes back after kill -9", async () => {
  const redis = await startPrivateRedis();
  const before = redis.pid();
  redis.kill9();
  await redis.restart();
  expect(redis.pid()).not.toBe(before);
  await redis.stop();
});
