import type { MasterField } from "@/features/people/readers/master-fields";
import { suggestMapping } from "@/features/people/readers/master-fields";

/** A master's header row and one invented person's line. */
export const headers =
  "受付番号,受付日,証券番号,被保険者番号,被保険者名,被保険者カナ,生年月日,性別,郵便番号,住所,電話番号,契約者名,続柄,親権者名,死亡日,ご遺族名,メール,メール同意";
export const hanako =
  'C0000001,平成24年10月25日,P-1,0000123,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ,S45.1.2,女,〒100-0001,"東京都千代田区千代田１丁目２番３号, ハイツ山田101",０３ー００００ー１２３４,高橋太郎,妻,,,,,';
export const mapping = suggestMapping(headers.split(","));

/** hanako with one cell changed. */
export const hanakoWith = (field: MasterField, cell: string) => {
  const cells = [
    "C0000001",
    "2012-10-25",
    "P-1",
    "0000123",
    "髙橋　花子",
    "ﾀｶﾊｼ ﾊﾅｺ",
    "S45.1.2",
    "女",
    "100-0001",
    "千代田1-2-3",
    "03-0000-1234",
    "高橋太郎",
    "妻",
    "",
    "",
    "",
    "",
    "",
  ];
  cells[mapping[field] ?? -1] = `"${cell.replaceAll('"', '""')}"`;
  return cells.join(",");
};
