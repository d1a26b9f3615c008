import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { Conflict, Invalid } from "./errors";

/** How the server is reached. Credentials are never logged. */
export type MailServerSettings = {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  url: string;
  /** One command, one answer; the whole message may take four times as long. */
  timeoutMs: number;
};

export type OutgoingMail = {
  from: string;
  replyTo?: string;
  /** One bare address. No name stands beside it. */
  to: string;
  /** Where reports of non-delivery go. */
  returnPath: string;
  messageId: string;
  /** Names this message in reports of non-delivery (RFC 3461 ENVID). */
  envelopeId: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
};

/**
 * `accepted`: the server has it. `refused`: it never takes this message to this address. `later`: it said "not now".
 * `unavailable`: no server was spoken to about this message, or it does not speak to us. In these three it certainly
 * does not have it. `unknown`: the words were on their way and no answer came.
 */
export type Delivery = {
  outcome: "accepted" | "refused" | "later" | "unavailable" | "unknown";
  /** "250", "550 5.1.1": never the server's text, which may quote the address. */
  serverCode: string | null;
};

/** The mail server cannot be spoken to: trying again later may help, and an operator should look. */
export class MailServerUnavailable extends Conflict {
  constructor(serverCode: string | null) {
    super("mail-server.unavailable", { serverCode: serverCode ?? "" });
  }
}

export type MailServer = {
  /** Hands over one message, in one attempt. Throws `Invalid` (`mail.line-break-in-header`) before anything is sent. */
  deliver: (mail: OutgoingMail) => Promise<Delivery>;
  close: () => void;
};

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** A mail server to speak to; the connection is made with the first message and again after each that failed. */
export function openMailServer(settings: MailServerSettings): MailServer {
  let open: SMTPConnection | null = null;
  const close = () => {
    open?.close();
    open = null;
  };
  return {
    close,
    deliver: async (mail) => {
      const source = await composed(mail);
      const speak = async (): Promise<Delivery> => {
        try {
          open ??= await connect(settings);
        } catch (error) {
          return { outcome: "unavailable", serverCode: codeOf(error) };
        }
        const delivery = await handOver(open, mail, source, settings.timeoutMs);
        if (delivery.outcome !== "accepted") close();
        return delivery;
      };
      const wasOpen = open !== null;
      const delivery = await speak();
      // A server hangs up on who was silent for a while; it was told nothing of this message yet.
      const isHungUp = wasOpen && delivery.outcome === "unavailable" && delivery.serverCode === null;
      return isHungUp ? speak() : delivery;
    },
  };
}

/** Everything that becomes a header is one line: nothing in it can begin another. */
async function composed(mail: OutgoingMail): Promise<Buffer> {
  const headers = [
    mail.from,
    mail.replyTo ?? "",
    mail.to,
    mail.returnPath,
    mail.messageId,
    mail.envelopeId,
    mail.subject,
  ];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these would begin another header.
  if (headers.some((header) => /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(header)))
    throw new Invalid("mail.line-break-in-header");
  const composer = new MailComposer({
    from: mail.from,
    replyTo: mail.replyTo,
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: mail.date,
    // Holiday notices and other machines do not answer (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

function connect({ url, timeoutMs }: MailServerSettings): Promise<SMTPConnection> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === "smtps:";
  const isHere = loopback.test(hostname);
  const connection = new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? undefined : Number(port),
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ignoreTLS: !isSecure && isHere,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    allowInternalNetworkInterfaces: true,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      connection.close();
      reject(error);
    };
    // Errors come here, too, while a message is on its way: its own callback hears of them as well.
    connection.on("error", fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (username === "") return resolve(connection);
      const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
      connection.login(auth, (refused) => (refused ? fail(refused) : resolve(connection)));
    });
  });
}

function handOver(
  connection: SMTPConnection,
  mail: OutgoingMail,
  source: Buffer,
  timeoutMs: number,
): Promise<Delivery> {
  let hasBegun = false;
  // The server asked for the words as soon as anybody reads them: from then on it may have them.
  const words = new Readable({
    read() {
      hasBegun = true;
      this.push(source);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      connection.close();
      resolve(
        hasBegun ? { outcome: "unknown", serverCode: null } : { outcome: "unavailable", serverCode: null },
      );
    }, timeoutMs * 4);
    const settle = (delivery: Delivery) => {
      clearTimeout(deadline);
      resolve(delivery);
    };
    const dsn = { ret: "HDRS", envid: mail.envelopeId, notify: ["FAILURE", "DELAY"] };
    connection.send({ from: mail.returnPath, to: [mail.to], dsn }, words, (error, info) => {
      if (error) settle(deliveryOf(error, hasBegun));
      else settle({ outcome: "accepted", serverCode: serverCode(info?.response) });
    });
  });
}

type Failure = { code?: string; command?: string; responseCode?: number; response?: string };

function deliveryOf(error: Failure, hasBegun: boolean): Delivery {
  const code = codeOf(error);
  const answered =
    (error.code === "EENVELOPE" || error.code === "EMESSAGE") && error.responseCode !== undefined;
  if (!answered) return { outcome: hasBegun ? "unknown" : "unavailable", serverCode: code };
  // What the server says to our own sender is no word about this message.
  if (error.command === "MAIL FROM") return { outcome: "unavailable", serverCode: code };
  return { outcome: (error.responseCode ?? 0) >= 500 ? "refused" : "later", serverCode: code };
}

function codeOf(error: unknown): string | null {
  return serverCode((error as Failure).response);
}

/** The answer's code and, where there is one, its enhanced code (RFC 3463); nothing of its text. */
function serverCode(response: string | undefined): string | null {
  const found = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(response ?? "");
  return found ? found.slice(1).filter(Boolean).join(" ") : null;
}
