import type { LetterLanguage } from "../schema";

/** What a letter of apology had better not say. None of them keeps words from being approved. */
export type PhraseRule =
  | "seasonal-greeting"
  | "everyday-opening"
  | "only-in-writing"
  | "legalese"
  | "both-honorifics"
  | "nameless-salutation"
  | "words-in-mourning";

type Phrase = { rule: PhraseRule; language: LetterLanguage; words: RegExp; onlyFor?: "bereaved" };

/** Forms of letters as books on Japanese correspondence give them; English by plain-language guides. */
export const phrases: readonly Phrase[] = [
  {
    rule: "seasonal-greeting",
    language: "ja",
    words:
      /の候|の折柄|の砌|みぎり|時下|ご清栄|ご清祥|ご隆盛|ご健勝|お慶び申し上げ|お喜び申し上げ|平素は|日頃より格別/,
  },
  { rule: "everyday-opening", language: "ja", words: /拝啓|敬具|前略|草々|拝復/ },
  { rule: "only-in-writing", language: "ja", words: /略儀ながら|書中をもって|書中をもちまして|書面にて恐縮/ },
  {
    rule: "legalese",
    language: "ja",
    words:
      /当該|斯かる|遺憾|善処|鋭意|免責|一切の責任|法的責任|瑕疵|所存|ご査収|しかるべく|可及的|厳粛に受け止め|甚だ|漏洩等事案/,
  },
  {
    rule: "both-honorifics",
    language: "ja",
    words: /様\s*御中|御中\s*様|各位\s*様|様\s*各位|殿\s*様|様\s*殿/,
  },
  {
    rule: "words-in-mourning",
    language: "ja",
    onlyFor: "bereaved",
    words: /重ねて|重ね重ね|くれぐれも|たびたび|再び|再発|引き続き|追って|二度と|ますます/,
  },
  {
    rule: "seasonal-greeting",
    language: "en",
    words:
      /hope this (?:letter|message|e-?mail) finds you|season['’]s greetings|warm(?:est)? (?:greetings|wishes)/i,
  },
  {
    rule: "legalese",
    language: "en",
    words:
      /\b(?:hereby|herein(?:after)?|hereto|thereof|pursuant to|aforementioned|notwithstanding|without prejudice|in the event that|abundance of caution|inadvertently|regret any inconvenience|may have been impacted)\b/i,
  },
  {
    rule: "nameless-salutation",
    language: "en",
    words: /\bDear (?:customer|client|policyholder|sir|madam|valued)/i,
  },
];
