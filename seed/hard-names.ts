import { nameParts } from "./name-parts";

/** A person whose name is hard to read, to match or to print. `why` says which difficulty. */
export interface HardName {
  /** One entry a spelling found in the records of the same person; family and given. */
  readonly spellings: readonly (readonly [family: string, given: string])[];
  readonly kana: readonly [family: string, given: string];
  readonly why: string;
}

const lists: readonly (readonly [why: string, list: string])[] = [
  [
    "a variant that CP932 holds as an IBM extension",
    `\u9ad9橋=タカハシ 一郎=イチロウ \u9ad9木=タカギ 恵=メグミ 山\ufa11=ヤマザキ 誠=マコト 宮\ufa11=ミヤザキ 香織=カオリ
     \u5fb7永=トクナガ 浩一=コウイチ 廣\u7028=ヒロセ 澄子=スミコ \u6ff5田=ハマダ 勇=イサム \u9ed1木=クロキ 直樹=ナオキ \u589e田=マスダ 修=オサム`,
  ],
  [
    "a compatibility ideograph that NFC would change",
    `\ufa19田=カンダ 茂=シゲル \ufa1b島=フクシマ 和子=カズコ 大\ufa10=オオツカ 進=ススム 石田=イシダ \ufa1c子=ヤスコ
     中村=ナカムラ \ufa1a子=ショウコ \ufa16俣=イノマタ 健二=ケンジ \ufa26築=ツヅキ 明美=アケミ \ufa2a島=イイジマ \ufa12=ハル
     川上=カワカミ \ufa1d一=セイイチ 田村=タムラ \ufa18子=レイコ \ufa1e田=ハネダ \ufa17美=マスミ \ufa25見=ヘンミ \uf9dc=タカシ`,
  ],
  [
    "an old form that stands for itself",
    `渡邊=ワタナベ 勝=マサル 渡邉=ワタナベ 孝子=タカコ 齋藤=サイトウ 清=キヨシ 齊藤=サイトウ 清=キヨシ 斎藤=サイトウ 清=キヨシ
     斉藤=サイトウ 清=キヨシ 櫻澤=サクラザワ 壽子=トシコ 瀧澤=タキザワ 龍之介=リュウノスケ 眞壁=マカベ 實=ミノル 國廣=クニヒロ 榮=サカエ
     嶌田=シマダ 禮子=レイコ 桒原=クワバラ 惠=メグミ 邊土名=ヘントナ 彌生=ヤヨイ 籔内=ヤブウチ 藏之助=クラノスケ`,
  ],
  [
    "one character each",
    `林=ハヤシ 一=ハジメ 原=ハラ 元=ハジメ 森=モリ 林=シゲル 東=アズマ 東=アズマ 二=ニ 三=ミツ 乙=キノト 光=ヒカル`,
  ],
  [
    "a very long name",
    `勅使河原=テシガワラ 喜右衛門之丞=キエモンノジョウ 武者小路=ムシャノコウジ 美津多恵子=ミツタエコ 小比類巻=コヒルイマキ 琉璃愛羅=ルリアイラ
     左衛門三郎=サエモンサブロウ 虎之助=トラノスケ 四月一日=ワタヌキ 八月一日宮=ホヅミミヤ`,
  ],
  [
    "rare or abbreviated signs",
    `佐々木=ササキ 奈々々=ナナナ 野々村=ノノムラ 寿々=スズ 茅ヶ崎=チガサキ 百々子=モモコ 茅ケ崎=チガサキ 百々子=モモコ 〆木=シメキ 〆子=シメコ
     一ノ瀬=イチノセ みすゞ=ミスズ 一之瀬=イチノセ かゞり=カガリ 井ノ上=イノウエ ヱツ=エツ 木ノ内=キノウチ ヰサ=イサ`,
  ],
  [
    "kana only, small kana and long marks",
    `山川=ヤマカワ みっちゃこ=ミッチャコ 大庭=オオバ りょう=リョウ 小森=コモリ らいぁ=ライァ 安斎=アンザイ せーら=セーラ 大野=オオノ じゅりー=ジュリー
     大埜=オオノ ゔぃおら=ヴィオラ`,
  ],
  [
    "a foreign resident's name",
    `アレクサンドラ・マリア=アレクサンドラ・マリア ロドリゲス・デ・ラ・ミホン=ロドリゲス・デ・ラ・ミホン ＭＩＨＯＮ=ミホン ＴＡＲＯ＿Ａ=タロウエー
     金本=キム ヴィクトリア=ヴィクトリア グエン=グエン チー・ミー=チー・ミー O'Mihon=オミホン Jane=ジェーン`,
  ],
  [
    "a private-use character (外字)",
    `\ue000本=モリモト 正雄=マサオ 山\ue001=ヤマサキ 節子=セツコ 小川=オガワ \ue002=アキラ`,
  ],
  [
    "outside CP932: another plane or an unlisted ideograph",
    `\u{20bb7}田=ヨシダ 茂=シゲル 土\u{20bb7}=ツチヨシ 花子=ハナコ \u69d7本=ハシモト 昭=アキラ \u9dd7谷=カモメダニ 久子=ヒサコ
     \u{20b9f}田=カノダ 実=ミノル 石丸=イシマル \u{29e3d}=ホッケ \u7e6b田=ツナギダ \u5c1b子=ムナコ`,
  ],
  [
    "outside CP932: an ideographic variation sequence",
    `渡邉\u{e0104}=ワタナベ 邦夫=クニオ 葛\u{e0100}城=カツラギ 静子=シズコ 辻\u{e0101}=ツジ 一郎=イチロウ 芦\u{e0100}田=アシダ 直美=ナオミ 榊\u{e0100}原=サカキバラ 祇\u{e0100}子=ヤスコ`,
  ],
  [
    "outside CP932: Latin with accents, another dash, decomposed kana",
    `René=ルネ Mihón=ミホン 見本\u2212仮名=ミホンカメイ 太郎=タロウ か\u3099んもと=ガンモト は\u309aる=パル`,
  ],
];

/** Every hard name once, in a fixed order, then people whose records disagree about the spelling. */
export const hardNames: readonly HardName[] = [
  ...lists.flatMap(([why, list]) => {
    const parts = nameParts(list);
    if (parts.length % 2 !== 0) throw new Error(`hard names: "${why}" holds half a name`);
    return Array.from({ length: parts.length / 2 }, (_, i) => {
      const [family, given] = [parts[i * 2]!, parts[i * 2 + 1]!];
      return {
        spellings: [[family.written, given.written]] as const,
        kana: [family.kana, given.kana] as const,
        why,
      };
    });
  }),
  {
    spellings: [
      ["高橋", "恵子"],
      ["\u9ad9橋", "恵子"],
    ],
    kana: ["タカハシ", "ケイコ"],
    why: "two spellings of one person",
  },
  {
    spellings: [
      ["渡辺", "隆"],
      ["渡邊", "隆"],
      ["渡邉", "\uf9dc"],
    ],
    kana: ["ワタナベ", "タカシ"],
    why: "three spellings of one person",
  },
  {
    spellings: [
      ["吉田", "武"],
      ["\u{20bb7}田", "武"],
    ],
    kana: ["ヨシダ", "タケシ"],
    why: "one spelling in CP932, the other outside",
  },
  {
    spellings: [
      ["柳沢", "美恵"],
      ["栁澤", "美惠"],
    ],
    kana: ["ヤナギサワ", "ミエ"],
    why: "two spellings of one person",
  },
];
