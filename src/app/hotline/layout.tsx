import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { incidentCookie } from "../incident-cookie";
import { Shell } from "../shell/shell";
import { signedInOrRedirect } from "../signed-in";
import { HotlineFrame } from "./hotline-frame";

export default async function HotlineLayout({ children }: { children: ReactNode }) {
  const { name, role } = await signedInOrRedirect("/hotline");
  const remembered = (await cookies()).get(incidentCookie)?.value ?? null;
  return (
    <Shell desk="hotline">
      <HotlineFrame agent={{ name, role }} remembered={remembered}>
        {children}
      </HotlineFrame>
    </Shell>
  );
}
