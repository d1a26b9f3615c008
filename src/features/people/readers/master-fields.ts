import {
  type ColumnMapping,
  type ColumnProblem,
  checkColumns,
  headerKey,
  suggestColumns,
} from "@/lib/column-mapping";

/** What a customer master can tell us of a person; one column each. */
export const masterFields = [
  "claimNumber",
  "receivedOn",
  "policyNumber",
  "insuredNumber",
  "insuredName",
  "insuredKana",
  "birthDate",
  "sex",
  "postcode",
  "address",
  "phone",
  "email",
  "emailConsent",
  "policyholderName",
  "policyholderKana",
  "policyholderRelation",
  "guardianName",
  "deceasedOn",
  "bereavedName",
  "bereavedRelation",
  "beneficiaryName",
  "proxyName",
  "proxyRelation",
] as const;

export type MasterField = (typeof masterFields)[number];

export type MasterMapping = ColumnMapping<MasterField>;

/** Without these no line can be joined to a document or tell whom it concerns. */
export const requiredFields: readonly MasterField[] = ["claimNumber", "insuredName"];

// Headers as keyed by `headerKey`; the first header that fits a field takes it, stricter patterns first.
const headerPatterns: readonly (readonly [MasterField, RegExp])[] = [
  [
    "claimNumber",
    /^(?:給付金?|保険金)?(?:請求書?|受付|事案|クレーム)(?:番号|no|id)$|^claim(?:no|number|id)?$/,
  ],
  [
    "receivedOn",
    /^(?:請求書?|書類)?(?:受付|受領|受理)(?:年月)?日$|^(?:received(?:on|date|at)?|dateofreceipt)$/,
  ],
  ["policyNumber", /^(?:保険)?(?:証券|証書|契約)(?:番号|no)$|^policy(?:no|number|id)$/],
  [
    "insuredNumber",
    /^(?:被保険者|顧客|お?客[様さ]ま?|加入者)(?:番号|no|id|コード)$|^(?:insured|customer|client|member)(?:no|number|id|code)$/,
  ],
  [
    "policyholderKana",
    /^(?:ご?契約者)(?:氏?名|お名前)?(?:カナ|フリガナ|ヨミ)|^(?:カナ)契約者|^policyholder(?:name)?kana$/,
  ],
  ["policyholderRelation", /^(?:ご?契約者)?(?:との)?(?:続柄|関係)$|^(?:policyholder)?relation(?:ship)?$/],
  ["policyholderName", /^ご?契約者(?:氏?名|お名前|名義)?(?:漢字)?$|^policyholder(?:name)?$/],
  [
    "proxyRelation",
    /^(?:請求)?(?:代理人|代理請求人)(?:との)?(?:続柄|関係)$|^(?:proxy|agent|attorney)relation(?:ship)?$/,
  ],
  [
    "proxyName",
    /^(?:指定|請求)?(?:代理請求人|代理人|代理者)(?:氏?名|お名前)?(?:漢字)?$|^(?:proxy|agent|attorney)(?:name)?$/,
  ],
  [
    "beneficiaryName",
    /^(?:保険金|給付金)?(?:受取人|受益者)(?:氏?名|お名前)?(?:漢字)?$|^beneficiary(?:name)?$/,
  ],
  ["guardianName", /^(?:親権者|法定代理人|後見人|保護者)(?:氏?名|お名前)?(?:漢字)?$|^guardian(?:name)?$/],
  ["bereavedRelation", /^ご?遺族(?:との)?(?:続柄|関係)$|^bereaved(?:family)?relation(?:ship)?$/],
  ["bereavedName", /^ご?遺族(?:代表)?(?:者)?(?:氏?名|お名前)?(?:漢字)?$|^bereaved(?:family)?(?:name)?$/],
  ["deceasedOn", /^(?:ご?死亡|ご?逝去)(?:年月)?日?$|^(?:deceased(?:on|date|at)?|dateofdeath|deathdate)$/],
  [
    "insuredKana",
    /^(?:被保険者|お客[様さ]ま?)?(?:氏?名|お名前)?(?:カナ|フリガナ|ヨミガナ|ヨミ)(?:氏?名)?$|^(?:insured|customer)?(?:full)?(?:name)?(?:kana|reading)$/,
  ],
  [
    "insuredName",
    /^(?:被保険者|お?客[様さ]ま?|顧客)(?:氏?名|お名前)?(?:漢字)?$|^(?:氏名|お名前|名前|姓名|漢字氏名)(?:漢字)?$|^(?:insured|customer|full)?name(?:kanji)?$/,
  ],
  ["birthDate", /^(?:被保険者)?(?:生年月日|誕生日)$|^(?:birthda(?:te|y)|dateofbirth|dob)$/],
  ["sex", /^(?:被保険者)?性別$|^(?:sex|gender)$/],
  ["postcode", /^(?:被保険者|住所)?(?:郵便番号|〒)$|^(?:post(?:al)?code|zip(?:code)?)$/],
  ["address", /^(?:被保険者|現|ご)?住所(?:漢字)?$|^(?:postal|mailing)?address$/],
  [
    "phone",
    /^(?:被保険者)?(?:電話番号|電話|連絡先(?:電話番号)?|tel|telno)$|^(?:phone|telephone)(?:no|number)?$/,
  ],
  [
    "emailConsent",
    /^(?:(?:e|電子)?メール)(?:配信|連絡|送信|受信|送付)?(?:の)?(?:同意|承諾|許諾|可否)(?:の?有無|フラグ)?$|^e?mail(?:consent|optin|permission|allowed)$/,
  ],
  [
    "email",
    /^(?:被保険者|お客[様さ]ま?)?(?:(?:e|電子)?メール)(?:アドレス)?$|^(?:被保険者|お客[様さ]ま?)?(?:e?mail)(?:address|アドレス)?$/,
  ],
];

/** Guesses which column holds what from Japanese or English headers; what it cannot tell it leaves out. */
export function suggestMapping(headers: readonly string[]): MasterMapping {
  return suggestColumns(headers, headerPatterns, insuredHeaderKey);
}

function insuredHeaderKey(header: string): string {
  const plain = headerKey(header);
  return /^insured(?:name|kana|birth|sex|post|address|phone|email)/.test(plain)
    ? plain.replace(/^insured(?!name|kana)/, "")
    : plain;
}

export type MappingProblem = ColumnProblem<MasterField>;

/** What stands in the way of reading a file of `columns` columns with this mapping; empty when nothing does. */
export function checkMapping(mapping: MasterMapping, columns: number): MappingProblem[] {
  return checkColumns(masterFields, requiredFields, mapping, columns);
}
