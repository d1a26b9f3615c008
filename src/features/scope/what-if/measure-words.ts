import type { ScopeOutline } from "./scope-outline";

/*
 * A measure is one sequence of 32-bit words, in three sections:
 *
 * 1. copies: [volume, job × 2 + (1 when it is there only in part)], ordinals of the outline;
 * 2. places, what papers may have in common: [day, class, number of copies, copy …];
 * 3. groups of people who have everything in common: a header word, negative as a signed number, then one word
 *    for each place papers of theirs lie in. Papers of which nobody knows whom they concern come first, as groups
 *    of nobody: their weight is a number of papers.
 *
 * So a measure holds nobody: only how many people there are of each kind.
 */

/** Set in a header and in no other word: as a signed number a header is negative. */
export const personBit = 0x80000000;
/** Of a header: what is to be known of its people, and below, how many they are. */
export const personFacts = { minor: 1, writable: 2, withheld: 4, bereaved: 8, nobody: 16 } as const;
export const factsShift = 26;
export const factsBits = 0x1f;
export const weightBits = 0x03ffffff;

/** The papers of that place tell something of these people that needs special care. */
export const specialCareBit = 0x40000000;
/** How many papers: 0 where another person they concern counts them already. More than 63 take several words. */
export const papersShift = 24;
export const papersBits = 0x3f;
export const placeBits = 0x00ffffff;

/** A measure opened for counting. Copies of place `p` are `copyAt[p]`…`copyAt[p + 1]` in `copiesOf`. */
export type Measure = {
  readonly outline: ScopeOutline;
  /** Groups only, the first header at 0. */
  readonly words: Int32Array;
  readonly groups: number;
  readonly copyVolume: Uint32Array;
  readonly copyJob: Uint32Array;
  readonly copyPartial: Uint8Array;
  readonly dayOf: Uint32Array;
  readonly classOf: Uint16Array;
  readonly copyAt: Uint32Array;
  readonly copiesOf: Uint32Array;
  readonly bytes: number;
};

/** Opens a measure for counting. `words` are in this machine's own byte order and are kept, not copied. */
export function openMeasure(outline: ScopeOutline, words: Int32Array): Measure {
  const { copies, places } = outline;
  const copyVolume = Uint32Array.from({ length: copies }, (_, copy) => words[copy * 2] ?? 0);
  const copyJob = Uint32Array.from({ length: copies }, (_, copy) => (words[copy * 2 + 1] ?? 0) >> 1);
  const copyPartial = Uint8Array.from({ length: copies }, (_, copy) => (words[copy * 2 + 1] ?? 0) & 1);
  const dayOf = new Uint32Array(places);
  const classOf = new Uint16Array(places);
  const copyAt = new Uint32Array(places + 1);
  let at = copies * 2;
  for (let place = 0; place < places; place += 1) {
    dayOf[place] = words[at] ?? 0;
    classOf[place] = words[at + 1] ?? 0;
    const count = words[at + 2] ?? 0;
    copyAt[place + 1] = (copyAt[place] ?? 0) + count;
    at += 3 + count;
  }
  const copiesOf = new Uint32Array(copyAt[places] ?? 0);
  at = copies * 2;
  for (let place = 0, filled = 0; place < places; place += 1) {
    const end = copyAt[place + 1] ?? 0;
    at += 3;
    while (filled < end) {
      copiesOf[filled] = words[at] ?? 0;
      filled += 1;
      at += 1;
    }
  }
  const people = words.subarray(at);
  let groups = 0;
  for (let word = 0; word < people.length; word += 1) if ((people[word] ?? 0) < 0) groups += 1;
  const bytes = words.byteLength + copies * 9 + places * 10 + copiesOf.byteLength;
  return {
    outline,
    words: people,
    groups,
    copyVolume,
    copyJob,
    copyPartial,
    dayOf,
    classOf,
    copyAt,
    copiesOf,
    bytes,
  };
}
