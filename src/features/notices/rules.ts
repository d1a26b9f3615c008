/** How a person can be told. E-mail is for those whom the post cannot reach. */
export const noticeChannels = ["letter", "call", "email"] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/**
 * Why a notice is withheld though its person is on the list, in the order in which the reasons count:
 * a stated wish first, then that we stopped the letter for good, then what we lack, then that a later version of the list leaves the person out.
 */
export const withheldReasons = {
  letter: [
    "suppressed",
    "cancelled",
    "no-address",
    "no-name",
    "not-on-list",
    "told-as-another",
    "returned",
    "substitute",
  ],
  call: ["suppressed", "no-phone", "not-on-list"],
  email: [
    "suppressed",
    "no-consent",
    "by-letter",
    "letter-stopped",
    "not-on-list",
    "told-as-another",
    "refused",
    "bounced",
  ],
} as const;

export type WithheldReason = (typeof withheldReasons)[NoticeChannel][number];

/** Why a letter is withheld where nothing but the post fails: then who agreed to it is told by e-mail. */
export const reasonsWithoutPost = [
  "no-address",
  "returned",
  "substitute",
] as const satisfies readonly WithheldReason[];

/** Who reads the e-mail address the master has of the person: themselves. It is nobody's else's to be told by. */
export const addresseesByEmail = ["insured", "policyholder"] as const;
