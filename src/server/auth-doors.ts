import { z } from "zod";
import { longestPassword, shortestPassword } from "@/features/staff/schema";

const password = z.string().min(1).max(longestPassword);
const nothing = z.strictObject({});

export type AuthDoor = {
  /** What may be sent; an unknown key is refused. */
  body: z.ZodType<Record<string, unknown>>;
  /** Only with a living session. */
  needsSession: boolean;
  /** A password is tried here: it counts against the account. */
  triesPassword: boolean;
  /** What of better-auth's answer goes out. Session tokens stay in their cookie. */
  shows: readonly string[];
};

/**
 * Everything of better-auth that can be reached from outside, by its path below `/api/auth`. All by POST. What is
 * not here (sign-up, reset by mail, changing one's name or address, lists of sessions, …) does not exist.
 */
export const authDoors: Readonly<Record<string, AuthDoor>> = {
  "/sign-in/email": {
    body: z.strictObject({ email: z.string().max(320), password }),
    needsSession: false,
    triesPassword: true,
    shows: ["twoFactorRedirect", "twoFactorMethods"],
  },
  "/sign-out": { body: nothing, needsSession: false, triesPassword: false, shows: ["success"] },
  "/two-factor/verify-totp": {
    // No device is ever trusted to leave the code out.
    body: z.strictObject({ code: z.string().max(20), trustDevice: z.literal(false).optional() }),
    needsSession: false,
    triesPassword: false,
    shows: [],
  },
  // For whoever lost the device: each of the codes shown at set-up works once.
  "/two-factor/verify-backup-code": {
    body: z.strictObject({ code: z.string().max(40) }),
    needsSession: false,
    triesPassword: false,
    shows: [],
  },
  "/two-factor/enable": {
    body: z.strictObject({ password }),
    needsSession: true,
    triesPassword: true,
    shows: ["totpURI", "backupCodes"],
  },
  "/two-factor/disable": {
    body: z.strictObject({ password }),
    needsSession: true,
    triesPassword: true,
    shows: ["status"],
  },
  "/change-password": {
    body: z
      .strictObject({
        currentPassword: password,
        newPassword: z.string().min(shortestPassword).max(longestPassword),
      })
      .transform((asked) => ({ ...asked, revokeOtherSessions: true })),
    needsSession: true,
    triesPassword: true,
    shows: [],
  },
};
