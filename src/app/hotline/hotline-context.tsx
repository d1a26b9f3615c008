"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "@/features/staff/rules";

export type HotlineDesk = {
  incidentId: string;
  agent: { name: string; role: Role };
};

const DeskContext = createContext<HotlineDesk | null>(null);

/** Tells the desk's parts which incident is answered for, and who answers. */
export function HotlineDeskProvider({ desk, children }: { desk: HotlineDesk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** The incident and the agent of this desk. Only below `HotlineFrame`. */
export function useDesk(): HotlineDesk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk() is used outside HotlineFrame");
  return desk;
}
