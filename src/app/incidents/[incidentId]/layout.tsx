import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { uuid } from "@/features/incidents/schema";
import { IncidentFrame } from "./incident-frame";

type IncidentLayoutProps = { children: ReactNode; params: Promise<{ incidentId: string }> };

export default async function IncidentLayout({ children, params }: IncidentLayoutProps) {
  const { incidentId } = await params;
  if (!uuid.safeParse(incidentId).success) notFound();
  return <IncidentFrame incidentId={incidentId}>{children}</IncidentFrame>;
}
