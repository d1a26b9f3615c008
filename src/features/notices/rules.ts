/**
 * Why a notice is withheld though its person is on the list, in the order in which the reasons count:
 * a stated wish first, then what we lack, then that a later version of the list leaves the person out.
 */
export const withheldReasons = {
  letter: ["suppressed", "no-address", "no-name", "not-on-list", "told-as-another"],
  call: ["suppressed", "no-phone", "not-on-list"],
} as const;

export type WithheldReason = (typeof withheldReasons)["letter" | "call"][number];
