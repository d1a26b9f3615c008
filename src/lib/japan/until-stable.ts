const mostRounds = 16;

/**
 * Folds until nothing changes, so that a key is its own key: one folding may bring together what the next
 * one joins (a kana and its ﾞ, a number and its 番).
 */
export function untilStable(text: string, fold: (text: string) => string): string {
  let folded = fold(text);
  for (let round = 1; round < mostRounds; round++) {
    const again = fold(folded);
    if (again === folded) break;
    folded = again;
  }
  return folded;
}
