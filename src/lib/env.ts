import { z } from "zod";

const hosts = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ""),
  )
  .refine((list) => list.every((host) => /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host)), {
    message: "hosts as name or name:port, comma between",
  });

const bool = z
  .enum(["0", "1", "true", "false"])
  .default("0")
  .transform((value) => value === "1" || value === "true");

const mailbox = z
  .string()
  .regex(
    /^(?:[^<>"\r\n]+<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/,
    "one e-mail address, with or without a name",
  );

/**
 * Every setting of the web and jobs processes, with the sentence that describes it. The README's table of
 * settings is generated from here (`npm run check` compares them).
 */
export const settings = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "a postgres:// address")
    .describe("PostgreSQL 18 or later, as the role the application works under (`owabi_app`)."),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "a redis:// address")
    .optional()
    .describe("Redis for the queue. Unset: the queue lives in PostgreSQL and no second server is needed."),
  APP_URL: z
    .string()
    .regex(/^https?:\/\//, "an http(s):// address")
    .describe("The address people open in their browser. Requests from another origin are refused."),
  ANSWER_URL: z
    .string()
    .regex(/^https?:\/\/[!-"$-~]+$/, "an http(s):// address without #")
    .max(60, "60 characters at most: it is printed")
    .optional()
    .describe(
      "The page on which whoever got a letter can answer: a code on every letter leads to it. Unset: no code.",
    ),
  BETTER_AUTH_SECRET: z
    .string()
    .min(32, "at least 32 characters")
    .describe("Signs the sessions. Random, secret, 32 characters or more."),
  FILES_DIR: z.string().min(1).describe("Folder for uploaded files and print-run PDFs."),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe("Port of the web process."),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("Connections each process may hold."),
  JOBS_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe("Tasks one jobs process works on at the same time."),
  JOBS_LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe("How long a task stays with a process that no longer answers. Other waits scale with it."),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged. Never personal data at any level."),
  CATALOG_HOSTS: hosts.describe(
    "Hosts whose running Bacula or Bareos catalog may be read, `host` or `host:port`, comma between. Unset: none.",
  ),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "an smtp:// or smtps:// address")
    .optional()
    .describe(
      "Mail server for e-mail notices and for mail to colleagues, `smtps://user:password@host:port`. Beyond this machine it must speak TLS. Unset: e-mail is off.",
    ),
  MAIL_FROM: mailbox
    .optional()
    .describe(
      "Sender of all e-mail, `name@example.jp` or `Name <name@example.jp>`. Required with `SMTP_URL`.",
    ),
  MAIL_REPLY_TO: mailbox.optional().describe("Where answers go. Unset: to `MAIL_FROM`."),
  MAIL_RETURN_PATH: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, "an e-mail address; a star in it becomes the message's id")
    .optional()
    .describe(
      "Where reports of non-delivery go, `bounces@example.jp`; in `bounces+*@example.jp` the star becomes the message's id. Unset: to `MAIL_FROM`.",
    ),
  MAIL_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(120)
    .describe("E-mails that all processes together send in a minute, at most."),
  BOUNCE_MAILDIR: z
    .string()
    .min(1)
    .optional()
    .describe("Maildir folder in which reports of non-delivery arrive. Unset: they are not read."),
  OWABI_DEMO: bool.describe("Shows the demo sign-ins on the sign-in page. Never in production."),
} as const;

const schema = z.object(settings).superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
  if (SMTP_URL && !MAIL_FROM)
    context.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "missing, though SMTP_URL is set" });
});
export type Env = z.infer<typeof schema>;

/** Reads the settings; throws one error that lists every one that is missing or wrong, and what it is for. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const about = settings[name as keyof typeof settings]?.description ?? "";
    return `  ${name}: ${issue.message}. ${about}`;
  });
  throw new Error(`Settings are missing or wrong:\n${lines.join("\n")}`);
}

let known: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  known ??= readEnv();
  return known;
}

/** The address printed on letters, to which a letter's number is added behind a #; null where there is no such page. */
export function answerUrl(): string | null {
  return env().ANSWER_URL ?? null;
}

/** What only the start and test commands read, before any process of the product runs. */
export const launcherSettings = {
  DATABASE_OWNER_URL: "The role that owns the tables, for migrations only. Unset: `DATABASE_URL`.",
  DATA_DIR: "Where `npm start` keeps the embedded database, files, secrets and logs. Unset: `.data`.",
  HOST: "Address the web process listens on. Unset: `127.0.0.1`, this machine only.",
  CHROMIUM_PATH: "The browser of the journeys. Unset: an installed one, else one from the npm registry.",
  REDIS_TEST_URL: "Redis of the tests, empty database numbers only. Unset: one is found or unpacked.",
} as const;
