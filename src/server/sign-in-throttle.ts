import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { env } from "@/lib/env";
import { LimitReached } from "@/lib/errors";

const attemptsPerWindow = 10;
const windowMinutes = 15;
const passwordsAtOnce = 2;
const passwordsWaiting = 20;

function accountKey(email: string): string {
  return createHmac("sha256", env().BETTER_AUTH_SECRET).update(email.trim().toLowerCase()).digest("hex");
}

/**
 * Counts a password attempt against the account, whatever address it comes from, on the database's clock.
 * Throws `LimitReached` (`sign-in.too-many-attempts`) from the 11th in 15 minutes on.
 */
export async function countPasswordAttempt(email: string): Promise<void> {
  const [row] = await database().execute<{ attempts: number }>(sql`
    insert into sign_in_throttles as t (account_key, attempts, window_started_at)
    values (${accountKey(email)}, 1, clock_timestamp())
    on conflict (account_key) do update set
      attempts = case when t.window_started_at < clock_timestamp() - make_interval(mins => ${windowMinutes})
                      then 1 else t.attempts + 1 end,
      window_started_at = case when t.window_started_at < clock_timestamp() - make_interval(mins => ${windowMinutes})
                               then clock_timestamp() else t.window_started_at end
    returning attempts`);
  if ((row?.attempts ?? 0) > attemptsPerWindow) {
    throw new LimitReached("sign-in.too-many-attempts", { minutes: windowMinutes });
  }
}

/** A password was right: the account's count starts again. */
export async function forgetPasswordAttempts(email: string): Promise<void> {
  await database().execute(sql`delete from sign_in_throttles where account_key = ${accountKey(email)}`);
}

let hashing = 0;
const queue: (() => void)[] = [];

/** Lets two password hashes (about 250 ms of CPU each) run at once and 20 wait; the rest are refused. */
export async function withPasswordPlace<T>(work: () => Promise<T>): Promise<T> {
  if (hashing >= passwordsAtOnce) {
    if (queue.length >= passwordsWaiting) throw new LimitReached("sign-in.busy");
    await new Promise<void>((resolve) => queue.push(resolve));
  } else {
    hashing += 1;
  }
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else hashing -= 1;
  }
}
