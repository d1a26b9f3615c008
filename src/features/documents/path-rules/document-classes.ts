/**
 * How carefully an item of information is to be held. `special-care` is 要配慮個人情報 (個人情報保護法 2条3項);
 * `unknown` is what nobody can tell without seeing the paper.
 */
export type Sensitivity = "ordinary" | "financial" | "identity" | "special-care" | "unknown";

/** An item of information a paper tells about a person. */
export type DataElement = {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
  readonly sensitivity: Sensitivity;
  readonly specialCare: boolean;
  /** Whose it is. Absent: the insured person's. */
  readonly of?: RoleInDocument;
};

/** As what a person stands in a paper. */
export type RoleInDocument =
  | "insured"
  | "policyholder"
  | "beneficiary"
  | "guardian"
  | "proxy"
  | "bereaved-family";

export const sensitivities: readonly Sensitivity[] = [
  "ordinary",
  "financial",
  "identity",
  "special-care",
  "unknown",
];

function element(code: string, ja: string, en: string, sensitivity: Sensitivity): DataElement {
  return { code, ja, en, sensitivity, specialCare: sensitivity === "special-care" };
}

export const dataElements = {
  name: element("name", "氏名", "Name", "ordinary"),
  address: element("address", "住所", "Address", "ordinary"),
  sex: element("sex", "性別", "Sex", "ordinary"),
  birthDate: element("birth-date", "生年月日", "Date of birth", "ordinary"),
  medical: element("medical", "傷病名・診療に関する情報", "Medical data", "special-care"),
  amount: element("amount", "支払金額", "Amount paid", "financial"),
  identityNumber: element(
    "identity-number",
    "本人確認書類の番号",
    "Number of the identity paper",
    "identity",
  ),
  otherContent: element("other-content", "その他書類の記載内容", "Content of another paper", "unknown"),
} as const;

/** A kind of paper. `words` are how folder and file names call it. */
export type DocumentClass = {
  readonly code: string;
  readonly name: string;
  readonly ja: string;
  readonly en: string;
  readonly words: readonly string[];
  readonly elements: readonly DataElement[];
};

const { name, address, sex, birthDate, medical, amount, identityNumber, otherContent } = dataElements;

/** The classes of the case, by the two letters in an image's name. */
export const documentClasses: readonly DocumentClass[] = [
  {
    code: "SK",
    name: "company-form",
    ja: "当社作成書類",
    en: "Company form",
    words: ["請求書", "当社作成書類"],
    elements: [name, address],
  },
  {
    code: "SD",
    name: "medical-certificate",
    ja: "診断書",
    en: "Medical certificate",
    words: ["診断書"],
    elements: [name, sex, birthDate, medical],
  },
  {
    code: "RC",
    name: "receipt",
    ja: "領収書",
    en: "Receipt",
    words: ["領収書"],
    elements: [name, amount, medical],
  },
  {
    code: "ID",
    name: "identity-paper",
    ja: "本人確認書類",
    en: "Identity paper",
    words: ["本人確認書類"],
    elements: [name, address, birthDate, identityNumber],
  },
  {
    code: "DX",
    name: "other-paper",
    ja: "その他の書類",
    en: "Other paper",
    words: ["その他"],
    elements: [name, otherContent],
  },
];
