import { claimEmail } from "@/features/emails/claim-email";
import { recordDelivery } from "@/features/emails/record-delivery";
import { mostEmailsATask } from "@/features/emails/rules";
import { sendEmailsTask } from "@/features/emails/tasks";
import { failpoint } from "@/lib/failpoint";
import {
  type Delivery,
  type MailServer,
  MailServerUnavailable,
  type OutgoingMail,
  openMailServer,
} from "@/lib/mail-server";
import { mailSettings } from "@/lib/mail-settings";
import { defineHandler } from "../define-handler";

/**
 * Message by message: claimed (commit), handed over once, outside of any transaction, written down (commit). Who dies
 * between leaves the message claimed: it is called unknown, never sent again by itself. What the minute does not
 * allow waits for the next look (`sweep-emails`).
 */
export const sendEmailsHandler = defineHandler(sendEmailsTask, async (asked, work) => {
  const settings = mailSettings();
  const server = settings && openMailServer(settings);
  let unavailable: Delivery | null = null;
  try {
    for (let n = 0; n < mostEmailsATask && server && !unavailable && !work.signal.aborted; n++) {
      const email = await work.step((tx) => claimEmail(tx, asked, settings));
      if (!email) break;
      failpoint("email.claimed");
      const { from, replyTo, returnPath } = settings;
      const delivery = await handOver(server, {
        ...email,
        from,
        replyTo,
        returnPath: returnPath.replace("*", email.id),
        envelopeId: email.id,
        date: email.at,
      });
      failpoint("email.handed-over");
      await recordDelivery(work.actor, { emailMessageId: email.id, delivery });
      failpoint("email.recorded");
      if (delivery.outcome === "unavailable") unavailable = delivery;
    }
  } finally {
    server?.close();
  }
  if (unavailable) throw new MailServerUnavailable(unavailable.serverCode);
  await work.commit(async () => undefined);
});

/** A message that cannot even be put together was certainly not sent. */
async function handOver(server: MailServer, mail: OutgoingMail): Promise<Delivery> {
  try {
    return await server.deliver(mail);
  } catch {
    return { outcome: "unavailable", serverCode: null };
  }
}
