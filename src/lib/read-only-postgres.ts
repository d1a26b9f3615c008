import postgres from "postgres";
import { Invalid, OwabiError } from "./errors";

/** Where a database is and as whom to ask it. Held in memory only: never stored, logged or shown. */
export type PostgresAddress = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: "require" | "verify-full" | "prefer" | false;
};

/** What may be asked of a database that is only read. */
export type ReadOnlyDatabase = {
  /** The rows of a short query. */
  rows(query: string): Promise<Record<string, unknown>[]>;
  /** A query's rows as CSV with a header, streamed. */
  copyOut(select: string): AsyncGenerator<Uint8Array>;
};

const connectSeconds = 10;
const shortQueryMs = 30_000;
/** A little longer than the server itself takes to end a query: its own answer comes first, if any comes. */
const answerMs = shortQueryMs + 10_000;
const copyMs = 3_600_000;
const silentMs = 120_000;
const defaultPort = 5432;

const sslModes: Readonly<Record<string, PostgresAddress["ssl"]>> = {
  disable: false,
  allow: "prefer",
  prefer: "prefer",
  require: "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
};

/**
 * Takes `postgres://user:password@host:port/database?sslmode=…` apart. One host, by name or address, no socket; no
 * other parameter. Throws Invalid `live-catalog.not-an-address`, which repeats nothing of what was given.
 */
export function postgresAddress(text: string): PostgresAddress {
  const refused = new Invalid("live-catalog.not-an-address");
  if (!URL.canParse(text)) throw refused;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const parameters = [...url.searchParams.keys()];
  const mode = url.searchParams.get("sslmode") ?? "prefer";
  const ssl = Object.hasOwn(sslModes, mode) ? sslModes[mode] : undefined;
  const isHost = /^[a-z0-9._:-]{1,253}$/.test(host);
  const database = decoded(url.pathname.slice(1));
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (!/^postgres(ql)?:$/.test(url.protocol) || !isHost || ssl === undefined) throw refused;
  if (parameters.some((name) => name !== "sslmode") || url.hash !== "") throw refused;
  if (!database || !user || password === null) throw refused;
  return { host, port: Number(url.port) || defaultPort, database, user, password, ssl };
}

/** Whether an address's host is among those allowed, each `host` (port 5432) or `host:port`. */
export function isAllowedHost(allowed: readonly string[], { host, port }: PostgresAddress): boolean {
  const name = host.includes(":") ? `[${host}]` : host;
  return allowed.includes(`${name}:${port}`) || (port === defaultPort && allowed.includes(name));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Runs `work` in one transaction that is REPEATABLE READ READ ONLY, on a connection of its own. Signing in and
 * each query end after 40 seconds (`patienceMs`), a stream after two minutes of silence, whether or not the server
 * says anything. Throws Invalid `live-catalog.unreachable`,
 * `.sign-in-refused`, `.no-such-database`, `.permission-denied`, `.too-slow`, `.failed` { code }: no address, no
 * name and none of the server's own words goes further than this function.
 */
export async function withReadOnlyPostgres<T>(
  address: PostgresAddress,
  work: (database: ReadOnlyDatabase) => Promise<T>,
  patienceMs: number = answerMs,
): Promise<T> {
  const patience = new Patience(patienceMs);
  const sql = connected(address);
  try {
    patience.wait();
    const read = sql.begin("isolation level repeatable read read only", async (tx) => {
      patience.stop();
      const answer = await work(readOnly(tx, patience));
      patience.wait();
      return { answer };
    });
    return (await Promise.race([read, patience.over])).answer;
  } catch (error) {
    throw told(error);
  } finally {
    patience.stop();
    await sql.end({ timeout: 1 });
  }
}

/** The driver waits without end for a server that accepted the connection and then says nothing. */
class Patience {
  /** Rejects once nothing came for too long. */
  readonly over: Promise<never>;
  private timer: NodeJS.Timeout | undefined;
  private end: () => void = () => undefined;

  constructor(private readonly usualMs: number) {
    this.over = new Promise((_, reject) => {
      this.end = () => reject(new Invalid("live-catalog.too-slow"));
    });
    this.over.catch(() => undefined);
  }

  wait(ms: number = this.usualMs): void {
    this.stop();
    this.timer = setTimeout(this.end, ms);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

function connected({ host, port, database, user, password, ssl }: PostgresAddress): postgres.Sql {
  return postgres({
    // As lists, which its types do not know: of a plain text the driver takes an IPv6 address apart at its colons.
    ...{ host: [host] as unknown as string, port: [port] as unknown as number },
    // As a function: for an empty text the driver would send whatever PGPASSWORD holds in our own surroundings.
    ...{ database, user, password: () => password, ssl },
    ...{ max: 1, connect_timeout: connectSeconds, fetch_types: false, prepare: false },
    onnotice: () => undefined,
    connection: {
      application_name: "owabi catalog reader",
      default_transaction_read_only: true,
      statement_timeout: shortQueryMs,
      idle_in_transaction_session_timeout: copyMs,
      DateStyle: "ISO",
    },
  });
}

function readOnly(tx: postgres.TransactionSql, patience: Patience): ReadOnlyDatabase {
  return {
    async rows(query) {
      patience.wait();
      const rows = await tx.unsafe(query);
      patience.stop();
      return [...rows];
    },
    async *copyOut(select) {
      patience.wait();
      await tx.unsafe(`set local statement_timeout = ${copyMs}`);
      patience.wait(silentMs);
      const stream = await tx.unsafe(`copy (${select}) to stdout with (format csv, header true)`).readable();
      patience.stop();
      const silence = setTimeout(() => stream.destroy(new Invalid("live-catalog.too-slow")), silentMs);
      try {
        for await (const chunk of stream) {
          silence.refresh();
          yield chunk;
        }
      } finally {
        clearTimeout(silence);
        // The driver pauses its connection while the stream is full, and forgets to go on where that was the end.
        stream._read(0);
      }
    },
  };
}

const reasonsByCode: Readonly<Record<string, string>> = {
  "28000": "sign-in-refused",
  "28P01": "sign-in-refused",
  "3D000": "no-such-database",
  "42501": "permission-denied",
  "57014": "too-slow",
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  ETIMEDOUT: "unreachable",
  CONNECT_TIMEOUT: "unreachable",
  CONNECTION_CLOSED: "unreachable",
};

function told(error: unknown): Error {
  if (error instanceof OwabiError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  // What is no fault of the connection (a full disk of ours, say) is not told as one.
  if (code === null || (error instanceof Error && "path" in error)) return error as Error;
  const reason = Object.hasOwn(reasonsByCode, code) ? reasonsByCode[code] : undefined;
  if (reason) return new Invalid(`live-catalog.${reason}`);
  // A code is five characters or a word of the driver's; anything else is the server's own words.
  return new Invalid("live-catalog.failed", {
    code: /^([0-9A-Z]{5}|[A-Z][A-Z_]{2,39})$/.test(code) ? code : "?",
  });
}
