import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readReport } from "@/features/emails/bounces/read-report";
import { type CompiledEmail, compileEmail } from "@/features/emails/compose/compile-email";
import { fillEmail } from "@/features/emails/compose/fill-email";
import { isBounced, mostTries, retryAfterSeconds, stateAfter } from "@/features/emails/rules";
import { submitEmailTemplateInput } from "@/features/emails/schema";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { readEmailAddress } from "@/lib/email-address";
import { openMailServer } from "@/lib/mail-server";
import { startMailServer } from "../setup/mail-server";

const source = (name: string) => readFileSync(`templates/emails/${name}/v1/email.md`, "utf8");
const constants = {
  letter_date: "2014-03-12",
  organisation: "ほしかげ生命保険株式会社",
  department: "お客様サービス部",
  representative: "取締役社長　星影　太郎",
  medium: "磁気テープ2巻",
  outline: "テープの所在が分かりません。",
  contents: "書類の画像（診断書）",
  received_from: "2012-10-25",
  received_to: "2012-11-16",
  discovered_on: "2014-02-10",
  cause: "確認が不十分でした。",
  secondary_harm: "不正に使われた事実は確認しておりません。",
  response: "方法を改めました。",
  hotline_name: "専用フリーダイヤル",
  hotline_number: "0120-000-000",
  hotline_hours: ["平日　9時～18時", "土日　9時～17時"],
};
let notice: CompiledEmail;
let english: CompiledEmail;
beforeAll(async () => {
  const { regular } = await openLetterFonts();
  notice = compileEmail(source("notice"), constants, regular);
  english = compileEmail(source("notice-en"), constants, regular);
});

const clause = ["診断書（2通）：氏名、生年月日、診療の内容", "請求書（1通）：氏名、住所"];
const filledFor = (name: string, email = notice) =>
  fillEmail(email, {
    inquiryNumber: "OW-0000-0000-00",
    values: { name, lost_clause: clause, call_promised: true },
  });

describe("a message", () => {
  it("says the same in text and in HTML, in both languages, and nothing is left unfilled", () => {
    for (const email of [notice, english]) {
      const filled = filledFor("山田　花子", email);
      if (!filled.ok) throw new Error(filled.refusal.reason);
      const plain = filled.html.replace(/<title>.*?<\/title>|<[^>]+>/gs, " ").replace(/\s+/g, "");
      for (const line of filled.text.split("\n").filter((one) => /[^―\s]/.test(one)))
        expect(plain).toContain(line.replace(/^■ |^[・•] ?/, "").replace(/\s+/g, ""));
      expect(filled.text + filled.html).not.toMatch(/\{\{|\{%|undefined|\[object/);
      expect(filled.html).toMatch(new RegExp(`<html lang="${email.language}">`));
      expect(filled.subject).not.toMatch(/山田|紛失|漏え|lost|loss|tape/i);
    }
  });

  it("is refused where something of it is missing, with the field", () => {
    expect(filledFor(" ")).toEqual({
      ok: false,
      refusal: { field: "name", reason: "email.field-empty", codePoint: null },
    });
  });

  it("is refused, never mended, where a name holds what is no text", () => {
    for (const [name, codePoint] of [
      ["山田\r\nBcc: x@y.example", "U+000D"],
      ["山田\nHello", "U+000A"],
      ["山\u202e田", "U+202E"],
      ["山\ue000田", "U+E000"],
      ["山\0田", "U+0000"],
    ] as const)
      expect(filledFor(name)).toEqual({
        ok: false,
        refusal: { field: "name", reason: "email.character", codePoint },
      });
  });

  it("carries out nothing of 500 hostile names: no element, attribute or header comes of them", async () => {
    const pieces = [
      "<script>alert(1)</script>",
      "<img src=x onerror=a>",
      '"><svg/onload=a>',
      "{{ name }}",
      "{% for i in (1..9) %}",
      "javascript:a",
      "&#60;b&#62;",
      "</p></body>",
      "<!--",
      "]]>",
      "\u3000",
      "'",
      "=?utf-8?B?QmNj?=",
      "http://evil.example",
      "%0d%0aBcc:",
      "<a href=//e>",
    ];
    const names = fc.sample(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }).map((all) => `山${all.join("")}`),
      { numRuns: 500, seed: 7 },
    );
    const skeleton = (html: string) => html.match(/<[^>]*>/g)?.join("");
    const usual = filledFor("山田");
    for (const name of names) {
      const filled = filledFor(name);
      expect(filled.ok && usual.ok && skeleton(filled.html) === skeleton(usual.html)).toBe(true);
      expect(filled.ok && filled.subject).toBe(usual.ok && usual.subject);
      expect(filled.ok && filled.text.includes(name)).toBe(true);
    }
  });
});

const usualMail = {
  from: "a@b.example",
  to: "c@d.example",
  returnPath: "a@b.example",
  messageId: "<1@b.example>",
  envelopeId: "1",
  subject: "大切なお知らせ",
  text: "あ",
  html: "<p>あ</p>",
  date: new Date(0),
};

describe("the words of a notice", () => {
  it("are never those for colleagues", () => {
    const words = { incidentId: "01a20d9e-34ff-7df2-b8b6-b9edbfb64ba7", templateVersion: "v1" };
    for (const [templateName, isTaken] of [
      ["notice", true],
      ["staff-waiting", false],
    ] as const)
      expect(submitEmailTemplateInput.safeParse({ ...words, templateName }).success).toBe(isTaken);
  });
});

describe("what is handed to a mail server", () => {
  it("is refused before anything is sent where a header would hold a line break", async () => {
    const server = await startMailServer();
    const speaking = openMailServer({ url: server.url, timeoutMs: 2000 });
    for (const field of ["from", "to", "replyTo", "returnPath", "subject", "messageId", "envelopeId"])
      for (const breaks of ["\r\n", "\n", "\r", "\u2028", "\0"])
        await expect(
          speaking.deliver({ ...usualMail, [field]: `x${breaks}Bcc: e@f.example` }),
        ).rejects.toMatchObject({
          reason: "mail.line-break-in-header",
        });
    expect(server.received).toEqual([]);
    expect(await speaking.deliver(usualMail)).toEqual({ outcome: "accepted", serverCode: "250" });
    speaking.close();
    await server.close();
  });

  it("does not go over an open line to another machine", async () => {
    const server = await startMailServer();
    // Leads to this machine, but is not known to.
    const speaking = openMailServer({ url: server.url.replace("127.0.0.1", "0.0.0.0"), timeoutMs: 2000 });
    expect(await speaking.deliver(usualMail)).toMatchObject({ outcome: "unavailable" });
    expect(server.received).toEqual([]);
    await server.close();
  });
});

describe("an e-mail address", () => {
  it("is taken as one plain mailbox or refused, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress(), fc.string({ unit: "binary" })), (text) => {
        const read = readEmailAddress(text);
        if (read.ok) expect(read.address).toMatch(/^[!-~]+@[A-Za-z0-9.-]+$/);
      }),
    );
    expect(readEmailAddress("taro@mail.example")).toEqual({ ok: true, address: "taro@mail.example" });
    for (const text of [
      "a@b",
      "a b@c.example",
      "a@b.example, c@d.example",
      "たろう@b.example",
      "а@b.example\u200b",
      "a@[127.0.0.1]",
      '"a b"@c.example',
      "a@-b.example",
      "a@b..example",
      "Taro <a@b.example>",
    ])
      expect(readEmailAddress(text).ok).toBe(false);
  });
});

describe("what becomes of a message", () => {
  it("waits only where the server certainly does not have it, longer each time, and not for ever", () => {
    expect(
      ["accepted", "refused", "unknown", "later", "unavailable"].map((outcome) =>
        stateAfter({ outcome } as never, 1),
      ),
    ).toEqual(["sent", "refused", "unknown", "generated", "generated"]);
    expect(stateAfter({ outcome: "later" }, mostTries)).toBe("refused");
    const waits = Array.from({ length: mostTries }, (_, i) => retryAfterSeconds(i + 1));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 3600);
  });
});

const report = (fields: string, returned: string, boundary = "=_x") => `From: MAILER-DAEMON@mx.example
To: bounces+01a20d9e-34ff-7df2-b8b6-b9edbfb64ba7@hoshikage.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="${boundary}"

--${boundary}
Content-Type: text/plain

Action: failed is only said here.
--${boundary}
Content-Type: message/delivery-status

${fields}
--${boundary}
${returned}
--${boundary}--
`;
const postfix = report(
  `Reporting-MTA: dns; mx.example
Original-Envelope-Id: 01A20D9E-34FF-7DF2-B8B6-B9EDBFB64BA7

Final-Recipient: rfc822; taro@mail.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <taro@mail.example>: no such user`,
  `Content-Type: message/rfc822

Message-ID:
 <01a20d9e@hoshikage.example>
Subject: x`,
);
const read = (text: string) => readReport(Buffer.from(text));

describe("a report of non-delivery", () => {
  it("is read as Postfix, Exim and Exchange write it, with line ends of any kind", () => {
    const expected = { action: "failed", status: "5.1.1", messageIds: ["<01a20d9e@hoshikage.example>"] };
    for (const text of [postfix, postfix.replace(/\n/g, "\r\n")]) {
      expect(read(text)).toMatchObject(expected);
      expect(read(text)?.ids).toContain("01a20d9e-34ff-7df2-b8b6-b9edbfb64ba7");
    }
    const base64 = Buffer.from("Message-Id: <b@c.example>\r\nTo: x\r\n").toString("base64");
    const exchange = report(
      "Reporting-MTA: dns;ex.example\n\nFinal-Recipient: rfc822;x@y.example\nAction: FAILED\nStatus: 5.7.1 (policy)",
      `Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n${base64}`,
    );
    expect(read(exchange)).toMatchObject({
      action: "failed",
      status: "5.7.1",
      messageIds: ["<b@c.example>"],
    });
  });

  it("counts as final only where a server gave up", () => {
    const delayed = read(
      postfix.replace("Action: failed\n", "Action: delayed\n").replace("Status: 5.1.1", "Status: 4.4.1"),
    );
    expect(delayed && isBounced(delayed)).toBe(false);
    expect(isBounced({ action: "failed", status: "4.4.7" })).toBe(true);
    expect(isBounced({ action: null, status: "5.0.0" })).toBe(true);
    expect(isBounced({ action: "delivered", status: "2.0.0" })).toBe(false);
  });

  it("is none where somebody only answers or is on holiday, or quotes one", () => {
    expect(
      read("Subject: Re: x\nIn-Reply-To: <01a20d9e@hoshikage.example>\n\nAction: failed\nStatus: 5.1.1"),
    ).toBeNull();
    expect(read("")).toBeNull();
  });

  it("never hangs or throws, whatever the bytes", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.string().map((text) => Buffer.from(postfix.replace("5.1.1", text))),
      fc.nat(postfix.length).map((at) => Buffer.from(postfix.slice(0, at))),
    );
    fc.assert(fc.property(noise, (bytes) => void readReport(bytes)));
    const deep = Array.from(
      { length: 200 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    ).join("");
    expect(read(deep)).toBeNull();
  });

  it("takes no longer for a megabyte of blanks than for a megabyte of words", () => {
    const blanks = " ".repeat(900_000);
    const head = "Content-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n";
    expect(read(`${head}\n${blanks}x`)).toMatchObject({ action: null });
    expect(read(`${head}\nAction: fai=\nled\nStatus: 5=2E1.1${blanks}\n${blanks}`)).toMatchObject({
      action: "failed",
      status: "5.1.1",
    });
    expect(read(`${head}Subject:${blanks}=\n\nAction: boundary${blanks}`)).toMatchObject({ action: null });
  });

  it("keeps nothing a stranger wrote into it: no word of theirs, and no character a database refuses", () => {
    const own = postfix
      .replaceAll("Action: failed", "Action: 見本 太郎 0900000000")
      .replace("<01a20d9e@hoshikage.example>", "<a\u0000b@hoshikage.example>");
    expect(read(own)).toMatchObject({ action: null, messageIds: [] });
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const found = read(postfix.replace("failed", text).replace("01a20d9e@", `${text}@`));
        expect(JSON.stringify(found)).not.toMatch(/\\u|[^ -~]/);
      }),
    );
  });
});
