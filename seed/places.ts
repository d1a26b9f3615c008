import { municipalities } from "./municipalities";
import { toFullWidthDigits } from "./names";
import type { Random } from "./random";

/** Where someone lives. Municipality real, town and everything below it invented. */
export interface Home {
  readonly municipality: string;
  readonly town: string;
  /** Seven digits, no hyphen; the first three are the municipality's, the rest invented. */
  readonly postcode: string;
  readonly areaCode: string;
  readonly block: readonly [chome: number, banchi: number, house: number];
  /** Building and room, or empty. */
  readonly building: string;
}

const towns =
  "星待町 虹架町 風見ヶ浦 雲渡 月読ヶ丘 見本町 空見本台 霧笛台 試山町 仮屋敷台 花便町 夢渡町 鈴音ヶ原 朝凪見台 夕映見町 光風野台 木霊町 水鏡台 銀河見町 若葉見本 雪待町 音羽見台 潮騒見町 茜雲町 露草見台 桜待町 歌詠町 物語台 言伝町 手紙町 絵日記町 折鶴台 紙風船町 蛍待町 千草見台 陽溜町".split(
    " ",
  );

const buildings = [
  (r: Random) => `見本ハイツ${roomOf(r)}号室`,
  (r: Random) => `コーポ例示${r.pick(["A", "B", "C"])}棟${roomOf(r)}`,
  (r: Random) => `メゾン・ド・ミホン ${roomOf(r)}`,
  (r: Random) => `架空荘${r.int(1, 9)}号`,
  (r: Random) => `レジデンス仮名野Ⅱ ${roomOf(r)}号`,
  (r: Random) =>
    `グランドパレス見本中央公園イーストタワー弐番館${r.int(10, 39)}${String(r.int(1, 12)).padStart(2, "0")}号室`,
  () => "見本様方",
] as const;

function roomOf(random: Random): string {
  return `${random.int(1, 9)}0${random.int(1, 9)}`;
}

function postcodeOf(municipality: number, town: number): string {
  // Never …00: those stand for a whole delivery area and allow no customer barcode.
  const last = ((municipality * 7 + town) % 90) * 100 + 1 + ((municipality * 37 + town * 13) % 99);
  return municipalities[municipality]!.postcodeStart + String(last).padStart(4, "0");
}

/** A home anywhere in the country. */
export function drawHome(random: Random): Home {
  const municipality = random.int(0, municipalities.length - 1);
  const town = random.int(0, towns.length - 1);
  return {
    municipality: municipalities[municipality]!.name,
    areaCode: municipalities[municipality]!.areaCode,
    town: towns[town]!,
    postcode: postcodeOf(municipality, town),
    ...drawHouse(random),
  };
}

/** Another house in the same town. */
export function drawNeighbour(random: Random, home: Home): Home {
  let house = drawHouse(random);
  while (house.block.join() === home.block.join()) house = drawHouse(random);
  return { ...home, ...house };
}

function drawHouse(random: Random): Pick<Home, "block" | "building"> {
  return {
    block: [random.int(1, 8), random.int(1, 40), random.int(1, 30)],
    building: random.chance(0.35) ? random.pick(buildings)(random) : "",
  };
}

export const addressStyles = ["marked", "hyphen", "full-width", "kanji-chome"] as const;
export type AddressStyle = (typeof addressStyles)[number];

/** One line as it stands in a customer master, the block written in one of four ways. */
export function addressLine(home: Home, style: AddressStyle): string {
  const [chome, banchi, house] = home.block;
  const blocks: Record<AddressStyle, string> = {
    marked: `${chome}丁目${banchi}番${house}号`,
    hyphen: `${chome}-${banchi}-${house}`,
    "full-width": toFullWidthDigits(`${chome}-${banchi}-${house}`),
    "kanji-chome": `${"一二三四五六七八"[chome - 1]}丁目${banchi}番地${house}`,
  };
  const building = style === "full-width" ? toFullWidthDigits(home.building) : home.building;
  return `${home.municipality}${home.town}${blocks[style]}${building && `　${building}`}`;
}

/**
 * A number that cannot ring: after the area code, and after 0A0 of a mobile number, the next digit is never 0
 * in Japan's numbering plan (電気通信番号規則: 市内局番 begin with 2–9, mobile blocks with 1–9).
 */
export function drawPhone(random: Random, areaCode: string): string {
  const line = String(random.int(0, 9999)).padStart(4, "0");
  if (random.chance(0.6)) return `${random.pick(["070", "080", "090"])}-0000-${line}`;
  return `${areaCode}-${"0".repeat(6 - areaCode.length)}-${line}`;
}
