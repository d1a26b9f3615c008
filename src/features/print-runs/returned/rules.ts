import type { Role } from "@/features/staff/rules";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { printForm } from "@/lib/japan/print-form";
import { parseSheetCode } from "@/lib/sheet-code";
import type { AddressDecision, AddressSource, AddressTaskState, CallStanding, ReturnReason } from "./schema";

/** From so many returns on, a letter to the person goes out only when a supervisor says so. */
export const returnsThatStop = 2;

export type ScannedPiece =
  | { by: "sheet"; runCode: string; sequence: number; generation: number }
  | { by: "inquiry-number"; inquiryNumber: string };

/** Which piece a scanned or typed text names, by the code of a sheet or the inquiry number; null: no code of ours. */
export function pieceNamed(text: string): ScannedPiece | null {
  const sheet = parseSheetCode(text);
  if (sheet.ok) {
    const { runCode, sequence, generation } = sheet;
    return { by: "sheet", runCode, sequence, generation };
  }
  const number = parseInquiryNumber(text);
  return number.ok ? { by: "inquiry-number", inquiryNumber: number.inquiryNumber } : null;
}

/** What the post stamps on an envelope, and what people write in a file. */
const reasonWords: Record<ReturnReason, readonly string[]> = {
  "unknown-at-address": ["あて所に尋ねあたりません", "宛所に尋ねあたりません", "あて所不明", "宛所不明", "1"],
  moved: ["転居先不明", "転居先不明で配達できません", "2"],
  refused: ["受取拒否", "受取拒絶", "3"],
  "kept-too-long": ["保管期間経過", "保管期間経過のため", "4"],
  other: ["その他", "5"],
};

const sourceWords: Record<AddressSource, readonly string[]> = {
  "resident-record": ["住民票"],
  "contract-office": ["契約部門", "代理店", "営業店"],
  family: ["家族", "ご家族"],
  "person-in-writing": ["本人書面", "書面"],
  "phone-call": ["電話"],
  list: ["名簿"],
  other: ["その他"],
};

function keyOf<Key extends string>(words: Record<Key, readonly string[]>, text: string): Key | null {
  const said = text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  for (const key in words) if (key === said || words[key].includes(said)) return key;
  return null;
}

/** A reason as a file says it: our key, the post's words, or the key's number. */
export const reasonOf = (text: string): ReturnReason | null => keyOf(reasonWords, text);

/** A source of an address as a file says it: our key or its Japanese name. */
export const sourceOf = (text: string): AddressSource | null => keyOf(sourceWords, text);

export type AddressVerdict = { ok: true } | { ok: false; because: string };

const refuse = (because: string): AddressVerdict => ({ ok: false, because });

/** An address by which nobody would be found any better than by the one the letter went to. */
export function sameAddress(
  one: { postcode: string | null; address: string },
  other: { postcode: string | null; address: string },
): boolean {
  const key = (text: string) => printForm(text).normalize("NFKC").replace(/\s/g, "");
  return (one.postcode ?? "") === (other.postcode ?? "") && key(one.address) === key(other.address);
}

/** May an address be put forward for this task? Also for one that ended in a call or a substitute. */
export function mayPropose(task: { state: AddressTaskState; batchId: string | null }): AddressVerdict {
  if (task.batchId !== null && task.state === "proposed") return refuse("address-task.in-batch");
  return task.state === "moot" || task.state === "re-letter" || task.state === "rejected"
    ? refuse("address-task.decided")
    : { ok: true };
}

/** What somebody said on the telephone, and whatever came in one file, is decided on by a second person. */
export const needsSecondPerson = (source: AddressSource, batchId: string | null): boolean =>
  batchId !== null || source === "phone-call";

type TaskToDecide = {
  state: AddressTaskState;
  batchId: string | null;
  source: AddressSource | null;
  proposedBy: string | null;
  returns: number;
  call: CallStanding;
};

/**
 * May this member of staff decide so? A new letter needs an address put forward, another person where the source
 * asks for one, and a supervisor once letters came back twice. A call needs somebody who can be rung.
 */
export function mayDecideAddress(
  task: TaskToDecide,
  decision: AddressDecision,
  by: { staffId: string; role: Role },
): AddressVerdict {
  if (task.state !== "open" && task.state !== "proposed") return refuse("address-task.decided");
  if (task.batchId !== null && task.state === "proposed") return refuse("address-task.in-batch");
  if (decision === "re-letter" || decision === "reject") {
    if (task.state !== "proposed") return refuse("address-task.nothing-proposed");
  }
  if (decision === "re-letter") {
    if (task.source && needsSecondPerson(task.source, task.batchId) && task.proposedBy === by.staffId)
      return refuse("address-task.own-proposal");
    if (task.returns >= returnsThatStop && by.role !== "supervisor") return refuse("address-task.supervisor");
  }
  if (decision === "call" && task.call === "not-possible") return refuse("address-task.no-call");
  if (decision === "call" && task.call === "made") return refuse("address-task.called-already");
  return { ok: true };
}

/** May this member of staff decide on a batch of so many, of whom some had letters come back twice? */
export function mayDecideBatch(
  batch: { addresses: number; proposedBy: string | null; repeated: number },
  asked: { decision: "re-letter" | "reject"; count: number },
  by: { staffId: string; role: Role },
): AddressVerdict {
  if (batch.addresses === 0) return refuse("address-task.no-batch");
  if (batch.addresses !== asked.count) return refuse("address-task.batch-changed");
  if (asked.decision === "reject") return { ok: true };
  if (batch.proposedBy === by.staffId) return refuse("address-task.own-proposal");
  if (batch.repeated > 0 && by.role !== "supervisor") return refuse("address-task.supervisor");
  return { ok: true };
}
