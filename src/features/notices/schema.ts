import { z } from "zod";
import { statedReason, uuid } from "@/features/incidents/schema";
import type { Addressee } from "@/features/lists/schema";
import { type NoticeChannel, noticeChannels } from "./rules";

export const decideNoticesInput = z.strictObject({ incidentId: uuid, listId: uuid });
export type DecideNotices = z.infer<typeof decideNoticesInput>;

export const suppressInput = z.strictObject({
  incidentId: uuid,
  personId: uuid,
  channel: z.enum([...noticeChannels, "all"]),
  reason: statedReason,
});
export type Suppress = z.infer<typeof suppressInput>;

export const liftSuppressionInput = z.strictObject({ suppressionId: uuid, reason: statedReason });
export type LiftSuppression = z.infer<typeof liftSuppressionInput>;

export const withheldPageSize = 50;
export const withheldAsked = z.strictObject({
  incidentId: uuid,
  channel: z.enum(noticeChannels),
  afterNoticeId: uuid.optional(),
});
export type WithheldAsked = z.infer<typeof withheldAsked>;

export type NoticeCounts = {
  channel: NoticeChannel;
  addressee: Addressee;
  state: "owed" | "withheld";
  withheldReason: string | null;
  notices: number;
};

export type WithheldNotice = {
  noticeId: string;
  personId: string;
  name: string;
  kana: string;
  reason: string;
  suppressionId: string | null;
};
