import bwip from "bwip-js/node";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressNumber, afterTown, customerBarcode } from "@/lib/japan/customer-barcode";

const controlNames = ["CC1", "CC2", "CC3", "CC4", "CC5", "CC6", "CC7", "CC8"];

function barcodeOf(postcode: string | null, address: string) {
  const made = customerBarcode(postcode, address);
  if (!made.ok) throw new Error(made.because);
  return made.barcode;
}

/** As the manual writes it: `91000673-80-25 CC1 9 1-2 CC1`. */
const written = (codes: string) =>
  codes.replace(/[a-h]/g, (code) => ` ${controlNames["abcdefgh".indexOf(code)]} `).replaceAll("  ", " ");

describe("customer barcode", () => {
  it("takes the manual's address numbers out of what follows the town", () => {
    const vectors: [string, string][] = [
      ["3丁目30-8 郵便ビル403号", "3-30-8-403"],
      ["南田茂木 添60-1", "60-1"],
      ["5-6-3 ABCビル10F", "5-6-3-10"],
      ["4丁目 郵便センター6号館", "4-6"],
      ["韮崎400", "400"],
      ["東3丁目-20-5 郵便・A&bコーポB604号", "3-20-5B604"],
      ["十一丁目六番地一号 郵便タワー601", "11-6-1-601"],
      ["第二十一地割大淵川480", "21-480"],
      ["四丁六番十九号", "4-6-19"],
      ["南七線 西28", "7-28"],
      ["6丁目7-14 ABCビル2F", "6-7-14-2"],
      ["9丁目7-6 郵便シティA棟1F1号", "9-7-6A1-1"],
      ["6-7 LプラザB106", "6-7LB106"],
      ["29丁目1524-23 第2郵便ハウス501", "29-1524-23-2-501"],
      ["3丁目80-25 J1ビル2-B", "3-80-25J1-2B"],
    ];
    for (const [text, number] of vectors) expect(addressNumber(text), text).toBe(number);
  });

  it("makes the manual's golden codes and check digits, cut at thirteen and filled with CC4", () => {
    const first = barcodeOf("100-0013", "東京都千代田区霞が関1丁目3番2号　郵便プラザ503室");
    expect(first.codes).toBe("10000131-3-2-503dddd");
    expect(first.check).toBe("9");
    expect(barcodeOf("0640804", "北海道札幌市中央区南四条西29丁目1524-23 第2郵便ハウス501").codes).toBe(
      "064080429-1524-23-2-",
    );
    expect(written(barcodeOf("910-0067", "福井県福井市新田塚3丁目80-25 J1ビル2-B").codes)).toBe(
      "91000673-80-25 CC1 91-2 CC1 ",
    );
    expect(written(barcodeOf("273-0102", "鎌ケ谷市右京塚東3丁目-20-5 郵便・A&bコーポB604号").codes)).toBe(
      "27301023-20-5 CC1 1604 CC4 CC4 ",
    );
  });

  it("finds where the town ends in an address that is one text", () => {
    const addresses: [string, string][] = [
      ["東京都千代田区霞が関1-3-2", "1-3-2"],
      ["東京都千代田区霞が関１丁目３番２号", "1-3-2"],
      ["東京都千代田区霞が関一丁目三番二号", "1-3-2"],
      ["東京都千代田区霞が関１－３－２", "1-3-2"],
      ["東京都千代田区霞が関1ー3−2 5F", "1-3-2-5"],
      ["〒100-0013 東京都千代田区霞が関1-3-2", "1-3-2"],
      ["〒1000013東京都千代田区霞が関1-3-2", "1-3-2"],
      ["東京都千代田区三番町6-26", "6-26"],
      ["東京都千代田区3番町6-26", "6-26"],
      ["東京都中央区八丁堀三丁目2番1号", "3-2-1"],
      ["東京都港区麻布十番2-3-10", "2-3-10"],
      ["東京都港区麻布十番二丁目3番10号", "2-3-10"],
      ["和歌山県和歌山市六番丁5", "5"],
      ["愛知県名古屋市中区三の丸3-1-1", "3-1-1"],
      ["東京都台東区三ノ輪1-2-3", "1-2-3"],
      ["北海道札幌市東区北6条東4丁目1-2", "4-1-2"],
      ["北海道札幌市東区北１６条西１２丁目１－２", "12-1-2"],
      ["北海道札幌市東区北六条東4丁目", "4"],
      ["北海道旭川市4条通8丁目右1号", "8-1"],
      ["北海道帯広市稲田町南七線西28", "7-28"],
      ["岩手県宮古市津軽石第二十一地割大淵川480", "21-480"],
      ["大阪府堺市堺区中田出井町四丁六番十九号", "4-6-19"],
      ["京都府京都市中京区烏丸通二条下ル二条殿町552", "552"],
      ["新潟県長岡市中之島1234番地の5", "1234-5"],
      ["茨城県水戸市内原町字中山十二番地ノ三号", "12-3"],
      ["千葉県千葉市緑区おゆみ野南二の三", "2"],
      ["石川県金沢市ろ二十五番地甲", "25"],
      ["神奈川県横浜市西区みなとみらい2丁目2番1号ランドマークタワー12階B-3", "2-2-1-12B3"],
      ["東京都新宿区西新宿2-8-1メゾンⅡ203号室", "2-8-1-203"],
      ["東京都新宿区西新宿2-8-1ＡＢＣビル　Ｂ１Ｆ", "2-8-1B1"],
      ["東京都新宿区西新宿二丁目八番一号二〇三号室", "2-8-1-203"],
      ["埼玉県さいたま市緑区緑町D-12-3", "D12-3"],
      ["北海道白老郡白老町字社台無番地", ""],
      ["1-2-3 Kasumigaseki, Chiyoda-ku, Tokyo", "1-2-3"],
    ];
    for (const [address, number] of addresses) {
      expect(addressNumber(afterTown(address)), address).toBe(number);
    }
  });

  it("makes none without a postcode, for a malformed one or for one that stands for a municipality", () => {
    expect(customerBarcode(null, "霞が関1-1")).toEqual({ ok: false, because: "no-postcode" });
    expect(customerBarcode("12-34", "霞が関1-1")).toEqual({ ok: false, because: "no-postcode" });
    expect(customerBarcode("100-0000", "霞が関1-1")).toEqual({
      ok: false,
      because: "representative-postcode",
    });
  });

  const postcode = fc
    .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 99 }))
    .map(([a, b]) => String(a).padStart(5, "0") + String(b).padStart(2, "0"));
  const address = fc.string({
    unit: fc.constantFrom(..."0123456789-－ABCFZabc一二十〇丁目番地号線のノ町ビル階　 &/・."),
    maxLength: 40,
  });

  it("has 20 codes of the alphabet, 67 bars and a sum with its check that 19 divides, for any address", () => {
    fc.assert(
      fc.property(postcode, address, (code, text) => {
        const { codes, check, bars } = barcodeOf(code, text);
        expect(codes).toMatch(/^\d{7}[0-9a-h-]{13}$/);
        expect(bars).toMatch(/^13[1-4]{63}31$/);
        const sum = [...codes, check].reduce((all, one) => all + "0123456789-abcdefgh".indexOf(one), 0);
        expect(sum % 19).toBe(0);
      }),
    );
  });

  it("draws the bars another encoder draws", () => {
    fc.assert(
      fc.property(postcode, address, (code, text) => {
        const number = addressNumber(afterTown(text));
        const { bars, check } = barcodeOf(code, text);
        // The other encoder takes no more than it can draw, and draws a check digit 0 as a start.
        fc.pre(number.length + number.replace(/[^A-Z]/g, "").length <= 13 && check !== "0");
        expect(barsOf(`${code}${number}`)).toBe(bars);
      }),
      { numRuns: 300 },
    );
  });
});

/** bwip-js gives each bar's height and where it begins. */
function barsOf(text: string): string {
  const [drawn] = bwip.raw({ bcid: "japanpost", text }) as unknown as { bhs: number[]; bbs: number[] }[];
  if (!drawn) throw new Error("nothing drawn");
  const top = Math.max(...drawn.bhs.map((height, i) => height + (drawn.bbs[i] ?? 0)));
  return drawn.bhs
    .map((height, i) => {
      const low = (drawn.bbs[i] ?? 0) < 1e-6;
      const high = height + (drawn.bbs[i] ?? 0) > top - 1e-6;
      return low && high ? 1 : high ? 2 : low ? 3 : 4;
    })
    .join("");
}
