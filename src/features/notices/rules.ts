/**
 * Why a notice is withheld though its person is on the list, in the order in which the reasons count:
 * a stated wish first, then what we lack.
 */
export const withheldReasons = {
  letter: ["suppressed", "no-address", "no-name"],
  call: ["suppressed", "no-phone"],
} as const;

export type WithheldReason = (typeof withheldReasons)["letter" | "call"][number];
