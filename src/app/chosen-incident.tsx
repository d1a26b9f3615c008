"use client";
import { useState } from "react";
import { Select } from "@/components/select";
import { incidentCookie } from "./incident-cookie";
import { rememberChoice } from "./remember-choice";

type Incident = { id: string; code: string; title: string };

/** The incident chosen last, on whichever desk, and how to choose another. */
export function useChosenIncident(remembered: string | null) {
  const [chosen, setChosen] = useState(remembered);
  const choose = (incidentId: string) => {
    rememberChoice(incidentCookie, incidentId);
    setChosen(incidentId);
  };
  return { chosen, choose };
}

type IncidentChoiceProps = {
  label: string;
  incident: Incident;
  choices: readonly Incident[];
  /** Missing while no other may be chosen. */
  choose: ((incidentId: string) => void) | undefined;
};

/** Which incident is worked on, where there are several. */
export function IncidentChoice({ label, incident, choices, choose }: IncidentChoiceProps) {
  return (
    <Select
      label={label}
      hideLabel
      emptyChoice={false}
      value={incident.id}
      disabled={!choose}
      onChange={(event) => choose?.(event.target.value)}
      options={choices.map(({ id, code, title }) => ({ value: id, label: `${code}　${title}` }))}
    />
  );
}
