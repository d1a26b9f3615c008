import { APIError, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import * as tables from "@/db/schema";
import { longestPassword, shortestPassword } from "@/features/staff/schema";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { allowedOrigins } from "./origin";

/** A session is dead after 30 idle minutes; `context.ts` also ends it 12 hours after sign-in. */
const sessionIdleSeconds = 30 * 60;
const sessionRefreshSeconds = 60;

function build() {
  return betterAuth({
    appName: "Owabi",
    baseURL: env().APP_URL,
    secret: env().BETTER_AUTH_SECRET,
    telemetry: { enabled: false },
    // Its own log prints errors of the database with what was bound to them.
    logger: { disabled: true },
    onAPIError: { onError: logFault },
    trustedOrigins: allowedOrigins(),
    database: drizzleAdapter(database(), {
      provider: "pg",
      schema: {
        user: tables.staff,
        session: tables.staffSessions,
        account: tables.staffAccounts,
        verification: tables.staffVerifications,
        twoFactor: tables.staffTwoFactors,
        rateLimit: tables.staffRateLimits,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    user: {
      additionalFields: {
        role: { type: "string", input: false },
        disabledAt: { type: "date", input: false, required: false },
      },
    },
    session: { expiresIn: sessionIdleSeconds, updateAge: sessionRefreshSeconds, freshAge: 300 },
    databaseHooks: { session: { create: { before: refuseDisabled } } },
    rateLimit: { enabled: true, storage: "database", customRules: { "**": perAddress } },
    // The demo runs on plain http on this machine; everywhere else cookies are secure.
    advanced: {
      useSecureCookies: env().APP_URL.startsWith("https://"),
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [twoFactor({ issuer: "Owabi" })],
  });
}

const addressHeader = "x-real-ip";
const requestsPerAddress = { window: 60, max: 120 };

/**
 * Only where a proxy names the address: one count for everybody would let anybody lock a whole call centre out.
 * The limit that no address can dodge is per account (`sign-in-throttle.ts`).
 */
function perAddress(request: Request) {
  return request.headers.has(addressHeader) ? requestsPerAddress : false;
}

/** Somebody whose sign-in was ended hears what a wrong password is told, at every way in. */
async function refuseDisabled(session: { userId: string }): Promise<void> {
  const [member] = await database()
    .select({ disabledAt: tables.staff.disabledAt })
    .from(tables.staff)
    .where(eq(tables.staff.id, session.userId));
  if (member && !member.disabledAt) return;
  throw new APIError("UNAUTHORIZED", {
    code: "INVALID_EMAIL_OR_PASSWORD",
    message: "Invalid email or password",
  });
}

function logFault(error: unknown): void {
  if (error instanceof APIError && error.statusCode < 500) return;
  logger.error({ error }, "sign-in failed");
}

let built: ReturnType<typeof build> | undefined;

/** The sign-in of this process (better-auth): e-mail and password, no open sign-up, TOTP available. */
export function auth() {
  built ??= build();
  return built;
}
