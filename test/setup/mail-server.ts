import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/**
 * What the server does with a message to an address: takes it, answers with a code (after RCPT, or after the words),
 * takes it and hangs up before it says so, or takes it and never says anything.
 */
export type Conduct = "take" | { rcpt: string } | { data: string } | "hang-up" | "say-nothing";

export type ReceivedMail = { to: string; from: string; source: string; envid: string | null };

export type TestMailServer = {
  url: string;
  /** What was taken, also where the sender never heard of it. */
  received: ReceivedMail[];
  conduct: (to: string) => Conduct;
  close: () => Promise<void>;
};

/** A real SMTP server on a free port of this machine, which does as it is told. */
export async function startMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  const mail: TestMailServer = { url: "", received, conduct: () => "take", close: async () => undefined };
  const sockets = new Set<Socket>();
  const socketOf = (session: SMTPServerSession) =>
    [...sockets].find((socket) => socket.remotePort === session.remotePort);
  const answered = (answer: string) => {
    const [code = "0", ...words] = answer.split(" ");
    return Object.assign(new Error(words.join(" ")), { responseCode: Number(code) });
  };
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    hideENHANCEDSTATUSCODES: true,
    hideDSN: false,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const conduct = mail.conduct(address);
      if (typeof conduct === "object" && "rcpt" in conduct) callback(answered(conduct.rcpt));
      else callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo[0]?.address ?? "";
        const conduct = mail.conduct(to);
        if (typeof conduct === "object" && "data" in conduct) return callback(answered(conduct.data));
        received.push({
          to,
          from: mailFrom === false ? "" : mailFrom.address,
          source: Buffer.concat(chunks).toString("utf8"),
          envid: (session.envelope as { dsn?: { envid?: string | null } }).dsn?.envid ?? null,
        });
        if (conduct === "hang-up") return socketOf(session)?.destroy();
        if (conduct !== "say-nothing") callback();
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await once(server.server, "listening");
  mail.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  mail.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return mail;
}
