import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { incidentCookie } from "../incident-cookie";
import { SignedInProvider } from "../incidents/signed-in-context";
import { Shell } from "../shell/shell";
import { signedInOrRedirect } from "../signed-in";
import { MailroomFrame } from "./mailroom-frame";

export default async function MailroomLayout({ children }: { children: ReactNode }) {
  const { staffId, name, role } = await signedInOrRedirect("/mailroom");
  const remembered = (await cookies()).get(incidentCookie)?.value ?? null;
  return (
    <Shell desk="mailroom">
      <SignedInProvider signedIn={{ staffId, name, role }}>
        <MailroomFrame remembered={remembered}>{children}</MailroomFrame>
      </SignedInProvider>
    </Shell>
  );
}
