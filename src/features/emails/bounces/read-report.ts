import { bodyOf, headersOf, partsOf, type RawPart } from "./mime";

const actions = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;
export type ReportedAction = (typeof actions)[number];

/** What a report of non-delivery (RFC 3464) says, and by which names it can speak of a message of ours. */
export type DeliveryReport = {
  /** Null where none of these is stated: nothing else of what a stranger wrote is kept. */
  action: ReportedAction | null;
  /** Enhanced status code, "5.1.1"; null where none can be read. */
  status: string | null;
  /** Original-Envelope-Id, and what stands behind the plus sign of the address it came to. */
  ids: string[];
  /** Message-IDs with their angle brackets, of the message that was returned. */
  messageIds: string[];
};

const mostBytes = 1_000_000;

/**
 * Reads one message of a mailbox. Null: it is no report of non-delivery (an answer, a holiday notice, advertising).
 * Whatever the bytes are, it ends; nothing of them is carried out.
 */
export function readReport(bytes: Uint8Array): DeliveryReport | null {
  const message = Buffer.from(bytes.subarray(0, mostBytes)).toString("latin1");
  const parts = partsOf(message);
  const top = headersOf(message);
  const delivery = parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
  if (!delivery) return null;
  const fields = bodyOf(delivery);
  const groups = fields.split(/\r?\n[ \t]*\r?\n/).map((group) => headersOf(`${group}\n\n`));
  const perMessage = groups[0] ?? new Map<string, string>();
  // One of ours has one recipient; should there be more, the worst counts.
  const recipients = groups.filter((group) => group.has("action") || group.has("status"));
  const worst =
    recipients.find((group) => group.get("action")?.trim().toLowerCase() === "failed") ?? recipients[0];
  return {
    action: actions.find((one) => one === worst?.get("action")?.trim().toLowerCase()) ?? null,
    status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(worst?.get("status") ?? "")?.[1] ?? null,
    ids: [perMessage.get("original-envelope-id") ?? "", ...taggedAddresses(top)]
      .map((id) => id.trim().toLowerCase())
      .filter(Boolean),
    messageIds: returnedIds(parts),
  };
}

/** `bounces+<id>@…`: the id of the message, where the return path was made to hold it. */
function taggedAddresses(headers: Map<string, string>): string[] {
  return ["to", "delivered-to", "x-original-to", "envelope-to"].flatMap((name) =>
    [...(headers.get(name) ?? "").matchAll(/([0-9a-f-]{36})@/gi)].map((match) => match[1] ?? ""),
  );
}

function returnedIds(parts: readonly RawPart[]): string[] {
  return parts
    .filter(({ type }) =>
      /^(?:message\/(?:global|rfc822)|text\/rfc822-headers|message\/global-headers)$/.test(type),
    )
    .map((part) => headersOf(`${bodyOf(part)}\n\n`).get("message-id") ?? "")
    .flatMap((id) => /<[!-;=?-~]{1,300}>/.exec(id)?.[0] ?? []);
}
