import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { previewMaster, readMaster } from "@/features/people/readers/master";
import {
  checkMapping,
  type MasterMapping,
  masterFields,
  requiredFields,
  suggestMapping,
} from "@/features/people/readers/master-fields";
import { masterColumns } from "../../seed/write-master";
import { bytesIn, cut, gathered, refusalOf } from "../lib/text-stream";
import { hanako, hanakoWith, headers, mapping } from "./master-file";

const rowsOf = (text: string, map: MasterMapping = mapping, size = 4096) =>
  gathered(readMaster(cut(text, [size]), map));
const recordOf = async (line: string) => {
  const [row] = await rowsOf(`${headers}\r\n${line}\r\n`);
  if (row?.outcome !== "record") throw new Error(`not a record: ${JSON.stringify(row)}`);
  return row.record;
};
describe("readMaster", () => {
  it("keeps every field as received and derives the keys beside it", async () => {
    expect(await recordOf(hanako)).toEqual({
      claimNumber: "C0000001",
      receivedOn: "平成24年10月25日",
      policyNumber: "P-1",
      insuredNumber: "0000123",
      insuredName: "髙橋　花子",
      insuredKana: "ﾀｶﾊｼ ﾊﾅｺ",
      birthDate: "S45.1.2",
      sex: "女",
      postcode: "〒100-0001",
      address: "東京都千代田区千代田１丁目２番３号, ハイツ山田101",
      phone: "０３ー００００ー１２３４",
      email: "",
      emailConsent: "",
      policyholderName: "高橋太郎",
      policyholderKana: "",
      policyholderRelation: "妻",
      guardianName: "",
      deceasedOn: "",
      bereavedName: "",
      bereavedRelation: "",
      beneficiaryName: "",
      proxyName: "",
      proxyRelation: "",
      claimNumberKey: "C0000001",
      insuredNumberKey: "0000123",
      policyNumberKey: "P-1",
      nameKey: "高橋花子",
      kanaKey: "タカハシハナコ",
      birthDateIso: "1970-01-02",
      receivedOnIso: "2012-10-25",
      deceasedOnIso: null,
      sexKey: "female",
      postcodeDigits: "1000001",
      addressKey: "東京都千代田区千代田1-2-3,ハイツ山田101",
      phoneKey: "0300001234",
      emailAddress: null,
      emailConsentGiven: null,
      warnings: [],
    });
  });

  it("rejects a line that is blank, short, long or without its claim number, each with line and reason", async () => {
    const lines = [
      hanako,
      "",
      "a,b",
      `${hanako},x`,
      hanakoWith("claimNumber", " "),
      hanakoWith("insuredNumber", ""),
      hanakoWith("insuredNumber", "1.23457E+11"),
      hanakoWith("insuredName", "山\0田"),
    ];
    const rows = await rowsOf([headers, ...lines].join("\n"));
    expect(
      rows.map((row) => [
        row.line,
        row.outcome,
        row.outcome === "rejected" ? row.reason : "",
        row.outcome === "rejected" ? row.column : undefined,
      ]),
    ).toEqual([
      [2, "record", "", undefined],
      [3, "rejected", "row.blank", undefined],
      [4, "rejected", "row.too-short", 2],
      [5, "rejected", "row.too-long", 19],
      [6, "rejected", "claim-number.missing", 1],
      [7, "record", "", undefined],
      [8, "rejected", "number.rounded", 4],
      [9, "rejected", "row.nul", undefined],
    ]);
    expect(rows.at(-1)).toMatchObject({ codePoint: "U+0000", raw: expect.stringContaining("山␀田") });
  });

  it.each([
    ["insuredName", "山\ue000田", { field: "insuredName", reason: "name.unprintable", codePoint: "U+E000" }],
    ["insuredName", "山\ufffd田", { field: "insuredName", reason: "name.unprintable", codePoint: "U+FFFD" }],
    ["insuredName", "山\u202e田", { field: "insuredName", reason: "name.unprintable", codePoint: "U+202E" }],
    [
      "policyholderName",
      "\ue757",
      { field: "policyholderName", reason: "name.unprintable", codePoint: "U+E757" },
    ],
    ["address", "千代田\ue001", { field: "address", reason: "address.unprintable", codePoint: "U+E001" }],
    ["insuredName", "", { field: "insuredName", reason: "name.missing" }],
    ["address", "　", { field: "address", reason: "address.missing" }],
    ["birthDate", "昭和64年1月8日", { field: "birthDate", reason: "date.outside-era" }],
    ["deceasedOn", "死亡", { field: "deceasedOn", reason: "date.not-a-date" }],
    ["insuredNumber", " ", { field: "insuredNumber", reason: "insured-number.missing" }],
    ["sex", "？", { field: "sex", reason: "sex.unreadable" }],
    ["postcode", "640804", { field: "postcode", reason: "postcode.unreadable" }],
    ["phone", "なし", { field: "phone", reason: "phone.unreadable" }],
    ["email", "a@b.example;c@b.example", { field: "email", reason: "email.more-than-one" }],
    ["email", "a@b.example\nBcc: c", { field: "email", reason: "email.line-break" }],
    ["email", "花子@例え.example", { field: "email", reason: "email.not-an-address" }],
    ["emailConsent", "たぶん", { field: "emailConsent", reason: "email-consent.unreadable" }],
  ] as const)("keeps a line whose %s is %j as a record with a warning", async (field, cell, warning) => {
    expect((await recordOf(hanakoWith(field, cell))).warnings).toEqual([warning]);
  });

  it("leaves rare but printable names without a warning and unchanged", async () => {
    for (const name of ["𠮷野　三郎", "渡邉\u{e0104}　太郎", "神谷　\ufa1b子", "槗本", " 山田 "]) {
      const record = await recordOf(hanakoWith("insuredName", name));
      expect(record.insuredName).toBe(name);
      expect(record.warnings).toEqual([]);
    }
  });

  it("reads one e-mail address, in whatever width it was typed, and who consents", async () => {
    const { emailAddress } = await recordOf(hanakoWith("email", "　ｔａｒｏ＠mail.example "));
    expect(emailAddress).toBe("taro@mail.example");
    for (const yes of ["有", "はい", "1", "TRUE", "同意する", "○"])
      expect((await recordOf(hanakoWith("emailConsent", yes))).emailConsentGiven).toBe(true);
    for (const no of ["無", "いいえ", "0", "no", "同意しない"])
      expect((await recordOf(hanakoWith("emailConsent", no))).emailConsentGiven).toBe(false);
  });

  it("restores cells neutralised on export", async () => {
    expect((await recordOf(hanakoWith("phone", "'+81-3-0000-1234"))).phoneKey).toBe("0300001234");
  });

  it("numbers lines physically: a cell with line ends counts them", async () => {
    const rows = await rowsOf([headers, hanakoWith("address", "千代田\n1-2-3"), hanako].join("\r\n"));
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
  });

  it.each([
    ["", "master.empty"],
    [`${headers},受付番号\n`, "csv.duplicate-header"],
    [`${headers},\n`, "csv.empty-header"],
    ["a,b\n1,2\n", "master.beyond-columns"],
    [`${headers}\n${hanako.replace("C0", '"C0')}\n`, "csv.stray-quote"],
    [`${headers}\n"${hanako}\n`, "csv.stray-quote"],
    [`${headers}\n${hanako.replaceAll('"', "").replace("C0", '"C0')}\n`, "csv.unclosed-quote"],
  ])("refuses the whole of %j as %s", async (text, reason) => {
    expect((await refusalOf(() => rowsOf(text)))?.reason).toBe(reason);
  });

  it("refuses a mapping that misses a required field or uses a column twice", async () => {
    const { claimNumber: _, ...without } = mapping;
    expect(await refusalOf(() => rowsOf(`${headers}\n`, without))).toEqual({
      reason: "master.field-missing",
      detail: { field: "claimNumber", column: null },
    });
    expect((await refusalOf(() => rowsOf(`${headers}\n`, { ...mapping, phone: 0 })))?.reason).toBe(
      "master.column-used-twice",
    );
  });
});

describe("suggestMapping", () => {
  it("finds every field in Japanese headers", () => {
    const all =
      "請求番号,受付日,証券番号,被保険者番号,被保険者氏名（漢字）,被保険者氏名（カナ）,生年月日,性別,郵便番号,住所,電話番号,契約者氏名,契約者氏名カナ,続柄,親権者氏名,死亡年月日,ご遺族氏名,遺族続柄,受取人氏名,代理人氏名,代理人続柄,電子メールアドレス,メール送信の同意";
    const found = suggestMapping(all.split(","));
    expect(Object.keys(found).sort()).toEqual([...masterFields].sort());
    expect(found.insuredName).toBe(4);
    expect(found.insuredKana).toBe(5);
    expect(found.policyholderName).toBe(11);
    expect(found.policyholderKana).toBe(12);
    expect(found.policyholderRelation).toBe(13);
    expect(found.bereavedRelation).toBe(17);
  });

  it("finds every field in English headers, in the ways people join words", () => {
    const all =
      "Claim No.,received_on,policyNumber,insured-number,Insured Name,insured_kana,Date of Birth,Sex,Postal code,Address,Phone,Policyholder name,policyholder_kana,policyholder_relation,guardian_name,deceased_on,bereaved_name,bereaved_relation,beneficiary_name,proxy_name,proxy_relation,E-mail,email_consent";
    expect(Object.values(suggestMapping(all.split(",")))).toHaveLength(masterFields.length);
    expect(suggestMapping(masterFields)).toEqual(
      Object.fromEntries(masterFields.map((field, i) => [field, i])),
    );
  });

  it("finds every field in the headers of our own demo master", () => {
    const notInTheDemo = ["beneficiaryName", "proxyName", "proxyRelation"];
    expect(Object.keys(suggestMapping(masterColumns)).sort()).toEqual(
      masterFields.filter((field) => !notInTheDemo.includes(field)).sort(),
    );
  });

  it.each([
    ["お客様番号", "insuredNumber"],
    ["氏名", "insuredName"],
    ["お名前", "insuredName"],
    ["フリガナ", "insuredKana"],
    ["ふりがな", "insuredKana"],
    ["氏名ｶﾅ", "insuredKana"],
    ["カナ氏名", "insuredKana"],
    ["ＴＥＬ", "phone"],
    ["〒", "postcode"],
    ["メールアドレス", "email"],
    ["Ｅメール", "email"],
    ["e-mail address", "email"],
    ["メール同意", "emailConsent"],
    ["メール配信の可否", "emailConsent"],
    ["現住所", "address"],
    ["受付 No", "claimNumber"],
    ["死亡日", "deceasedOn"],
    ["保険金受取人", "beneficiaryName"],
    ["受取人氏名", "beneficiaryName"],
    ["指定代理請求人", "proxyName"],
    ["代理人氏名", "proxyName"],
    ["代理人との続柄", "proxyRelation"],
  ])("takes %s for %s", (header, field) => expect(suggestMapping(["x", header])).toEqual({ [field]: 1 }));

  it("leaves out what it does not know and never gives one column to two fields", () => {
    expect(suggestMapping(["備考", "支店", "氏名コード"])).toEqual({});
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...headers.split(","), "氏名", "x"), { maxLength: 20 }),
        (some) => {
          const columns = Object.values(suggestMapping(some));
          expect(new Set(columns).size).toBe(columns.length);
          expect(
            checkMapping(suggestMapping(some), some.length).every((one) => one.problem === "missing"),
          ).toBe(true);
        },
      ),
    );
  });
});

describe("previewMaster", () => {
  const file = `${headers}\r\n${`${hanako}\r\n`.repeat(30)}`;

  it("shows encoding, headers, twenty rows and a mapping, also when the sample is cut anywhere", async () => {
    for (const encoding of ["cp932", "utf-8", "utf-16le"] as const) {
      const bytes = bytesIn(encoding, file);
      for (let length = bytes.length - 5; length <= bytes.length; length++) {
        const preview = await previewMaster(bytes.subarray(0, length), { truncated: true });
        expect(preview).toMatchObject({ encoding, delimiter: ",", problems: [], suggestedMapping: mapping });
        expect(preview.rows).toHaveLength(20);
        expect(preview.headers).toEqual(headers.split(","));
      }
    }
  });

  it("never shows a half line of a cut sample", async () => {
    const bytes = bytesIn("cp932", `${headers}\r\n${hanako}\r\n${hanako}`);
    const preview = await previewMaster(bytes.subarray(0, bytes.length - 20), { truncated: true });
    expect(preview.rows).toHaveLength(1);
    expect(preview.problems).toEqual([]);
  });

  it("reads tabs and semicolons", async () => {
    const preview = await previewMaster(bytesIn("utf-8", "受付番号\t被保険者番号\t氏名\n1\t2\t山田\n"));
    expect(preview).toMatchObject({ delimiter: "\t", rows: [["1", "2", "山田"]], problems: [] });
  });

  it.each([
    ["a zip", Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2]), "file.is-zip"],
    ["nothing", new Uint8Array(0), "text.empty"],
    ["a header only", bytesIn("utf-8", `${headers}\n`), "master.no-rows"],
    ["a doubled header", bytesIn("utf-8", `${headers},住所\n`), "csv.duplicate-header"],
    ["an unclosed quote", bytesIn("utf-8", `${headers}\n"x,y\n`), "csv.unclosed-quote"],
    ["a short row", bytesIn("utf-8", `${headers}\nx\n`), "row.too-short"],
    ["no known headers", bytesIn("utf-8", "a,b\n1,2\n"), "master.field-missing"],
    ["a wrong byte", Uint8Array.from([...bytesIn("cp932", file), 0x88, 0x20]), "text.undecodable"],
  ])("says what is wrong with %s instead of throwing", async (_name, bytes, reason) => {
    expect((await previewMaster(bytes)).problems[0]?.reason).toBe(reason);
  });

  it("asks for exactly the fields nothing can be joined without", () => {
    expect(checkMapping({}, 3).map((one) => one.field)).toEqual([...requiredFields]);
  });
});
