import { readFileSync } from "node:fs";
import { type CompiledLetter, compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import { openLetterFont } from "@/features/letters/typeset/font";
import type { LetterPiece, LetterValues } from "@/features/letters/typeset/piece";
import { setRun } from "@/features/letters/typeset/set-run";
import type { Print } from "@/features/letters/typeset/styles";

const open = (weight: string) =>
  openLetterFont(
    readFileSync(`node_modules/@expo-google-fonts/noto-serif-jp/${weight}/NotoSerifJP_${weight}.ttf`),
  );

export const fonts = { regular: open("400Regular"), bold: open("600SemiBold") };

/** Every template we ship, with how its envelope closes. */
export const honorificOf = {
  insured: "様",
  policyholder: "様",
  guardian: "保護者様",
  bereaved: "ご遺族様",
  proxy: "代理人様",
  "insured-en": "",
  "policyholder-en": "",
  "guardian-en": "The parent or guardian of",
  "bereaved-en": "The family of",
  "proxy-en": "The representative of",
} as const;
export const templateNames = Object.keys(honorificOf) as (keyof typeof honorificOf)[];

export const templateSource = (name: string): string =>
  readFileSync(`templates/letters/${name}/v1/letter.md`, "utf8");

/** An invented case, as an incident manager would describe it. */
export const constants: LetterValues = {
  letter_date: "2014-03-12",
  organisation: "あおぞら生命保険株式会社",
  department: "お客様サービス部",
  representative: "取締役社長　青空　太郎",
  medium: "磁気テープ2本",
  outline:
    "当社の委託先であるあおぞらシステム株式会社において、保管しているはずの磁気テープ2本の所在が分からなくなりました。保管庫と関係先をくまなく捜しましたが、今日まで発見できておりません。",
  contents: "保険金・給付金のご請求書類の画像",
  received_from: "2012-10-25",
  received_to: "2012-11-16",
  discovered_on: "2014-02-20",
  cause:
    "平成24年12月に装置から取り出した際、保管庫への入庫の確認を怠り、その後の2度の棚卸しでも所在の確認が不十分であったことによるものです。",
  secondary_harm:
    "現在のところ、この情報が不正に使われた事実は確認しておりません。テープの読み取りには専用の装置が必要ですが、第三者の手に渡ったおそれは否定できません。",
  response:
    "警察に届け出るとともに、監督官庁に報告いたしました。テープの受渡しと棚卸しの方法を改め、外部の監査を受けてまいります。",
  hotline_name: "本件専用フリーダイヤル（通話料無料）",
  hotline_number: "0120-000-000",
  hotline_hours: [
    "3月13日から3月16日まで　平日 9時～19時、土日 9時～18時",
    "3月17日から　平日 9時～18時（土日祝日は休業）",
  ],
  call_promised: true,
  not_included: "口座番号、クレジットカードの番号、マイナンバーは記録されていませんでした。",
};

/** The same case for letters in English. */
export const englishConstants: LetterValues = {
  organisation: "Aozora Life Insurance Company",
  department: "Customer Services",
  representative: "Taro Aozora, President",
  medium: "two magnetic tapes",
  outline:
    "Two tapes that should have been in the vault of our contractor, Aozora Systems, cannot be found. The vault and every other place they may have been taken to were searched, without success so far.",
  contents: "images of papers sent to us with claims",
  cause:
    "When the tapes were taken out of the drive in December 2012, nobody confirmed that they reached the vault, and two stocktakes did not notice that they were absent.",
  secondary_harm:
    "We have no sign that the information has been misused. Reading the tapes takes special equipment, but we cannot rule out that somebody else has them.",
  response:
    "We have told the police and the supervising authority. We are changing how tapes are handed over and counted, and will have this audited from outside.",
  hotline_name: "Our line for this matter (free of charge)",
  hotline_hours: [
    "13–16 March: weekdays 9:00–19:00, weekends 9:00–18:00",
    "From 17 March: weekdays 9:00–18:00",
  ],
  not_included: "Account numbers, credit card numbers and My Number were not recorded.",
};

const compiled = new Map<string, CompiledLetter>();

/** A template with the constants of the case; compiled once. */
export function compileSample(
  name: string,
  source = templateSource(name),
  print: Print = "normal",
): CompiledLetter {
  const known = compiled.get(print + source);
  if (known) return known;
  const said = source.includes("language: en") ? { ...constants, ...englishConstants } : constants;
  const made = compileLetter({ templateSource: source, constants: said, envelope: chokei3, fonts, print });
  compiled.set(print + source, made);
  return made;
}

type Changes = { addressee?: Partial<LetterPiece["addressee"]>; values?: LetterValues };

/** The letter to 山田花子, changed where a test needs it. */
export function samplePiece(sequence = 1, changes: Changes = {}): LetterPiece {
  return {
    letterId: `letter-${sequence}`,
    inquiryNumber: "K7Q2-M9PX-3R",
    sequence,
    generation: 1,
    addressee: {
      postcode: "1500001",
      addressLines: ["東京都渋谷区神宮前9丁目99番99号", "青葉コーポラス神宮前壱番館1203号室"],
      name: "山田　花子",
      honorific: "様",
      ...changes.addressee,
    },
    values: {
      name: "山田花子",
      lost_clause: [
        "当社作成書類（ご請求書）1通：お名前、ご住所（記録されていました）",
        "診断書2通：お名前、性別、生年月日、ご病気やおけがに関する情報（2通のうち1通は、一部が記録されていた可能性があります）",
      ],
      ...changes.values,
    },
  };
}

const families = "佐藤 鈴木 髙橋 田中 伊藤 渡邊 山本 中村 小林 加藤 𠮷田 山﨑 佐々木 瀨川 濵田 齋藤".split(
  " ",
);
const given =
  "花子 太郎 一郎 美咲 健太 さくら 大輔 陽子 直樹 由美子 恵 翔 真由美 和也 千尋 浩二 槗 鷗子 徳 德".split(
    " ",
  );

/** People whose names, addresses and numbers all differ from each other's, and none of which contains another. */
export function samplePieces(count: number): LetterPiece[] {
  return Array.from({ length: count }, (_, i) => {
    const family = families[i % families.length] as string;
    const first = given[Math.floor(i / families.length) % given.length] as string;
    const order = String(i).padStart(5, "0");
    const name = `${family}${first}`;
    return {
      ...samplePiece(i + 1, {
        addressee: {
          postcode: `9${order.slice(0, 2)}-${order.slice(1)}`,
          addressLines: [`架空県仮想市例示町${i + 1}番地`, i % 3 === 0 ? `見本荘${order}号室` : ""],
          name,
        },
        values: { name },
      }),
      letterId: `letter-${order}`,
      inquiryNumber: `Q${order}-M9PX-3R`,
    };
  });
}

export const sampleRun = { label: "R0001", code: "K7Q2MD4X0A", createdAt: new Date("2014-03-12T00:00:00Z") };

/** What of theirs was lost, in English. */
export const englishClause = [
  "Claim form (1): name, address",
  "Medical certificate (2): name, sex, date of birth, medical information; part of it may have been recorded",
];

/** A run as bytes, with what the typesetter says of it. */
export async function setSampleRun(name: string, pieces: LetterPiece[], source?: string, print?: Print) {
  const chunks: Uint8Array[] = [];
  const result = await setRun(compileSample(name, source, print), sampleRun, pieces, (bytes) => {
    chunks.push(bytes);
  });
  return { ...result, pdf: Buffer.concat(chunks) };
}
