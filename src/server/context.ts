import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { staff, staffSessions } from "@/db/schema";
import { type Actor, type Role, roles } from "@/features/staff/rules";
import { Internal } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { auth } from "./auth";

/** A session ends this long after sign-in, however busy it is (RELIABILITY D13 T8). */
const sessionLongestHours = 12;

export type SignedIn = {
  staffId: string;
  name: string;
  email: string;
  role: Role;
  twoFactorEnabled: boolean;
};
export type Context = { signedIn: SignedIn | null; actor: Actor | null; request: Request };

/**
 * Who sends this request. Role and dismissal are read from the database every time, so that a role taken away
 * is gone with the next click.
 */
export async function contextOf(request: Request): Promise<Context> {
  const signedIn = await signedInBy(request.headers);
  return {
    request,
    signedIn,
    actor: signedIn && { kind: "staff", staffId: signedIn.staffId, role: signedIn.role },
  };
}

/**
 * The member of staff these cookies belong to, or null. For pages, which have headers and no request. A fault comes
 * out without its cause: what pages throw is printed whole, and the cause carries the session's token.
 */
export async function signedInBy(headers: Headers): Promise<SignedIn | null> {
  try {
    const session = await auth().api.getSession({ headers });
    return session ? await memberIn(session.session.id) : null;
  } catch (error) {
    logger.error({ error }, "a session could not be read");
    throw new Internal("session.unreadable");
  }
}

/** Whose session this is, where it is alive on the database's clock and its owner may still sign in. */
export async function memberIn(sessionId: string): Promise<SignedIn | null> {
  const [member] = await database()
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      disabledAt: staff.disabledAt,
      twoFactorEnabled: staff.twoFactorEnabled,
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.userId))
    .where(
      and(
        eq(staffSessions.id, sessionId),
        sql`${staffSessions.expiresAt} > clock_timestamp()`,
        sql`${staffSessions.createdAt} > clock_timestamp() - make_interval(hours => ${sessionLongestHours})`,
      ),
    );
  if (!member || member.disabledAt) return null;
  const role = roles.find((known) => known === member.role);
  if (!role) return null;
  const { id: staffId, name, email, twoFactorEnabled } = member;
  return { staffId, name, email, role, twoFactorEnabled };
}
