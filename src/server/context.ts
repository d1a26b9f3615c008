import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { type Actor, type Role, roles } from "@/features/staff/rules";
import { auth } from "./auth";

/** A session ends this long after sign-in, however busy it is (RELIABILITY D13 T8). */
const sessionLongestHours = 12;

export type SignedIn = { staffId: string; name: string; email: string; role: Role };
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

/** The member of staff these cookies belong to, or null. For pages, which have headers and no request. */
export async function signedInBy(headers: Headers): Promise<SignedIn | null> {
  const session = await auth().api.getSession({ headers });
  if (!session) return null;
  const ageMs = Date.now() - new Date(session.session.createdAt).getTime();
  if (ageMs > sessionLongestHours * 3_600_000) return null;
  const [member] = await database()
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      disabledAt: staff.disabledAt,
    })
    .from(staff)
    .where(eq(staff.id, session.user.id));
  if (!member || member.disabledAt) return null;
  const role = roles.find((known) => known === member.role);
  return role ? { staffId: member.id, name: member.name, email: member.email, role } : null;
}
