/**
 * Kanji that families write in more than one form; the first of each group stands for all in match keys,
 * and in nothing else. Sources: 人名用漢字別表二 and 常用漢字表 (old forms beside new ones), and the forms
 * seen in family registers (髙, 﨑, 邉 …). 斉/齊 and 斎/齋 are different characters and stay apart.
 * CJK compatibility forms that NFKC folds by itself (神 U+FA19 …) are not listed.
 */
const groups = [
  "高髙 崎﨑嵜 辺邉邊 徳德 瀬瀨 浜濱濵 斎齋 斉齊 沢澤 広廣 国國圀 桜櫻 真眞 恵惠",
  "竜龍 島嶋嶌 吉𠮷 橋槗𣘺 柳栁 富冨 桑桒 峰峯 館舘 野埜 滝瀧 渋澁 条條 蔵藏",
  "礒磯 鴎鷗 槙槇 遥遙 尭堯 桧檜 亜亞 悪惡 為爲 栄榮 衛衞 円圓 園薗 縁緣 応應",
  "温溫 価價 画畫 会會 絵繪 懐懷 楽樂 渇渴 巻卷 陥陷 寛寬 気氣 偽僞 戯戲 虚虛",
  "峡峽 狭狹 暁曉 駆驅 勲勳 薫薰 掲揭 鶏鷄 芸藝 撃擊 県縣 倹儉 剣劍劔釼 険險",
  "圏圈 検檢 顕顯 験驗 厳嚴 恒恆 黄黃 黒黑 砕碎 雑雜 児兒 湿濕 実實 寿壽 収收",
  "従從 獣獸 縦縱 緒緖 叙敍 将將 渉涉 焼燒 奨奬 状狀 乗乘 浄淨 剰剩 畳疊 嬢孃",
  "譲讓 醸釀 慎愼 寝寢 尽盡 粋粹 酔醉 穂穗 専專 戦戰 繊纖 禅禪 壮壯 争爭 荘莊",
  "捜搜 巣巢 曽曾 装裝 騒騷 増增 臓臟 即卽 帯帶 滞滯 単單 団團 弾彈 昼晝 鋳鑄",
  "庁廳 徴徵 聴聽 鎮鎭 転轉 伝傳 灯燈 盗盜 稲稻 拝拜 売賣 髪髮 抜拔 晩晚 秘祕",
  "払拂 仏佛 歩步 毎每 万萬 黙默 弥彌 薬藥 与與 揺搖 様樣 謡謠 来來 頼賴 覧覽",
  "涼凉 緑綠 塁壘 礼禮 暦曆 歴歷 錬鍊 郎郞 録錄 凛凜 亘亙 巌巖 晃晄 晋晉 禄祿",
  "穣穰 清淸 静靜 鉄鐵 浅淺 当當 関關 塩鹽 桝枡 観觀 歓歡 勧勸 権權 釈釋 択擇",
  "訳譯 駅驛 経經 径徑 軽輕 茎莖 頚頸 継繼 断斷 帰歸 旧舊 拠據 挙擧 竃竈 学學斈",
  "覚覺 岳嶽 缶罐 犠犧 区區 欧歐 殴毆 枢樞 渓溪 蛍螢 献獻 号號 済濟 剤劑 参參",
  "桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 辞辭 写寫 処處 証證 触觸 嘱囑 図圖 随隨",
  "髄髓 数數 声聲 摂攝 窃竊 潜潛 銭錢 双雙 総總 属屬 続續 堕墮 体體 対對 台臺",
  "胆膽 担擔 遅遲 痴癡 虫蟲 逓遞 点點 党黨 闘鬭 独獨 読讀 届屆 弐貳 悩惱 脳腦",
  "廃廢 麦麥 発發 蛮蠻 瓶甁 並竝 変變 宝寶 豊豐 満滿 霊靈 齢齡 恋戀 炉爐 労勞",
  "楼樓 湾灣 両兩 猟獵 励勵 隷隸 予豫 余餘 誉譽 乱亂 壱壹 隠隱 呉吳 郷鄉鄕",
  "横橫 内內 教敎 絶絕 説說 税稅 脱脫 鋭銳 悦悅 閲閱 産產 彦彥 顔顏 諌諫 戸戶",
  "強强 姫姬 翠翆 芦蘆 祷禱 莱萊 蝋蠟 醤醬 掻搔 嘘噓 鹸鹼 頬頰 填塡 剥剝 屏屛",
  "麺麵 麹麴 尚尙 昂昻 角⻆ 梼檮 涛濤 籠篭 侠俠 鴬鶯 薮藪 渕淵渊 兎兔 栃杤 鰺鯵",
  "船舩 秋穐 峨峩 群羣 略畧 梅楳 煕熙熈 喜㐂 昇曻 鶴靏靍 土圡𡈽 宜冝 頴穎 世丗",
].join(" ");

function buildTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const group of groups.split(" ")) {
    const [standard, ...variants] = [...new Set([...group.normalize("NFKC")])];
    for (const variant of variants) if (standard) table.set(variant, standard);
  }
  return table;
}

/** Variant → the form that stands for it. */
export const kanjiVariants: ReadonlyMap<string, string> = buildTable();
