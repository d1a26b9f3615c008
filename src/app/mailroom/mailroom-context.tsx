"use client";
import { createContext, useContext } from "react";

export type MailroomIncident = { id: string; code: string; title: string };

export type Mailroom = {
  /** The incident whose letters lie on the bench. */
  incident: MailroomIncident;
  choices: readonly MailroomIncident[];
  choose: (incidentId: string) => void;
};

const MailroomContext = createContext<Mailroom | null>(null);

export const MailroomProvider = MailroomContext.Provider;

/** The incident of this bench. Only below `MailroomFrame`. */
export function useMailroom(): Mailroom {
  const mailroom = useContext(MailroomContext);
  if (!mailroom) throw new Error("useMailroom() is used outside MailroomFrame");
  return mailroom;
}
