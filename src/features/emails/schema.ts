import { z } from "zod";
import { uuid } from "@/features/incidents/schema";

export const emailStates = [
  "generated",
  "held",
  "claimed",
  "sent",
  "refused",
  "unknown",
  "bounced",
  "cancelled",
] as const;
export type EmailState = (typeof emailStates)[number];

// Words for colleagues (`staff-…`) say nothing to a person.
const templateName = z.string().regex(/^(?!staff-)[a-z][a-z0-9-]{0,39}$/);
const templateVersion = z.string().regex(/^v[1-9][0-9]{0,3}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const submitEmailTemplateInput = z.strictObject({ incidentId: uuid, templateName, templateVersion });
export type SubmitEmailTemplate = z.infer<typeof submitEmailTemplateInput>;

export const decideEmailTemplateInput = z.strictObject({
  emailTemplateId: uuid,
  decision: z.enum(["approve", "reject"]),
  contentHash: sha256,
});
export type DecideEmailTemplate = z.infer<typeof decideEmailTemplateInput>;

export const ofEmailTemplate = z.strictObject({ emailTemplateId: uuid });

export const previewEmailAsked = z.strictObject({
  incidentId: uuid,
  templateName,
  templateVersion,
  personId: uuid,
});
export type PreviewEmailAsked = z.infer<typeof previewEmailAsked>;

export const resolveEmailInput = z.strictObject({
  emailMessageId: uuid,
  resolution: z.enum(["delivered", "resend"]),
});
export type ResolveEmail = z.infer<typeof resolveEmailInput>;

export const emailPageSize = 50;
export const emailsAsked = z.strictObject({
  incidentId: uuid,
  state: z.enum(emailStates),
  afterEmailId: uuid.optional(),
});
export type EmailsAsked = z.infer<typeof emailsAsked>;

/** The words there are, and those the incident's messages have. */
export type EmailWords = {
  choices: { name: string; version: string; subject: string; language: "ja" | "en" }[];
  chosen: {
    id: string;
    templateName: string;
    templateVersion: string;
    contentHash: string;
    state: "submitted" | "approved";
    submittedBy: string;
    submittedByName: string;
    submittedAt: Date;
    decidedByName: string | null;
    decidedAt: Date | null;
    factsChanged: boolean;
  } | null;
};

export type EmailProgress = {
  /** Whether a mail server is set. */
  isOn: boolean;
  perMinute: number;
  owed: number;
  /** Owed, and nobody asked for a message yet. */
  unwritten: number;
  states: Record<EmailState, number>;
};

/** Somebody who is owed a message, for whoever looks at the words before they are approved. */
export type EmailPerson = { personId: string; name: string; address: string };

export type EmailPreview =
  | { ok: true; to: string; subject: string; text: string; html: string }
  | { ok: false; field: string; reason: string; codePoint: string | null };

export type EmailRow = {
  id: string;
  personId: string;
  name: string;
  address: string;
  inquiryNumber: string;
  state: EmailState;
  messageId: string | null;
  serverCode: string | null;
  bounceStatus: string | null;
  heldFor: { reason: string; detail: Record<string, string | number | boolean | null> } | null;
  tries: number;
  at: Date;
};
