import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import { database } from "@/db/client";
import * as tables from "@/db/schema";
import { env } from "@/lib/env";
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
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    user: {
      additionalFields: {
        role: { type: "string", input: false },
        disabledAt: { type: "date", input: false, required: false },
      },
    },
    session: { expiresIn: sessionIdleSeconds, updateAge: sessionRefreshSeconds, freshAge: 300 },
    rateLimit: { enabled: true, storage: "database", window: 60, max: 100, customRules: addressRules },
    // The demo runs on plain http on this machine; everywhere else cookies are secure.
    advanced: {
      useSecureCookies: env().APP_URL.startsWith("https://"),
      ipAddress: { ipAddressHeaders: ["x-real-ip"] },
    },
    plugins: [twoFactor({ issuer: "Owabi" })],
  });
}

/** Per caller's address; the limit per account, which an address cannot dodge, is in `sign-in-throttle.ts`. */
const addressRules = {
  "/sign-in/email": { window: 60, max: 60 },
  "/two-factor/verify-totp": { window: 60, max: 10 },
};

let built: ReturnType<typeof build> | undefined;

/** The sign-in of this process (better-auth): e-mail and password, no open sign-up, TOTP available. */
export function auth() {
  built ??= build();
  return built;
}
