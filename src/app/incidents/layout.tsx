import type { ReactNode } from "react";
import { Shell } from "../shell/shell";
import { signedInOrRedirect } from "../signed-in";
import { SignedInProvider } from "./signed-in-context";

export default async function IncidentsLayout({ children }: { children: ReactNode }) {
  const { staffId, name, role } = await signedInOrRedirect("/incidents");
  return (
    <Shell desk="incidents">
      <SignedInProvider signedIn={{ staffId, name, role }}>{children}</SignedInProvider>
    </Shell>
  );
}
