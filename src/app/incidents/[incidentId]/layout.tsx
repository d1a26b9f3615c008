import type { ReactNode } from "react";
import { IncidentFrame } from "./incident-frame";

type IncidentLayoutProps = { children: ReactNode; params: Promise<{ incidentId: string }> };

export default async function IncidentLayout({ children, params }: IncidentLayoutProps) {
  const { incidentId } = await params;
  return <IncidentFrame incidentId={incidentId}>{children}</IncidentFrame>;
}
