// A character of the insurer's own (外字): no font of ours shows it.
const ownCharacter = /[\ue000-\uf8ff]/gu;

/** A name to be shown: 〓 stands for a character of the insurer's own, as in print. */
export function shownName(name: string): string {
  return name.replace(ownCharacter, "〓");
}

/** A name to be read out, never broken over two lines; its reading where a character cannot be shown. */
export function spokenName(name: string, kana: string): string {
  const words = kana && shownName(name) !== name ? kana : shownName(name);
  return words.replace(/[\s\u3000]+/gu, "\u00a0");
}
