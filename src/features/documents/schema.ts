import { z } from "zod";
import { uuid } from "@/features/incidents/schema";

export const ofIncidentInput = z.strictObject({ incidentId: uuid });
export type OfIncident = z.input<typeof ofIncidentInput>;
