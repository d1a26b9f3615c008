import type { AskedFacts, NearKind } from "./schema";

/** Everything a certificate says, before it is put into words. Dates are ISO days, of Asia/Tokyo. */
export type CertificateFacts = {
  number: string;
  issuedOn: string;
  organisation: string;
  issuedBy: string;
  incident: { code: string; title: string };
  asked: AskedFacts;
  list: { version: number; approvedOn: string; contentHash: string; people: number; documents: number };
  catalogRows: number;
  media: string[];
  received: { from: string; to: string } | null;
  /** How many spellings of name and kana were tried, the one given among them. */
  spellings: { name: number; kana: number };
  near: Record<NearKind, number>;
  /** Alike in two things or more; looked at by a person. */
  close: number;
  /** Media of which the catalog did not name everything, or could not be shown to, when the list was approved. */
  notComplete: string[];
};

export type CertificateSection = { heading: string; lines: string[] };
export type CertificateWords = {
  title: string;
  date: string;
  number: string;
  sections: CertificateSection[];
};

const count = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const dayJa = (iso: string) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
const dayEn = (iso: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${iso}T00:00:00Z`),
  );

const nearJa: Record<NearKind, string> = {
  name: "氏名だけ",
  "near-name": "よく似た氏名だけ",
  "birth-date": "生年月日だけ",
  number: "番号だけ",
  phone: "電話番号だけ",
  address: "住所だけ",
  "other-role": "契約者・ご家族などの氏名だけ",
};
const nearEn: Record<NearKind, string> = {
  name: "the name only",
  "near-name": "a similar name only",
  "birth-date": "the date of birth only",
  number: "the number only",
  phone: "the telephone number only",
  address: "the address only",
  "other-role": "the name of a policyholder or relative only",
};

/** What was given beside name and kana; the certificate tells of nothing that was not searched. */
const besideName = (asked: AskedFacts, words: Record<"birthDate" | "number" | "phone" | "address", string>) =>
  (["birthDate", "number", "phone", "address"] as const).flatMap((fact) =>
    asked[fact] ? [words[fact]] : [],
  );
const exactJa = (asked: AskedFacts) =>
  besideName(asked, { birthDate: "生年月日", number: "番号", phone: "電話番号", address: "住所" });
const exactEn = (asked: AskedFacts) =>
  besideName(asked, { birthDate: "date of birth", number: "number", phone: "telephone", address: "address" });
const sentence = (facts: string[], say: (facts: string[]) => string) =>
  facts.length > 0 ? [say(facts)] : [];

function nearSentence(
  near: CertificateFacts["near"],
  words: Record<NearKind, string>,
  unit: string,
  comma: string,
) {
  return (Object.keys(words) as NearKind[])
    .filter((kind) => near[kind] > 0)
    .map((kind) => `${words[kind]} ${count(near[kind])}${unit}`)
    .join(comma);
}

const given = (pairs: [string, string | undefined][], colon: string) =>
  pairs.flatMap(([label, value]) => (value ? [`${label}${colon}${value}`] : []));

/** The certificate in Japanese. */
function inJapanese(facts: CertificateFacts): CertificateWords {
  const { asked, list, spellings } = facts;
  const near = nearSentence(facts.near, nearJa, "件", "、");
  return {
    title: "名簿に該当がないことの証明書",
    date: dayJa(facts.issuedOn),
    number: `証明書番号　${facts.number}`,
    sections: [
      {
        heading: "お尋ねの方",
        lines: given(
          [
            ["お名前", asked.name],
            ["フリガナ", asked.kana],
            ["生年月日", asked.birthDate && dayJa(asked.birthDate)],
            ["番号", asked.number],
            ["電話番号", asked.phone],
            ["ご住所", asked.address],
          ],
          "：",
        ),
      },
      {
        heading: "結果",
        lines: [
          "下の名簿には、お尋ねの方にあたる記録はありませんでした。",
          ...(facts.close > 0
            ? [
                `二つ以上の事項が似た記録が${count(facts.close)}件あり、担当者が確かめ、別の方のものと判断しました。`,
              ]
            : []),
          near
            ? `一つの事項だけが一致した記録の数：${near}`
            : "一つの事項だけが一致した記録もありませんでした。",
        ],
      },
      {
        heading: "調べたもの",
        lines: [
          `事案：${facts.incident.code}　${facts.incident.title}`,
          `対象の媒体：${facts.media.join("、")}`,
          `媒体の目録：${count(facts.catalogRows)}行`,
          `名簿：第${list.version}版（${dayJa(list.approvedOn)}承認）、対象者${count(list.people)}名、書類${count(list.documents)}件`,
          ...(facts.received
            ? [`書類の受付日：${dayJa(facts.received.from)}から${dayJa(facts.received.to)}まで`]
            : []),
          `名簿の内容を表す値（SHA-256）：${list.contentHash}`,
        ],
      },
      {
        heading: "調べ方",
        lines: [
          ...(asked.name
            ? [
                `お名前は、字の幅と異体字をそろえたうえで、よく似た字を含む${count(spellings.name)}とおりで調べました。`,
              ]
            : []),
          ...(asked.kana
            ? [
                `フリガナは、かなの書き方をそろえたうえで、よく似た読みを含む${count(spellings.kana)}とおりで調べました。`,
              ]
            : []),
          ...sentence(exactJa(asked), (exact) => `${exact.join("、")}は、書き方の違いをそろえて調べました。`),
          "名簿のほか、もとになったお客様情報のすべての行とも突き合わせました。",
        ],
      },
      {
        heading: "この証明書について",
        lines: [
          facts.notComplete.length > 0
            ? `名簿を承認した時点で、次の媒体は、目録が中身をすべて挙げているとは言えませんでした：${facts.notComplete.join("、")}。目録にない書類については、この証明書では分かりません。`
            : "名簿を承認した時点で、対象の媒体の目録に、不足は見つかっていません。",
          "お申し出の内容にもとづく証明です。お名前やご住所が変わった方は、以前のものでもお調べします。",
          `発行：${facts.organisation}　${facts.issuedBy}`,
        ],
      },
    ],
  };
}

function inEnglish(facts: CertificateFacts): CertificateWords {
  const { asked, list, spellings } = facts;
  const near = nearSentence(facts.near, nearEn, "", ", ");
  return {
    title: "Certificate: not on the list",
    date: dayEn(facts.issuedOn),
    number: `Certificate ${facts.number}`,
    sections: [
      {
        heading: "Who asked",
        lines: given(
          [
            ["Name", asked.name],
            ["Kana", asked.kana],
            ["Date of birth", asked.birthDate && dayEn(asked.birthDate)],
            ["Number", asked.number],
            ["Telephone", asked.phone],
            ["Address", asked.address],
          ],
          ": ",
        ),
      },
      {
        heading: "Result",
        lines: [
          "The list below holds no record of the person who asked.",
          ...(facts.close > 0
            ? [
                `Records alike in two things or more: ${count(facts.close)}. A member of staff looked at them; they are somebody else’s.`,
              ]
            : []),
          near ? `Records that agree in one thing only: ${near}` : "No record agrees in even one thing.",
        ],
      },
      {
        heading: "What was searched",
        lines: [
          `Incident: ${facts.incident.code}, ${facts.incident.title}`,
          `Media concerned: ${facts.media.join(", ")}`,
          `Their catalog: ${count(facts.catalogRows)} rows`,
          `List: version ${list.version}, approved on ${dayEn(list.approvedOn)}; ${count(list.people)} people, ${count(list.documents)} papers`,
          ...(facts.received
            ? [`Papers received from ${dayEn(facts.received.from)} to ${dayEn(facts.received.to)}`]
            : []),
          `Value that stands for the list’s content (SHA-256): ${list.contentHash}`,
        ],
      },
      {
        heading: "How it was searched",
        lines: [
          ...(asked.name
            ? [
                `The name in ${count(spellings.name)} spellings: widths and variant characters made alike, and characters easily mistaken.`,
              ]
            : []),
          ...(asked.kana
            ? [`The kana in ${count(spellings.kana)} spellings, readings easily mistaken among them.`]
            : []),
          ...sentence(
            exactEn(asked),
            (exact) => `Compared whatever way they are written: ${exact.join(", ")}.`,
          ),
          "All of this was held against the list and against every row of the customer records behind it.",
        ],
      },
      {
        heading: "About this certificate",
        lines: [
          facts.notComplete.length > 0
            ? `When the list was approved, the catalog could not be said to name everything on these media: ${facts.notComplete.join(", ")}. Of papers the catalog does not name, this certificate can say nothing.`
            : "When the list was approved, nothing was found to be missing from the catalog of the media concerned.",
          "It rests on what was said when asking. If a name or address has changed, we will search for the earlier one as well.",
          `Issued by ${facts.organisation}, ${facts.issuedBy}`,
        ],
      },
    ],
  };
}

/** The certificate in both languages: exactly the words that are hashed, kept and printed. */
export function certificateWords(facts: CertificateFacts): { ja: CertificateWords; en: CertificateWords } {
  return { ja: inJapanese(facts), en: inEnglish(facts) };
}
