import { createPostgresBackend, Queue, Worker } from "bullmq";
import { expect, test } from "vitest";
import { createTestDatabase } from "../setup/database";

test("the application's role can add and work jobs in the queue tables that migrating made", async () => {
  const database = await createTestDatabase();
  const connection = { connectionString: database.appUrl };
  const queue = new Queue("proof", { connection }, createPostgresBackend);
  let worked = "";
  const worker = new Worker(
    "proof",
    async (job) => {
      worked = job.name;
    },
    { connection },
    createPostgresBackend,
  );
  const done = new Promise((resolve, reject) => {
    worker.once("completed", resolve);
    worker.once("failed", (_job, error) => reject(error));
    worker.once("error", reject);
  });
  await queue.add("one", { id: 1 });
  await done;
  await worker.close();
  await queue.close();
  await database.drop();
  expect(worked).toBe("one");
});
