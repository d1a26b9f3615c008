/** What a program makes of some letters: files in `folder`. Returns how many bytes they are. */
export type SetLetters = (count: number, folder: string) => Promise<{ bytes: number }>;

export type Contender = {
  /** A program of its own pays for starting with every batch: that share is measured with one letter and taken off. */
  batch: boolean;
  /** Opens fonts and compiles templates, as a running service has done long before. Throws what is missing. */
  prepare: () => Promise<SetLetters>;
};
